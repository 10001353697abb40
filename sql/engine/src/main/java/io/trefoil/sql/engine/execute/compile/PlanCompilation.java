package io.trefoil.sql.engine.execute.compile;

import io.trefoil.sql.catalog.CatalogSnapshot;
import io.trefoil.sql.catalog.Table;
import io.trefoil.sql.engine.algebra.OutputColumn;
import io.trefoil.sql.engine.algebra.Plan;
import io.trefoil.sql.engine.algebra.Rel;
import io.trefoil.sql.engine.execute.Evaluator;
import io.trefoil.sql.engine.execute.Executable;
import io.trefoil.sql.engine.execute.TableChanges;
import io.trefoil.sql.engine.execute.change.Delete;
import io.trefoil.sql.engine.execute.change.Insert;
import io.trefoil.sql.engine.execute.change.Merge;
import io.trefoil.sql.engine.execute.change.TableWriter;
import io.trefoil.sql.engine.execute.change.TableWriters;
import io.trefoil.sql.engine.execute.change.Update;
import io.trefoil.sql.engine.execute.expression.ExpressionCompiler;
import io.trefoil.sql.engine.execute.expression.PlanTree;
import io.trefoil.sql.engine.execute.expression.SubqueryCompiler;
import io.trefoil.sql.engine.execute.group.HashAggregate;
import io.trefoil.sql.engine.execute.group.HashDistinct;
import io.trefoil.sql.engine.execute.group.HashSetOperation;
import io.trefoil.sql.engine.execute.group.SortedAggregate;
import io.trefoil.sql.engine.execute.group.SortingAggregate;
import io.trefoil.sql.engine.execute.join.HashJoin;
import io.trefoil.sql.engine.execute.join.LateralLoop;
import io.trefoil.sql.engine.execute.join.MergeJoin;
import io.trefoil.sql.engine.execute.join.NestedLoop;
import io.trefoil.sql.engine.execute.row.KeyTypes;
import io.trefoil.sql.engine.execute.row.RowOrder;
import io.trefoil.sql.engine.execute.sort.Sort;
import io.trefoil.sql.engine.execute.sort.TopN;
import io.trefoil.sql.engine.execute.stream.Append;
import io.trefoil.sql.engine.execute.stream.Filter;
import io.trefoil.sql.engine.execute.stream.Limit;
import io.trefoil.sql.engine.execute.stream.LockRows;
import io.trefoil.sql.engine.execute.stream.Project;
import io.trefoil.sql.engine.execute.stream.SortedDistinct;
import io.trefoil.sql.engine.execute.stream.Values;
import io.trefoil.sql.engine.execute.table.FunctionRead;
import io.trefoil.sql.engine.execute.table.ProjectSet;
import io.trefoil.sql.engine.execute.table.TableReads;
import io.trefoil.sql.engine.execute.table.ViewRead;
import io.trefoil.sql.engine.execute.window.Window;
import io.trefoil.sql.engine.execute.with.CteScan;
import io.trefoil.sql.engine.execute.with.RecursiveUnion;
import io.trefoil.sql.engine.execute.with.With;
import io.trefoil.sql.storage.Access;
import io.trefoil.sql.storage.ReadHabit;
import io.trefoil.sql.types.SqlType;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The compilation of one statement's plan: one operator for each node, state cells handed out as they are needed. */
final class PlanCompilation implements SubqueryCompiler {
    private final ExpressionCompiler expressions;
    private final AtomicInteger cells = new AtomicInteger();
    private final Map<Integer, Integer> cteCells = new HashMap<>();
    private final TableWriters writers;
    private final RowChanges changes;
    private final @Nullable PlanStatistics statistics;
    /** Point reads that lock what they read because the node above would do so, and reads that are not recorded. */
    private final Map<Plan, Access> accesses = new IdentityHashMap<>();
    /** Of the reads whose rows the transaction may write later. */
    private final Map<Plan, ReadHabit> habits = new IdentityHashMap<>();

    /** @param statistics what every node is to report to, null for none */
    PlanCompilation(
            Plan root, CatalogSnapshot catalog, TableChanges tableChanges, @Nullable PlanStatistics statistics) {
        this.statistics = statistics;
        this.expressions = new ExpressionCompiler(this, statistics == null ? null : statistics::observe);
        this.writers = new TableWriters(catalog, tableChanges, expressions, cells::getAndIncrement);
        this.changes = new RowChanges(root, cells::getAndIncrement);
    }

