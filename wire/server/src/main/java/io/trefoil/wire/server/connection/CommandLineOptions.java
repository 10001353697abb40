package io.trefoil.wire.server.connection;

import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The {@code options} of a StartupMessage (libpq: PGOPTIONS): server command-line arguments, of which settings are the
 * ones with a meaning here: {@code -c name=value} and {@code --name=value}. Arguments are separated by white space; a
 * backslash takes the next character as it is (PostgreSQL: pg_split_opts in postinit.c).
 */
final class CommandLineOptions {
    private CommandLineOptions() {}

    static Map<String, String> parse(String options) {
        var settings = new LinkedHashMap<String, String>();
        List<String> arguments = split(options);
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            if (argument.equals("-c") && i + 1 < arguments.size()) {
                i++;
                put(settings, "-c ", arguments.get(i));
            } else if (argument.startsWith("-c") && argument.length() > 2) {
                put(settings, "-c ", argument.substring(2));
            } else if (argument.startsWith("--") && argument.length() > 2) {
                put(settings, "--", argument.substring(2));
            } else {
                throw FatalError.of(new SqlStateException(
                        SqlState.SYNTAX_ERROR, "invalid command-line argument for server process: " + argument));
            }
        }
        return settings;
    }

    private static void put(Map<String, String> settings, String option, String assignment) {
        int equals = assignment.indexOf('=');
        if (equals < 0) {
            throw FatalError.of(SqlState.SYNTAX_ERROR, option + assignment + " requires a value");
        }
        settings.put(assignment.substring(0, equals).replace('-', '_'), assignment.substring(equals + 1));
    }

    private static List<String> split(String options) {
        var arguments = new ArrayList<String>();
        var argument = new StringBuilder();
        boolean inside = false;
        for (int i = 0; i < options.length(); i++) {
            char c = options.charAt(i);
            if (c == ' ' || (c >= '\t' && c <= '\r')) {
                if (inside) {
                    arguments.add(argument.toString());
                    argument.setLength(0);
                }
                inside = false;
            } else {
                boolean escape = c == '\\' && i + 1 < options.length();
                argument.append(escape ? options.charAt(++i) : c);
                inside = true;
            }
        }
        if (inside) {
            arguments.add(argument.toString());
        }
        return arguments;
    }
}
