package io.trefoil.sql.engine.bind;

import io.trefoil.sql.catalog.builtin.ProcRow;
import io.trefoil.sql.catalog.resolve.Coercion.Elements;
import io.trefoil.sql.catalog.resolve.CoercionContext;
import io.trefoil.sql.catalog.resolve.FunctionCall;
import io.trefoil.sql.catalog.resolve.FunctionMatch;
import io.trefoil.sql.catalog.resolve.ResolvedOperator;
import io.trefoil.sql.catalog.resolve.TypeResolver;
import io.trefoil.sql.engine.algebra.FunctionReference;
import io.trefoil.sql.engine.algebra.Scalar;
import io.trefoil.sql.parser.ast.Operation;
import io.trefoil.sql.parser.ast.QualifiedName;
import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;
import io.trefoil.sql.types.SqlType;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/** The binder's questions to PostgreSQL's type resolution, answered with types and callable functions. */
final class Resolution {
    private final BindContext context;
    private final TypeResolver resolver;

    Resolution(BindContext context) {
        this.context = context;
        this.resolver = context.environment().types();
    }

    /** The operator found, and the types its operands must be brought to. For prefix operators left is the right type. */
    record OperatorChoice(FunctionReference function, SqlType left, SqlType right, SqlType result) {}

    /** How a value changes its type. */
    sealed interface Pathway {
        record None() implements Pathway {}

        record Relabel() implements Pathway {}

        record Function(FunctionReference function) implements Pathway {}

        record ViaText() implements Pathway {}

        record Array() implements Pathway {}
    }

    /**
     * The function found for a call.
     *
     * @param cast for a cast in function notation its target, else null
     * @param argumentTypes types of the parameters, the variadic one repeated
     * @param sources for each parameter the argument that it takes, or -1 for its default
     * @param gathered how many of the last parameters form the variadic array
     */
    record FunctionChoice(
            @Nullable SqlType cast,
            ProcRow proc,
            FunctionReference reference,
            List<SqlType> argumentTypes,
            List<Integer> sources,
            int gathered,
            SqlType resultType,
            FunctionMatch.@Nullable Call match) {
        FunctionReference function() {
            return reference;
        }

        List<Scalar> arrange(List<Scalar> given, Function<String, Scalar> defaults) {
            List<Scalar> arranged = new ArrayList<>();
            for (int i = 0; i < sources.size(); i++) {
                int source = sources.get(i);
                arranged.add(source >= 0 ? given.get(source) : defaults.apply(defaultOf(i)));
            }
            return arranged;
        }

        private String defaultOf(int parameter) {
            if (match == null) {
                throw new IllegalStateException("a cast has no defaults");
            }
            return match.defaultOf(parameter);
        }

        /** Element type of the array to gather, or null when nothing is gathered. */
        @Nullable
        SqlType variadicElement() {
            return gathered == 0 ? null : argumentTypes.get(argumentTypes.size() - 1);
        }

        int fixedArguments() {
            return argumentTypes.size() - gathered;
        }
    }

    OperatorChoice operator(Operation.OperatorName name, SqlType left, SqlType right, int position) {
        return choice(name, position, () -> resolver.infix(name.symbol(), left.oid(), right.oid()));
    }

    OperatorChoice prefixOperator(Operation.OperatorName name, SqlType operand, int position) {
        return choice(name, position, () -> resolver.prefix(name.symbol(), operand.oid()));
    }

    private OperatorChoice choice(
            Operation.OperatorName name, int position, java.util.function.Supplier<ResolvedOperator> finder) {
        String schema = name.schema();
        if (schema != null && !schema.equals("pg_catalog")) {
            throw context.error(
                    SqlState.UNDEFINED_FUNCTION, "operator does not exist: " + schema + "." + name.symbol(), position);
        }
        try {
            ResolvedOperator found = finder.get();
            return new OperatorChoice(
                    context.environment().functions().reference(found.operator().function()),
                    found.left() == 0 ? type(found.right()) : type(found.left()),
                    type(found.right()),
                    type(found.result()));
        } catch (SqlStateException e) {
            // Errors may be shared by the resolver's memory: never write a position into them.
            throw copy(e).withPosition(context.position(position));
        }
    }

    static SqlStateException copy(SqlStateException e) {
        return new SqlStateException(e.state(), e.text())
                .withDetail(e.detail())
                .withHint(e.hint())
                .withPosition(e.position());
    }

    FunctionChoice systemFunction(String name, List<Scalar> arguments, int position) {
        List<@Nullable String> names = new ArrayList<>();
        arguments.forEach(argument -> names.add(null));
        return function(QualifiedName.system(name, position), arguments, names, false, position);
    }

