package io.trefoil.sql.engine.bind;

import io.trefoil.sql.catalog.Table;
import io.trefoil.sql.engine.algebra.LockStrength;
import io.trefoil.sql.engine.algebra.LockWait;
import io.trefoil.sql.engine.algebra.Rel;
import io.trefoil.sql.engine.algebra.Scalar;
import io.trefoil.sql.parser.ast.FromItem;
import io.trefoil.sql.parser.ast.QualifiedName;
import io.trefoil.sql.parser.ast.SelectStatement;
import io.trefoil.sql.parser.ast.SelectStatement.LockingClause;
import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlTypes;
import java.util.ArrayList;
import java.util.List;

/**
 * FOR UPDATE and its kin in one SELECT: which tables yield row keys, what goes on into subqueries and views, and the node
 * that locks (PostgreSQL's src/backend/parser/analyze.c, transformLockingClause).
 */
final class RowLocks {
    private final BindContext context;
    private final List<LockingClause> clauses;
    private final List<Integer> columns = new ArrayList<>();
    private final List<RangeEntry> entries = new ArrayList<>();

    RowLocks(BindContext context, List<LockingClause> clauses) {
        this.context = context;
        this.clauses = clauses;
    }

    static RowLocks none(BindContext context) {
        return new RowLocks(context, List.of());
    }

    /** Whether the rows of what goes by this name are locked. */
    boolean wants(String alias) {
        return clauses.stream().anyMatch(clause -> names(clause, alias));
    }

    private static boolean names(LockingClause clause, String alias) {
        return clause.tables().isEmpty()
                || clause.tables().stream().map(QualifiedName::name).anyMatch(alias::equals);
    }

    /** A subquery or view that goes by this name, with its tables locked as the clauses say. */
    SelectStatement into(String alias, SelectStatement inner) {
        if (!wants(alias) || inner.body() instanceof SelectStatement.Values) {
            return inner;
        }
        List<LockingClause> all = new ArrayList<>(inner.locking());
        for (LockingClause clause : clauses) {
            if (names(clause, alias)) {
                all.add(new LockingClause(clause.strength(), List.of(), clause.waiting()));
            }
        }
        return new SelectStatement(inner.with(), inner.body(), inner.orderBy(), inner.limit(), all, inner.position());
    }

    void forbid(String what, boolean present) {
        if (present && !clauses.isEmpty()) {
            throw refused(context, clauses.get(0), "is not allowed with " + what);
        }
    }

    static RuntimeException refused(BindContext context, LockingClause clause, String why) {
        return context.error(SqlState.FEATURE_NOT_SUPPORTED, words(clause) + " " + why, -1);
    }

    private static String words(LockingClause clause) {
        return "FOR " + clause.strength().name().replace('_', ' ');
    }

    /** Checks what the clauses name, and that no locked row can be missing. */
    void check(List<FromItem> from, FromBinder.Part bound, Rel filtered) {
        for (LockingClause clause : clauses) {
            for (QualifiedName name : clause.tables()) {
                if (name.parts().size() > 1) {
                    throw context.error(
                            SqlState.SYNTAX_ERROR,
                            words(clause) + " must specify unqualified relation names",
                            name.position());
                }
                if (from.stream().noneMatch(item -> finds(item, clause, name, bound))) {
                    throw context.error(
                            SqlState.UNDEFINED_TABLE,
                            "relation \"" + name.name() + "\" in " + words(clause) + " clause not found in FROM clause",
                            name.position());
                }
            }
        }
        if (!clauses.isEmpty()) {
            NullableSides.of(from, bound, filtered).stream()
                    .filter(this::wants)
                    .findFirst()
                    .ifPresent(alias -> {
                        throw refused(
                                context,
                                clauses.stream()
                                        .filter(c -> names(c, alias))
                                        .findFirst()
                                        .orElseThrow(),
                                "cannot be applied to the nullable side of an outer join");
                    });
        }
    }

    /** Whether a name of OF is that of this item or a part of it; an error when it cannot be locked. */
    private boolean finds(FromItem item, LockingClause clause, QualifiedName name, FromBinder.Part bound) {
        return switch (item) {
            case FromItem.Join join -> {
                FromItem.Alias alias = join.alias();
                if (alias != null) {
                    if (alias.name().equals(name.name())) {
                        throw refused(context, clause, "cannot be applied to a join");
                    }
                    yield false;
                }
                yield finds(join.left(), clause, name, bound) || finds(join.right(), clause, name, bound);
            }
            case FromItem.TableItem table -> {
                boolean same = shown(table).equals(name.name());
                if (same
                        && bound.entries().stream()
                                .anyMatch(e -> e.alias().equals(name.name()) && e.relationOid() == 0)) {
                    throw refused(context, clause, "cannot be applied to a WITH query");
                }
                yield same;
            }
            case FromItem.SubqueryItem subquery -> subquery.alias().name().equals(name.name());
            case FromItem.FunctionItem function -> {
                boolean same = bound.entries().stream()
                        .anyMatch(e -> e.alias().equals(name.name()) && isFunction(function, e.alias()));
                if (same) {
                    throw refused(context, clause, "cannot be applied to a function");
                }
                yield false;
            }
        };
    }

    private static boolean isFunction(FromItem.FunctionItem function, String name) {
        FromItem.Alias alias = function.alias();
        return alias != null
                ? alias.name().equals(name)
                : TargetNames.of(function.functions().get(0).function()).equals(name);
    }

    static String shown(FromItem.TableItem table) {
        FromItem.Alias alias = table.alias();
        return alias == null ? table.name().name() : alias.name();
    }

    /** Adds the row keys of the tables to lock as extra columns. */
    List<Integer> addRowKeys(FromBinder.Part from, Targets targets) {
        for (RangeEntry entry : from.entries()) {
            if (entry.rowKey() >= 0 && entry.table() != null && wants(entry.alias())) {
                entries.add(entry);
                columns.add(targets.addExtra(new Scalar.InputRef(entry.rowKey(), SqlTypes.BYTEA, -1, "ctid")));
            }
        }
        return columns;
    }

    /** Several clauses for a table: the strongest lock, and the least patience. */
    Rel lock(Rel rel, List<Integer> rowKeys) {
        if (entries.isEmpty()) {
            return rel;
        }
        List<Rel.LockRows.Target> targets = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            String alias = entries.get(i).alias();
            Table table = entries.get(i).table();
            SelectStatement.LockStrength strength = SelectStatement.LockStrength.KEY_SHARE;
            SelectStatement.LockWait waiting = SelectStatement.LockWait.BLOCK;
            for (LockingClause clause : clauses) {
                if (names(clause, alias)) {
                    strength = stronger(strength, clause.strength());
                    waiting = stronger(waiting, clause.waiting());
                }
            }
            if (table != null) {
                targets.add(new Rel.LockRows.Target(
                        table,
                        rowKeys.get(i),
                        LockStrength.valueOf(strength.name()),
                        LockWait.valueOf(waiting.name())));
            }
        }
        return new Rel.LockRows(rel, targets);
    }

    private static <E extends Enum<E>> E stronger(E a, E b) {
        return a.compareTo(b) >= 0 ? a : b;
    }
}
