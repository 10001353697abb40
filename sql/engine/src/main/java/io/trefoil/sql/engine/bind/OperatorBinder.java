package io.trefoil.sql.engine.bind;

import io.trefoil.sql.engine.algebra.Scalar;
import io.trefoil.sql.engine.algebra.Scalar.CallForm;
import io.trefoil.sql.parser.ast.Construct;
import io.trefoil.sql.parser.ast.Expression;
import io.trefoil.sql.parser.ast.Operation;
import io.trefoil.sql.parser.ast.Operation.OperatorName;
import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlType;
import io.trefoil.sql.types.SqlTypes;
import java.util.ArrayList;
import java.util.List;

/** Operators by PostgreSQL's resolution, and the comparisons that are built of several of them. */
final class OperatorBinder {
    private final BindContext context;
    private final Resolution resolution;
    private final Coercion coercion;

    OperatorBinder(BindContext context, Resolution resolution, Coercion coercion) {
        this.context = context;
        this.resolution = resolution;
        this.coercion = coercion;
    }

    Scalar binary(OperatorName name, Scalar left, Scalar right, int position) {
        return binary(name, left, right, position, position, position);
    }

    /** The positions of the operands are where errors of literals are shown. */
    Scalar binary(OperatorName name, Scalar left, Scalar right, int position, int leftPosition, int rightPosition) {
        Resolution.OperatorChoice choice = resolution.operator(name, left.type(), right.type(), position);
        Scalar first = coercion.implicit(left, choice.left(), leftPosition);
        Scalar second = coercion.implicit(right, choice.right(), rightPosition);
        return call(name, choice, List.of(first, second), position);
    }

    Scalar unary(OperatorName name, Scalar operand, int position) {
        Resolution.OperatorChoice choice = resolution.prefixOperator(name, operand.type(), position);
        return call(name, choice, List.of(coercion.implicit(operand, choice.right(), position)), position);
    }

    private Scalar call(OperatorName name, Resolution.OperatorChoice choice, List<Scalar> arguments, int position) {
        Scalar.Call call =
                new Scalar.Call(choice.function(), arguments, choice.result(), -1, CallForm.OPERATOR, name.symbol());
        return ConstantFolding.fold(call, context.position(position));
    }

    /** IS [NOT] DISTINCT FROM. */
    Scalar distinct(Scalar left, Scalar right, boolean negated, int position) {
        if (left instanceof Scalar.RowConstructor leftRow && right instanceof Scalar.RowConstructor rightRow) {
            checkWidths(leftRow.fields(), rightRow.fields(), position);
            List<Scalar> parts = new ArrayList<>();
            for (int i = 0; i < leftRow.fields().size(); i++) {
                parts.add(distinct(leftRow.fields().get(i), rightRow.fields().get(i), negated, position));
            }
            return negated ? and(parts) : or(parts);
        }
        if (right instanceof Scalar.Constant constant && constant.value() == null) {
            return new Scalar.NullTest(left, negated);
        }
        if (left instanceof Scalar.Constant constant && constant.value() == null) {
            return new Scalar.NullTest(right, negated);
        }
        Resolution.OperatorChoice choice =
                resolution.operator(OperatorName.of("="), left.type(), right.type(), position);
        return new Scalar.Distinct(
                coercion.implicit(left, choice.left(), position),
                coercion.implicit(right, choice.right(), position),
                choice.function(),
                negated);
    }

    Scalar between(Operation.Between between, ExpressionBinder binder) {
        Scalar operand = binder.bind(between.operand());
        Scalar lower = binder.bind(between.lower());
        Scalar upper = binder.bind(between.upper());
        Scalar inside = range(operand, lower, upper, between);
        if (between.symmetric()) {
            Scalar swapped = range(operand, upper, lower, between);
            return between.negated() ? and(List.of(inside, swapped)) : or(List.of(inside, swapped));
        }
        return inside;
    }

    private Scalar range(Scalar operand, Scalar lower, Scalar upper, Operation.Between between) {
        int position = between.position();
        boolean negated = between.negated();
        Scalar low = binary(OperatorName.of(negated ? "<" : ">="), operand, lower, position);
        Scalar high = binary(OperatorName.of(negated ? ">" : "<="), operand, upper, position);
        return negated ? or(List.of(low, high)) : and(List.of(low, high));
    }

