package io.trefoil.sql.catalog.resolve;

import io.trefoil.sql.catalog.builtin.BuiltinCatalog;
import io.trefoil.sql.catalog.builtin.CastRow;
import io.trefoil.sql.types.TypeOid;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which types convert to which, by pg_cast and the rules around it (PostgreSQL docs, "Type Conversion"). */
final class Coercions {
    private static final int RECORD_ARRAY = 2287;

    private final TypeFacts types;
    private final BuiltinCatalog builtin;

    Coercions(TypeFacts types, BuiltinCatalog builtin) {
        this.types = types;
        this.builtin = builtin;
    }

    /**
     * The way from one type to another; empty when there is none in this context. Unknown literals have no way here:
     * they are read by the target's input function.
     */
    Optional<Coercion> find(int source, int target, CoercionContext context) {
        return Optional.ofNullable(path(source, target, context));
    }

    private @Nullable Coercion path(int source, int target, CoercionContext context) {
        int from = types.base(source);
        int to = types.base(target);
        if (from == to) {
            return Coercion.RELABEL;
        }
        CastRow cast = builtin.cast(from, to);
        if (cast != null) {
            return context.allows(cast.context()) ? byMethod(cast) : null;
        }
        Coercion elements = elementPath(from, to, context);
        if (elements != null) {
            return elements;
        }
        return isRowConversion(from, to) ? Coercion.ROW : textPath(from, to, context);
    }

    private static Coercion byMethod(CastRow cast) {
        return switch (cast.method()) {
            case 'f' -> new Coercion.Function(cast.function());
            case 'i' -> Coercion.VIA_TEXT;
            default -> Coercion.RELABEL;
        };
    }

    /** Arrays convert when their elements do, except into the two vector types of the system catalogs. */
    private @Nullable Coercion elementPath(int from, int to, CoercionContext context) {
        int fromElement = types.element(from);
        int toElement = types.element(to);
        if (fromElement == 0 || toElement == 0 || to == TypeOid.OIDVECTOR || to == TypeOid.INT2VECTOR) {
            return null;
        }
        Coercion element = path(fromElement, toElement, context);
        return element == null ? null : new Coercion.Elements(element);
    }

    /** Every type may be assigned to a string type, and a string be cast to any type, through the text form. */
    private @Nullable Coercion textPath(int from, int to, CoercionContext context) {
        boolean toString = context != CoercionContext.IMPLICIT && types.category(to) == TypeFacts.STRING;
        boolean fromString = context == CoercionContext.EXPLICIT && types.category(from) == TypeFacts.STRING;
        return toString || fromString ? Coercion.VIA_TEXT : null;
    }

    private boolean isRowConversion(int from, int to) {
        return from == TypeOid.RECORD && types.isComposite(to)
                || to == TypeOid.RECORD && types.isComposite(from)
                || from == RECORD_ARRAY && types.isCompositeArray(to)
                || to == RECORD_ARRAY && types.isCompositeArray(from);
    }

    /** Whether a value of the one type can stand where the other is wanted; polymorphic targets are the caller's. */
    boolean canCoerce(int source, int target, CoercionContext context) {
        return source == target
                || target == TypeOid.ANY
                || source == TypeOid.UNKNOWN
                || path(source, target, context) != null;
    }

    /**
     * Whether all sources can stand where the targets are wanted, polymorphic targets agreeing with each other. The
     * arrays may be longer than {@code count}.
     */
    boolean canCoerce(int[] sources, int[] targets, int count, CoercionContext context, Polymorphism polymorphism) {
        boolean polymorphic = false;
        for (int i = 0; i < count; i++) {
            if (sources[i] == targets[i]) {
                continue;
            }
            if (TypeFacts.isPolymorphic(targets[i])) {
                polymorphic = true;
            } else if (!canCoerce(sources[i], targets[i], context)) {
                return false;
            }
        }
        return !polymorphic || polymorphism.consistent(sources, targets, count);
    }
}