    /**
     * The plan is a query of its own: a client who is shown one row by its key, or a few, may compute with it and write it
     * back. What is joined to it, or read by subqueries, is rarely written.
     */
    void expectWrites(Plan query) {
        switch (query) {
            case Plan.TableRead read when TableReads.locks(read) -> habits.put(read, new ReadHabit());
            case Plan.Filter node -> expectWrites(node.input());
            case Plan.Project node -> expectWrites(node.input());
            case Plan.Sort node -> expectWrites(node.input());
            case Plan.TopN node -> expectWrites(node.input());
            case Plan.Limit node -> expectWrites(node.input());
            case Plan.NestedLoop node -> expectWrites(node.left());
            case Plan.LateralLoop node -> expectWrites(node.left());
            case Plan.HashJoin node -> expectWrites(node.left());
            default -> {}
        }
    }

    ExpressionCompiler expressions() {
        return expressions;
    }

    @Override
    public int newStateCell() {
        return cells.getAndIncrement();
    }

    @Override
    public int cteCell(int id) {
        return cteCells.computeIfAbsent(id, absent -> cells.getAndIncrement());
    }

    @Override
    public Executable compile(Plan plan) {
        PlanStatistics observer = statistics;
        if (observer == null) {
            return operator(plan);
        }
        observer.enter(plan);
        return observer.observe(plan, operator(plan));
    }

    private Executable operator(Plan plan) {
        return switch (plan) {
            case Plan.SingleRow node -> Values.SINGLE_ROW;
            case Plan.TableRead node ->
                TableReads.compile(node, accesses.getOrDefault(node, Access.READ), habits.get(node), expressions);
            case Plan.ViewRead node -> new ViewRead(node, expressions);
            case Plan.FunctionScan node -> new FunctionRead(node, expressions);
            case Plan.Values node ->
                new Values(node.rows().stream().map(expressions::compile).toArray(Evaluator[][]::new));
            case Plan.Filter node -> new Filter(compile(node.input()), expressions.compile(node.condition()));
            case Plan.Project node -> new Project(compile(node.input()), expressions.compile(node.expressions()));
            case Plan.ProjectSet node -> new ProjectSet(node, compile(node.input()), expressions);
            case Plan.LateralLoop node ->
                new LateralLoop(node, compile(node.left()), compile(node.right()), expressions);
            case Plan.NestedLoop node -> new NestedLoop(node, compile(node.left()), compile(node.right()), expressions);
            case Plan.HashJoin node -> new HashJoin(node, compile(node.left()), compile(node.right()), expressions);
            case Plan.MergeJoin node -> new MergeJoin(node, compile(node.left()), compile(node.right()), expressions);
            case Plan.HashAggregate node -> aggregate(node);
            case Plan.SortedAggregate node ->
                new SortedAggregate(node.groupBy(), node.calls(), compile(node.input()), expressions);
            case Plan.Window node -> Window.compile(node, compile(node.input()), expressions);
            case Plan.Sort node ->
                new Sort(
                        compile(node.input()),
                        new RowOrder(node.keys(), node.input().columns()));
            case Plan.TopN node ->
                new TopN(
                        compile(node.input()),
                        new RowOrder(node.keys(), node.input().columns()),
                        expressions.compile(node.count()),
                        expressions.compileIfPresent(node.offset()));
            case Plan.Limit node -> limit(node);
            case Plan.HashDistinct node -> new HashDistinct(compile(node.input()), keyTypes(node.columns()));
            case Plan.SortedDistinct node -> sortedDistinct(node);
            case Plan.Append node ->
                new Append(node.inputs().stream().map(this::compile).toList());
            case Plan.HashSetOperation node ->
                new HashSetOperation(
                        node.kind(), node.all(), compile(node.left()), compile(node.right()), keyTypes(node.columns()));
            case Plan.With node -> with(node);
            case Plan.CteScan node -> new CteScan(cteCell(node.id()));
            case Plan.RecursiveUnion node ->
                new RecursiveUnion(
                        cteCell(node.workingId()),
                        compile(node.base()),
                        compile(node.step()),
                        node.all() ? null : keyTypes(node.columns()));
            case Plan.LockRows node -> lockRows(node);
            case Plan.Insert node -> insert(node);
            case Plan.Update node -> update(node);
            case Plan.Merge node -> merge(node);
            case Plan.Delete node -> delete(node);
        };
    }

