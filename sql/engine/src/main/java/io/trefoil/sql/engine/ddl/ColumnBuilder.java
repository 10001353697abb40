package io.trefoil.sql.engine.ddl;

import io.trefoil.sql.catalog.Column;
import io.trefoil.sql.catalog.Sequence;
import io.trefoil.sql.catalog.Table;
import io.trefoil.sql.engine.algebra.Scalar;
import io.trefoil.sql.engine.bind.StatementBinder;
import io.trefoil.sql.engine.bind.StatementBinder.StoredExpression;
import io.trefoil.sql.engine.bind.TypeNames;
import io.trefoil.sql.engine.execute.expression.ScalarTree;
import io.trefoil.sql.parser.ast.Call;
import io.trefoil.sql.parser.ast.ColumnConstraint;
import io.trefoil.sql.parser.ast.ColumnDefinition;
import io.trefoil.sql.parser.ast.Expression;
import io.trefoil.sql.parser.ast.Reference;
import io.trefoil.sql.parser.ast.SequenceOption;
import io.trefoil.sql.parser.ast.TypeName;
import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;
import io.trefoil.sql.types.SqlType;
import io.trefoil.sql.types.SqlTypes;
import io.trefoil.sql.types.TypeOid;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Columns of CREATE TABLE and ADD COLUMN: type, default, generation, identity. Constraints are {@link KeyBuilder}'s. */
final class ColumnBuilder {
    private final TableDraft draft;
    private final DdlContext context;

    ColumnBuilder(TableDraft draft) {
        this.draft = draft;
        this.context = draft.context();
    }

    /** Adds the bare column: name, type and nullability. */
    Column declare(ColumnDefinition definition) {
        if (draft.table().findColumn(definition.name()).isPresent()) {
            throw new SqlStateException(
                    SqlState.DUPLICATE_COLUMN, "column \"" + definition.name() + "\" specified more than once");
        }
        requireOrdinaryName(definition.name());
        TypeName typeName = definition.type();
        if (typeName == null) {
            throw Messages.unsupported("a column without a type");
        }
        SqlType serial = serialType(typeName);
        TypeNames.TypeAndMod type =
                serial == null ? TypeNames.resolve(context.binding(), typeName) : new TypeNames.TypeAndMod(serial, -1);
        requireStorable(definition.name(), typeName, type.type());
        boolean notNull = serial != null || isNotNull(definition);
        Column column = new Column(
                draft.table().columns().size() + 1,
                definition.name(),
                type.type(),
                type.typmod(),
                notNull,
                null,
                null,
                Column.Identity.NONE,
                false,
                false);
        draft.add(column);
        return column;
    }

    private static void requireOrdinaryName(String name) {
        switch (name) {
            case "ctid", "xmin", "cmin", "xmax", "cmax", "tableoid" ->
                throw new SqlStateException(
                        SqlState.DUPLICATE_COLUMN, "column name \"" + name + "\" conflicts with a system column name");
            default -> {}
        }
    }

    private static @Nullable SqlType serialType(TypeName name) {
        if (name.name().parts().size() != 1 || !name.arrayBounds().isEmpty()) {
            return null;
        }
        return switch (name.name().name().toLowerCase(Locale.ROOT)) {
            case "serial", "serial4" -> SqlTypes.INT4;
            case "bigserial", "serial8" -> SqlTypes.INT8;
            case "smallserial", "serial2" -> SqlTypes.INT2;
            default -> null;
        };
    }

    static void requireStorable(String column, TypeName name, SqlType type) {
        if (name.setOf()) {
            throw new SqlStateException(
                    SqlState.INVALID_TABLE_DEFINITION, "column \"" + column + "\" cannot be declared SETOF");
        }
        if (type.category() == 'P' || type.oid() == TypeOid.UNKNOWN) {
            throw new SqlStateException(
                    SqlState.INVALID_TABLE_DEFINITION, "column \"" + column + "\" has pseudo-type " + type.sqlName());
        }
    }

