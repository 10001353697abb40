package io.trefoil.sql.catalog.views;

import io.trefoil.sql.catalog.Acl;
import io.trefoil.sql.catalog.CatalogObject;
import io.trefoil.sql.catalog.CatalogSnapshot;
import io.trefoil.sql.catalog.Column;
import io.trefoil.sql.catalog.Constraint;
import io.trefoil.sql.catalog.Database;
import io.trefoil.sql.catalog.Extension;
import io.trefoil.sql.catalog.Index;
import io.trefoil.sql.catalog.ObjectAddress;
import io.trefoil.sql.catalog.Privilege;
import io.trefoil.sql.catalog.Role;
import io.trefoil.sql.catalog.Schema;
import io.trefoil.sql.catalog.Sequence;
import io.trefoil.sql.catalog.Table;
import io.trefoil.sql.catalog.TableStatistics;
import io.trefoil.sql.catalog.UserType;
import io.trefoil.sql.catalog.View;
import io.trefoil.sql.types.EnumLabel;
import io.trefoil.sql.types.SqlType;
import io.trefoil.sql.types.SqlTypes;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a few CREATE statements leave behind: two schemas, two tables with all kinds of constraints, indexes,
 * sequences, a view, an enum, a domain, a composite type, grants and comments.
 */
final class SampleCatalog {
    static final int DATABASE = 16384;
    static final int PUBLIC = 16385;
    static final int APP = 16386;
    static final int ANN = 16387;
    static final int READERS = 16388;
    static final int USERS = 16400;
    static final int ORDERS = 16410;
    static final int VIEW = 16420;
    static final int MOOD = 16430;
    static final int POSINT = 16432;
    static final int PAIR = 16434;
    static final int USERS_PKEY = 16440;
    static final int USERS_EMAIL = 16441;
    static final int ORDERS_PKEY = 16442;
    static final int ORDERS_USER_TS = 16443;
    static final int USERS_LOWER = 16444;
    static final int USERS_ID_SEQ = 16450;
    static final int ORDERS_ID_SEQ = 16451;
    static final int TICKETS = 16452;

    private SampleCatalog() {}

    static CatalogSnapshot snapshot() {
        return new CatalogSnapshot(7, objects(), comments(), statistics());
    }

    static ViewContext context() {
        return ViewContext.of(DATABASE, Role.BOOTSTRAP_OID, List.of(11, PUBLIC));
    }

    static CatalogNames names() {
        return new CatalogNames(snapshot(), DATABASE, List.of(11, PUBLIC));
    }

    private static List<CatalogObject> objects() {
        return List.of(
                new Database(DATABASE, "sample", Role.BOOTSTRAP_OID, false, true, -1, null),
                new Role(
                        Role.BOOTSTRAP_OID,
                        "trefoil",
                        true,
                        true,
                        true,
                        true,
                        true,
                        true,
                        true,
                        -1,
                        null,
                        null,
                        List.of(),
                        Map.of()),
                new Role(
                        ANN,
                        "ann",
                        false,
                        true,
                        false,
                        false,
                        true,
                        false,
                        false,
                        -1,
                        "SCRAM-SHA-256$4096:x",
                        null,
                        List.of(new Role.Membership(READERS, false, 10)),
                        Map.of("work_mem", "8MB")),
                new Role(
                        READERS, "readers", false, true, false, false, false, false, false, -1, null, null, List.of(),
                        Map.of()),
                new Schema(PUBLIC, DATABASE, "public", Role.BOOTSTRAP_OID, null),
                new Schema(
                        APP,
                        DATABASE,
                        "app",
                        ANN,
                        new Acl(List.of(
                                new Acl.Item(ANN, Privilege.ALL_SCHEMA, 0, ANN),
                                new Acl.Item(READERS, Privilege.USAGE.bit(), Privilege.USAGE.bit(), ANN)))),
                users(),
                orders(),
                new View(
                        VIEW,
                        APP,
                        "v",
                        ANN,
                        null,
                        List.of(column(1, "id", SqlTypes.INT8)),
                        "SELECT users.id\n   FROM app.users",
                        VIEW + 1),
                new UserType(
                        MOOD,
                        APP,
                        "mood",
                        ANN,
                        'e',
                        MOOD + 1,
                        EnumLabel.listOf(List.of("sad", "ok")),
                        null,
                        -1,
                        null,
                        false,
                        List.of()),
                new UserType(
                        POSINT,
                        APP,
                        "posint",
                        ANN,
                        'd',
                        POSINT + 1,
                        List.of(),
                        SqlTypes.INT4,
                        -1,
                        "(VALUE > 0)",
                        false,
                        List.of()),
                new UserType(
                        PAIR,
                        APP,
                        "pair",
                        ANN,
                        'c',
                        PAIR + 1,
                        List.of(),
                        null,
                        -1,
                        null,
                        false,
                        List.of(column(1, "a", SqlTypes.INT4), column(2, "b", SqlTypes.TEXT))),
                index(USERS_PKEY, "users_pkey", USERS, true, true, List.of(key(1, 20, false)), null),
                index(USERS_EMAIL, "users_email_key", USERS, true, false, List.of(key(2, 25, false)), null),
                index(
                        USERS_LOWER,
                        "users_lower_idx",
                        USERS,
                        false,
                        false,
                        List.of(new Index.Key(0, "lower(email)", 25, -1, false, false, 3126)),
                        "active"),
                index(ORDERS_PKEY, "orders_pkey", ORDERS, true, true, List.of(key(1, 20, false)), null),
                index(
                        ORDERS_USER_TS,
                        "orders_user_id_ts_idx",
                        ORDERS,
                        false,
                        false,
                        List.of(key(2, 20, false), new Index.Key(4, null, 1114, -1, true, true, 3128)),
                        null),
                sequence(USERS_ID_SEQ, "users_id_seq", USERS, 1, false),
                sequence(ORDERS_ID_SEQ, "orders_id_seq", ORDERS, 1, true),
                sequence(TICKETS, "tickets", 0, 0, false),
                new Extension(16460, DATABASE, PUBLIC, "vector", "0.8"));
    }

