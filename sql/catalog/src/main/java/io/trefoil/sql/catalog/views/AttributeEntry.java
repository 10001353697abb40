package io.trefoil.sql.catalog.views;

import io.trefoil.sql.catalog.Column;
import io.trefoil.sql.catalog.Index;
import io.trefoil.sql.catalog.Relation;
import io.trefoil.sql.catalog.Sequence;
import io.trefoil.sql.catalog.Table;
import io.trefoil.sql.catalog.UserType;
import io.trefoil.sql.catalog.View;
import io.trefoil.sql.catalog.builtin.BuiltinCatalog;
import io.trefoil.sql.catalog.builtin.SystemRelation;
import io.trefoil.sql.types.TypeOid;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A row of pg_attribute about a user's relation, or a hidden column of any table.
 *
 * @param column the column of a table or view behind it, null for columns of indexes, sequences and hidden ones
 */
record AttributeEntry(
        int relation,
        int number,
        String name,
        int type,
        int modifier,
        boolean notNull,
        @Nullable Column column) {
    /** The columns that PostgreSQL's tables have beside their own, numbered -1 down. */
    private static final String[] HIDDEN = {"ctid", "xmin", "cmin", "xmax", "cmax", "tableoid"};

    private static final int[] HIDDEN_TYPES = {
        TypeOid.TID, TypeOid.XID, TypeOid.CID, TypeOid.XID, TypeOid.CID, TypeOid.OID
    };

    /** The hidden columns of PostgreSQL's own tables. */
    static List<AttributeEntry> hiddenOfSystemTables() {
        List<AttributeEntry> entries = new ArrayList<>();
        for (SystemRelation relation : BuiltinCatalog.instance().relations()) {
            if (relation.kind() == 'r') {
                addHidden(entries, relation.oid());
            }
        }
        return entries;
    }

    static List<AttributeEntry> all(ViewScope scope) {
        List<AttributeEntry> entries = new ArrayList<>();
        for (Relation relation : scope.relations()) {
            switch (relation) {
                case Table table -> {
                    table.columns().forEach(column -> entries.add(of(table.oid(), column)));
                    addHidden(entries, table.oid());
                }
                case View view -> view.columns().forEach(column -> entries.add(of(view.oid(), column)));
                case Index index -> addIndexColumns(entries, scope, index);
                case Sequence sequence -> {
                    entries.add(new AttributeEntry(sequence.oid(), 1, "last_value", TypeOid.INT8, -1, true, null));
                    entries.add(new AttributeEntry(sequence.oid(), 2, "log_cnt", TypeOid.INT8, -1, true, null));
                    entries.add(new AttributeEntry(sequence.oid(), 3, "is_called", TypeOid.BOOL, -1, true, null));
                    addHidden(entries, sequence.oid());
                }
            }
        }
        for (UserType type : scope.userTypes()) {
            type.fields().forEach(field -> entries.add(of(type.oid(), field)));
        }
        return entries;
    }

    private static AttributeEntry of(int relation, Column column) {
        return new AttributeEntry(
                relation,
                column.number(),
                column.name(),
                column.dropped() ? 0 : column.type().oid(),
                column.typmod(),
                column.notNull(),
                column);
    }

    private static void addHidden(List<AttributeEntry> entries, int relation) {
        for (int i = 0; i < HIDDEN.length; i++) {
            entries.add(new AttributeEntry(relation, -1 - i, HIDDEN[i], HIDDEN_TYPES[i], -1, true, null));
        }
    }

    private static void addIndexColumns(List<AttributeEntry> entries, ViewScope scope, Index index) {
        Table table = scope.snapshot().table(index.tableOid()).orElse(null);
        if (table == null) {
            return;
        }
        List<String> names = IndexColumnNames.of(table, index);
        for (int i = 0; i < names.size(); i++) {
            boolean key = i < index.keys().size();
            Column included = key
                    ? null
                    : table.column(index.included().get(i - index.keys().size()));
            int type = included == null
                    ? index.keys().get(i).typeOid()
                    : included.type().oid();
            int modifier = included == null ? index.keys().get(i).typmod() : included.typmod();
            entries.add(new AttributeEntry(index.oid(), i + 1, names.get(i), type, modifier, false, null));
        }
    }

    /** The type that length and alignment come from: a dropped column keeps those of its own. */
    int storedType() {
        return column != null ? column.type().oid() : type;
    }

    boolean dropped() {
        return column != null && column.dropped();
    }

    /** attidentity: d, a or nothing. */
    char identity() {
        return column == null
                ? '\0'
                : switch (column.identity()) {
                    case NONE -> '\0';
                    case BY_DEFAULT -> 'd';
                    case ALWAYS -> 'a';
                };
    }
}
