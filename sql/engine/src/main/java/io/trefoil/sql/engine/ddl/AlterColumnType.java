package io.trefoil.sql.engine.ddl;

import io.trefoil.sql.catalog.CatalogDelta;
import io.trefoil.sql.catalog.Column;
import io.trefoil.sql.catalog.Constraint;
import io.trefoil.sql.catalog.Index;
import io.trefoil.sql.catalog.Table;
import io.trefoil.sql.catalog.View;
import io.trefoil.sql.engine.algebra.Scalar;
import io.trefoil.sql.engine.bind.StatementBinder;
import io.trefoil.sql.engine.bind.StatementBinder.StoredExpression;
import io.trefoil.sql.engine.bind.TypeNames;
import io.trefoil.sql.engine.execute.Evaluator;
import io.trefoil.sql.engine.execute.ExecutionContext;
import io.trefoil.sql.parser.SqlParser;
import io.trefoil.sql.parser.ast.AlterTableAction;
import io.trefoil.sql.parser.ast.Expression;
import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** ALTER COLUMN TYPE: converts all rows, then rebuilds indexes and checks constraints over the new type. */
final class AlterColumnType {
    private final DdlContext context;
    private final Table before;

    AlterColumnType(DdlContext context, Table table) {
        this.context = context;
        this.before = table;
    }

    void run(AlterTableAction.AlterType action) {
        Column column = Relations.column(before, action.column());
        TypeNames.TypeAndMod type = TypeNames.resolve(context.binding(), action.type());
        ColumnBuilder.requireStorable(column.name(), action.type(), type.type());
        Scalar conversion = conversion(column, type, action.using());
        requireFree(column);
        if (type.type() == column.type() && type.typmod() == column.typmod() && action.using() == null) {
            return;
        }
        requireConvertibleDefault(column, type);
        TableDraft draft = new TableDraft(context, before);
        draft.replace(new Column(
                column.number(),
                column.name(),
                type.type(),
                type.typmod(),
                column.notNull(),
                column.defaultSql(),
                null,
                column.identity(),
                column.generated(),
                false));
        draft.table(draft.table().withConstraints(rebound(draft.table(), column)));
        List<Index> indexes = new ArrayList<>();
        for (Index index : context.catalog().indexes(before)) {
            indexes.add(rebound(draft.table(), index));
        }
        Evaluator evaluator = new Expressions().compile(conversion);
        ExecutionContext execution = context.execution();
        int position = column.number() - 1;
        List<Constraint.Check> checks = draft.table().constraints().stream()
                .filter(c ->
                        c instanceof Constraint.Check check && check.columns().contains(column.number()))
                .map(Constraint.Check.class::cast)
                .toList();
        RowValidation validation = new RowValidation(
                context,
                draft.table(),
                checks,
                column.notNull() ? List.of(draft.table().column(column.number())) : List.of());
        CatalogDelta.Builder delta = Rewrites.run(context, before, draft.table(), indexes, row -> {
            @Nullable Object[] made = row.clone();
            made[position] = evaluator.evaluate(row, execution);
            validation.require(made);
            return made;
        });
        context.apply(delta.build());
    }

    private void requireFree(Column column) {
        for (Column other : before.columns()) {
            String sql = other.defaultSql();
            if (other.generated()
                    && sql != null
                    && ColumnUse.ofStored(context.binding(), before, sql, StoredExpression.GENERATED)
                            .contains(column.number())) {
                throw new SqlStateException(
                                SqlState.SYNTAX_ERROR, "cannot alter type of a column used by a generated column")
                        .withDetail("Column \"" + column.name() + "\" is used by generated column \"" + other.name()
                                + "\".");
            }
        }
        for (View view : ViewReferences.readers(context, before)) {
            if (ViewReferences.mentions(view, column.name())) {
                throw new SqlStateException(
                                SqlState.FEATURE_NOT_SUPPORTED, "cannot alter type of a column used by a view or rule")
                        .withDetail(
                                "rule _RETURN on view " + view.name() + " depends on column \"" + column.name() + "\"");
            }
        }
    }

