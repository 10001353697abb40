package io.trefoil.tck.conformance;

import io.trefoil.tck.harness.client.QueryResult;
import io.trefoil.tck.harness.client.WireClient;
import io.trefoil.wire.protocol.message.BackendMessage;
import io.trefoil.wire.protocol.message.Describe;
import io.trefoil.wire.protocol.message.Diagnostics;
import io.trefoil.wire.protocol.message.ErrorResponse;
import io.trefoil.wire.protocol.message.ParameterDescription;
import io.trefoil.wire.protocol.message.Parse;
import io.trefoil.wire.protocol.message.ReadyForQuery;
import io.trefoil.wire.protocol.message.RowDescription;
import io.trefoil.wire.protocol.message.StatementOrPortal;
import io.trefoil.wire.protocol.message.Sync;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a server answered, without what differs between servers: OIDs.
 *
 * @param state SQLSTATE of the error, empty when there was none
 * @param message the error's message
 * @param columns name and type of each, and the types of parameters
 * @param rows sorted
 */
record CorpusAnswer(String state, String message, String columns, List<String> rows) {
    private static final Set<Integer> OID_TYPES = Set.of(26, 2205, 24, 2206, 30, 1028, 28, 29, 27);
    private static final int FIRST_OWN_OID = 12000;
    private static final Pattern NOW = Pattern.compile(
            "(20(2[6-9]|[3-9]\\d)-\\d\\d-\\d\\d )?\\d\\d:\\d\\d:\\d\\d\\.\\d+(\\+00)?|\\b[1-9]\\d{9}\\.\\d+");
    private static final Pattern RANDOM_UUID =
            Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}");

    static CorpusAnswer of(WireClient client, CorpusStatement statement, String database) {
        String sql = statement.on(client);
        QueryResult result;
        String parameters = "";
        if (statement.isParametrised()) {
            int[] types = new int[0];
            client.send(new Parse("", sql, new int[0]), new Describe(StatementOrPortal.STATEMENT, ""), Sync.INSTANCE);
            Diagnostics error = null;
            BackendMessage message = client.receive();
            while (!(message instanceof ReadyForQuery)) {
                if (message instanceof ParameterDescription described) {
                    types = described.types();
                } else if (message instanceof ErrorResponse response) {
                    error = response.diagnostics();
                }
                message = client.receive();
            }
            if (error != null) {
                return error(error);
            }
            parameters = Arrays.toString(types);
            result = client.extended(sql, values(types));
        } else {
            result = client.query(sql);
        }
        return result.error() != null ? error(result.error()) : answer(parameters, result, database);
    }

    private static CorpusAnswer error(Diagnostics error) {
        return new CorpusAnswer(error.sqlState(), error.message(), "", List.of());
    }

    /** A plausible value for each type, so that statements run. */
    private static @Nullable String[] values(int[] types) {
        @Nullable String[] values = new String[types.length];
        for (int i = 0; i < types.length; i++) {
            values[i] = switch (types[i]) {
                case 16 -> "true";
                case 20, 21, 23, 26, 700, 701, 1700 -> "1";
                case 1005, 1007, 1016, 1021, 1022 -> "{1,2}";
                case 1009, 1015 -> "{a,b}";
                case 1082, 1114, 1184 -> "2020-01-02";
                case 1083 -> "12:00";
                case 2950 -> "00000000-0000-0000-0000-000000000001";
                case 114, 3802 -> "{}";
                case 25, 1043, 1042, 19 -> "A";
                default -> null;
            };
        }
        return values;
    }

    /** Names of the database and its owner, moments of the run and generated identifiers differ by themselves. */
    private static String masked(String row, String database) {
        String named = row.replaceAll("\\b(trefoil|" + database + ")\\b", "database");
        String timeless = NOW.matcher(named).replaceAll("now");
        return RANDOM_UUID.matcher(timeless).replaceAll("uuid");
    }

    private static CorpusAnswer answer(String parameters, QueryResult result, String database) {
        StringBuilder columns = new StringBuilder(parameters);
        List<String> rows = new ArrayList<>();
        for (QueryResult.Result one : result.results()) {
            List<Integer> masked = new ArrayList<>();
            for (int i = 0; i < one.fields().size(); i++) {
                RowDescription.Field field = one.fields().get(i);
                int type = field.typeOid() >= FIRST_OWN_OID ? FIRST_OWN_OID : field.typeOid();
                columns.append(field.name())
                        .append(':')
                        .append(type)
                        .append('/')
                        .append(field.typmod())
                        .append(' ');
                if (OID_TYPES.contains(field.typeOid())) {
                    masked.add(i);
                }
            }
            for (@Nullable String[] row : one.rows()) {
                masked.forEach(column -> row[column] = row[column] == null ? null : "oid");
                rows.add(masked(Arrays.toString(row), database));
            }
            columns.append(one.fields().isEmpty() ? one.tag() : "");
        }
        rows.sort(null);
        return new CorpusAnswer("", "", columns.toString(), rows);
    }

    /** Whether both servers took the statement, or both refused it for the same reason. */
    boolean endsAs(CorpusAnswer other) {
        return state.equals(other.state);
    }

    /** What is different about the rows; empty when nothing is. */
    String difference(CorpusAnswer expected) {
        if (!columns.equals(expected.columns)) {
            return "columns " + columns + " instead of " + expected.columns;
        }
        if (rows.equals(expected.rows)) {
            return "";
        }
        Set<String> missing = new TreeSet<>(expected.rows);
        rows.forEach(missing::remove);
        Set<String> extra = new TreeSet<>(rows);
        expected.rows.forEach(extra::remove);
        return rows.size() + " rows, expected " + expected.rows.size() + "; missing " + some(missing)
                + "; not expected " + some(extra);
    }

    private static String some(Set<String> rows) {
        return rows.size() + rows.stream().limit(2).toList().toString();
    }
}
