package io.trefoil.sql.engine.bind;

import io.trefoil.sql.engine.algebra.Scalar;
import io.trefoil.sql.parser.ast.Call;
import io.trefoil.sql.parser.ast.Construct;
import io.trefoil.sql.parser.ast.Expression;
import io.trefoil.sql.parser.ast.Indirection;
import io.trefoil.sql.parser.ast.Literal;
import io.trefoil.sql.parser.ast.Operation;
import io.trefoil.sql.parser.ast.Reference;
import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;
import io.trefoil.sql.types.SqlType;
import io.trefoil.sql.types.SqlTypes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Binds the expressions of one clause of one query level. */
final class ExpressionBinder {
    private final BindContext context;
    private final Scope scope;
    private final Clause clause;
    private final Placeholders placeholders;
    private final WindowDefinitions windows;
    private final Resolution resolution;
    private final Coercion coercion;
    private final OperatorBinder operators;
    private final CallBinder calls;
    private final SubqueryBinder subqueries;

    ExpressionBinder(
            BindContext context, Scope scope, Clause clause, Placeholders placeholders, WindowDefinitions windows) {
        this.context = context;
        this.scope = scope;
        this.clause = clause;
        this.placeholders = placeholders;
        this.windows = windows;
        this.resolution = new Resolution(context);
        this.coercion = new Coercion(context, resolution);
        this.operators = new OperatorBinder(context, resolution, coercion);
        this.calls = new CallBinder(this);
        this.subqueries = new SubqueryBinder(this);
    }

    /** For a clause in which neither aggregates nor window functions may stand. */
    static ExpressionBinder plain(BindContext context, Scope scope, Clause clause) {
        return new ExpressionBinder(context, scope, clause, new Placeholders(), WindowDefinitions.NONE);
    }

    BindContext context() {
        return context;
    }

    Scope scope() {
        return scope;
    }

    Clause clause() {
        return clause;
    }

    Placeholders placeholders() {
        return placeholders;
    }

    WindowDefinitions windows() {
        return windows;
    }

    Resolution resolution() {
        return resolution;
    }

    Coercion coercion() {
        return coercion;
    }

    OperatorBinder operators() {
        return operators;
    }

    /** The same level seen from inside another clause, such as the arguments of an aggregate. */
    ExpressionBinder inside(Clause other) {
        return new ExpressionBinder(context, scope, other, placeholders, windows);
    }

    /** Binds an expression; string literals and undecided parameters may come out with type unknown. */
    Scalar bind(Expression expression) {
        return switch (expression) {
            case Literal literal -> bindLiteral(literal);
            case Reference reference -> bindReference(reference);
            case Operation operation -> bindOperation(operation);
            case Call call -> bindCall(call);
            case Construct construct -> bindConstruct(construct);
        };
    }

    /** Binds an expression whose type must be decided: unknown becomes text. */
    Scalar bindSettled(Expression expression) {
        return coercion.settle(bind(expression));
    }

    /** Binds a condition. */
    Scalar bindCondition(Expression expression, String clauseName) {
        return coercion.toBoolean(bind(expression), clauseName, expression.position());
    }

    List<Scalar> bindAll(List<Expression> expressions) {
        List<Scalar> bound = new ArrayList<>(expressions.size());
        for (Expression expression : expressions) {
            bound.add(bind(expression));
        }
        return bound;
    }

    static List<Integer> positions(List<Expression> expressions) {
        return expressions.stream().map(Expression::position).toList();
    }

    private Scalar bindLiteral(Literal literal) {
        return switch (literal) {
            case Literal.IntegerLiteral integer -> new Scalar.Constant(integer.value(), SqlTypes.INT4, -1);
            case Literal.NumericLiteral numeric -> numericLiteral(numeric);
            case Literal.StringLiteral string -> new Scalar.Constant(string.value(), SqlTypes.UNKNOWN, -1);
            case Literal.BooleanLiteral bool -> new Scalar.Constant(bool.value(), SqlTypes.BOOL, -1);
            case Literal.NullLiteral none -> new Scalar.Constant(null, SqlTypes.UNKNOWN, -1);
            case Literal.BitStringLiteral bits ->
                coercion.implicit(
                        new Scalar.Constant((bits.hexadecimal() ? "x" : "b") + bits.digits(), SqlTypes.UNKNOWN, -1),
                        SqlTypes.BIT,
                        bits.position());
        };
    }

