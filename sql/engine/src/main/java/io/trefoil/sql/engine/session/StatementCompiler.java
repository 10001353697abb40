package io.trefoil.sql.engine.session;

import io.trefoil.sql.api.RowShape;
import io.trefoil.sql.catalog.CatalogSnapshot;
import io.trefoil.sql.catalog.Index;
import io.trefoil.sql.catalog.Table;
import io.trefoil.sql.engine.algebra.OutputColumn;
import io.trefoil.sql.engine.algebra.Plan;
import io.trefoil.sql.engine.algebra.Rel;
import io.trefoil.sql.engine.algebra.Scalar;
import io.trefoil.sql.engine.algebra.ScalarRewriter;
import io.trefoil.sql.engine.bind.BindEnvironment;
import io.trefoil.sql.engine.bind.ParameterTypes;
import io.trefoil.sql.engine.bind.StatementBinder;
import io.trefoil.sql.engine.ddl.TemporarySchema;
import io.trefoil.sql.engine.execute.compile.PlanCompiler;
import io.trefoil.sql.engine.plan.Planner;
import io.trefoil.sql.engine.plan.PlannerEnvironment;
import io.trefoil.sql.engine.plan.RelShape;
import io.trefoil.sql.engine.system.LargeObjectFunctions;
import io.trefoil.sql.parser.ast.DataModification;
import io.trefoil.sql.parser.ast.ExplainStatement;
import io.trefoil.sql.parser.ast.SelectStatement;
import io.trefoil.sql.parser.ast.Statement;
import io.trefoil.sql.types.SqlType;
import io.trefoil.sql.types.SqlTypes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Stations 5 and 6 of a statement: bind, plan, compile. */
final class StatementCompiler {
    private StatementCompiler() {}

    /** A compiled statement and whether it may be kept for the same text. */
    record Result(Compiled compiled, boolean cacheable) {}

    /** @param parameterTypes OIDs from Parse, null where parameters are not allowed (simple query) */
    static Result compile(
            Statement statement,
            String sql,
            int @Nullable [] parameterTypes,
            BindEnvironment environment,
            PlannerEnvironment planning,
            Planner.Optimizer optimizer) {
        return switch (statement) {
            case SelectStatement select
            when !Into.isInto(select) ->
                planned(
                        statement,
                        StatementBinder.bind(environment, select, parameters(parameterTypes, environment), sql),
                        environment,
                        planning,
                        optimizer);
            case DataModification modification ->
                planned(
                        statement,
                        StatementBinder.bind(environment, modification, parameters(parameterTypes, environment), sql),
                        environment,
                        planning,
                        optimizer);
            case ExplainStatement explain
            when SessionPlanning.isPlanned(explain.statement()) -> {
                Compiled inner = compile(explain.statement(), sql, parameterTypes, environment, planning, optimizer)
                        .compiled();
                yield new Result(
                        new Compiled.Utility(statement, UtilityShapes.of(statement), inner.parameterTypes()), false);
            }
            default -> new Result(new Compiled.Utility(statement, UtilityShapes.of(statement)), true);
        };
    }

    private static ParameterTypes parameters(int @Nullable [] given, BindEnvironment environment) {
        return given == null ? ParameterTypes.none() : ParameterTypes.of(given, environment.catalog());
    }

    private static Result planned(
            Statement statement,
            StatementBinder.Bound bound,
            BindEnvironment environment,
            PlannerEnvironment planning,
            Planner.Optimizer optimizer) {
        Plan plan = new Planner(planning, optimizer).plan(bound.rel());
        PlanCompiler compiler = new PlanCompiler(environment.catalog(), new BoundTableChanges(environment));
        Compiled.Planned planned = new Compiled.Planned(
                statement,
                plan,
                planning.takesTurns() ? compiler.compileForClient(plan) : compiler.compile(plan),
                bound.parameterTypes(),
                shape(bound.rel()),
                kind(bound.rel()),
                isPure(bound.rel()),
                isData(bound.rel()),
                isGeneral(bound.rel(), environment.catalog()),
                isTemporary(bound.rel(), environment.catalog()),
                WrittenTables.spaces(bound.rel(), environment.catalog()));
        return new Result(planned, bound.cacheable());
    }