    private static Table users() {
        List<Column> columns = List.of(
                new Column(
                        1,
                        "id",
                        SqlTypes.INT8,
                        -1,
                        true,
                        "nextval('app.users_id_seq'::regclass)",
                        null,
                        Column.Identity.NONE,
                        false,
                        false),
                notNull(column(2, "email", SqlTypes.TEXT)),
                new Column(
                        3,
                        "name",
                        SqlTypes.VARCHAR,
                        104,
                        false,
                        "'x'::character varying",
                        null,
                        Column.Identity.NONE,
                        false,
                        false),
                column(4, "tags", SqlTypes.require(1009)),
                column(5, "gone", SqlTypes.INT4).asDropped(),
                new Column(6, "price", SqlTypes.NUMERIC, 786438, false, null, null, Column.Identity.NONE, false, false),
                column(7, "active", SqlTypes.BOOL));
        Acl acl = new Acl(List.of(
                new Acl.Item(ANN, Privilege.ALL_TABLE, 0, ANN),
                new Acl.Item(Acl.PUBLIC, Privilege.SELECT.bit(), 0, ANN)));
        List<Constraint> constraints = List.of(
                new Constraint.Key(16470, "users_pkey", true, List.of(1), USERS_PKEY, false, false),
                new Constraint.Key(16471, "users_email_key", false, List.of(2), USERS_EMAIL, false, false),
                new Constraint.Check(16472, "users_price_check", "(price >= (0)::numeric)", List.of(6), true));
        return new Table(
                USERS,
                APP,
                "users",
                ANN,
                acl,
                1,
                columns,
                List.of(1),
                constraints,
                List.of(USERS_PKEY, USERS_EMAIL, USERS_LOWER),
                USERS + 1,
                Table.Persistence.PERMANENT);
    }

    private static Table orders() {
        List<Column> columns = List.of(
                new Column(1, "id", SqlTypes.INT8, -1, true, null, null, Column.Identity.BY_DEFAULT, false, false),
                column(2, "user_id", SqlTypes.INT8),
                column(3, "total", SqlTypes.NUMERIC),
                column(4, "ts", SqlTypes.TIMESTAMP),
                column(5, "order", SqlTypes.INTERVAL));
        List<Constraint> constraints = List.of(
                new Constraint.Key(16473, "orders_pkey", true, List.of(1), ORDERS_PKEY, false, false),
                new Constraint.ForeignKey(
                        16474,
                        "orders_user_id_fkey",
                        List.of(2),
                        USERS,
                        List.of(1),
                        USERS_PKEY,
                        'a',
                        'c',
                        List.of(),
                        's',
                        true,
                        false,
                        true));
        return new Table(
                ORDERS,
                APP,
                "orders",
                ANN,
                null,
                2,
                columns,
                List.of(1),
                constraints,
                List.of(ORDERS_PKEY, ORDERS_USER_TS),
                ORDERS + 1,
                Table.Persistence.PERMANENT);
    }

    private static Column column(int number, String name, SqlType type) {
        return new Column(number, name, type, -1, false, null, null, Column.Identity.NONE, false, false);
    }

    private static Column notNull(Column column) {
        return column.withNotNull(true);
    }

    private static Index.Key key(int column, int type, boolean descending) {
        return new Index.Key(column, null, type, -1, descending, descending, type == 20 ? 3124 : 3126);
    }

    private static Index index(
            int oid,
            String name,
            int table,
            boolean unique,
            boolean primary,
            List<Index.Key> keys,
            @Nullable String predicate) {
        return new Index(
                oid,
                APP,
                name,
                ANN,
                table,
                0,
                "btree",
                unique,
                primary,
                false,
                keys,
                List.of(),
                predicate,
                Index.State.PUBLIC);
    }

    private static Sequence sequence(int oid, String name, int table, int column, boolean identity) {
        return new Sequence(
                oid, APP, name, ANN, null, 20, 1, 1, 1, Long.MAX_VALUE, 1, false, table, column, identity, 0);
    }

    private static Map<ObjectAddress, String> comments() {
        return Map.of(
                new ObjectAddress(1259, USERS, 0), "users",
                new ObjectAddress(1259, USERS, 2), "where to write",
                new ObjectAddress(1262, DATABASE, 0), "a sample");
    }

    private static Map<Integer, TableStatistics> statistics() {
        return Map.of(
                USERS,
                new TableStatistics(
                        1000,
                        12,
                        Map.of(
                                1,
                                        new TableStatistics.ColumnStatistics(
                                                0, -1, 8, List.of("1", "1000"), List.of(), List.of()),
                                2,
                                        new TableStatistics.ColumnStatistics(
                                                0.1, 900, 20, List.of(), List.of("a@b"), List.of(0.25)))));
    }
}