    private Scalar numericLiteral(Literal.NumericLiteral literal) {
        String text = literal.text();
        boolean integral = text.chars().allMatch(c -> c >= '0' && c <= '9' || c == '-');
        if (integral && text.length() <= 20) {
            try {
                long value = Long.parseLong(text);
                return value == (int) value
                        ? new Scalar.Constant((int) value, SqlTypes.INT4, -1)
                        : new Scalar.Constant(value, SqlTypes.INT8, -1);
            } catch (NumberFormatException e) {
                // beyond int8: numeric, as PostgreSQL
            }
        }
        Object value = SqlTypes.NUMERIC.parse(text, -1, context.environment().textFormat());
        return new Scalar.Constant(value, SqlTypes.NUMERIC, -1);
    }

    private Scalar bindReference(Reference reference) {
        return switch (reference) {
            case Reference.Parameter parameter -> parameter(parameter);
            case Reference.ColumnReference column -> bindColumn(column);
            case Reference.IndirectionExpression indirection -> bindIndirection(indirection);
            case Reference.DefaultMarker marker ->
                throw context.error(SqlState.SYNTAX_ERROR, "DEFAULT is not allowed in this context", marker.position());
            case Reference.CurrentOf current ->
                throw context.error(
                        SqlState.FEATURE_NOT_SUPPORTED, "WHERE CURRENT OF is not supported yet", current.position());
        };
    }

    private Scalar parameter(Reference.Parameter parameter) {
        try {
            return context.parameters().reference(parameter.number());
        } catch (SqlStateException e) {
            throw e.withPosition(context.position(parameter.position()));
        }
    }

    private Scalar bindColumn(Reference.ColumnReference column) {
        if (column.star()) {
            if (column.names().isEmpty()) {
                throw context.error(
                        SqlState.SYNTAX_ERROR, "row expansion via \"*\" is not supported here", column.position());
            }
            RangeEntry entry = scope.findEntry(column.names(), column.position());
            if (entry != null) {
                return Scope.wholeRow(entry).value();
            }
        }
        NamedColumn found = scope.find(column.names(), column.position());
        if (found == null) {
            Scalar field = compositeField(column);
            return field != null
                    ? field
                    : scope.resolve(column.names(), column.position()).value();
        }
        return found.value();
    }

    /** {@code a.b} where a is a column of a row type. */
    private @Nullable Scalar compositeField(Reference.ColumnReference column) {
        if (column.names().size() < 2) {
            return null;
        }
        int last = column.names().size() - 1;
        NamedColumn base = scope.findEntry(column.names().subList(0, last), column.position()) == null
                ? scope.find(column.names().subList(0, last), column.position())
                : null;
        boolean composite = base != null
                && (base.value().type() == SqlTypes.RECORD
                        || !RecordFields.of(base.value()).isEmpty());
        return base == null || !composite
                ? null
                : field(base.value(), column.names().get(last), column.position());
    }

    private Scalar bindIndirection(Reference.IndirectionExpression indirection) {
        Scalar value = bind(indirection.operand());
        List<Scalar> subscripts = new ArrayList<>();
        for (Indirection step : indirection.steps()) {
            switch (step) {
                case Indirection.Subscript subscript -> subscripts.add(subscriptIndex(subscript.index()));
                case Indirection.Slice slice -> {
                    value = subscripted(value, subscripts, indirection.position());
                    subscripts.clear();
                    value = slice(value, slice, indirection.position());
                }
                case Indirection.Field field -> {
                    value = subscripted(value, subscripts, indirection.position());
                    subscripts.clear();
                    value = field(value, field.name(), field.position());
                }
                case Indirection.Star star ->
                    throw context.error(
                            SqlState.SYNTAX_ERROR, "row expansion via \"*\" is not supported here", star.position());
            }
        }
        return subscripted(value, subscripts, indirection.position());
    }