    private boolean isNotNull(ColumnDefinition definition) {
        boolean notNull = false;
        boolean nullable = false;
        for (ColumnConstraint constraint : definition.constraints()) {
            notNull |= constraint instanceof ColumnConstraint.NotNull
                    || constraint instanceof ColumnConstraint.PrimaryKey
                    || constraint instanceof ColumnConstraint.Identity;
            nullable |= constraint instanceof ColumnConstraint.Nullability;
            if (notNull && nullable) {
                throw Messages.at(
                        context,
                        SqlState.SYNTAX_ERROR,
                        "conflicting NULL/NOT NULL declarations for column \"" + definition.name() + "\" of table \""
                                + draft.table().name() + "\"",
                        constraint.position());
            }
        }
        return notNull;
    }

    /** Adds default, generation expression or identity of a declared column. */
    void complete(ColumnDefinition definition) {
        Column column = Relations.column(draft.table(), definition.name());
        TypeName typeName = definition.type();
        boolean hasDefault = false;
        if (typeName != null && serialType(typeName) != null) {
            addSerial(column);
            hasDefault = true;
        }
        for (ColumnConstraint constraint : definition.constraints()) {
            switch (constraint) {
                case ColumnConstraint.Default value -> {
                    requireSingleDefault(hasDefault, "multiple default values", column, value.position());
                    hasDefault = true;
                    draft.replace(current(column).withDefault(defaultSql(column, value.value())));
                }
                case ColumnConstraint.Generated generated -> {
                    requireSingleDefault(
                            hasDefault, "both default and generation expression", column, generated.position());
                    hasDefault = true;
                    addGenerated(column, generated.expression());
                }
                case ColumnConstraint.Identity identity -> {
                    requireSingleDefault(hasDefault, "both default and identity", column, identity.position());
                    hasDefault = true;
                    addIdentity(column, identity.always(), identity.options());
                }
                case ColumnConstraint.NotNull other -> {}
                case ColumnConstraint.Nullability other -> {}
                case ColumnConstraint.Check other -> {}
                case ColumnConstraint.Unique other -> {}
                case ColumnConstraint.PrimaryKey other -> {}
                case ColumnConstraint.References other -> {}
                case ColumnConstraint.AttributeWord other -> {}
            }
        }
    }

    private Column current(Column column) {
        return draft.table().column(column.number());
    }

    private void requireSingleDefault(boolean hasDefault, String what, Column column, int position) {
        if (hasDefault) {
            throw Messages.at(
                    context,
                    SqlState.SYNTAX_ERROR,
                    what + " specified for column \"" + column.name() + "\" of table \""
                            + draft.table().name() + "\"",
                    position);
        }
    }

    /** The default of a column as stored text; 42804 when it cannot be assigned. Null for DEFAULT NULL. */
    @Nullable
    String defaultSql(Column column, Expression expression) {
        List<Reference.ColumnReference> references = TreeWalk.find(expression, Reference.ColumnReference.class);
        if (!references.isEmpty()) {
            throw Messages.at(
                    context,
                    SqlState.FEATURE_NOT_SUPPORTED,
                    "cannot use column reference in DEFAULT expression",
                    references.get(0).position());
        }
        Scalar bound = StatementBinder.expression(
                context.binding(), null, expression, StoredExpression.DEFAULT, context.sql());
        Scalar assigned = StatementBinder.assign(context.binding(), bound, column.type(), column.typmod());
        if (assigned == null) {
            throw new SqlStateException(
                            SqlState.DATATYPE_MISMATCH,
                            "column \"" + column.name() + "\" is of type "
                                    + column.type().formatted(column.typmod()) + " but default expression is of type "
                                    + bound.type().sqlName())
                    .withHint("You will need to rewrite or cast the expression.");
        }
        if (expression instanceof Call.SqlValueFunction function && function.precision() < 0) {
            return function.function().name();
        }
        if (bound instanceof Scalar.Constant constant
                && constant.value() == null
                && constant.type() == SqlTypes.UNKNOWN) {
            return null;
        }
        if (bound.type() != SqlTypes.UNKNOWN) {
            return ExpressionText.ofDefault(bound);
        }
        Scalar typed = StatementBinder.assign(context.binding(), bound, column.type(), -1);
        return ExpressionText.of(typed == null ? assigned : typed);
    }

