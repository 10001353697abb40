package io.trefoil.tck.jdbc;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** What a database says of the schema in {@code metadata/schema.sql}, in words that can be compared. */
final class MetadataAnswers {
    /** A question to the metadata. */
    @FunctionalInterface
    interface Question {
        ResultSet ask(DatabaseMetaData metadata) throws SQLException;
    }

    /** What only one of the databases has: our own schema, storage for long values, the language plpgsql. */
    private static final Pattern OF_ONE_SIDE = Pattern.compile("trefoil_catalog|pg_toast_temp_|plpgsql_");

    private MetadataAnswers() {}

    /** Makes the schema. */
    static void createSchema(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(schema());
        }
    }

    /** The rows of each answer. */
    static Map<String, List<String>> of(Connection connection, Map<String, Question> questions) throws SQLException {
        Map<String, List<String>> answers = new LinkedHashMap<>();
        for (Map.Entry<String, Question> question : questions.entrySet()) {
            try (ResultSet rows = question.getValue().ask(connection.getMetaData())) {
                answers.put(question.getKey(), rows(rows, connection.getCatalog()));
            } catch (SQLException e) {
                answers.put(question.getKey(), List.of(e.getSQLState() + " " + e.getMessage()));
            }
        }
        return answers;
    }

    /** A line for the columns and one for each row; what differs between any two databases is masked. */
    static List<String> rows(ResultSet rows, String catalog) throws SQLException {
        ResultSetMetaData columns = rows.getMetaData();
        StringBuilder head = new StringBuilder();
        for (int i = 1; i <= columns.getColumnCount(); i++) {
            head.append(columns.getColumnLabel(i))
                    .append(':')
                    .append(columns.getColumnTypeName(i))
                    .append(' ');
        }
        List<String> lines = new ArrayList<>(List.of(head.toString()));
        while (rows.next()) {
            StringBuilder line = new StringBuilder();
            for (int i = 1; i <= columns.getColumnCount(); i++) {
                String value = String.valueOf(rows.getString(i));
                line.append(i == 1 ? "" : " | ").append(mask(columns.getColumnLabel(i), value, catalog));
            }
            if (!OF_ONE_SIDE.matcher(line).find()) {
                lines.add(line.toString());
            }
        }
        return lines;
    }

    private static String mask(String column, String value, String catalog) {
        // not a role of the same name
        if (value.equals(catalog) && column.contains("CAT")) {
            return "(this database)";
        }
        if (column.equals("SPECIFIC_NAME")) {
            return value.replaceAll("_[0-9]+$", "_(oid)");
        }
        return value.replaceAll("pg_temp_[0-9]+", "pg_temp_N");
    }

    private static String schema() {
        try (InputStream file = MetadataAnswers.class.getResourceAsStream("/metadata/schema.sql")) {
            if (file == null) {
                throw new AssertionError("metadata/schema.sql is missing");
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
