package io.trefoil.sql.engine.session;

import io.trefoil.sql.catalog.CatalogSnapshot;
import io.trefoil.sql.catalog.Constraint;
import io.trefoil.sql.catalog.Schema;
import io.trefoil.sql.catalog.Table;
import io.trefoil.sql.parser.ast.QualifiedName;
import io.trefoil.sql.parser.ast.TransactionStatement;
import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** SET CONSTRAINTS: a constraint that becomes immediate is looked at at once. */
final class ConstraintCommands {
    private final SessionState state;
    private final UtilityRunner utilities;

    ConstraintCommands(SessionState state, UtilityRunner utilities) {
        this.state = state;
        this.utilities = utilities;
    }

    void set(TransactionStatement.SetConstraints set) {
        if (!state.transactions().inBlock()) {
            state.warn(SqlState.NO_ACTIVE_SQL_TRANSACTION, "SET CONSTRAINTS can only be used in transaction blocks");
        }
        if (set.constraints().isEmpty()) {
            state.transactions().deferred().setAll(set.deferred());
            checkUnless(set.deferred(), null);
            return;
        }
        CatalogSnapshot catalog = state.transactions().latestCatalog();
        Set<Integer> named = new HashSet<>();
        for (QualifiedName name : set.constraints()) {
            find(catalog, name, named);
        }
        state.transactions().deferred().set(named, set.deferred());
        checkUnless(set.deferred(), named);
    }

    private void checkUnless(boolean deferred, @Nullable Set<Integer> constraints) {
        if (!deferred && state.transactions().deferred().isPending()) {
            utilities.checkDeferred(oid -> constraints == null || constraints.contains(oid));
        }
    }

    /** All constraints of the name in the first schema that has any, as in PostgreSQL. */
    private void find(CatalogSnapshot catalog, QualifiedName name, Set<Integer> found) {
        String schema = name.schema();
        List<Integer> schemas = schema == null
                ? state.context().searchPathOids()
                : List.of(catalog.schema(state.database().oid(), schema)
                        .map(Schema::oid)
                        .orElseThrow(() -> new SqlStateException(
                                SqlState.INVALID_SCHEMA_NAME, "schema \"" + schema + "\" does not exist")));
        for (int oid : schemas) {
            boolean any = false;
            for (var object : catalog.objects()) {
                if (object instanceof Table table && table.schemaOid() == oid) {
                    for (Constraint constraint : table.constraints()) {
                        if (constraint.name().equals(name.name())) {
                            requireDeferrable(constraint);
                            found.add(constraint.oid());
                            any = true;
                        }
                    }
                }
            }
            if (any) {
                return;
            }
        }
        throw new SqlStateException(SqlState.UNDEFINED_OBJECT, "constraint \"" + name.name() + "\" does not exist");
    }

    private static void requireDeferrable(Constraint constraint) {
        boolean deferrable = switch (constraint) {
            case Constraint.Key key -> key.deferrable();
            case Constraint.ForeignKey key -> key.deferrable();
            case Constraint.Check check -> false;
        };
        if (!deferrable) {
            throw new SqlStateException(
                    SqlState.WRONG_OBJECT_TYPE, "constraint \"" + constraint.name() + "\" is not deferrable");
        }
    }
}