    private Scalar conversion(Column column, TypeNames.TypeAndMod type, @Nullable Expression using) {
        Scalar source = using == null
                ? new Scalar.InputRef(column.number() - 1, column.type(), column.typmod(), column.name())
                : StatementBinder.expression(
                        context.binding(), before, using, StoredExpression.GENERATED, context.sql());
        Scalar assigned = StatementBinder.assign(context.binding(), source, type.type(), type.typmod());
        if (assigned != null) {
            return assigned;
        }
        String name = type.type().formatted(type.typmod());
        if (using == null) {
            throw new SqlStateException(
                            SqlState.DATATYPE_MISMATCH,
                            "column \"" + column.name() + "\" cannot be cast automatically to type "
                                    + type.type().sqlName())
                    .withHint("You might need to specify \"USING " + column.name() + "::" + name + "\".");
        }
        throw new SqlStateException(
                        SqlState.DATATYPE_MISMATCH,
                        "result of USING clause for column \"" + column.name()
                                + "\" cannot be cast automatically to type "
                                + type.type().sqlName())
                .withHint("You might need to add an explicit cast.");
    }

    private void requireConvertibleDefault(Column column, TypeNames.TypeAndMod type) {
        String sql = column.defaultSql();
        if (sql == null || column.generated()) {
            return;
        }
        Scalar value = StatementBinder.expression(
                context.binding(), null, SqlParser.parseExpression(sql), StoredExpression.DEFAULT, sql);
        if (StatementBinder.assign(context.binding(), value, type.type(), type.typmod()) == null) {
            throw new SqlStateException(
                    SqlState.DATATYPE_MISMATCH,
                    "default for column \"" + column.name() + "\" cannot be cast automatically to type "
                            + type.type().sqlName());
        }
    }

    /** Checks over the new type; 42883 and the like when they make no sense any more. */
    private List<Constraint> rebound(Table after, Column column) {
        List<Constraint> constraints = new ArrayList<>();
        for (Constraint constraint : after.constraints()) {
            if (constraint instanceof Constraint.Check check && check.columns().contains(column.number())) {
                Scalar bound = StatementBinder.expression(
                        context.binding(),
                        after,
                        SqlParser.parseExpression(check.expressionSql()),
                        StoredExpression.CHECK,
                        check.expressionSql());
                constraints.add(new Constraint.Check(
                        check.oid(), check.name(), ExpressionText.of(bound), check.columns(), check.validated()));
            } else {
                constraints.add(constraint);
            }
        }
        return constraints;
    }

    private Index rebound(Table after, Index index) {
        List<Index.Key> keys = new ArrayList<>();
        for (Index.Key key : index.keys()) {
            keys.add(key.column() > 0 ? rebound(after.column(key.column()), key) : rebound(after, key));
        }
        return index.withKeys(keys, index.predicateSql());
    }

    private static Index.Key rebound(Column column, Index.Key key) {
        int opclass = column.type().oid() == key.typeOid()
                ? key.opclassOid()
                : KeyBuilder.defaultOpclass(column.type(), "btree");
        return new Index.Key(
                column.number(),
                null,
                column.type().oid(),
                column.typmod(),
                key.descending(),
                key.nullsFirst(),
                opclass);
    }

    private Index.Key rebound(Table after, Index.Key key) {
        String sql = key.expressionSql();
        if (sql == null) {
            throw new IllegalStateException("an index key is a column or an expression");
        }
        Scalar bound = StatementBinder.expression(
                context.binding(), after, SqlParser.parseExpression(sql), StoredExpression.INDEX_EXPRESSION, sql);
        return new Index.Key(
                0,
                ExpressionText.of(bound),
                bound.type().oid(),
                bound.typmod(),
                key.descending(),
                key.nullsFirst(),
                KeyBuilder.defaultOpclass(bound.type(), "btree"));
    }
}
