package io.trefoil.sql.engine.algebra;

import io.trefoil.sql.types.SqlType;
import io.trefoil.sql.types.SqlTypes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A typed expression that yields one value a row. Every implicit conversion is explicit here; names are resolved to
 * positions in the input row. Immutable, with structural equality (GROUP BY and index matching rely on it).
 *
 * <p>References to rows outside the current query level never occur as such: the binder turns them into
 * {@link SlotRef}s, and the {@link SubPlan} or {@link Rel.LateralJoin} that opens the level lists which outer values go
 * into which slots. Slot numbers are unique within a statement.
 */
public sealed interface Scalar {
    SqlType type();

    int typmod();

    /** A literal or folded value; null is SQL NULL. */
    record Constant(@Nullable Object value, SqlType type, int typmod) implements Scalar {
        @Override
        public boolean equals(Object other) {
            return other instanceof Constant constant
                    && constant.type.oid() == type.oid()
                    && constant.typmod == typmod
                    && (value == null
                            ? constant.value == null
                            : constant.value != null && value.equals(constant.value));
        }

        @Override
        public int hashCode() {
            return type.oid() * 31 + (value == null ? 0 : value.hashCode());
        }
    }

    /** The value at a position of the input row. The name is for display only. */
    record InputRef(int index, SqlType type, int typmod, String name) implements Scalar {
        @Override
        public boolean equals(Object other) {
            return other instanceof InputRef reference && reference.index == index;
        }

        @Override
        public int hashCode() {
            return index;
        }
    }

    /** The statement's parameter {@code $n}; index is n - 1. */
    record ParameterRef(int index, SqlType type) implements Scalar {
        @Override
        public int typmod() {
            return -1;
        }
    }

    /** A value that an enclosing {@link SubPlan} or lateral join put into a slot of the execution context. */
    record SlotRef(int slot, SqlType type, int typmod) implements Scalar {}

    /** How a call was written, for display and for column names. */
    enum CallForm {
        FUNCTION,
        OPERATOR,
        EXPLICIT_CAST,
        IMPLICIT_CAST
    }

    /**
     * A call of a function, operator or cast function.
     *
     * @param operator the operator's name when form is OPERATOR, else null
     */
    record Call(
            FunctionReference function,
            List<Scalar> arguments,
            SqlType type,
            int typmod,
            CallForm form,
            @Nullable String operator)
            implements Scalar {
        public Call {
            arguments = List.copyOf(arguments);
        }
    }

    /** A set-returning call; only directly inside {@link Rel.ProjectSet} and {@link Rel.FunctionScan}. */
    record SetCall(FunctionReference function, List<Scalar> arguments, SqlType type, int typmod) implements Scalar {
        public SetCall {
            arguments = List.copyOf(arguments);
        }
    }

    /** Three-valued AND of two or more terms. */
    record And(List<Scalar> terms) implements BooleanValued {
        public And {
            terms = List.copyOf(terms);
        }
    }

    /** Three-valued OR of two or more terms. */
    record Or(List<Scalar> terms) implements BooleanValued {
        public Or {
            terms = List.copyOf(terms);
        }
    }

    record Not(Scalar term) implements BooleanValued {}

    /** IS NULL or IS NOT NULL; on a row value it asks all fields, as PostgreSQL does. */
    record NullTest(Scalar argument, boolean isNull) implements BooleanValued {}

    /** IS [NOT] TRUE, FALSE, UNKNOWN. */
    record BooleanTest(Scalar argument, Kind kind) implements BooleanValued {
        /** Which test. */
        public enum Kind {
            TRUE,
            NOT_TRUE,
            FALSE,
            NOT_FALSE,
            UNKNOWN,
            NOT_UNKNOWN
        }
    }

    /** IS [NOT] DISTINCT FROM, by the equality operator of the common type. */
    record Distinct(Scalar left, Scalar right, FunctionReference equality, boolean negated) implements BooleanValued {}

    /** CASE WHEN; the simple form is bound to comparisons. */
    record Case(List<When> branches, @Nullable Scalar otherwise, SqlType type, int typmod) implements Scalar {
        /** One branch. */
        public record When(Scalar condition, Scalar result) {}

        public Case {
            branches = List.copyOf(branches);
        }
    }