    private Scalar subscriptIndex(Expression index) {
        Scalar bound =
                coercion.tryConvert(bind(index), SqlTypes.INT4, -1, Coercion.Context.ASSIGNMENT, index.position());
        if (bound == null) {
            throw context.error(SqlState.DATATYPE_MISMATCH, "array subscript must have type integer", index.position());
        }
        return bound;
    }

    private Scalar subscripted(Scalar value, List<Scalar> subscripts, int position) {
        if (subscripts.isEmpty()) {
            return value;
        }
        return new Scalar.Subscript(value, subscripts, elementOf(value, position), -1);
    }

    private SqlType elementOf(Scalar value, int position) {
        SqlType element = value.type().elementType();
        if (element == null) {
            throw context.error(
                    SqlState.DATATYPE_MISMATCH,
                    "cannot subscript type " + value.type().sqlName() + " because it does not support subscripting",
                    position);
        }
        return element;
    }

    private Scalar slice(Scalar value, Indirection.Slice slice, int position) {
        SqlType element = elementOf(value, position);
        SqlType result = value.type().category() == 'A' && value.type().arrayOid() != 0
                ? SqlTypes.arrayOf(element)
                : value.type();
        Expression lower = slice.lower();
        Expression upper = slice.upper();
        return new Scalar.Slice(
                value,
                lower == null ? null : subscriptIndex(lower),
                upper == null ? null : subscriptIndex(upper),
                result);
    }

    Scalar field(Scalar value, String name, int position) {
        if (value instanceof Scalar.RowConstructor row) {
            int index = row.names().indexOf(name);
            if (index >= 0) {
                return row.fields().get(index);
            }
        }
        List<NamedColumn> fields = RecordFields.of(value);
        for (int i = 0; i < fields.size(); i++) {
            if (fields.get(i).name().equals(name)) {
                return fields.get(i).value();
            }
        }
        if (value.type().oid() == SqlTypes.RECORD.oid()) {
            throw context.error(
                    SqlState.UNDEFINED_COLUMN,
                    "could not identify column \"" + name + "\" in record data type",
                    position);
        }
        throw context.error(
                SqlState.WRONG_OBJECT_TYPE,
                "column notation ." + name + " applied to type " + value.type().sqlName()
                        + ", which is not a composite type",
                position);
    }

    private Scalar bindOperation(Operation operation) {
        return switch (operation) {
            case Operation.BinaryOperation binary -> bindBinary(binary);
            case Operation.UnaryOperation unary ->
                operators.unary(unary.operator(), bind(unary.operand()), unary.position());
            case Operation.And and -> new Scalar.And(conditions(and.operands(), "AND"));
            case Operation.Or or -> new Scalar.Or(conditions(or.operands(), "OR"));
            case Operation.Not not -> new Scalar.Not(bindCondition(not.operand(), "NOT"));
            case Operation.NullTest test -> new Scalar.NullTest(bind(test.operand()), !test.negated());
            case Operation.BooleanTest test -> booleanTest(test);
            case Operation.DistinctTest test ->
                operators.distinct(bind(test.left()), bind(test.right()), test.negated(), test.position());
            case Operation.DocumentTest test ->
                throw context.error(SqlState.FEATURE_NOT_SUPPORTED, "unsupported XML feature", test.position());
            case Operation.Between between -> operators.between(between, this);
            case Operation.InList in -> operators.in(in, this);
            case Operation.InSubquery in -> subqueries.in(in);
            case Operation.PatternMatch match -> operators.pattern(match, this);
            case Operation.QuantifiedArray quantified -> operators.quantified(quantified, this);
            case Operation.QuantifiedSubquery quantified -> subqueries.quantified(quantified);
            case Operation.Collate collate -> bind(collate.operand());
            case Operation.Cast cast -> bindCast(cast);
        };
    }

    private Scalar bindBinary(Operation.BinaryOperation binary) {
        if (binary.left() instanceof Construct.RowConstructor left
                && binary.right() instanceof Construct.RowConstructor right) {
            return operators.rows(
                    binary.operator(), bindAll(left.elements()), bindAll(right.elements()), binary.position());
        }
        if (binary.left() instanceof Construct.RowConstructor left
                && binary.right() instanceof Construct.ScalarSubquery right) {
            return subqueries.rowComparison(binary.operator(), left, right, binary.position());
        }
        return operators.binary(
                binary.operator(),
                bind(binary.left()),
                bind(binary.right()),
                binary.position(),
                binary.left().position(),
                binary.right().position());
    }