    private void addSerial(Column column) {
        String name = draft.naming().relation(draft.table().name(), column.name(), "seq");
        Sequence sequence = SequenceDefinition.of(context, List.of())
                .create(
                        Oids.next(context),
                        draft.table().schemaOid(),
                        name,
                        draft.table().ownerOid(),
                        column.type().oid())
                .withOwnedBy(draft.table().oid(), column.number());
        draft.add(sequence);
        draft.replace(current(column).withDefault(nextValue(sequence.oid())));
    }

    /** The call of nextval as a stored default. */
    static String nextValue(int sequenceOid) {
        return "nextval('" + Integer.toUnsignedString(sequenceOid) + "'::regclass)";
    }

    /** Makes a column an identity column with a sequence of its own. */
    void addIdentity(Column column, boolean always, List<SequenceOption> options) {
        int type = column.type().oid();
        if (type != TypeOid.INT2 && type != TypeOid.INT4 && type != TypeOid.INT8) {
            throw new SqlStateException(
                    SqlState.INVALID_PARAMETER_VALUE, "identity column type must be smallint, integer, or bigint");
        }
        SequenceDefinition definition = SequenceDefinition.of(context, options);
        var given = definition.sequenceName();
        String name = given != null
                ? given.name()
                : draft.naming().relation(draft.table().name(), column.name(), "seq");
        Sequence plain = definition.create(
                Oids.next(context),
                draft.table().schemaOid(),
                name,
                draft.table().ownerOid(),
                type);
        draft.add(new Sequence(
                plain.oid(),
                plain.schemaOid(),
                plain.name(),
                plain.ownerOid(),
                null,
                plain.typeOid(),
                plain.start(),
                plain.increment(),
                plain.minimum(),
                plain.maximum(),
                plain.cache(),
                plain.cycle(),
                draft.table().oid(),
                column.number(),
                true,
                0));
        Column.Identity kind = always ? Column.Identity.ALWAYS : Column.Identity.BY_DEFAULT;
        draft.replace(current(column).withIdentity(kind).withNotNull(true));
    }

    private void addGenerated(Column column, Expression expression) {
        Table table = draft.table();
        Scalar bound = StatementBinder.expression(
                context.binding(), table, expression, StoredExpression.GENERATED, context.sql());
        requireImmutable(bound, "generation expression is not immutable");
        for (int number : ColumnUse.of(bound)) {
            Column used = table.column(number);
            if (used.generated() || number == column.number()) {
                throw Messages.at(
                                context,
                                SqlState.INVALID_OBJECT_DEFINITION,
                                "cannot use generated column \"" + used.name() + "\" in column generation expression",
                                positionOf(expression, used.name()))
                        .withDetail("A generated column cannot reference another generated column.");
            }
        }
        if (StatementBinder.assign(context.binding(), bound, column.type(), column.typmod()) == null) {
            throw new SqlStateException(
                            SqlState.DATATYPE_MISMATCH,
                            "column \"" + column.name() + "\" is of type "
                                    + column.type().formatted(column.typmod()) + " but default expression is of type "
                                    + bound.type().sqlName())
                    .withHint("You will need to rewrite or cast the expression.");
        }
        Column now = current(column);
        draft.replace(new Column(
                now.number(),
                now.name(),
                now.type(),
                now.typmod(),
                now.notNull(),
                ExpressionText.ofDefault(bound),
                now.missingSql(),
                now.identity(),
                true,
                false));
    }

    private static int positionOf(Expression expression, String column) {
        for (Reference.ColumnReference reference : TreeWalk.find(expression, Reference.ColumnReference.class)) {
            if (!reference.star()
                    && reference.names().get(reference.names().size() - 1).equals(column)) {
                return reference.position();
            }
        }
        return -1;
    }

    /** 42P17 unless every function called is immutable. */
    static void requireImmutable(Scalar expression, String message) {
        ScalarTree.forEach(expression, part -> {
            if (part instanceof Scalar.Call call && call.function().volatility() != 'i') {
                throw new SqlStateException(SqlState.INVALID_OBJECT_DEFINITION, message);
            }
        });
    }
}
