package io.trefoil.sql.catalog.views;

import static org.assertj.core.api.Assertions.assertThat;

import io.trefoil.sql.catalog.CatalogSnapshot;
import io.trefoil.sql.catalog.builtin.BuiltinCatalog;
import io.trefoil.sql.catalog.builtin.Namespaces;
import io.trefoil.sql.types.SqlArray;
import io.trefoil.sql.types.SqlInterval;
import io.trefoil.sql.types.TypeOid;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Every system view has PostgreSQL's shape and truthful rows. */
class SystemViewsTest {
    private final CatalogSnapshot snapshot = SampleCatalog.snapshot();
    private final SystemViews views = SystemViews.instance();

    private SystemView view(String name) {
        return views.find(Namespaces.PG_CATALOG, name)
                .or(() -> views.find(Namespaces.INFORMATION_SCHEMA, name))
                .orElseThrow();
    }

    private List<Map<String, Object>> rows(String name, ViewContext context) {
        SystemView view = view(name);
        List<Map<String, Object>> rows = new ArrayList<>();
        Iterator<@Nullable Object[]> iterator = view.rows(snapshot, context);
        while (iterator.hasNext()) {
            @Nullable Object[] values = iterator.next();
            Map<String, Object> row = new HashMap<>();
            for (int i = 0; i < values.length; i++) {
                Object value = values[i];
                row.put(view.columns().get(i).name(), value == null ? "NULL" : value);
            }
            rows.add(row);
        }
        return rows;
    }

    private List<Map<String, Object>> rows(String name) {
        return rows(name, SampleCatalog.context());
    }

    private static boolean is(Map<String, Object> row, String column, Object value) {
        return value.equals(row.get(column));
    }

    private Map<String, Object> row(String name, String column, Object value) {
        List<Map<String, Object>> found =
                rows(name).stream().filter(row -> value.equals(row.get(column))).toList();
        assertThat(found).as(name + " where " + column + " = " + value).hasSize(1);
        return found.getFirst();
    }

    @Test
    void everyRelationOfPostgresAndOurOwnAreThere() {
        assertThat(views.all()).hasSize(64 + 75 + 4 + 65 + 5);
        assertThat(view("pg_class").oid()).isEqualTo(1259);
        assertThat(view("pg_authid").readableByPublic()).isFalse();
        assertThat(view("pg_class").readableByPublic()).isTrue();
    }

    @Test
    void everyDefinitionFillsColumnsThatExist() {
        int defined = 0;
        for (SystemView view : views.all()) {
            ViewDefinition<?> definition = SystemViews.definitionOf(
                    Objects.requireNonNull(BuiltinCatalog.instance().relation(view.oid())));
            List<String> columns = view.columns().stream().map(ViewColumn::name).toList();
            assertThat(columns).as(view.name()).containsAll(definition.filledColumns());
            assertThat(definition.name()).isEqualTo(view.name());
            defined += definition.filledColumns().isEmpty() ? 0 : 1;
        }
        assertThat(defined).isEqualTo(65);
    }

    @Test
    void everyValueIsOfItsColumnsTypeAndNotNullColumnsAreFilled() {
        List<String> wrong = new ArrayList<>();
        for (SystemView view : views.all()) {
            Iterator<@Nullable Object[]> rows = view.rows(snapshot, SampleCatalog.context());
            while (rows.hasNext()) {
                @Nullable Object[] row = rows.next();
                for (int i = 0; i < row.length; i++) {
                    ViewColumn column = view.columns().get(i);
                    Object value = row[i];
                    if (value == null
                            ? column.notNull()
                            : !javaClass(column.type().oid()).isInstance(value)) {
                        wrong.add(view.name() + "." + column.name() + " " + column.type() + ": " + value);
                    }
                }
            }
        }
        assertThat(wrong.stream().distinct().limit(30)).isEmpty();
    }

    private static Class<?> javaClass(int type) {
        return switch (type) {
            case TypeOid.BOOL -> Boolean.class;
            case TypeOid.CHAR -> Byte.class;
            case TypeOid.INT2 -> Short.class;
            case TypeOid.INT4, TypeOid.OID, TypeOid.REGPROC, TypeOid.REGTYPE, TypeOid.XID, TypeOid.CID -> Integer.class;
            case TypeOid.INT8, TypeOid.TIMESTAMPTZ -> Long.class;
            case TypeOid.FLOAT4 -> Float.class;
            case TypeOid.FLOAT8 -> Double.class;
            case TypeOid.NAME, TypeOid.TEXT, TypeOid.VARCHAR, TypeOid.PG_NODE_TREE -> String.class;
            case TypeOid.INTERVAL -> SqlInterval.class;
            default -> SqlArray.class;
        };
    }

    @Test
    void pgClassListsOwnAndUsersRelations() {
        assertThat(row("pg_class", "relname", "pg_class"))
                .containsEntry("oid", 1259)
                .containsEntry("relkind", (byte) 'r');
        assertThat(row("pg_class", "relname", "users"))
                .containsEntry("oid", SampleCatalog.USERS)
                .containsEntry("reltuples", 1000f)
                .containsEntry("relnatts", (short) 7)
                .containsEntry("relchecks", (short) 1)
                .containsEntry("relhastriggers", true);
        assertThat(row("pg_class", "relname", "users_pkey")).containsEntry("relam", 403);
        assertThat(row("pg_class", "relname", "pair")).containsEntry("relkind", (byte) 'c');
        assertThat(((SqlArray) Objects.requireNonNull(
                                row("pg_class", "relname", "users").get("relacl")))
                        .elements())
                .containsExactly("ann=arwdDxt/ann", "=r/ann");
    }