    private List<Scalar> conditions(List<Expression> operands, String name) {
        List<Scalar> bound = new ArrayList<>(operands.size());
        for (Expression operand : operands) {
            bound.add(bindCondition(operand, name));
        }
        return bound;
    }

    private Scalar booleanTest(Operation.BooleanTest test) {
        Scalar.BooleanTest.Kind kind = switch (test.truth()) {
            case TRUE -> test.negated() ? Scalar.BooleanTest.Kind.NOT_TRUE : Scalar.BooleanTest.Kind.TRUE;
            case FALSE -> test.negated() ? Scalar.BooleanTest.Kind.NOT_FALSE : Scalar.BooleanTest.Kind.FALSE;
            case UNKNOWN -> test.negated() ? Scalar.BooleanTest.Kind.NOT_UNKNOWN : Scalar.BooleanTest.Kind.UNKNOWN;
        };
        String name = "IS " + (test.negated() ? "NOT " : "") + test.truth();
        return new Scalar.BooleanTest(bindCondition(test.operand(), name), kind);
    }

    private Scalar bindCast(Operation.Cast cast) {
        TypeNames.TypeAndMod target = TypeNames.resolve(context.environment(), cast.type());
        if (cast.operand() instanceof Construct.ArrayConstructor array) {
            SqlType element = target.type().elementType();
            if (element != null) {
                return coercion.convert(
                        arrayOf(array, element),
                        target.type(),
                        target.typmod(),
                        Coercion.Context.EXPLICIT,
                        cast.position());
            }
        }
        Scalar operand = bind(cast.operand());
        int position = operand.type() == SqlTypes.UNKNOWN ? cast.operand().position() : cast.position();
        return coercion.convert(operand, target.type(), target.typmod(), Coercion.Context.EXPLICIT, position);
    }

    private Scalar bindCall(Call call) {
        return switch (call) {
            case Call.FunctionCall function -> calls.bind(function);
            case Call.SqlValueFunction function -> calls.valueFunction(function);
            case Call.Coalesce coalesce -> {
                List<Scalar> arguments = coercion.toCommonType(
                        bindAll(coalesce.arguments()), "COALESCE", positions(coalesce.arguments()));
                yield new Scalar.Coalesce(arguments, arguments.get(0).type(), commonTypmod(arguments));
            }
            case Call.NullIf nullIf -> nullIf(nullIf);
            case Call.GreatestLeast extreme -> {
                List<Scalar> arguments = coercion.toCommonType(
                        bindAll(extreme.arguments()),
                        extreme.greatest() ? "GREATEST" : "LEAST",
                        positions(extreme.arguments()));
                yield new Scalar.Extreme(
                        extreme.greatest(), arguments, arguments.get(0).type(), commonTypmod(arguments));
            }
            case Call.GroupingFunction grouping -> calls.grouping(grouping);
        };
    }

    static int commonTypmod(List<Scalar> values) {
        int typmod = values.get(0).typmod();
        for (Scalar value : values) {
            if (value.typmod() != typmod) {
                return -1;
            }
        }
        return typmod;
    }

    private Scalar nullIf(Call.NullIf nullIf) {
        Scalar left = bind(nullIf.left());
        Scalar equality =
                operators.binary(Operation.OperatorName.of("="), left, bind(nullIf.right()), nullIf.position());
        if (equality instanceof Scalar.Call call) {
            Scalar converted = call.arguments().get(0);
            // The result has the left side's own type, or the operator's when the left side is a bare literal.
            Scalar result = left.type() == SqlTypes.UNKNOWN ? converted : left;
            return new Scalar.NullIf(result, equality, result.type(), result.typmod());
        }
        return new Scalar.NullIf(
                coercion.settle(left), equality, coercion.settle(left).type(), -1);
    }

    private Scalar bindConstruct(Construct construct) {
        return switch (construct) {
            case Construct.ArrayConstructor array -> arrayOf(array, null);
            case Construct.RowConstructor row -> rowOf(row);
            case Construct.Case choice -> bindCase(choice);
            case Construct.Exists exists -> subqueries.exists(exists);
            case Construct.ScalarSubquery scalar -> subqueries.scalar(scalar);
            case Construct.ArraySubquery array -> subqueries.array(array);
        };
    }

