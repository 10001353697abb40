package io.trefoil.sql.catalog.views;

import io.trefoil.sql.catalog.Constraint;
import io.trefoil.sql.catalog.Table;
import io.trefoil.sql.catalog.resolve.TypeResolver;
import io.trefoil.sql.types.SqlArray;
import io.trefoil.sql.types.SqlStateException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** pg_constraint: primary keys, unique, check and foreign key constraints. */
final class PgConstraint {
    /** What PostgreSQL has in the columns about foreign keys of other constraints. */
    private static final Byte NOT_FOREIGN = SqlValues.letter(' ');

    static final ViewDefinition<ConstraintEntry> VIEW = ViewDefinition.of("pg_constraint", ConstraintEntry::all)
            .withBuiltinRows()
            .column("oid", entry -> entry.constraint().oid())
            .column("conname", entry -> entry.constraint().name())
            .column("connamespace", ConstraintEntry::namespace)
            .column("contype", entry -> SqlValues.letter(entry.constraint().kind()))
            .column("condeferrable", ConstraintEntry::deferrable)
            .column("condeferred", ConstraintEntry::initiallyDeferred)
            .column("convalidated", ConstraintEntry::validated)
            .column(
                    "conrelid",
                    entry -> entry.table() == null ? 0 : entry.table().oid())
            .column(
                    "contypid",
                    entry -> entry.domain() == null ? 0 : entry.domain().oid())
            .column("conindid", entry -> indexOf(entry.constraint()))
            .constant("conparentid", 0)
            .column(
                    "confrelid",
                    entry -> entry.foreignKey() == null ? 0 : entry.foreignKey().referencedTableOid())
            .column("confupdtype", entry -> foreignLetter(entry, Constraint.ForeignKey::onUpdate))
            .column("confdeltype", entry -> foreignLetter(entry, Constraint.ForeignKey::onDelete))
            .column("confmatchtype", entry -> foreignLetter(entry, Constraint.ForeignKey::match))
            .constant("conislocal", true)
            .constant("coninhcount", 0)
            .column("connoinherit", entry -> !(entry.constraint() instanceof Constraint.Check))
            .column("conkey", entry -> SqlValues.columnNumbers(entry.columns()))
            .column(
                    "confkey",
                    entry -> entry.foreignKey() == null
                            ? null
                            : SqlValues.columnNumbers(entry.foreignKey().referencedColumns()))
            .column("conpfeqop", (scope, entry) -> equalities(scope, entry, true, false))
            .column("conppeqop", (scope, entry) -> equalities(scope, entry, true, true))
            .column("conffeqop", (scope, entry) -> equalities(scope, entry, false, false))
            .column(
                    "confdelsetcols",
                    entry -> entry.foreignKey() == null
                                    || entry.foreignKey().deleteColumns().isEmpty()
                            ? null
                            : SqlValues.columnNumbers(entry.foreignKey().deleteColumns()))
            .column(
                    "conbin",
                    entry -> entry.constraint() instanceof Constraint.Check check ? check.expressionSql() : null);

    private PgConstraint() {}

    private static Integer indexOf(Constraint constraint) {
        return switch (constraint) {
            case Constraint.Key key -> key.indexOid();
            case Constraint.Check check -> 0;
            case Constraint.ForeignKey key -> key.referencedIndexOid();
        };
    }

    private static Byte foreignLetter(ConstraintEntry entry, Function<Constraint.ForeignKey, Character> part) {
        return entry.foreignKey() == null ? NOT_FOREIGN : SqlValues.letter(part.apply(entry.foreignKey()));
    }

    /** The equality operators of a foreign key's columns: referenced with referencing, with referenced, or both own. */
    private static @Nullable SqlArray equalities(
            ViewScope scope, ConstraintEntry entry, boolean leftReferenced, boolean rightReferenced) {
        Constraint.ForeignKey key = entry.foreignKey();
        Table own = entry.table();
        Table referenced = key == null
                ? null
                : scope.snapshot().table(key.referencedTableOid()).orElse(null);
        if (key == null || own == null || referenced == null) {
            return null;
        }
        List<Integer> operators = new ArrayList<>();
        for (int i = 0; i < key.columns().size(); i++) {
            int ownType = own.column(key.columns().get(i)).type().oid();
            int otherType =
                    referenced.column(key.referencedColumns().get(i)).type().oid();
            int left = leftReferenced ? otherType : ownType;
            int right = leftReferenced == rightReferenced ? left : ownType;
            operators.add(equality(left, right));
        }
        return SqlValues.oids(operators);
    }

    private static int equality(int left, int right) {
        try {
            return TypeResolver.builtin().infix("=", left, right).operator().oid();
        } catch (SqlStateException e) {
            return 0; // a user's type: no operator of its own
        }
    }
}