    @Test
    void pgAttributeNumbersColumnsAndKeepsDroppedOnes() {
        List<Map<String, Object>> columns = rows("pg_attribute").stream()
                .filter(row -> is(row, "attrelid", SampleCatalog.USERS))
                .toList();
        assertThat(columns)
                .extracting(row -> row.get("attname"))
                .contains("id", "ctid", "tableoid", "........pg.dropped.5........");
        assertThat(columns.stream()
                        .filter(row -> is(row, "attname", "name"))
                        .findFirst()
                        .orElseThrow())
                .containsEntry("attnum", (short) 3)
                .containsEntry("atttypid", 1043)
                .containsEntry("atttypmod", 104)
                .containsEntry("atthasdef", true)
                .containsEntry("attcollation", 100);
        assertThat(rows("pg_attribute").stream().filter(row -> is(row, "attrelid", SampleCatalog.USERS_LOWER)))
                .extracting(row -> row.get("attname"))
                .containsExactly("lower");
    }

    @Test
    void pgTypeHasEnumsDomainsAndRowTypes() {
        assertThat(row("pg_type", "typname", "mood"))
                .containsEntry("typtype", (byte) 'e')
                .containsEntry("typcategory", (byte) 'E');
        assertThat(row("pg_type", "typname", "posint")).containsEntry("typbasetype", 23);
        assertThat(row("pg_type", "typname", "_users")).containsEntry("typelem", SampleCatalog.USERS + 1);
        assertThat(rows("pg_enum")).extracting(row -> row.get("enumlabel")).containsExactly("sad", "ok");
    }

    @Test
    void ownedSequencesDependOnTheirColumns() {
        assertThat(rows("pg_depend"))
                .filteredOn(row -> is(row, "objid", SampleCatalog.USERS_ID_SEQ))
                .singleElement()
                .satisfies(row ->
                        assertThat(row).containsEntry("deptype", (byte) 'a').containsEntry("refobjsubid", 1));
        assertThat(rows("pg_depend"))
                .filteredOn(row -> is(row, "objid", SampleCatalog.ORDERS_ID_SEQ))
                .singleElement()
                .satisfies(row -> assertThat(row).containsEntry("deptype", (byte) 'i'));
    }

    @Test
    void informationSchemaDescribesColumnsInSqlTerms() {
        List<Map<String, Object>> columns = rows("columns").stream()
                .filter(row -> is(row, "table_name", "users") && is(row, "table_schema", "app"))
                .toList();
        assertThat(columns)
                .extracting(row -> row.get("column_name") + " " + row.get("data_type") + " " + row.get("is_nullable"))
                .containsExactly(
                        "id bigint NO",
                        "email text NO",
                        "name character varying YES",
                        "tags ARRAY YES",
                        "price numeric YES",
                        "active boolean YES");
        assertThat(columns.get(2))
                .containsEntry("character_maximum_length", 100)
                .containsEntry("character_octet_length", 400);
        assertThat(columns.get(4)).containsEntry("numeric_precision", 12).containsEntry("numeric_scale", 2);
        assertThat(rows("columns").stream()
                        .filter(row -> is(row, "table_name", "orders"))
                        .findFirst()
                        .orElseThrow())
                .containsEntry("is_identity", "YES")
                .containsEntry("identity_start", "1");
        assertThat(rows("key_column_usage"))
                .extracting(row -> row.get("constraint_name") + "." + row.get("column_name"))
                .containsExactlyInAnyOrder(
                        "users_pkey.id", "users_email_key.email", "orders_pkey.id", "orders_user_id_fkey.user_id");
        assertThat(rows("referential_constraints"))
                .singleElement()
                .satisfies(row -> assertThat(row)
                        .containsEntry("unique_constraint_name", "users_pkey")
                        .containsEntry("delete_rule", "CASCADE"));
    }

    @Test
    void readersSeeInInformationSchemaWhatTheyMayUse() {
        ViewContext reader = ViewContext.of(SampleCatalog.DATABASE, SampleCatalog.READERS, List.of(11));
        assertThat(rows("tables", reader))
                .filteredOn(row -> is(row, "table_schema", "app"))
                .extracting(row -> row.get("table_name"))
                .containsExactly("users");
        assertThat(rows("schemata", reader))
                .extracting(row -> row.get("schema_name"))
                .contains("app", "public");
        assertThat(rows("sequences", reader)).isEmpty();
        assertThat(rows("table_constraints", reader)).isEmpty();
    }

    @Test
    void theServerSuppliesRowsThatTheCatalogDoesNotKnow() {
        ViewContext context = new ViewContext() {
            @Override
            public int databaseOid() {
                return SampleCatalog.DATABASE;
            }

            @Override
            public int roleOid() {
                return 10;
            }

            @Override
            public List<Integer> searchPath() {
                return List.of(11);
            }

            @Override
            public Map<String, Supplier<Iterator<@Nullable Object[]>>> liveRows() {
                return Map.of(
                        "pg_cursors",
                        () -> List.<@Nullable Object[]>of(
                                        new @Nullable Object[] {"c", "select 1", false, false, true, 0L})
                                .iterator());
            }
        };
        assertThat(rows("pg_cursors", context))
                .singleElement()
                .satisfies(row -> assertThat(row).containsEntry("name", "c"));
    }

    @Test
    void everyOidIsUniqueWithinItsView() {
        for (SystemView view : views.all()) {
            if (view.columns().stream().anyMatch(column -> column.name().equals("oid"))) {
                List<Object> oids =
                        rows(view.name()).stream().map(row -> row.get("oid")).collect(Collectors.toList());
                assertThat(oids).as(view.name()).doesNotHaveDuplicates();
            }
        }
    }
}
