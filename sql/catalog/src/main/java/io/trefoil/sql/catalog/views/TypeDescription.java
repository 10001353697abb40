package io.trefoil.sql.catalog.views;

import io.trefoil.sql.catalog.builtin.Namespaces;
import io.trefoil.sql.catalog.builtin.TypeNames;
import io.trefoil.sql.catalog.builtin.TypeRow;
import io.trefoil.sql.types.TypeOid;
import java.util.Locale;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A type as information_schema describes it, in columns, domains, routines and so on (PostgreSQL docs, "columns").
 *
 * @param type the type itself, possibly a domain
 * @param base the type under a domain, else the same
 * @param modifier the typmod that applies to the base type
 */
record TypeDescription(TypeRow type, TypeRow base, int modifier) {
    /** character_octet_length of a string without a length: 1 GiB. */
    private static final int UNBOUNDED_OCTETS = 1 << 30;

    private static final int OCTETS_PER_CHARACTER = 4;
    private static final int HEADER = 4;
    private static final int C_COLLATION = 950;
    private static final int DEFAULT_PRECISION = 6;

    static TypeDescription of(ViewScope scope, int oid, int modifier) {
        TypeRow type = scope.type(oid);
        TypeRow base = type;
        int baseModifier = modifier;
        while (base.isDomain()) {
            baseModifier = base.baseModifier();
            base = scope.type(base.baseType());
        }
        return new TypeDescription(type, base, baseModifier);
    }

    /** Whether strings of the type have collation C by themselves, which is shown because it is not the default one. */
    boolean hasOwnCollation() {
        return isOwnCollation(type.collation());
    }

    /** Whether a collation is one that information_schema names: any but none and the database's. */
    static boolean isOwnCollation(int collation) {
        return collation == C_COLLATION;
    }

    /** ARRAY, USER-DEFINED or the type's SQL name. */
    String dataType(ViewScope scope) {
        if (base.isArray()) {
            return "ARRAY";
        }
        return base.namespace() == Namespaces.PG_CATALOG
                ? TypeNames.of(scope.names().types(), base.oid())
                : "USER-DEFINED";
    }

    @Nullable
    Integer characterMaximumLength() {
        return switch (base.oid()) {
            case TypeOid.VARCHAR, TypeOid.BPCHAR -> modifier < 0 ? null : modifier - HEADER;
            case TypeOid.BIT, TypeOid.VARBIT -> modifier < 0 ? null : modifier;
            default -> null;
        };
    }

    @Nullable
    Integer characterOctetLength() {
        return switch (base.oid()) {
            case TypeOid.TEXT, TypeOid.VARCHAR, TypeOid.BPCHAR ->
                modifier < 0 ? UNBOUNDED_OCTETS : (modifier - HEADER) * OCTETS_PER_CHARACTER;
            default -> null;
        };
    }

    @Nullable
    Integer numericPrecision() {
        return switch (base.oid()) {
            case TypeOid.INT2 -> 16;
            case TypeOid.INT4 -> 32;
            case TypeOid.INT8 -> 64;
            case TypeOid.FLOAT4 -> 24;
            case TypeOid.FLOAT8 -> 53;
            case TypeOid.NUMERIC -> modifier < 0 ? null : modifier - HEADER >> 16 & 0xFFFF;
            default -> null;
        };
    }

    @Nullable
    Integer numericRadix() {
        return switch (base.oid()) {
            case TypeOid.INT2, TypeOid.INT4, TypeOid.INT8, TypeOid.FLOAT4, TypeOid.FLOAT8 -> 2;
            case TypeOid.NUMERIC -> 10;
            default -> null;
        };
    }

    @Nullable
    Integer numericScale() {
        return switch (base.oid()) {
            case TypeOid.INT2, TypeOid.INT4, TypeOid.INT8 -> 0;
            case TypeOid.NUMERIC -> modifier < 0 ? null : modifier - HEADER & 0x7FF;
            default -> null;
        };
    }

    @Nullable
    Integer datetimePrecision() {
        return switch (base.oid()) {
            case TypeOid.DATE -> 0;
            case TypeOid.TIME, TypeOid.TIMETZ, TypeOid.TIMESTAMP, TypeOid.TIMESTAMPTZ ->
                modifier < 0 ? DEFAULT_PRECISION : modifier;
            case TypeOid.INTERVAL ->
                modifier < 0 || (modifier & 0xFFFF) == 0xFFFF ? DEFAULT_PRECISION : modifier & 0xFFFF;
            default -> null;
        };
    }

    /** Fields of a restricted interval, such as DAY TO SECOND. */
    @Nullable
    String intervalType(ViewScope scope) {
        if (base.oid() != TypeOid.INTERVAL || modifier < 0) {
            return null;
        }
        String name = TypeNames.format(scope.names().types(), TypeOid.INTERVAL, modifier);
        String fields =
                name.substring("interval".length()).replaceAll("\\(.*\\)", "").strip();
        return fields.isEmpty() ? null : fields.toUpperCase(Locale.ROOT);
    }

    /** The columns that every view about typed things has, under the names they have there. */
    static <T> ViewDefinition<T> describe(
            ViewDefinition<T> view, BiFunction<ViewScope, T, @Nullable TypeDescription> of) {
        return view.column("data_type", (scope, item) -> {
                    TypeDescription description = of.apply(scope, item);
                    return description == null ? null : description.dataType(scope);
                })
                .column(
                        "character_maximum_length",
                        (scope, item) -> part(of.apply(scope, item), TypeDescription::characterMaximumLength))
                .column(
                        "character_octet_length",
                        (scope, item) -> part(of.apply(scope, item), TypeDescription::characterOctetLength))
                .column(
                        "numeric_precision",
                        (scope, item) -> part(of.apply(scope, item), TypeDescription::numericPrecision))
                .column(
                        "numeric_precision_radix",
                        (scope, item) -> part(of.apply(scope, item), TypeDescription::numericRadix))
                .column("numeric_scale", (scope, item) -> part(of.apply(scope, item), TypeDescription::numericScale))
                .column(
                        "datetime_precision",
                        (scope, item) -> part(of.apply(scope, item), TypeDescription::datetimePrecision))
                .column(
                        "interval_type",
                        (scope, item) -> part(of.apply(scope, item), found -> found.intervalType(scope)));
    }

    private static @Nullable Object part(
            @Nullable TypeDescription description, Function<TypeDescription, @Nullable Object> part) {
        return description == null ? null : part.apply(description);
    }
}
