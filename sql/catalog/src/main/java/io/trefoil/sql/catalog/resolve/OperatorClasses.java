package io.trefoil.sql.catalog.resolve;

import io.trefoil.sql.catalog.builtin.AmopRow;
import io.trefoil.sql.catalog.builtin.BuiltinCatalog;
import io.trefoil.sql.catalog.builtin.CastRow;
import io.trefoil.sql.catalog.builtin.OpclassRow;
import io.trefoil.sql.catalog.builtin.OperatorRow;
import io.trefoil.sql.types.TypeOid;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Default operator classes and the operators that order and compare values of a type by them. */
final class OperatorClasses {
    static final int BTREE = 403;
    static final int HASH = 405;
    private static final int RECORD_ARRAY = 2287;

    private final TypeFacts types;
    private final BuiltinCatalog builtin;

    OperatorClasses(TypeFacts types, BuiltinCatalog builtin) {
        this.types = types;
        this.builtin = builtin;
    }

    /** The class that an index of this access method takes for a type when none is named. */
    Optional<OpclassRow> defaultFor(int method, int type) {
        int base = types.base(type);
        char category = types.category(base);
        OpclassRow preferred = null;
        OpclassRow compatible = null;
        int compatibles = 0;
        int preferreds = 0;
        for (OpclassRow row : builtin.opclasses()) {
            if (row.method() != method || !row.isDefault()) {
                continue;
            }
            if (row.inputType() == base) {
                return Optional.of(row);
            }
            if (isBinaryCoercible(base, row.inputType())) {
                if (types.preferredIn(category, row.inputType())) {
                    preferreds++;
                    preferred = row;
                } else {
                    compatibles++;
                    compatible = row;
                }
            }
        }
        return Optional.ofNullable(
                preferreds == 1 ? preferred : preferreds == 0 && compatibles == 1 ? compatible : null);
    }

    /** Whether values of a type are, bit by bit, also values of another (also of a polymorphic one). */
    boolean isBinaryCoercible(int source, int target) {
        if (source == target) {
            return true;
        }
        int base = types.base(source);
        return switch (target) {
            case TypeOid.ANY, TypeOid.ANYELEMENT, TypeOid.ANYCOMPATIBLE -> true;
            case TypeOid.ANYARRAY, TypeOid.ANYCOMPATIBLEARRAY -> types.element(base) != 0;
            case TypeOid.ANYNONARRAY, TypeOid.ANYCOMPATIBLENONARRAY -> types.element(base) == 0;
            case TypeOid.ANYENUM -> types.isEnum(base);
            case TypeOid.ANYRANGE, TypeOid.ANYCOMPATIBLERANGE -> types.isRange(base);
            case TypeOid.ANYMULTIRANGE, TypeOid.ANYCOMPATIBLEMULTIRANGE -> types.isMultirange(base);
            case TypeOid.RECORD -> types.isComposite(base);
            case RECORD_ARRAY -> types.isCompositeArray(base);
            default -> base == target || isRelabelled(base, target);
        };
    }

    private boolean isRelabelled(int source, int target) {
        CastRow cast = builtin.cast(source, target);
        return cast != null && cast.method() == 'b' && cast.context() == 'i';
    }

    /** The operator of a btree strategy (1 {@code <}, 3 {@code =}, 5 {@code >}) that orders a type by default. */
    @Nullable
    OperatorRow ordering(int type, int strategy) {
        if (!hasOrderedParts(type)) {
            return null;
        }
        OpclassRow opclass = defaultFor(BTREE, type).orElse(null);
        return opclass == null ? null : member(opclass, strategy);
    }

    /** The equality operator of a type: of its default btree class, or else of its default hash class. */
    @Nullable
    OperatorRow equality(int type) {
        OperatorRow equal = ordering(type, 3);
        if (equal != null || !hasOrderedParts(type)) {
            return equal;
        }
        OpclassRow opclass = defaultFor(HASH, type).orElse(null);
        return opclass == null ? null : member(opclass, 1);
    }

    /** Arrays and ranges compare only when their elements do. */
    private boolean hasOrderedParts(int type) {
        int base = types.base(type);
        int element = types.element(base);
        return element == 0 || base == TypeOid.OIDVECTOR || ordering(element, 1) != null;
    }

    private @Nullable OperatorRow member(OpclassRow opclass, int strategy) {
        for (AmopRow amop : builtin.amopsOfFamily(opclass.family())) {
            if (amop.strategy() == strategy
                    && amop.purpose() == 's'
                    && amop.left() == opclass.inputType()
                    && amop.right() == opclass.inputType()) {
                return builtin.operator(amop.operator());
            }
        }
        return null;
    }
}
