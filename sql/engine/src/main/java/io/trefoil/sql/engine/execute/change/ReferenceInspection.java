package io.trefoil.sql.engine.execute.change;

import io.trefoil.sql.catalog.CatalogSnapshot;
import io.trefoil.sql.catalog.Column;
import io.trefoil.sql.catalog.Constraint;
import io.trefoil.sql.catalog.Table;
import io.trefoil.sql.engine.execute.ExecutionContext;
import io.trefoil.sql.storage.Access;
import io.trefoil.sql.types.SqlType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One foreign key, asked of stored rows: is the row there that it needs? Reads the snapshot and takes no locks. */
final class ReferenceInspection {
    private final Table referenced;
    private final Constraint.ForeignKey key;
    private final KeyLookup lookup;
    private final List<Column> columns;
    private final SqlType[] types;

    ReferenceInspection(Table table, Table referenced, Constraint.ForeignKey key, CatalogSnapshot catalog) {
        this.referenced = referenced;
        this.key = key;
        this.lookup = KeyLookup.ofReferenced(referenced, key, catalog);
        this.columns = key.columns().stream().map(table::column).toList();
        this.types = columns.stream().map(Column::type).toArray(SqlType[]::new);
    }

    /** What is wrong with a row, or null. */
    @Nullable
    String problem(@Nullable Object[] row, ExecutionContext context) {
        @Nullable Object[] own = new @Nullable Object[types.length];
        @Nullable Object[] wanted = new @Nullable Object[types.length];
        int nulls = 0;
        boolean possible = true;
        for (int i = 0; i < types.length; i++) {
            Object value = row[columns.get(i).number() - 1];
            own[i] = value;
            nulls += value == null ? 1 : 0;
            wanted[i] = value == null ? null : KeyConversion.convert(value, types[i], lookup.types()[i]);
            possible &= wanted[i] != null;
        }
        if (nulls > 0) {
            return nulls < types.length && key.match() == 'f'
                    ? "foreign key \"" + key.name() + "\" mixes null and other values"
                    : null;
        }
        if (possible && lookup.exists(wanted, Access.UNTRACKED, context)) {
            return null;
        }
        var description = new ConstraintErrors.KeyDescription(
                columns.stream().map(Column::name).toList(), List.of(types));
        return "foreign key \"" + key.name() + "\": " + description.of(own, context) + " is not present in table \""
                + referenced.name() + "\"";
    }
}