    private static @Nullable RowShape shape(Rel rel) {
        if (kind(rel) != Compiled.Kind.SELECT && returning(rel) == null) {
            return null;
        }
        List<RowShape.Column> columns = new ArrayList<>();
        for (OutputColumn column : rel.columns()) {
            SqlType type = column.type() == SqlTypes.UNKNOWN ? SqlTypes.TEXT : column.type();
            columns.add(new RowShape.Column(
                    column.name(), column.tableOid(), column.columnNumber(), type, column.typmod(), (short) 0));
        }
        return new RowShape(columns);
    }

    private static @Nullable List<Scalar> returning(Rel rel) {
        return switch (rel) {
            case Rel.With with -> returning(with.body());
            case Rel.Insert insert -> insert.returning();
            case Rel.Update update -> update.returning();
            case Rel.Delete delete -> delete.returning();
            default -> null;
        };
    }

    private static Compiled.Kind kind(Rel rel) {
        return switch (rel) {
            case Rel.With with -> kind(with.body());
            case Rel.Insert insert -> Compiled.Kind.INSERT;
            case Rel.Update update -> Compiled.Kind.UPDATE;
            case Rel.Delete delete -> Compiled.Kind.DELETE;
            case Rel.Merge merge -> Compiled.Kind.MERGE;
            default -> Compiled.Kind.SELECT;
        };
    }

    /** Whether the statement neither writes nor locks, so that it can run in a read-only transaction and be streamed. */
    private static boolean isPure(Rel rel) {
        boolean changes = rel instanceof Rel.Insert
                || rel instanceof Rel.Update
                || rel instanceof Rel.Delete
                || rel instanceof Rel.Merge
                || rel instanceof Rel.LockRows;
        if (changes) {
            return false;
        }
        return RelShape.inputs(rel).stream().allMatch(StatementCompiler::isPure)
                && RelShape.scalars(rel).stream().allMatch(StatementCompiler::isPureScalar);
    }

    private static boolean isPureScalar(Scalar scalar) {
        return !ScalarRewriter.contains(
                scalar,
                part -> part instanceof Scalar.SubPlan plan && plan.query() instanceof Rel inner && !isPure(inner)
                        || part instanceof Scalar.Call call
                                && LargeObjectFunctions.WRITING.contains(
                                        call.function().name()));
    }

    private static boolean isData(Rel rel) {
        boolean table = rel instanceof Rel.TableScan || rel instanceof Rel.Insert;
        return table
                || RelShape.inputs(rel).stream().anyMatch(StatementCompiler::isData)
                || RelShape.scalars(rel).stream().anyMatch(StatementCompiler::isDataScalar);
    }

    private static boolean isDataScalar(Scalar scalar) {
        return ScalarRewriter.contains(
                scalar,
                part -> part instanceof Scalar.SubPlan plan && plan.query() instanceof Rel inner && isData(inner)
                        || part instanceof Scalar.Call call
                                && LargeObjectFunctions.NAMES.contains(
                                        call.function().name()));
    }

    private static boolean isTemporary(Rel rel, CatalogSnapshot catalog) {
        return rel instanceof Rel.TableScan scan && isTemporary(scan.table(), catalog)
                || rel instanceof Rel.Insert insert
                        && isTemporary(insert.target().table(), catalog)
                || RelShape.inputs(rel).stream().anyMatch(input -> isTemporary(input, catalog))
                || RelShape.scalars(rel).stream()
                        .anyMatch(scalar -> ScalarRewriter.contains(
                                scalar,
                                part -> part instanceof Scalar.SubPlan plan
                                        && plan.query() instanceof Rel inner
                                        && isTemporary(inner, catalog)));
    }

    private static boolean isTemporary(Table table, CatalogSnapshot catalog) {
        return catalog.schema(table.schemaOid())
                .filter(schema -> TemporarySchema.is(schema.name()))
                .isPresent();
    }

    /** See {@link Compiled.Planned#general}. Statements with subqueries in expressions are not looked into. */
    private static boolean isGeneral(Rel rel, CatalogSnapshot catalog) {
        if (rel instanceof Rel.TableScan scan
                && catalog.indexes(scan.table()).stream().anyMatch(StatementCompiler::isSpecial)) {
            return false;
        }
        return RelShape.inputs(rel).stream().allMatch(input -> isGeneral(input, catalog))
                && RelShape.scalars(rel).stream()
                        .noneMatch(scalar -> ScalarRewriter.contains(scalar, part -> part instanceof Scalar.SubPlan));
    }

    private static boolean isSpecial(Index index) {
        return index.predicateSql() != null || index.keys().stream().anyMatch(key -> key.expressionSql() != null);
    }
}
