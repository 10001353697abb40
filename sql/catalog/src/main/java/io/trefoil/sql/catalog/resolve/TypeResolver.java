package io.trefoil.sql.catalog.resolve;

import io.trefoil.sql.catalog.builtin.BuiltinCatalog;
import io.trefoil.sql.catalog.builtin.OpclassRow;
import io.trefoil.sql.catalog.builtin.OperatorRow;
import io.trefoil.sql.catalog.builtin.TypeSource;
import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The door to PostgreSQL's type resolution: pure functions over type OIDs (705 is unknown) that find the operator,
 * function or cast meant, or raise PostgreSQL's error without a position. Answers are remembered; instances are safe
 * for all threads. {@link #builtin} is enough while every type is PostgreSQL's own; {@link #over} makes one for a
 * snapshot with types and functions of users, which still asks the built-in one about operators on built-in types.
 */
public final class TypeResolver {
    /** Objects of users have OIDs from here on (PostgreSQL: FirstNormalObjectId). */
    private static final int FIRST_USER_OID = 16384;
    /** Beyond this many remembered answers of a kind further ones are found anew each time. */
    private static final int REMEMBERED_MAX = 20_000;

    private static final TypeResolver BUILTIN =
            new TypeResolver(BuiltinCatalog.instance(), BuiltinCatalog.instance()::procs, null);

    private final TypeFacts types;
    private final Coercions coercions;
    private final CommonType commonType;
    private final OperatorClasses operatorClasses;
    private final OperatorResolver operators;
    private final FunctionResolver functions;
    private final @Nullable TypeResolver forBuiltinTypes;
    private final Map<OperatorKey, ResolvedOperator> rememberedOperators = new ConcurrentHashMap<>();
    private final Map<FunctionCall, FunctionMatch> rememberedFunctions = new ConcurrentHashMap<>();

    private record OperatorKey(String name, int left, int right) {}

    private TypeResolver(TypeSource source, FunctionSource functionSource, @Nullable TypeResolver forBuiltinTypes) {
        BuiltinCatalog builtin = BuiltinCatalog.instance();
        this.types = new TypeFacts(source);
        this.coercions = new Coercions(types, builtin);
        this.commonType = new CommonType(types, coercions);
        this.operatorClasses = new OperatorClasses(types, builtin);
        Polymorphism polymorphism = new Polymorphism(types, commonType);
        CandidateChoice choice = new CandidateChoice(types, coercions, polymorphism);
        this.operators = new OperatorResolver(types, builtin, polymorphism, choice);
        this.functions = new FunctionResolver(types, functionSource, coercions, polymorphism, choice);
        this.forBuiltinTypes = forBuiltinTypes;
    }

    /** Knows PostgreSQL's own types and functions. */
    public static TypeResolver builtin() {
        return BUILTIN;
    }

    /** Knows these types and functions, which must include the built-in ones. Keep it with the snapshot. */
    public static TypeResolver over(TypeSource types, FunctionSource functions) {
        return new TypeResolver(types, functions, BUILTIN);
    }

    // Operators

    /**
     * The operator of {@code left name right}.
     *
     * @throws SqlStateException 42883 no such operator, 42725 several fit, 42804 or 42704 for polymorphic types
     */
    public ResolvedOperator infix(String name, int left, int right) {
        if (forBuiltinTypes != null && isBuiltin(left) && isBuiltin(right)) {
            return forBuiltinTypes.infix(name, left, right);
        }
        return remembered(new OperatorKey(name, left, right), () -> operators.infix(name, left, right));
    }

    /** The operator of {@code name operand}; throws as {@link #infix}. */
    public ResolvedOperator prefix(String name, int operand) {
        if (forBuiltinTypes != null && isBuiltin(operand)) {
            return forBuiltinTypes.prefix(name, operand);
        }
        return remembered(new OperatorKey(name, 0, operand), () -> operators.prefix(name, operand));
    }

    /**
     * The operator of {@code left name ANY (array)} or ALL; the right type of the answer is an array's.
     *
     * @throws SqlStateException 42809, and as {@link #infix}
     */
    public ResolvedOperator overArray(String name, int left, int array) {
        return operators.overArray(name, left, array);
    }

    private ResolvedOperator remembered(OperatorKey key, Supplier<ResolvedOperator> finder) {
        ResolvedOperator known = rememberedOperators.get(key);
        if (known == null) {
            known = finder.get();
            if (rememberedOperators.size() < REMEMBERED_MAX) {
                rememberedOperators.put(key, known);
            }
        }
        return known;
    }

    private static boolean isBuiltin(int oid) {
        return Integer.compareUnsigned(oid, FIRST_USER_OID) < 0;
    }

    // Functions

    /**
     * What a call in function notation stands for.
     *
     * @throws SqlStateException 42883 no such function, 42725 several fit, 42804 or 42704 for polymorphic types
     */
    public FunctionMatch function(FunctionCall call) {
        FunctionMatch known = rememberedFunctions.get(call);
        if (known == null) {
            known = functions.resolve(call);
            if (rememberedFunctions.size() < REMEMBERED_MAX) {
                rememberedFunctions.put(call, known);
            }
        }
        return known;
    }

    // Casts

    /** How a value of one type becomes one of another in a context; empty when PostgreSQL refuses. */
    public Optional<Coercion> coercion(int source, int target, CoercionContext context) {
        return coercions.find(source, target, context);
    }

    /** Whether {@link #coercion} finds a way, or the source is unknown, or the target is "any". */
    public boolean canCoerce(int source, int target, CoercionContext context) {
        return coercions.canCoerce(source, target, context);
    }

    /** The error for an explicit cast that does not exist: 42846. */
    public SqlStateException cannotCast(int source, int target) {
        return new SqlStateException(
                SqlState.CANNOT_COERCE, "cannot cast type " + types.name(source) + " to " + types.name(target));
    }

    /**
     * The type of UNION columns, CASE and COALESCE results, VALUES columns, array elements, GREATEST and so on.
     *
     * @param construct as the message names it: UNION, CASE, COALESCE, VALUES, ARRAY, GREATEST, IN, ...
     * @param oids types of the expressions, at least one; as many of them as {@code positions}
     * @param positions where the expressions stand in the query text, for the error; 0 when unknown
     * @throws SqlStateException 42804 of different kinds, 42846 no implicit cast to the type found
     */
    public int commonType(String construct, int[] oids, int[] positions) {
        CommonType.Choice choice = commonType.choose(oids, oids.length);
        if (choice.type() == 0) {
            throw commonType.mismatch(construct, choice).withPosition(positions[choice.rightIndex()]);
        }
        for (int i = 0; i < oids.length; i++) {
            if (!coercions.canCoerce(oids[i], choice.type(), CoercionContext.IMPLICIT)) {
                throw new SqlStateException(
                                SqlState.CANNOT_COERCE,
                                construct + " could not convert type " + types.name(oids[i]) + " to "
                                        + types.name(choice.type()))
                        .withPosition(positions[i]);
            }
        }
        return choice.type();
    }

    // Order and equality

    /** The default operator class of a type for an access method (403 btree, 405 hash, 2742 gin ...). */
    public Optional<OpclassRow> defaultOpclass(int method, int type) {
        return operatorClasses.defaultFor(method, type);
    }

    /** The operator that sorts a type in ascending or descending order by default; empty for json, point, xml ... */
    public Optional<OperatorRow> ordering(int type, boolean descending) {
        return Optional.ofNullable(operatorClasses.ordering(type, descending ? 5 : 1));
    }

    /** The equality operator that GROUP BY, DISTINCT and UNION use for a type; empty for json, point, xml ... */
    public Optional<OperatorRow> equality(int type) {
        return Optional.ofNullable(operatorClasses.equality(type));
    }

    /** Whether values of a type are, as they are, also values of another, such as varchar of text. */
    public boolean isBinaryCoercible(int source, int target) {
        return operatorClasses.isBinaryCoercible(source, target);
    }

    // Facts about types

    /** The type under a domain; other types are their own base. */
    public int baseType(int oid) {
        return types.base(oid);
    }

    /** The element type of an array type, 0 when it is none. */
    public int elementType(int oid) {
        return types.element(oid);
    }

    /** The array type over a type, 0 when it has none. */
    public int arrayType(int oid) {
        return types.arrayOf(oid);
    }

    /** pg_type.typcategory. */
    public char category(int oid) {
        return types.category(oid);
    }

    /** The name as error messages print it, such as {@code character varying}. */
    public String typeName(int oid) {
        return types.name(oid);
    }
}