    FunctionChoice function(
            QualifiedName name,
            List<Scalar> arguments,
            List<@Nullable String> argumentNames,
            boolean variadic,
            int position) {
        List<Integer> types =
                arguments.stream().map(argument -> argument.type().oid()).toList();
        List<String> named = new ArrayList<>();
        for (String argumentName : argumentNames) {
            if (argumentName != null) {
                named.add(argumentName);
            } else if (!named.isEmpty()) {
                throw context.error(
                        SqlState.SYNTAX_ERROR, "positional argument cannot follow named argument", position);
            }
        }
        FunctionCall call = new FunctionCall(
                String.join(".", name.parts()), name.name(), namespaces(name, position), types, named, variadic);
        try {
            return switch (resolver.function(call)) {
                case FunctionMatch.Cast cast -> cast(type(cast.result()), arguments);
                case FunctionMatch.Call match -> call(match);
            };
        } catch (SqlStateException e) {
            throw copy(e).withPosition(context.position(position));
        }
    }

    private static final ProcRow NO_PROC = new ProcRow(
            0,
            "cast",
            0,
            0,
            0,
            1,
            0,
            0,
            'f',
            false,
            false,
            true,
            false,
            'i',
            's',
            0,
            new int[0],
            List.of(),
            new int[0],
            "",
            List.of(),
            "",
            null);

    private static final FunctionReference NO_FUNCTION = new FunctionReference(
            0, "cast", "cast()", true, 'i', false, (io.trefoil.sql.functions.FunctionBody.Unary) value -> value);

    private FunctionChoice cast(SqlType target, List<Scalar> arguments) {
        return new FunctionChoice(target, NO_PROC, NO_FUNCTION, List.of(), List.of(), 0, target, null);
    }

    private FunctionChoice call(FunctionMatch.Call match) {
        ProcRow proc = match.function();
        FunctionReference reference =
                proc.kind() == 'f' ? context.environment().functions().reference(proc) : NO_FUNCTION;
        return new FunctionChoice(
                null,
                proc,
                reference,
                match.parameters().stream().map(this::type).toList(),
                match.sources(),
                match.gathered(),
                type(match.result()),
                match);
    }

    private List<Integer> namespaces(QualifiedName name, int position) {
        String schema = name.schema();
        if (schema == null) {
            return context.environment().searchPath();
        }
        OptionalInt oid = RelationNames.schemaOid(context.environment(), schema);
        if (oid.isEmpty()) {
            throw context.error(SqlState.INVALID_SCHEMA_NAME, "schema \"" + schema + "\" does not exist", position);
        }
        return List.of(oid.getAsInt());
    }

    /** How a type becomes another in a pg_cast context: i, a or e. */
    Pathway pathway(int source, int target, char how) {
        CoercionContext allowed = switch (how) {
            case 'i' -> CoercionContext.IMPLICIT;
            case 'a' -> CoercionContext.ASSIGNMENT;
            default -> CoercionContext.EXPLICIT;
        };
        return resolver.coercion(source, target, allowed).map(this::pathway).orElse(new Pathway.None());
    }

    private Pathway pathway(io.trefoil.sql.catalog.resolve.Coercion coercion) {
        return switch (coercion) {
            case io.trefoil.sql.catalog.resolve.Coercion.Relabel relabel -> new Pathway.Relabel();
            case io.trefoil.sql.catalog.resolve.Coercion.ViaText text -> new Pathway.ViaText();
            case io.trefoil.sql.catalog.resolve.Coercion.Function function ->
                new Pathway.Function(context.environment().functions().reference(function.functionOid()));
            case Elements elements -> new Pathway.Array();
            case io.trefoil.sql.catalog.resolve.Coercion.Row row -> new Pathway.Relabel();
        };
    }

    /** Number of arguments that a cast function declares. */
    int argumentCount(FunctionReference function) {
        ProcRow proc = io.trefoil.sql.catalog.builtin.BuiltinCatalog.instance().proc(function.oid());
        return proc == null ? 1 : proc.argumentCount();
    }

    SqlType commonType(int[] types, String construct, IntUnaryOperator position) {
        int[] positions = new int[types.length];
        for (int i = 0; i < types.length; i++) {
            positions[i] = position.applyAsInt(i);
        }
        return type(resolver.commonType(construct, types, positions));
    }

    /** The common type, or null when there is none. */
    @Nullable
    SqlType commonTypeOrNull(List<SqlType> types) {
        try {
            return commonType(types.stream().mapToInt(SqlType::oid).toArray(), "IN", index -> 0);
        } catch (SqlStateException e) {
            return null;
        }
    }

    /** The function of the default equality of a type, or null when it has none. */
    @Nullable
    FunctionReference equality(SqlType type) {
        return resolver.equality(type.oid())
                .map(row -> context.environment().functions().reference(row.function()))
                .orElse(null);
    }

    boolean ordered(SqlType type) {
        return resolver.ordering(type.oid(), false).isPresent();
    }

    private SqlType type(int oid) {
        return context.environment()
                .catalog()
                .valueType(oid)
                .orElseThrow(() -> new SqlStateException(
                        SqlState.FEATURE_NOT_SUPPORTED, "type " + resolver.typeName(oid) + " is not supported yet"));
    }
}
