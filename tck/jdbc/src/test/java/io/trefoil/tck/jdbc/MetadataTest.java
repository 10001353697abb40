package io.trefoil.tck.jdbc;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import io.trefoil.tck.jdbc.MetadataAnswers.Question;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;

/** {@link DatabaseMetaData} over a schema with everything in it, answer by answer as PostgreSQL gives it. */
class MetadataTest {
    private static final Map<String, List<String>> EXPECTED = new LinkedHashMap<>();

    @SafeVarargs
    private static Map<String, Question> questions(Map.Entry<String, Question>... entries) {
        Map<String, Question> questions = new LinkedHashMap<>();
        for (Map.Entry<String, Question> question : entries) {
            questions.put(question.getKey(), question.getValue());
        }
        return questions;
    }

    private static Map.Entry<String, Question> ask(String name, Question question) {
        return entry(name, question);
    }

    private static void compare(Door door, Map<String, Question> questions) throws SQLException {
        Map<String, List<String>> actual = answers(door, questions);
        Map<String, List<String>> expected = expected(questions);
        SoftAssertions softly = new SoftAssertions();
        expected.forEach((name, rows) -> softly.assertThat(difference(rows, actual.getOrDefault(name, List.of())))
                .as("%s: lines of PostgreSQL alone (-) and of %s alone (+)", name, door)
                .isEmpty());
        softly.assertAll();
    }

    /** PostgreSQL's answers do not change from door to door. */
    private static Map<String, List<String>> expected(Map<String, Question> questions) throws SQLException {
        if (!EXPECTED.keySet().containsAll(questions.keySet())) {
            EXPECTED.putAll(answers(Door.POSTGRESQL, questions));
        }
        Map<String, List<String>> expected = new LinkedHashMap<>(EXPECTED);
        expected.keySet().retainAll(questions.keySet());
        return expected;
    }

    private static String difference(List<String> expected, List<String> actual) {
        List<String> missing = new ArrayList<>(expected);
        actual.forEach(missing::remove);
        List<String> surplus = new ArrayList<>(actual);
        expected.forEach(surplus::remove);
        if (missing.isEmpty() && surplus.isEmpty()) {
            return expected.equals(actual) ? "" : "another order: " + expected + " and " + actual;
        }
        return "\n- " + String.join("\n- ", missing) + "\n+ " + String.join("\n+ ", surplus);
    }

    private static Map<String, List<String>> answers(Door door, Map<String, Question> questions) throws SQLException {
        try (Connection connection = door.open()) {
            MetadataAnswers.createSchema(connection);
            return MetadataAnswers.of(connection, questions);
        }
    }

    @OnTrefoilDoors
    void tables(Door door) throws SQLException {
        compare(
                door,
                questions(
                        ask("tables of a schema", m -> m.getTables(null, "sales", "%", null)),
                        ask("tables of public", m -> m.getTables(null, "public", null, null)),
                        ask("all tables", m -> m.getTables(null, null, "%", new String[] {"TABLE"})),
                        ask("all views", m -> m.getTables(null, null, "%", new String[] {"VIEW"})),
                        ask("sequences", m -> m.getTables(null, null, "%", new String[] {"SEQUENCE"})),
                        ask("indexes", m -> m.getTables(null, null, "%", new String[] {"INDEX"})),
                        ask(
                                "temporary",
                                m -> m.getTables(null, null, "%", new String[] {
                                    "TEMPORARY TABLE", "TEMPORARY VIEW", "TEMPORARY INDEX", "TEMPORARY SEQUENCE"
                                })),
                        ask("types", m -> m.getTables(null, null, "%", new String[] {"TYPE", "MATERIALIZED VIEW"})),
                        ask(
                                "partitioned",
                                m -> m.getTables(null, null, "%", new String[] {
                                    "PARTITIONED TABLE", "PARTITIONED INDEX", "FOREIGN TABLE"
                                })),
                        ask("pattern", m -> m.getTables(null, "%s%", "%in_oi%", new String[] {"TABLE", "VIEW"})),
                        ask("escaped pattern", m -> m.getTables(null, "Mixed Case", "Odd \"%", null)),
                        ask("another catalog", m -> m.getTables("elsewhere", null, null, null)),
                        ask("empty schema", m -> m.getTables(null, "", null, null)),
                        ask("table types", DatabaseMetaData::getTableTypes),
                        ask("schemas", DatabaseMetaData::getSchemas),
                        ask("schemas by pattern", m -> m.getSchemas(null, "%a%")),
                        ask("super tables", m -> m.getSuperTables(null, null, "%"))));
    }

    @OnTrefoilDoors
    void columns(Door door) throws SQLException {
        compare(
                door,
                questions(
                        ask("columns", m -> m.getColumns(null, "sales", "%", "%")),
                        ask("columns of a plain table", m -> m.getColumns(null, null, "plain", null)),
                        ask("columns of a view", m -> m.getColumns(null, "public", "big_invoices", "%")),
                        ask("columns of odd names", m -> m.getColumns(null, "Mixed Case", "Odd%", "%")),
                        ask("escaped", m -> m.getColumns(null, "Mixed Case", "%", "under\\_score")),
                        ask("percent", m -> m.getColumns(null, "Mixed Case", "%", "percent\\%")),
                        ask("temporary columns", m -> m.getColumns(null, null, "scratch%", "%")),
                        ask("pseudo columns", m -> m.getPseudoColumns(null, null, "plain", "%")),
                        ask(
                                "best row identifier",
                                m -> m.getBestRowIdentifier(
                                        null, "sales", "customer", DatabaseMetaData.bestRowSession, false)),
                        ask(
                                "no best row identifier",
                                m -> m.getBestRowIdentifier(
                                        null, null, "plain", DatabaseMetaData.bestRowSession, true)),
                        ask("version columns", m -> m.getVersionColumns(null, "sales", "customer")),
                        ask("column privileges", m -> m.getColumnPrivileges(null, "sales", "invoice", "%")),
                        ask("table privileges", m -> m.getTablePrivileges(null, "sales", "%"))));
    }

