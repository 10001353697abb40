package io.trefoil.sql.catalog.resolve;

import io.trefoil.sql.catalog.builtin.RangeRow;
import io.trefoil.sql.catalog.builtin.TypeNames;
import io.trefoil.sql.catalog.builtin.TypeRow;
import io.trefoil.sql.catalog.builtin.TypeSource;
import io.trefoil.sql.types.TypeOid;

/** The questions that type resolution asks about single types. OID 0 answers "no" or 0 to all of them. */
final class TypeFacts {
    static final char STRING = 'S';
    /** Category of types that do not exist, as PostgreSQL's TYPCATEGORY_INVALID. */
    static final char NO_CATEGORY = 0;

    private final TypeSource source;

    TypeFacts(TypeSource source) {
        this.source = source;
    }

    /** The type under a domain, through any number of them; other types are their own base. */
    int base(int oid) {
        TypeRow type = source.type(oid);
        while (type != null && type.isDomain()) {
            oid = type.baseType();
            type = source.type(oid);
        }
        return oid;
    }

    char category(int oid) {
        TypeRow type = source.type(oid);
        return type == null ? NO_CATEGORY : type.category();
    }

    boolean preferred(int oid) {
        TypeRow type = source.type(oid);
        return type != null && type.preferred();
    }

    /** Whether a type is the preferred one of a category. */
    boolean preferredIn(char category, int oid) {
        TypeRow type = source.type(oid);
        return type != null && type.preferred() && type.category() == category;
    }

    /** The element type of an array type; 0 when it is none. Domains over arrays are none. */
    int element(int oid) {
        TypeRow type = source.type(oid);
        return type != null && type.isArray() ? type.element() : 0;
    }

    /** The array type over a type; 0 when it has none. */
    int arrayOf(int oid) {
        TypeRow type = source.type(oid);
        return type == null ? 0 : type.array();
    }

    boolean isArrayOrDomainOverArray(int oid) {
        return element(base(oid)) != 0;
    }

    boolean isEnum(int oid) {
        TypeRow type = source.type(oid);
        return type != null && type.isEnum();
    }

    boolean isRange(int oid) {
        TypeRow type = source.type(oid);
        return type != null && type.isRange();
    }

    boolean isMultirange(int oid) {
        TypeRow type = source.type(oid);
        return type != null && type.isMultirange();
    }

    /** Whether values are rows of a known shape: a composite type or a domain over one. */
    boolean isComposite(int oid) {
        TypeRow type = source.type(base(oid));
        return type != null && type.isComposite();
    }

    boolean isCompositeArray(int oid) {
        int element = element(oid);
        return element != 0 && isComposite(element);
    }

    int rangeSubtype(int range) {
        RangeRow row = source.rangeOf(range);
        return row == null ? 0 : row.subtype();
    }

    int multirangeOf(int range) {
        RangeRow row = source.rangeOf(range);
        return row == null ? 0 : row.multirange();
    }

    int rangeOfMultirange(int multirange) {
        RangeRow row = source.rangeOfMultirange(multirange);
        return row == null ? 0 : row.range();
    }

    String name(int oid) {
        return TypeNames.of(source, oid);
    }

    TypeSource source() {
        return source;
    }

    /** anyelement and its kin: all of them stand for one type, its array or its range. */
    static boolean isFirstFamily(int oid) {
        return switch (oid) {
            case TypeOid.ANYELEMENT,
                    TypeOid.ANYARRAY,
                    TypeOid.ANYNONARRAY,
                    TypeOid.ANYENUM,
                    TypeOid.ANYRANGE,
                    TypeOid.ANYMULTIRANGE -> true;
            default -> false;
        };
    }

    /** anycompatible and its kin: arguments are brought to one common type. */
    static boolean isSecondFamily(int oid) {
        return switch (oid) {
            case TypeOid.ANYCOMPATIBLE,
                    TypeOid.ANYCOMPATIBLEARRAY,
                    TypeOid.ANYCOMPATIBLENONARRAY,
                    TypeOid.ANYCOMPATIBLERANGE,
                    TypeOid.ANYCOMPATIBLEMULTIRANGE -> true;
            default -> false;
        };
    }

    static boolean isPolymorphic(int oid) {
        return isFirstFamily(oid) || isSecondFamily(oid);
    }
}