    /** IN (list): one comparison with an array where all items agree on a type, else comparisons joined by OR. */
    Scalar in(Operation.InList in, ExpressionBinder binder) {
        OperatorName name = OperatorName.of(in.negated() ? "<>" : "=");
        if (in.operand() instanceof Construct.RowConstructor row) {
            return inRows(in, row, name, binder);
        }
        Scalar left = binder.bind(in.operand());
        List<Scalar> items = binder.bindAll(in.items());
        boolean simple = items.size() > 1 && items.stream().allMatch(OperatorBinder::isConstantLike);
        if (simple) {
            List<Scalar> all = new ArrayList<>(items);
            all.add(0, left);
            List<Integer> positions = new ArrayList<>(ExpressionBinder.positions(in.items()));
            positions.add(0, in.operand().position());
            SqlType common =
                    resolution.commonTypeOrNull(all.stream().map(Scalar::type).toList());
            if (common != null && common != SqlTypes.RECORD && common.arrayOid() != 0) {
                List<Scalar> elements = new ArrayList<>();
                for (int i = 0; i < items.size(); i++) {
                    elements.add(coercion.implicit(
                            items.get(i), common, in.items().get(i).position()));
                }
                Scalar array = new Scalar.ArrayConstructor(elements, SqlTypes.arrayOf(common), false);
                return quantified(name, !in.negated(), left, array, in.position());
            }
        }
        List<Scalar> parts = new ArrayList<>();
        for (Scalar item : items) {
            parts.add(binary(name, left, item, in.position()));
        }
        return in.negated() ? and(parts) : or(parts);
    }

    private static boolean isConstantLike(Scalar value) {
        return value instanceof Scalar.Constant || value instanceof Scalar.ParameterRef;
    }

    private Scalar inRows(
            Operation.InList in, Construct.RowConstructor row, OperatorName name, ExpressionBinder binder) {
        List<Scalar> left = binder.bindAll(row.elements());
        List<Scalar> parts = new ArrayList<>();
        for (Expression item : in.items()) {
            if (!(item instanceof Construct.RowConstructor right)) {
                throw context.error(
                        SqlState.SYNTAX_ERROR, "unequal number of entries in row expressions", item.position());
            }
            parts.add(rows(name, left, binder.bindAll(right.elements()), in.position()));
        }
        return in.negated() ? and(parts) : or(parts);
    }

    Scalar quantified(Operation.QuantifiedArray quantified, ExpressionBinder binder) {
        Scalar left = binder.bind(quantified.left());
        Scalar array = binder.bind(quantified.array());
        return quantified(quantified.operator(), !quantified.all(), left, array, quantified.position());
    }

    private Scalar quantified(OperatorName name, boolean any, Scalar left, Scalar array, int position) {
        SqlType element = array.type() == SqlTypes.UNKNOWN
                ? SqlTypes.UNKNOWN
                : array.type().elementType();
        if (element == null) {
            throw context.error(
                    SqlState.WRONG_OBJECT_TYPE, "op ANY/ALL (array) requires array on right side", position);
        }
        Resolution.OperatorChoice choice = resolution.operator(name, left.type(), element, position);
        if (choice.result() != SqlTypes.BOOL) {
            throw context.error(
                    SqlState.WRONG_OBJECT_TYPE, "op ANY/ALL (array) requires operator to yield boolean", position);
        }
        Scalar converted = coercion.implicit(left, choice.left(), position);
        Scalar elements = coercion.implicit(array, SqlTypes.arrayOf(choice.right()), position);
        return new Scalar.ArrayQuantified(choice.function(), name.symbol(), any, converted, foldArray(elements));
    }

    /** An array of constants is a constant. */
    private static Scalar foldArray(Scalar array) {
        return array instanceof Scalar.ArrayConstructor constructor ? ArrayConstants.fold(constructor) : array;
    }

