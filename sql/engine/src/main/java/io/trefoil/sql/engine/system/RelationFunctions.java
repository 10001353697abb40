package io.trefoil.sql.engine.system;

import static io.trefoil.sql.functions.Arguments.int4;
import static io.trefoil.sql.functions.Arguments.value;
import static io.trefoil.sql.functions.FunctionFamily.general;
import static io.trefoil.sql.functions.FunctionFamily.rows;

import io.trefoil.sql.catalog.Index;
import io.trefoil.sql.catalog.Relation;
import io.trefoil.sql.catalog.Sequence;
import io.trefoil.sql.catalog.Table;
import io.trefoil.sql.functions.FunctionContext;
import io.trefoil.sql.functions.FunctionFamily;
import io.trefoil.sql.types.SqlRecord;
import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;
import io.trefoil.sql.types.SqlType;
import io.trefoil.sql.types.SqlTypes;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Properties of tables and sequences: what can be updated or published, partitions (none), a sequence's parameters. */
final class RelationFunctions implements FunctionFamily {
    /** Bits of pg_relation_is_updatable: 1 shifted by the number of the command in PostgreSQL's CmdType. */
    private static final int UPDATE_INSERT_DELETE = 1 << 2 | 1 << 3 | 1 << 4;

    private static final SqlType[] SEQUENCE_TYPES = {
        SqlTypes.INT8, SqlTypes.INT8, SqlTypes.INT8, SqlTypes.INT8, SqlTypes.BOOL, SqlTypes.INT8, SqlTypes.OID
    };

    @Override
    public void define(Definitions d) {
        general(
                d,
                "pg_relation_is_updatable(regclass,bool)",
                (context, a) -> table(context, int4(a, 0)) == null ? 0 : UPDATE_INSERT_DELETE);
        general(
                d,
                "pg_column_is_updatable(regclass,int2,bool)",
                (context, a) -> table(context, int4(a, 0)) != null && (Short) value(a, 1) > 0);
        general(d, "pg_relation_is_publishable(regclass)", (context, a) -> isPublishable(context, int4(a, 0)));
        general(d, "pg_get_replica_identity_index(regclass)", (context, a) -> primaryIndex(context, int4(a, 0)));
        rows(d, "pg_partition_ancestors(regclass)", (context, a) -> none());
        rows(d, "pg_partition_tree(regclass)", (context, a) -> none());
        general(d, "pg_partition_root(regclass)", (context, a) -> null);
        rows(d, "pg_get_publication_tables(text)", (context, a) -> none());
        general(
                d,
                "pg_sequence_last_value(regclass)",
                (context, a) -> ((SystemContext) context).views().sequenceLastValue(int4(a, 0)));
        general(d, "pg_sequence_parameters(oid)", (context, a) -> parameters(context, int4(a, 0)));
    }

    static Iterator<@Nullable Object> none() {
        return Collections.emptyIterator();
    }

    private static @Nullable Table table(FunctionContext context, int oid) {
        return ((SystemContext) context).catalog().table(oid).orElse(null);
    }

    private static @Nullable Boolean isPublishable(FunctionContext context, int oid) {
        Table table = table(context, oid);
        if (table != null) {
            return table.persistence() == Table.Persistence.PERMANENT;
        }
        return CatalogTexts.of(context).names().relation(oid) == null ? null : Boolean.FALSE;
    }

    private static @Nullable Integer primaryIndex(FunctionContext context, int oid) {
        Table table = table(context, oid);
        List<Index> indexes =
                table == null ? List.of() : ((SystemContext) context).catalog().indexes(table);
        for (Index index : indexes) {
            if (index.primary()) {
                return index.oid();
            }
        }
        return null;
    }

    private static SqlRecord parameters(FunctionContext context, int oid) {
        Relation relation = ((SystemContext) context).catalog().relation(oid).orElse(null);
        if (!(relation instanceof Sequence sequence)) {
            throw relation == null
                    ? new SqlStateException(
                            SqlState.UNDEFINED_TABLE,
                            "could not open relation with OID " + Integer.toUnsignedString(oid))
                    : new SqlStateException(
                            SqlState.WRONG_OBJECT_TYPE, "\"" + relation.name() + "\" is not a sequence");
        }
        Object[] values = {
            sequence.start(),
            sequence.minimum(),
            sequence.maximum(),
            sequence.increment(),
            sequence.cycle(),
            sequence.cache(),
            sequence.typeOid()
        };
        return new SqlRecord(SEQUENCE_TYPES, values);
    }
}
