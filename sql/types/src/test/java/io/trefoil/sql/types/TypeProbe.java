package io.trefoil.sql.types;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts the same text through a type's input, output and send functions here and on PostgreSQL. */
final class TypeProbe {
    /**
     * What became of a text.
     *
     * @param text the output function's text, null after an error
     * @param hex the binary form, null after an error
     * @param error SQLSTATE, message, detail and hint in one line, null when there was none
     */
    record Outcome(
            @Nullable String text,
            @Nullable String hex,
            @Nullable String error) {}

    private final Connection connection;

    TypeProbe(Connection connection) throws SQLException {
        this.connection = connection;
        try (Statement statement = connection.createStatement()) {
            statement.execute("""
                create or replace function probe(query text, input text, typmod int,
                  out txt text, out hex text, out err text)
                language plpgsql as $$
                declare s text; m text; d text; h text;
                begin
                  execute query into txt, hex using input, typmod;
                exception when others then
                  get stacked diagnostics s = returned_sqlstate, m = message_text, d = pg_exception_detail,
                    h = pg_exception_hint;
                  err := s || ' ' || m || ' | ' || coalesce(d, '') || ' | ' || coalesce(h, '');
                end $$
                """);
        }
    }

    /** The session's transaction start in microseconds since 2000-01-01 UTC; a transaction must be open. */
    long transactionStart() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "select (extract(epoch from now()) * 1000000)::int8 - 946684800000000")) {
            row.next();
            return row.getLong(1);
        }
    }

    /**
     * Settings for {@link #onPostgres}, as SET clauses of a function: the driver hangs up when it sees another DateStyle
     * than ISO.
     */
    void configure(String settings) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("create or replace function probe_all(query text, inputs text[], typmod int)"
                    + " returns table (txt text, hex text, err text) language sql " + settings
                    + " as 'select p.* from unnest(inputs) with ordinality u(i, n), probe(query, u.i, typmod)"
                    + " p order by u.n'");
        }
    }

    String value(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    List<Outcome> onPostgres(SqlType type, List<String> inputs, int typmod) throws SQLException {
        String query = value(
                "select format('select textin(%s(v)), encode(%s(v), ''hex'') from (select %s(textout($1)%s) as v) x',"
                        + " typoutput, typsend, typinput,"
                        + " case (select pronargs from pg_proc p where p.oid = typinput) when 1 then ''"
                        + " else ', ' || case when typelem <> 0 and typlen < 0 then typelem else oid end || ', $2' end)"
                        + " from pg_type where oid = " + type.oid());
        List<Outcome> outcomes = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement("select * from probe_all(?, ?, ?)")) {
            statement.setString(1, query);
            statement.setArray(2, connection.createArrayOf("text", inputs.toArray()));
            statement.setInt(3, typmod);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    outcomes.add(new Outcome(rows.getString(1), rows.getString(2), rows.getString(3)));
                }
            }
        }
        return outcomes;
    }

    /** An expression of a and b, texts read as a type, for each pair; only text and error of the outcomes are filled. */
    List<Outcome> pairs(String type, String expression, List<String> left, List<String> right) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("set timezone = 'UTC'");
            statement.execute("""
                create or replace function evaluate(l text, r text, out txt text, out err text) language plpgsql as $$
                declare s text; m text; d text; h text; a %1$s; b %1$s;
                begin
                  a := %1$s_in(textout(l)%3$s); b := %1$s_in(textout(r)%3$s);
                  txt := (%2$s)::text;
                exception when others then
                  get stacked diagnostics s = returned_sqlstate, m = message_text, d = pg_exception_detail,
                    h = pg_exception_hint;
                  err := s || ' ' || m || ' | ' || coalesce(d, '') || ' | ' || coalesce(h, '');
                end $$
                """.replace(
                            "%1$s_in", value("select typinput::text from pg_type where oid = '" + type + "'::regtype"))
                    .replace(
                            "%3$s",
                            value("select case (select pronargs from pg_proc p where p.oid = typinput) when 1 then ''"
                                + " else ', ' || case when typelem <> 0 and typlen < 0 then typelem else oid end || ',"
                                + " -1' end from pg_type where oid = '" + type + "'::regtype"))
                    .replace("%1$s", type)
                    .replace("%2$s", expression));
        }
        List<Outcome> outcomes = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(
                "select e.* from unnest(?::text[], ?::text[]) with ordinality u(l, r, n), evaluate(u.l, u.r) e order"
                        + " by u.n")) {
            statement.setArray(1, connection.createArrayOf("text", left.toArray()));
            statement.setArray(2, connection.createArrayOf("text", right.toArray()));
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    outcomes.add(new Outcome(rows.getString(1), null, rows.getString(2)));
                }
            }
        }
        return outcomes;
    }

    static Outcome here(SqlType type, String input, int typmod, TextFormat format) {
        try {
            Object value = type.parse(input, typmod, format);
            ByteArraySink binary = new ByteArraySink();
            type.writeBinary(value, binary);
            return new Outcome(type.toText(value, format), HexFormat.of().formatHex(binary.toByteArray()), null);
        } catch (SqlStateException e) {
            return new Outcome(null, null, describe(e));
        }
    }

    static String describe(SqlStateException e) {
        return e.state().code() + " " + e.text() + " | " + text(e.detail()) + " | " + text(e.hint());
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }
}