    record Coalesce(List<Scalar> arguments, SqlType type, int typmod) implements Scalar {
        public Coalesce {
            arguments = List.copyOf(arguments);
        }
    }

    /** GREATEST or LEAST; nulls are ignored. */
    record Extreme(boolean greatest, List<Scalar> arguments, SqlType type, int typmod) implements Scalar {
        public Extreme {
            arguments = List.copyOf(arguments);
        }
    }

    /** NULLIF by the given equality, whose arguments are left and right as already converted. */
    record NullIf(Scalar left, Scalar equalityCall, SqlType type, int typmod) implements Scalar {}

    /** The same value seen as another type of the same representation (binary-coercible cast). */
    record Relabel(Scalar argument, SqlType type, int typmod) implements Scalar {}

    /** Conversion through the output function of one type and the input function of the other. */
    record CoerceViaText(Scalar argument, SqlType type, int typmod) implements Scalar {}

    /** Length or precision coercion to the typmod; explicit casts truncate where assignments raise 22001. */
    record ApplyTypmod(Scalar argument, SqlType type, int typmod, boolean explicit) implements Scalar {}

    /** Conversion of an array element by element; the element conversion reads InputRef 0. */
    record CoerceArray(Scalar argument, Scalar element, SqlType type, int typmod) implements Scalar {}

    /** {@code left op ANY (array)} or {@code ALL}; the comparison is a strict boolean function of (left, element). */
    record ArrayQuantified(FunctionReference comparison, String operator, boolean any, Scalar left, Scalar array)
            implements BooleanValued {}

    /** ARRAY[...]; nested when elements are arrays themselves. */
    record ArrayConstructor(List<Scalar> elements, SqlType type, boolean nested) implements Scalar {
        public ArrayConstructor {
            elements = List.copyOf(elements);
        }

        @Override
        public int typmod() {
            return -1;
        }
    }

    /** ROW(...) or a whole-row reference; yields a SqlRecord. */
    record RowConstructor(List<Scalar> fields, List<String> names, SqlType type) implements Scalar {
        public RowConstructor {
            fields = List.copyOf(fields);
            names = List.copyOf(names);
        }

        @Override
        public int typmod() {
            return -1;
        }
    }

    /** A field of a record value, by position. */
    record FieldAccess(Scalar record, int field, SqlType type, int typmod) implements Scalar {}

    /** array[i] or array[i][j]; null outside the bounds. */
    record Subscript(Scalar array, List<Scalar> indexes, SqlType type, int typmod) implements Scalar {
        public Subscript {
            indexes = List.copyOf(indexes);
        }
    }

    /** array[low:high] of the first dimension; null bounds mean the array's own. */
    record Slice(
            Scalar array, @Nullable Scalar lower, @Nullable Scalar upper, SqlType type) implements Scalar {
        @Override
        public int typmod() {
            return -1;
        }
    }

    /**
     * A query inside an expression.
     *
     * @param query a {@link Rel} from the binder, a {@link Plan} after planning
     * @param bindings outer values that the query reads through slots
     * @param tests for ANY and ALL: comparisons of the left side with one row of the query. In each, the query's columns are
     *     SlotRefs of {@code rowSlots}; the left side is in terms of the outer input row
     * @param rowSlots slots that receive the columns of a row of the query for the tests
     */
    record SubPlan(
            Kind kind,
            Query query,
            List<SlotBinding> bindings,
            List<Scalar> tests,
            int[] rowSlots,
            SqlType type,
            int typmod)
            implements Scalar {
        /** What the query yields: a truth value, its first value, or an array of its values. */
        public enum Kind {
            EXISTS,
            SCALAR,
            ARRAY,
            ANY,
            ALL
        }

        public SubPlan {
            bindings = List.copyOf(bindings);
            tests = List.copyOf(tests);
        }

        @Override
        public boolean equals(Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(this);
        }
    }

    /** An outer value, in terms of the outer input row, and the slot that hands it to the inner query. */
    record SlotBinding(int slot, Scalar value) {}

    /** What all boolean-valued nodes share. */
    sealed interface BooleanValued extends Scalar
            permits And, Or, Not, NullTest, BooleanTest, Distinct, ArrayQuantified {
        @Override
        default SqlType type() {
            return SqlTypes.BOOL;
        }

        @Override
        default int typmod() {
            return -1;
        }
    }
}