    private Scalar rowOf(Construct.RowConstructor row) {
        List<Scalar> fields = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (Expression element : row.elements()) {
            if (element instanceof Reference.ColumnReference column && column.star()) {
                List<NamedColumn> expanded =
                        column.names().isEmpty() ? scope.visible() : scope.star(column.names(), column.position());
                expanded.forEach(item -> fields.add(item.value()));
            } else {
                fields.add(bindSettled(element));
            }
        }
        for (int i = 1; i <= fields.size(); i++) {
            names.add("f" + i);
        }
        return new Scalar.RowConstructor(fields, names, SqlTypes.RECORD);
    }

    /** @param wanted element type asked for by a cast around the constructor, or null */
    private Scalar arrayOf(Construct.ArrayConstructor array, @Nullable SqlType wanted) {
        List<Scalar> elements = new ArrayList<>();
        boolean nested = false;
        for (Expression element : array.elements()) {
            if (element instanceof Construct.ArrayConstructor inner) {
                elements.add(arrayOf(inner, wanted));
                nested = true;
            } else {
                elements.add(bind(element));
            }
        }
        nested |=
                !elements.isEmpty() && elements.stream().allMatch(e -> e.type().category() == 'A');
        if (wanted != null && !nested) {
            List<Scalar> converted = new ArrayList<>();
            for (int i = 0; i < elements.size(); i++) {
                converted.add(coercion.convert(
                        elements.get(i),
                        wanted,
                        -1,
                        Coercion.Context.EXPLICIT,
                        array.elements().get(i).position()));
            }
            return new Scalar.ArrayConstructor(converted, SqlTypes.arrayOf(wanted), false);
        }
        if (elements.isEmpty()) {
            if (wanted == null) {
                throw context.error(
                                SqlState.INDETERMINATE_DATATYPE,
                                "cannot determine type of empty array",
                                array.position())
                        .withHint("Explicitly cast to the desired type, for example ARRAY[]::integer[].");
            }
            return new Scalar.ArrayConstructor(List.of(), SqlTypes.arrayOf(wanted), false);
        }
        List<Scalar> common = coercion.toCommonType(elements, "ARRAY", positions(array.elements()));
        SqlType type = common.get(0).type();
        return new Scalar.ArrayConstructor(common, nested ? type : SqlTypes.arrayOf(type), nested);
    }

    private Scalar bindCase(Construct.Case choice) {
        Expression operandExpression = choice.operand();
        Scalar operand = operandExpression == null ? null : bindSettled(operandExpression);
        List<Scalar> conditions = new ArrayList<>();
        List<Scalar> results = new ArrayList<>();
        List<Integer> positions = new ArrayList<>();
        for (Construct.CaseWhen when : choice.branches()) {
            conditions.add(
                    operand == null
                            ? bindCondition(when.condition(), "CASE/WHEN")
                            : coercion.toBoolean(
                                    operators.binary(
                                            Operation.OperatorName.of("="),
                                            operand,
                                            bind(when.condition()),
                                            when.condition().position()),
                                    "CASE/WHEN",
                                    when.position()));
            results.add(bind(when.result()));
            positions.add(when.result().position());
        }
        // PostgreSQL lets ELSE come first when it looks for the common type.
        Expression otherwise = choice.otherwise();
        results.add(0, otherwise == null ? new Scalar.Constant(null, SqlTypes.UNKNOWN, -1) : bind(otherwise));
        positions.add(0, otherwise == null ? choice.position() : otherwise.position());
        List<Scalar> common = coercion.toCommonType(results, "CASE", positions);
        List<Scalar.Case.When> branches = new ArrayList<>();
        for (int i = 0; i < conditions.size(); i++) {
            branches.add(new Scalar.Case.When(conditions.get(i), common.get(i + 1)));
        }
        Scalar last = otherwise == null ? null : common.get(0);
        return new Scalar.Case(
                branches,
                last,
                common.get(0).type(),
                commonTypmod(otherwise == null ? common.subList(1, common.size()) : common));
    }
}