    private static KeyTypes keyTypes(List<OutputColumn> columns) {
        return new KeyTypes(columns.stream().map(OutputColumn::type).toArray(SqlType[]::new));
    }

    private Executable aggregate(Plan.HashAggregate node) {
        Executable input = compile(node.input());
        if (node.groupBy().isEmpty() && node.groupingSets().size() <= 1) {
            return new SortedAggregate(List.of(), node.calls(), input, expressions);
        }
        return SortingAggregate.neededFor(node)
                ? new SortingAggregate(node, input, expressions)
                : new HashAggregate(node, input, expressions);
    }

    private Executable limit(Plan.Limit node) {
        RowOrder ties = node.ties() == null
                ? null
                : new RowOrder(node.ties(), node.input().columns());
        return new Limit(
                compile(node.input()),
                expressions.compileIfPresent(node.count()),
                expressions.compileIfPresent(node.offset()),
                ties);
    }

    private Executable sortedDistinct(Plan.SortedDistinct node) {
        int[] columns = node.on().stream().mapToInt(Integer::intValue).toArray();
        SqlType[] types = node.on().stream()
                .map(i -> node.input().columns().get(i).type())
                .toArray(SqlType[]::new);
        return new SortedDistinct(compile(node.input()), columns, types);
    }

    private Executable with(Plan.With node) {
        List<With.Query> queries = node.queries().stream()
                .map(query -> new With.Query(cteCell(query.id()), compile(query.query()), query.modifies()))
                .toList();
        return new With(queries, compile(node.body()));
    }

    private Executable lockRows(Plan.LockRows node) {
        if (node.targets().size() == 1) {
            Rel.LockRows.Target target = node.targets().get(0);
            Plan.TableRead read = changes.lockableRead(node.input(), target.table());
            if (read != null && target.waiting() == io.trefoil.sql.engine.algebra.LockWait.BLOCK) {
                accesses.put(read, TableReads.access(LockRows.mode(target.strength())));
                return compile(node.input());
            }
        }
        for (Rel.LockRows.Target target : node.targets()) {
            if (target.waiting() == io.trefoil.sql.engine.algebra.LockWait.SKIP_LOCKED) {
                readUntracked(node.input(), target.table());
            }
        }
        return new LockRows(compile(node.input()), node.targets());
    }

    /** The reads that yield the rows to be locked or skipped. */
    private void readUntracked(Plan plan, Table table) {
        if (plan instanceof Plan.TableRead read && read.rowKey() && read.table().oid() == table.oid()) {
            accesses.put(read, Access.UNTRACKED);
        }
        PlanTree.forEachInput(plan, input -> readUntracked(input, table));
    }

    private Executable insert(Plan.Insert node) {
        boolean updates = node.conflict() != null && node.conflict().update() != null;
        TableWriter writer = updates ? writers.forAll(node.target()) : writers.forInsert(node.target());
        int touched = changes.touchedCell(node.target().table(), updates);
        return new Insert(node, compile(node.source()), writer, touched, expressions);
    }

    private Executable update(Plan.Update node) {
        TableWriter writer = writers.forUpdate(node.target(), node.assignments());
        Plan.@Nullable TableRead read =
                changes.lockableRead(node.input(), node.target().table());
        if (read != null) {
            accesses.put(read, TableReads.access(TableWriter.UPDATE_LOCK));
        }
        int touched = changes.touchedCell(node.target().table(), !RowChanges.rowsAreDistinct(node.input()));
        return new Update(node, compile(node.input()), writer, read != null, touched, expressions);
    }

    private Executable merge(Plan.Merge node) {
        TableWriter writer = writers.forAll(node.target());
        Plan.@Nullable TableRead read = RowChanges.lockableTarget(node.input());
        if (read != null) {
            accesses.put(read, TableReads.access(TableWriter.UPDATE_LOCK));
        }
        int touched = changes.touchedCell(node.target().table(), true);
        return new Merge(node, compile(node.input()), writer, read != null, touched, expressions);
    }

    private Executable delete(Plan.Delete node) {
        TableWriter writer = writers.forDelete(node.target());
        Plan.@Nullable TableRead read =
                changes.lockableRead(node.input(), node.target().table());
        if (read != null) {
            accesses.put(read, Access.FOR_UPDATE);
        }
        int touched = changes.touchedCell(node.target().table(), !RowChanges.rowsAreDistinct(node.input()));
        return new Delete(node, compile(node.input()), writer, read != null, touched, expressions);
    }
}
