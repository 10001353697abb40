package io.trefoil.sql.catalog.builtin;

import org.jspecify.annotations.Nullable;

/** Type names as PostgreSQL prints them: {@code integer}, {@code character varying(20)}, {@code text[]} (format_type). */
public final class TypeNames {
    private static final int BIT = 1560;
    private static final int BPCHAR = 1042;
    private static final int HEADER = 4;
    private static final int INTERVAL_FULL_RANGE = 0x7FFF;
    private static final int INTERVAL_FULL_PRECISION = 0xFFFF;

    private TypeNames() {}

    /** The name without a modifier, as error messages print it; {@code ???} for an unknown OID. */
    public static String of(TypeSource types, int oid) {
        return format(types, oid, null);
    }

    /**
     * The SQL function format_type.
     *
     * @param modifier the typmod, -1 for none, null when the caller has no modifier to speak of
     */
    public static String format(TypeSource types, int oid, @Nullable Integer modifier) {
        if (oid == 0) {
            return "-";
        }
        TypeRow type = types.type(oid);
        if (type == null) {
            return "???";
        }
        if (type.isArray() && type.storage() != 'p') {
            TypeRow element = types.type(type.element());
            return (element == null ? "???" : scalar(types, element, modifier)) + "[]";
        }
        return scalar(types, type, modifier);
    }

    private static String scalar(TypeSource types, TypeRow type, @Nullable Integer given) {
        int modifier = given == null ? -1 : given;
        if (type.namespace() != Namespaces.PG_CATALOG) {
            return types.nameOf(type);
        }
        return switch (type.name()) {
            case "bool" -> "boolean";
            case "int2" -> "smallint";
            case "int4" -> "integer";
            case "int8" -> "bigint";
            case "float4" -> "real";
            case "float8" -> "double precision";
            case "varchar" -> "character varying" + length(modifier, HEADER);
            case "bpchar" -> bare(type, BPCHAR, given) ? "bpchar" : "character" + length(modifier, HEADER);
            case "bit" -> bare(type, BIT, given) ? "\"bit\"" : "bit" + length(modifier, 0);
            case "varbit" -> "bit varying" + length(modifier, 0);
            case "numeric" -> "numeric" + precisionAndScale(modifier);
            case "time" -> "time" + length(modifier, 0) + " without time zone";
            case "timetz" -> "time" + length(modifier, 0) + " with time zone";
            case "timestamp" -> "timestamp" + length(modifier, 0) + " without time zone";
            case "timestamptz" -> "timestamp" + length(modifier, 0) + " with time zone";
            case "interval" -> "interval" + intervalFields(modifier);
            default -> Identifiers.quote(type.name()) + length(modifier, 0);
        };
    }

    /** char and bit without a length are other types than with none stated, where SQL reads (1). */
    private static boolean bare(TypeRow type, int oid, @Nullable Integer modifier) {
        return type.oid() == oid && modifier != null && modifier < 0;
    }

    private static String length(int modifier, int header) {
        return modifier < 0 ? "" : "(" + (modifier - header) + ")";
    }

    private static String precisionAndScale(int modifier) {
        if (modifier < HEADER) {
            return "";
        }
        int packed = modifier - HEADER;
        int scale = (packed & 0x7FF ^ 0x400) - 0x400; // 11 bits, signed since release 15
        return "(" + (packed >> 16 & 0xFFFF) + "," + scale + ")";
    }

    private static String intervalFields(int modifier) {
        if (modifier < 0) {
            return "";
        }
        int precision = modifier & 0xFFFF;
        int month = 1 << 1;
        int year = 1 << 2;
        int day = 1 << 3;
        int hour = 1 << 10;
        int minute = 1 << 11;
        int second = 1 << 12;
        int range = modifier >> 16 & 0x7FFF;
        String fields;
        if (range == year) {
            fields = " year";
        } else if (range == month) {
            fields = " month";
        } else if (range == day) {
            fields = " day";
        } else if (range == hour) {
            fields = " hour";
        } else if (range == minute) {
            fields = " minute";
        } else if (range == second) {
            fields = " second";
        } else if (range == (year | month)) {
            fields = " year to month";
        } else if (range == (day | hour)) {
            fields = " day to hour";
        } else if (range == (day | hour | minute)) {
            fields = " day to minute";
        } else if (range == (day | hour | minute | second)) {
            fields = " day to second";
        } else if (range == (hour | minute)) {
            fields = " hour to minute";
        } else if (range == (hour | minute | second)) {
            fields = " hour to second";
        } else if (range == (minute | second)) {
            fields = " minute to second";
        } else {
            assert range == INTERVAL_FULL_RANGE : "interval fields in a typmod";
            fields = "";
        }
        return precision == INTERVAL_FULL_PRECISION ? fields : fields + "(" + precision + ")";
    }
}
