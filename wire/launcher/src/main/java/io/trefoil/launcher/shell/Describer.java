package io.trefoil.launcher.shell;

import java.io.PrintWriter;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Answers the {@code \d} family: lists of objects, and one relation with its columns, indexes and constraints. */
final class Describer {
    private final ServerConnection connection;
    private final TablePrinter printer = new TablePrinter();
    private final PrintWriter out;

    Describer(ServerConnection connection, PrintWriter out) {
        this.connection = connection;
        this.out = out;
    }

    void databases(String pattern) throws SQLException {
        list("List of databases", CatalogQueries.databases(NamePattern.of(pattern)));
    }

    void schemas(String pattern) throws SQLException {
        list("List of schemas", CatalogQueries.schemas(NamePattern.of(pattern)));
    }

    void roles(String pattern) throws SQLException {
        table("List of roles", CatalogQueries.roles(NamePattern.of(pattern)));
        out.print("\n"); // no row count, as in psql
    }

    /** @param kinds relkind letters, as in {@code pg_class} */
    void relations(String kinds, String pattern) throws SQLException {
        Outcome.Rows result = query(CatalogQueries.relations(kinds, NamePattern.of(pattern)));
        if (!result.rows().isEmpty()) {
            printer.rows("List of relations", result.columns(), result.rows(), out);
        } else if (pattern.isEmpty()) {
            out.print("Did not find any relations.\n");
        } else {
            out.print("Did not find any relation named \"" + pattern + "\".\n");
        }
    }

    /** Describes every relation that the pattern names. */
    void relation(String pattern) throws SQLException {
        List<@Nullable String[]> found = connection.rows(CatalogQueries.find(NamePattern.of(pattern)));
        if (found.isEmpty()) {
            out.print("Did not find any relation named \"" + pattern + "\".\n");
        }
        for (@Nullable String[] row : found) {
            String oid = String.valueOf(row[0]);
            String kind = String.valueOf(row[3]);
            String word = String.valueOf(row[4]);
            String title = word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1) + " \"" + row[1] + "."
                    + row[2] + "\"";
            switch (kind) {
                case "S" -> table(title, CatalogQueries.sequence(oid));
                case "i", "I" -> {
                    table(title, CatalogQueries.indexColumns(oid));
                    connection.rows(CatalogQueries.indexOwner(oid)).forEach(line -> out.print(line[0] + "\n"));
                }
                default -> {
                    table(title, CatalogQueries.columns(oid));
                    footer("Indexes:", CatalogQueries.indexes(oid));
                    footer("Check constraints:", CatalogQueries.constraints(oid, "c"));
                    footer("Foreign-key constraints:", CatalogQueries.constraints(oid, "f"));
                    footer("Referenced by:", CatalogQueries.references(oid));
                }
            }
            out.print("\n");
        }
    }

    private void list(String title, String sql) throws SQLException {
        Outcome.Rows result = query(sql);
        printer.rows(title, result.columns(), result.rows(), out);
    }

    private void table(String title, String sql) throws SQLException {
        Outcome.Rows result = query(sql);
        printer.table(title, result.columns(), result.rows(), out);
    }

    private void footer(String heading, String sql) throws SQLException {
        List<@Nullable String[]> lines = connection.rows(sql);
        if (!lines.isEmpty()) {
            out.print(heading + "\n");
            lines.forEach(line -> out.print("    " + line[0] + "\n"));
        }
    }

    private Outcome.Rows query(String sql) throws SQLException {
        return connection.run(sql).stream()
                .filter(Outcome.Rows.class::isInstance)
                .map(Outcome.Rows.class::cast)
                .findFirst()
                .orElseThrow(() -> new SQLException("a catalog query returned no rows", "XX000"));
    }
}
