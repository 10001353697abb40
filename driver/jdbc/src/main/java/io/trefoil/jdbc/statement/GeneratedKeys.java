package io.trefoil.jdbc.statement;

import io.trefoil.jdbc.link.CommandText;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Generated keys by the index of a column. The server's RETURNING knows names, so the table's columns are looked up: index
 * 1 is its first column that has not been dropped, as in {@code DatabaseMetaData.getColumns}.
 */
public final class GeneratedKeys {
    private static final String COLUMNS =
            "SELECT attname FROM pg_catalog.pg_attribute WHERE attrelid = CAST(? AS pg_catalog.regclass)"
                    + " AND attnum > 0 AND NOT attisdropped ORDER BY attnum";
    private static final Set<String> BEFORE_TABLE =
            Set.of("insert", "upsert", "update", "delete", "into", "from", "only");

    private GeneratedKeys() {}

    /** The names of the columns with these indexes in the table that a statement changes. */
    public static String[] columns(StatementSession session, String sql, int @Nullable [] indexes) throws SQLException {
        if (indexes == null || indexes.length == 0) {
            return new String[0];
        }
        String table = table(sql);
        if (table == null) {
            throw Errors.refused("0A000", "generated keys by index need a plain INSERT, UPDATE or DELETE");
        }
        List<String> names = names(session, table);
        String[] wanted = new String[indexes.length];
        for (int i = 0; i < indexes.length; i++) {
            if (indexes[i] < 1 || indexes[i] > names.size()) {
                throw Errors.refused(
                        "22023", "table " + table + " has no column " + indexes[i] + ", it has " + names.size());
            }
            wanted[i] = names.get(indexes[i] - 1);
        }
        return wanted;
    }

    private static List<String> names(StatementSession session, String table) throws SQLException {
        session.settle();
        List<String> names = new ArrayList<>();
        try (PreparedStatement query = session.base().prepareStatement(COLUMNS)) {
            query.setObject(1, table, Types.OTHER);
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    names.add(rows.getString(1));
                }
            }
        } catch (SQLException e) {
            throw Errors.of(e);
        }
        return names;
    }

    /** The table's name as it is written, quoted parts and all; null when the statement is none of the plain ones. */
    static @Nullable String table(String sql) {
        if (!BEFORE_TABLE.contains(CommandText.firstWord(sql))) {
            return null;
        }
        int at = CommandText.skip(sql, 0);
        while (true) {
            int end = endOfName(sql, at);
            if (end == at) {
                return null;
            }
            String word = sql.substring(at, end);
            if (!BEFORE_TABLE.contains(word.toLowerCase(Locale.ROOT))) {
                return word;
            }
            at = CommandText.skip(sql, end);
        }
    }

    /** The end of a name that may be quoted and qualified. */
    private static int endOfName(String sql, int start) {
        int i = start;
        boolean quoted = false;
        while (i < sql.length()) {
            char c = sql.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (!quoted && c != '.' && !Character.isJavaIdentifierPart(c)) {
                break;
            }
            i++;
        }
        return i;
    }
}
