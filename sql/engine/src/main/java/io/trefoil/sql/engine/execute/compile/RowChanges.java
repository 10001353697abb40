package io.trefoil.sql.engine.execute.compile;

import io.trefoil.sql.catalog.Table;
import io.trefoil.sql.engine.algebra.JoinKind;
import io.trefoil.sql.engine.algebra.Plan;
import io.trefoil.sql.engine.execute.expression.PlanTree;
import io.trefoil.sql.engine.execute.table.TableReads;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/** What can be told at compile time about the rows that a statement changes. */
final class RowChanges {
    private final Map<Integer, Integer> changesPerTable = new HashMap<>();
    private final Map<Integer, Integer> cells = new HashMap<>();
    private final IntSupplier newCell;

    RowChanges(Plan root, IntSupplier newCell) {
        this.newCell = newCell;
        count(root);
    }

    private void count(Plan plan) {
        Table changed = switch (plan) {
            case Plan.Insert node -> node.target().table();
            case Plan.Update node -> node.target().table();
            case Plan.Delete node -> node.target().table();
            case Plan.Merge node -> node.target().table();
            default -> null;
        };
        if (changed != null) {
            changesPerTable.merge(changed.oid(), 1, Integer::sum);
        }
        PlanTree.forEachInput(plan, this::count);
    }

    /** Where a change of a table remembers the rows it has changed, or -1 when no row can be met twice. */
    int touchedCell(Table table, boolean mayRepeat) {
        boolean several = changesPerTable.getOrDefault(table.oid(), 0) > 1;
        return mayRepeat || several ? cells.computeIfAbsent(table.oid(), absent -> newCell.getAsInt()) : -1;
    }

    /** Whether a plan's row keys are all different: it reads one table and multiplies nothing. */
    static boolean rowsAreDistinct(Plan plan) {
        return switch (plan) {
            case Plan.TableRead read -> true;
            case Plan.Filter node -> rowsAreDistinct(node.input());
            case Plan.Project node -> rowsAreDistinct(node.input());
            case Plan.Sort node -> rowsAreDistinct(node.input());
            case Plan.TopN node -> rowsAreDistinct(node.input());
            case Plan.Limit node -> rowsAreDistinct(node.input());
            case Plan.LockRows node -> rowsAreDistinct(node.input());
            case Plan.HashJoin node -> keepsLeftRows(node.kind()) && rowsAreDistinct(node.left());
            case Plan.NestedLoop node -> keepsLeftRows(node.kind()) && rowsAreDistinct(node.left());
            case Plan.LateralLoop node -> keepsLeftRows(node.kind()) && rowsAreDistinct(node.left());
            default -> false;
        };
    }

    private static boolean keepsLeftRows(JoinKind kind) {
        return kind == JoinKind.SEMI || kind == JoinKind.ANTI;
    }

    /** The read below a change or a lock that can lock the rows itself, before it reads them; null when there is none. */
    Plan.@Nullable TableRead lockableRead(Plan input, Table table) {
        return switch (input) {
            case Plan.TableRead read -> read.table().oid() == table.oid() && TableReads.locks(read) ? read : null;
            case Plan.Filter node -> lockableRead(node.input(), table);
            case Plan.Project node -> lockableRead(node.input(), table);
            default -> null;
        };
    }

    /** The look-up of target rows by key below a MERGE, which can lock them before it reads them; null when there is none. */
    static Plan.@Nullable TableRead lockableTarget(Plan input) {
        return switch (input) {
            case Plan.Project node -> lockableTarget(node.input());
            case Plan.LateralLoop node ->
                // only the target yields its row key
                node.right() instanceof Plan.TableRead read && read.rowKey() && TableReads.locks(read) ? read : null;
            default -> null;
        };
    }
}
