package io.trefoil.wire.server.connection;

import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;
import io.trefoil.wire.protocol.ProtocolLimits;
import io.trefoil.wire.protocol.message.StartupMessage;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a StartupMessage says, sorted (PostgreSQL: ProcessStartupPacket in postmaster.c).
 *
 * @param settings run-time settings: those of {@code options} first, overridden by those named directly
 * @param unknownOptions protocol options ({@code _pq_.}) that the client would like and that are not known here
 */
record StartupParameters(String user, String database, Map<String, String> settings, List<String> unknownOptions) {

    /** @throws FatalError 28000, 22023, 0A000, 42601 */
    static StartupParameters of(StartupMessage startup) {
        String user = "";
        String database = "";
        var direct = new LinkedHashMap<String, String>();
        var settings = new LinkedHashMap<String, String>();
        var unknownOptions = new ArrayList<String>();
        for (var parameter : startup.parameters().entrySet()) {
            String name = parameter.getKey();
            String value = parameter.getValue();
            switch (name) {
                case "user" -> user = cut(value);
                case "database" -> database = cut(value);
                case "options" -> settings.putAll(CommandLineOptions.parse(value));
                case "replication" -> refuseReplication(value);
                default -> {
                    if (name.startsWith("_pq_.")) {
                        unknownOptions.add(name);
                    } else {
                        direct.put(name, value);
                    }
                }
            }
        }
        if (user.isEmpty()) {
            throw FatalError.of(
                    SqlState.INVALID_AUTHORIZATION_SPECIFICATION,
                    "no PostgreSQL user name specified in startup packet");
        }
        settings.putAll(direct);
        return new StartupParameters(user, database.isEmpty() ? user : database, settings, unknownOptions);
    }

    private static void refuseReplication(String value) {
        switch (value.toLowerCase(Locale.ROOT)) {
            case "false", "off", "no", "0", "f", "n" -> {}
            case "true", "on", "yes", "1", "t", "y", "database" ->
                throw FatalError.of(SqlState.FEATURE_NOT_SUPPORTED, "replication connections are not supported");
            default ->
                throw FatalError.of(new SqlStateException(
                                SqlState.INVALID_PARAMETER_VALUE,
                                "invalid value for parameter \"replication\": \"" + value + "\"")
                        .withHint("Valid values are: \"false\", 0, \"true\", 1, \"database\"."));
        }
    }

    /** Names longer than NAMEDATALEN - 1 bytes are cut, between characters. */
    private static String cut(String name) {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        if (bytes.length <= ProtocolLimits.NAME_BYTES_MAX) {
            return name;
        }
        int end = ProtocolLimits.NAME_BYTES_MAX;
        while ((bytes[end] & 0xc0) == 0x80) {
            end--;
        }
        return new String(bytes, 0, end, StandardCharsets.UTF_8);
    }
}