    /** LIKE, ILIKE, SIMILAR TO. */
    Scalar pattern(Operation.PatternMatch match, ExpressionBinder binder) {
        Scalar operand = binder.bind(match.operand());
        Scalar pattern = binder.bind(match.pattern());
        Expression escape = match.escape();
        String symbol = switch (match.kind()) {
            case LIKE -> match.negated() ? "!~~" : "~~";
            case ILIKE -> match.negated() ? "!~~*" : "~~*";
            case SIMILAR -> match.negated() ? "!~" : "~";
        };
        if (match.kind() == Operation.PatternKind.SIMILAR) {
            List<Scalar> arguments = escape == null ? List.of(pattern) : List.of(pattern, binder.bind(escape));
            pattern = function("similar_to_escape", arguments, match.position());
        } else if (escape != null) {
            pattern = function("like_escape", List.of(pattern, binder.bind(escape)), match.position());
        }
        return binary(OperatorName.of(symbol), operand, pattern, match.position());
    }

    /** A call of a pg_catalog function that has no defaults or variadics. */
    Scalar function(String name, List<Scalar> arguments, int position) {
        Resolution.FunctionChoice choice = resolution.systemFunction(name, arguments, position);
        List<Scalar> converted = new ArrayList<>();
        for (int i = 0; i < arguments.size(); i++) {
            converted.add(
                    coercion.implicit(arguments.get(i), choice.argumentTypes().get(i), position));
        }
        Scalar.Call call =
                new Scalar.Call(choice.function(), converted, choice.resultType(), -1, CallForm.FUNCTION, null);
        return ConstantFolding.fold(call, context.position(position));
    }

    /** Row-wise comparison (PostgreSQL docs, "Row and Array Comparisons"). */
    Scalar rows(OperatorName name, List<Scalar> left, List<Scalar> right, int position) {
        checkWidths(left, right, position);
        if (left.isEmpty()) {
            throw context.error(SqlState.FEATURE_NOT_SUPPORTED, "cannot compare rows of zero length", position);
        }
        return switch (name.symbol()) {
            case "=" -> and(pairwise(name, left, right, position));
            case "<>" -> or(pairwise(name, left, right, position));
            case "<", "<=", ">", ">=" -> lexicographic(name.symbol(), left, right, 0, position);
            default -> {
                if (left.size() == 1) {
                    yield binary(name, left.get(0), right.get(0), position);
                }
                throw context.error(
                                SqlState.FEATURE_NOT_SUPPORTED,
                                "could not determine interpretation of row comparison operator " + name.symbol(),
                                position)
                        .withHint("Row comparison operators must be associated with btree operator families.");
            }
        };
    }

    private List<Scalar> pairwise(OperatorName name, List<Scalar> left, List<Scalar> right, int position) {
        List<Scalar> parts = new ArrayList<>();
        for (int i = 0; i < left.size(); i++) {
            parts.add(binary(name, left.get(i), right.get(i), position));
        }
        return parts;
    }

    /** {@code (a, b) < (c, d)} is {@code a < c OR (a = c AND b < d)}. */
    private Scalar lexicographic(String symbol, List<Scalar> left, List<Scalar> right, int from, int position) {
        Scalar a = left.get(from);
        Scalar b = right.get(from);
        if (from == left.size() - 1) {
            return binary(OperatorName.of(symbol), a, b, position);
        }
        Scalar strictly = binary(OperatorName.of(symbol.substring(0, 1)), a, b, position);
        Scalar equal = binary(OperatorName.of("="), a, b, position);
        return or(List.of(strictly, and(List.of(equal, lexicographic(symbol, left, right, from + 1, position)))));
    }

    private void checkWidths(List<Scalar> left, List<Scalar> right, int position) {
        if (left.size() != right.size()) {
            throw context.error(SqlState.SYNTAX_ERROR, "unequal number of entries in row expressions", position);
        }
    }

    static Scalar and(List<Scalar> terms) {
        return terms.size() == 1 ? terms.get(0) : new Scalar.And(terms);
    }

    static Scalar or(List<Scalar> terms) {
        return terms.size() == 1 ? terms.get(0) : new Scalar.Or(terms);
    }
}