    @OnTrefoilDoors
    void keysAndIndexes(Door door) throws SQLException {
        compare(
                door,
                questions(
                        ask("primary key", m -> m.getPrimaryKeys(null, "sales", "customer")),
                        ask("primary key in another order", m -> m.getPrimaryKeys(null, "sales", "line")),
                        ask("primary key without schema", m -> m.getPrimaryKeys(null, null, "invoice")),
                        ask("no primary key", m -> m.getPrimaryKeys(null, "public", "plain")),
                        ask("primary unique key", m -> m.getPrimaryKeys(null, "Mixed Case", "Odd \"Table")),
                        ask("imported by invoice", m -> m.getImportedKeys(null, "sales", "invoice")),
                        ask("imported by line", m -> m.getImportedKeys(null, "sales", "line")),
                        ask("exported by customer", m -> m.getExportedKeys(null, "sales", "customer")),
                        ask("exported by line", m -> m.getExportedKeys(null, null, "line")),
                        ask(
                                "cross reference",
                                m -> m.getCrossReference(null, "sales", "invoice", null, "sales", "line")),
                        ask(
                                "no cross reference",
                                m -> m.getCrossReference(null, "sales", "line", null, "sales", "invoice")),
                        ask("indexes of plain", m -> m.getIndexInfo(null, "public", "plain", false, true)),
                        ask("unique indexes of plain", m -> m.getIndexInfo(null, null, "plain", true, false)),
                        ask("indexes of customer", m -> m.getIndexInfo(null, "sales", "customer", false, true)),
                        ask("indexes of line", m -> m.getIndexInfo(null, "sales", "line", false, false)),
                        ask(
                                "indexes of odd names",
                                m -> m.getIndexInfo(null, "Mixed Case", "Odd \"Table", false, true))));
    }

    @OnTrefoilDoors
    void typesAndFunctions(Door door) throws SQLException {
        compare(
                door,
                questions(
                        ask("user types", m -> m.getUDTs(null, null, "%", null)),
                        ask("super types", m -> m.getSuperTypes(null, null, "%")),
                        ask("client info", DatabaseMetaData::getClientInfoProperties),
                        ask("functions of a name", m -> m.getFunctions(null, "pg_catalog", "lower")),
                        ask("functions by pattern", m -> m.getFunctions(null, null, "generate\\_s%")),
                        ask("function columns", m -> m.getFunctionColumns(null, null, "lower", "%")),
                        ask("columns of set functions", m -> m.getFunctionColumns(null, null, "generate_series", "%")),
                        ask("columns of a table function", m -> m.getFunctionColumns(null, null, "json_each", "%")),
                        ask("procedures", m -> m.getProcedures(null, null, "%")),
                        ask("procedure columns", m -> m.getProcedureColumns(null, null, "substring", "%")),
                        ask("attributes", m -> m.getAttributes(null, null, "%", "%"))));
    }

    /** Types of one number come in the order of pg_type's rows, which no query asks for. */
    @OnTrefoilDoors
    void typeInfoIsOrderedByTheNumberOfTheType(Door door) throws SQLException {
        Map<String, Question> question = questions(ask("type info", DatabaseMetaData::getTypeInfo));
        List<String> actual = new ArrayList<>(answers(door, question).get("type info"));
        List<String> expected = new ArrayList<>(expected(question).get("type info"));
        assertThat(numbers(actual)).isEqualTo(numbers(expected));
        assertThat(actual).hasSameElementsAs(expected);
    }

    private static List<String> numbers(List<String> rows) {
        return rows.stream().skip(1).map(row -> row.split(" \\| ")[1]).toList();
    }

    @OnTrefoilDoors
    void systemObjects(Door door) throws SQLException {
        compare(
                door,
                questions(
                        ask("all functions", m -> m.getFunctions(null, "pg_catalog", "%")),
                        ask("all function columns", m -> m.getFunctionColumns(null, "pg_catalog", "%", "%")),
                        ask("system tables", m -> m.getTables(null, null, "%", new String[] {"SYSTEM TABLE"})),
                        ask("system views", m -> m.getTables(null, null, "%", new String[] {"SYSTEM VIEW"})),
                        ask("columns of pg_class", m -> m.getColumns(null, "pg_catalog", "pg_class", "%")),
                        ask("columns of pg_roles", m -> m.getColumns(null, "pg_catalog", "pg_roles", "%")),
                        ask("columns of tables", m -> m.getColumns(null, "information_schema", "tables", "%")),
                        ask("primary key of pg_class", m -> m.getPrimaryKeys(null, "pg_catalog", "pg_class"))));
    }
}
