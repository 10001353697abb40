package io.trefoil.sql.functions.differential;

import java.util.ArrayList;
import java.util.List;

/** Runs calls on PostgreSQL, each in a subtransaction of its own. */
final class OracleSide {
    static final String NULL_TEXT = "<NULL>";
    static final String ROW_SEPARATOR = "<|>";

    private static final String PREPARE = """
        set client_min_messages = error;
        create or replace function pg_temp.outcome(call text) returns text language plpgsql as $$
        declare
          answer text;
        begin
          execute 'select coalesce(min(t::int8), 1)::text || '':'' || '
            || 'coalesce(string_agg(case when n = 1 then ''<NULL>'' else format(''%s'', v) end, ''<|>''), ''<NONE>'') '
            || 'from (select pg_typeof(v)::oid t, num_nulls(v) n, v from (select ' || call || ' as v) c) s' into answer;
          return answer;
        exception when others then
          return '0:ERROR ' || sqlstate || ': ' || sqlerrm;
        end $$;
        """;

    private OracleSide() {}

    static List<Outcome> run(PostgresOracle oracle, String settings, List<Call> calls) {
        return evaluate(oracle, settings, calls.stream().map(Call::sql).toList());
    }

    /** The outcomes of SQL expressions. */
    static List<Outcome> evaluate(PostgresOracle oracle, String settings, List<String> expressions) {
        StringBuilder script = new StringBuilder(settings).append(PREPARE);
        for (String expression : expressions) {
            script.append("select replace(replace(pg_temp.outcome(")
                    .append(Call.quote(expression))
                    .append("), E'\\\\', E'\\\\\\\\'), E'\\n', E'\\\\n');\n");
        }
        List<String> lines = oracle.run(script.toString());
        if (lines.size() != expressions.size()) {
            throw new IllegalStateException(lines.size() + " answers to " + expressions.size() + " expressions: "
                    + lines.stream().filter(line -> line.contains("ERROR")).findFirst());
        }
        List<Outcome> outcomes = new ArrayList<>(lines.size());
        for (String line : lines) {
            int colon = line.indexOf(':');
            outcomes.add(new Outcome((int) Long.parseLong(line.substring(0, colon)), unescaped(line, colon + 1)));
        }
        return outcomes;
    }

    private static String unescaped(String line, int from) {
        StringBuilder text = new StringBuilder(line.length());
        for (int i = from; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '\\') {
                c = line.charAt(++i) == 'n' ? '\n' : '\\';
            }
            text.append(c);
        }
        return text.toString();
    }
}
