package io.trefoil.sql.engine.system;

import static io.trefoil.sql.functions.Arguments.int4;
import static io.trefoil.sql.functions.Arguments.text;
import static io.trefoil.sql.functions.FunctionFamily.general;
import static io.trefoil.sql.functions.FunctionFamily.rows;

import io.trefoil.sql.catalog.CatalogSnapshot;
import io.trefoil.sql.catalog.Database;
import io.trefoil.sql.catalog.Index;
import io.trefoil.sql.catalog.Relation;
import io.trefoil.sql.catalog.Table;
import io.trefoil.sql.catalog.builtin.BuiltinCatalog;
import io.trefoil.sql.catalog.builtin.SystemRelation;
import io.trefoil.sql.functions.FunctionContext;
import io.trefoil.sql.functions.FunctionFamily;
import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * Sizes in bytes, as the store estimates them: pg_relation_size, pg_database_size ... (PostgreSQL docs, "Database Object
 * Size Functions"). Of what a relation is stored in there is only the main fork.
 */
final class SizeFunctions implements FunctionFamily {
    private static final int PG_DEFAULT = 1663;
    private static final int PG_GLOBAL = 1664;

    @Override
    public void define(Definitions d) {
        general(d, "pg_relation_size(regclass)", (context, a) -> size(context, int4(a, 0)));
        general(d, "pg_relation_size(regclass,text)", (context, a) -> fork(context, int4(a, 0), text(a, 1)));
        general(d, "pg_table_size(regclass)", (context, a) -> size(context, int4(a, 0)));
        general(d, "pg_indexes_size(regclass)", (context, a) -> indexes(context, int4(a, 0)));
        general(d, "pg_total_relation_size(regclass)", (context, a) -> {
            Long own = size(context, int4(a, 0));
            Long indexes = indexes(context, int4(a, 0));
            return own == null || indexes == null ? null : own + indexes;
        });
        general(d, "pg_database_size(oid)", (context, a) -> database(context, int4(a, 0)));
        general(
                d,
                "pg_database_size(name)",
                (context, a) -> database(context, PrivilegeFunctions.database(context, text(a, 0))));
        general(d, "pg_tablespace_size(oid)", (context, a) -> tablespace(context, int4(a, 0)));
        general(
                d,
                "pg_tablespace_size(name)",
                (context, a) -> tablespace(context, PrivilegeFunctions.tablespace(text(a, 0))));
        general(d, "pg_tablespace_location(oid)", (context, a) -> "");
        rows(d, "pg_tablespace_databases(oid)", (context, a) -> databases(context, int4(a, 0)));
        general(
                d,
                "pg_relation_filenode(regclass)",
                (context, a) -> isStored(context, int4(a, 0)) ? Integer.valueOf(int4(a, 0)) : null);
        general(
                d,
                "pg_relation_filepath(regclass)",
                (context, a) -> isStored(context, int4(a, 0))
                        ? "base/" + ((SystemContext) context).databaseOid() + "/" + Integer.toUnsignedString(int4(a, 0))
                        : null);
    }

    private static @Nullable Long size(FunctionContext context, int oid) {
        Relation relation = ((SystemContext) context).catalog().relation(oid).orElse(null);
        if (relation != null) {
            return size(context, relation);
        }
        return BuiltinCatalog.instance().relation(oid) == null ? null : 0L;
    }

    private static long size(FunctionContext context, Relation relation) {
        int space = relation instanceof Table table
                ? table.spaceId()
                : relation instanceof Index index ? index.spaceId() : 0;
        return space == 0 ? 0 : ((SystemContext) context).estimate(space).bytes();
    }

    private static @Nullable Long fork(FunctionContext context, int oid, String fork) {
        return switch (fork) {
            case "main" -> size(context, oid);
            case "fsm", "vm", "init" -> size(context, oid) == null ? null : 0L;
            default ->
                throw new SqlStateException(SqlState.INVALID_PARAMETER_VALUE, "invalid fork name")
                        .withHint("Valid fork names are \"main\", \"fsm\", \"vm\", and \"init\".");
        };
    }

    private static @Nullable Long indexes(FunctionContext context, int oid) {
        CatalogSnapshot catalog = ((SystemContext) context).catalog();
        Table table = catalog.table(oid).orElse(null);
        if (table == null) {
            return CatalogTexts.of(context).names().relation(oid) == null ? null : 0L;
        }
        long bytes = 0;
        for (Index index : catalog.indexes(table)) {
            bytes += size(context, index);
        }
        return bytes;
    }

    private static @Nullable Long database(FunctionContext context, int oid) {
        CatalogSnapshot catalog = ((SystemContext) context).catalog();
        if (!(catalog.find(oid).orElse(null) instanceof Database)) {
            return null;
        }
        long bytes = 0;
        for (Relation relation : catalog.relations(oid)) {
            bytes += size(context, relation);
        }
        return bytes;
    }

    private static @Nullable Long tablespace(FunctionContext context, int oid) {
        if (oid != PG_DEFAULT) {
            return oid == PG_GLOBAL ? 0L : null;
        }
        long bytes = 0;
        for (Database database : ((SystemContext) context).catalog().databases()) {
            Long own = database(context, database.oid());
            bytes += own == null ? 0 : own;
        }
        return bytes;
    }

    private static Iterator<@Nullable Object> databases(FunctionContext context, int tablespace) {
        return ((SystemContext) context)
                .catalog().databases().stream()
                        .filter(database -> tablespace == PG_DEFAULT)
                        .<@Nullable Object>map(Database::oid)
                        .iterator();
    }

    private static boolean isStored(FunctionContext context, int oid) {
        Relation relation = ((SystemContext) context).catalog().relation(oid).orElse(null);
        SystemRelation system = BuiltinCatalog.instance().relation(oid);
        return relation != null && relation.kind() != 'v' || system != null && system.kind() != 'v';
    }
}
