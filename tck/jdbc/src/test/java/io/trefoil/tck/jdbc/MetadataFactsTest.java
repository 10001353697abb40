package io.trefoil.tck.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ParameterMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What a database says of itself, of results and of parameters, as PostgreSQL says it. */
class MetadataFactsTest {
    /** Facts that are each one's own. */
    private static final Set<String> OWN = Set.of(
            "getURL",
            "getDriverName",
            "getDriverVersion",
            "getDriverMajorVersion",
            "getDriverMinorVersion",
            "getDatabaseProductVersion",
            "getDatabaseMinorVersion");

    @OnTrefoilDoors
    void factsWithoutParametersAreThoseOfPostgresql(Door door) throws Exception {
        assertThat(facts(door)).containsExactlyEntriesOf(facts(Door.POSTGRESQL)).hasSizeGreaterThan(100);
    }

    private static Map<String, Object> facts(Door door) throws Exception {
        Map<String, Object> facts = new TreeMap<>();
        try (Connection connection = door.open()) {
            DatabaseMetaData metadata = connection.getMetaData();
            List<Method> methods = Arrays.stream(DatabaseMetaData.class.getMethods())
                    .filter(method -> method.getParameterCount() == 0)
                    .filter(method -> method.getReturnType().isPrimitive() || method.getReturnType() == String.class)
                    .filter(method -> !OWN.contains(method.getName()))
                    .sorted(Comparator.comparing(Method::getName))
                    .toList();
            for (Method method : methods) {
                facts.put(method.getName(), fact(metadata, method));
            }
        }
        return facts;
    }

    private static Object fact(DatabaseMetaData metadata, Method method) throws IllegalAccessException {
        try {
            return String.valueOf(method.invoke(metadata));
        } catch (InvocationTargetException e) {
            return String.valueOf(e.getCause());
        }
    }

    @OnEveryDoor
    void supportedLevelsAndResultSets(Door door) throws SQLException {
        try (Connection connection = door.open()) {
            DatabaseMetaData metadata = connection.getMetaData();
            for (int level : new int[] {1, 2, 4, 8}) {
                assertThat(metadata.supportsTransactionIsolationLevel(level)).isTrue();
            }
            assertThat(metadata.supportsResultSetType(ResultSet.TYPE_SCROLL_INSENSITIVE))
                    .isTrue();
            assertThat(metadata.supportsResultSetConcurrency(
                            ResultSet.TYPE_SCROLL_INSENSITIVE, ResultSet.CONCUR_UPDATABLE))
                    .isTrue();
            assertThat(metadata.supportsConvert(Types.INTEGER, Types.VARCHAR)).isFalse();
            assertThat(metadata.getConnection()).isSameAs(connection);
            assertThat(metadata.getDatabaseMajorVersion()).isEqualTo(15);
        }
    }

    @OnTrefoilDoors
    void columnsOfResultsAreDescribedAsInPostgresql(Door door) throws SQLException {
        List<String> queries = List.of(
                "select * from sales.customer",
                "select i.number as invoice, i.total * 2 as twice, c.name, count(*) over () as n, null as nothing,"
                        + " 'text' as constant, 1.50::numeric(10,2) as price from sales.invoice i join sales.customer c"
                        + " on c.id = i.customer_id",
                "select * from big_invoices",
                "select \"Id\", \"with space\" as \"Another Name\" from \"Mixed Case\".\"Odd \"\"Table\"",
                "select number from sales.invoice union all select 1",
                "select (select max(number) from sales.invoice), array[1,2], row(1, 2), now(), current_date",
                "select s.* from (select number, note from sales.invoice) s",
                "values (1, 'a', 2.5)",
                "insert into plain (a) values (1) returning a, b + 1 as next, c",
                "select count(*), sum(total), avg(total), min(note), bool_and(true) from sales.invoice");
        assertThat(resultColumns(door, queries)).containsExactlyElementsOf(resultColumns(Door.POSTGRESQL, queries));
    }

    private static List<String> resultColumns(Door door, List<String> queries) throws SQLException {
        List<String> lines = new ArrayList<>();
        try (Connection connection = door.open()) {
            MetadataAnswers.createSchema(connection);
            for (String query : queries) {
                try (PreparedStatement statement = connection.prepareStatement(query)) {
                    describe(statement.getMetaData(), lines);
                    if (statement.execute()) {
                        describe(statement.getResultSet().getMetaData(), lines);
                    }
                }
            }
        }
        return lines;
    }

    private static void describe(ResultSetMetaData columns, List<String> lines) throws SQLException {
        for (int i = 1; i <= columns.getColumnCount(); i++) {
            lines.add(String.join(
                    " ",
                    columns.getColumnLabel(i),
                    columns.getColumnName(i),
                    columns.getTableName(i),
                    columns.getSchemaName(i),
                    columns.getColumnTypeName(i),
                    "type " + columns.getColumnType(i),
                    "precision " + columns.getPrecision(i),
                    "scale " + columns.getScale(i),
                    "width " + columns.getColumnDisplaySize(i),
                    columns.getColumnClassName(i),
                    "nullable " + columns.isNullable(i),
                    "auto " + columns.isAutoIncrement(i),
                    "signed " + columns.isSigned(i),
                    "case " + columns.isCaseSensitive(i),
                    "search " + columns.isSearchable(i),
                    "currency " + columns.isCurrency(i),
                    "writable " + columns.isWritable(i) + columns.isDefinitelyWritable(i) + columns.isReadOnly(i)));
        }
    }

    @OnTrefoilDoors
    void parametersAreDescribedAsInPostgresql(Door door) throws SQLException {
        List<String> statements = List.of(
                "select * from sales.customer where id = ? and name like ? and created > ? and tags = ?",
                "insert into sales.invoice (customer_region, customer_id, total, note) values (?, ?, ?, ?)",
                "update sales.customer set score = ?, picture = ?, token = ?, facts = ?, waits = ? where region = ?",
                "select ? + 1, ?::date, coalesce(?, 'x'), ? || 'y', ? = any(array[1,2])",
                "select * from sales.invoice limit ? offset ?",
                "delete from plain where a in (?, ?) and b between ? and ?",
                "select ?");
        assertThat(parameters(door, statements)).containsExactlyElementsOf(parameters(Door.POSTGRESQL, statements));
    }

    private static List<String> parameters(Door door, List<String> statements) throws SQLException {
        List<String> lines = new ArrayList<>();
        try (Connection connection = door.open()) {
            MetadataAnswers.createSchema(connection);
            for (String sql : statements) {
                try (PreparedStatement statement = connection.prepareStatement(sql)) {
                    ParameterMetaData parameters = statement.getParameterMetaData();
                    for (int i = 1; i <= parameters.getParameterCount(); i++) {
                        lines.add(String.join(
                                " ",
                                parameters.getParameterTypeName(i),
                                "type " + parameters.getParameterType(i),
                                parameters.getParameterClassName(i),
                                "mode " + parameters.getParameterMode(i),
                                "nullable " + parameters.isNullable(i),
                                "signed " + parameters.isSigned(i)));
                    }
                }
            }
        }
        return lines;
    }
}
