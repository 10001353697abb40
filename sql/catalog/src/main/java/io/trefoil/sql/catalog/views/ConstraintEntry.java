package io.trefoil.sql.catalog.views;

import io.trefoil.sql.catalog.Constraint;
import io.trefoil.sql.catalog.Table;
import io.trefoil.sql.catalog.UserType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A constraint with what it is on: a table or a domain.
 *
 * @param table null for a domain's
 * @param domain null for a table's
 * @param constraint a domain's CHECK has no columns
 */
record ConstraintEntry(@Nullable Table table, @Nullable UserType domain, Constraint constraint) {
    static List<ConstraintEntry> all(ViewScope scope) {
        List<ConstraintEntry> entries = new ArrayList<>(ofTables(scope));
        for (UserType type : scope.userTypes()) {
            String check = type.checkSql();
            if (check != null) {
                Constraint constraint = new Constraint.Check(
                        SqlValues.derivedOid(type.oid(), 0), type.name() + "_check", check, List.of(), true);
                entries.add(new ConstraintEntry(null, type, constraint));
            }
        }
        return entries;
    }

    static List<ConstraintEntry> ofTables(ViewScope scope) {
        List<ConstraintEntry> entries = new ArrayList<>();
        for (Table table : scope.tables()) {
            table.constraints().forEach(constraint -> entries.add(new ConstraintEntry(table, null, constraint)));
        }
        return entries;
    }

    int namespace() {
        return table != null ? table.schemaOid() : domain != null ? domain.schemaOid() : 0;
    }

    List<Integer> columns() {
        return switch (constraint) {
            case Constraint.Key key -> key.columns();
            case Constraint.Check check -> check.columns();
            case Constraint.ForeignKey key -> key.columns();
        };
    }

    Constraint.@Nullable ForeignKey foreignKey() {
        return constraint instanceof Constraint.ForeignKey key ? key : null;
    }

    Constraint.@Nullable Key key() {
        return constraint instanceof Constraint.Key key ? key : null;
    }

    boolean deferrable() {
        return switch (constraint) {
            case Constraint.Key key -> key.deferrable();
            case Constraint.Check check -> false;
            case Constraint.ForeignKey key -> key.deferrable();
        };
    }

    boolean initiallyDeferred() {
        return switch (constraint) {
            case Constraint.Key key -> key.initiallyDeferred();
            case Constraint.Check check -> false;
            case Constraint.ForeignKey key -> key.initiallyDeferred();
        };
    }

    boolean validated() {
        return switch (constraint) {
            case Constraint.Key key -> true;
            case Constraint.Check check -> check.validated();
            case Constraint.ForeignKey key -> key.validated();
        };
    }
}
