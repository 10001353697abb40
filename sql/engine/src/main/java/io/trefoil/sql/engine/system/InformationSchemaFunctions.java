package io.trefoil.sql.engine.system;

import static io.trefoil.sql.functions.Arguments.array;
import static io.trefoil.sql.functions.Arguments.int4;
import static io.trefoil.sql.functions.Arguments.value;
import static io.trefoil.sql.functions.FunctionFamily.general;
import static io.trefoil.sql.functions.FunctionFamily.rows;

import io.trefoil.sql.catalog.Index;
import io.trefoil.sql.catalog.builtin.BuiltinCatalog;
import io.trefoil.sql.catalog.builtin.SystemColumn;
import io.trefoil.sql.catalog.builtin.SystemRelation;
import io.trefoil.sql.functions.FunctionContext;
import io.trefoil.sql.functions.FunctionFamily;
import io.trefoil.sql.types.SqlArray;
import io.trefoil.sql.types.SqlRecord;
import io.trefoil.sql.types.TypeOid;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The helpers of information_schema, whose names begin with _pg_: clients that copied the views' queries call them.
 * A type modifier of -1 means none.
 */
final class InformationSchemaFunctions implements FunctionFamily {
    private static final int VARLENA_HEADER = 4;
    private static final int UTF8_BYTES_MAX = 4;
    private static final int UNLIMITED_OCTETS = 1 << 30;
    private static final int NO_PRECISION = 0xFFFF;

    private static final int PG_TYPE = 1247;
    private static final int PG_ATTRIBUTE = 1249;

    @Override
    public void define(Definitions d) {
        rows(d, "_pg_expandarray(anyarray)", (context, a) -> expand(array(a, 0)));
        general(d, "_pg_char_max_length(oid,int4)", (context, a) -> characters(int4(a, 0), int4(a, 1)));
        general(d, "_pg_char_octet_length(oid,int4)", (context, a) -> octets(int4(a, 0), int4(a, 1)));
        general(d, "_pg_numeric_precision(oid,int4)", (context, a) -> precision(int4(a, 0), int4(a, 1)));
        general(d, "_pg_numeric_precision_radix(oid,int4)", (context, a) -> switch (int4(a, 0)) {
            case TypeOid.INT2, TypeOid.INT4, TypeOid.INT8, TypeOid.FLOAT4, TypeOid.FLOAT8 -> 2;
            case TypeOid.NUMERIC -> 10;
            default -> null;
        });
        general(d, "_pg_numeric_scale(oid,int4)", (context, a) -> switch (int4(a, 0)) {
            case TypeOid.INT2, TypeOid.INT4, TypeOid.INT8 -> 0;
            case TypeOid.NUMERIC -> int4(a, 1) == -1 ? null : Integer.valueOf(int4(a, 1) - VARLENA_HEADER & 0xFFFF);
            default -> null;
        });
        general(d, "_pg_datetime_precision(oid,int4)", (context, a) -> timePrecision(int4(a, 0), int4(a, 1)));
        general(d, "_pg_interval_type(oid,int4)", (context, a) -> intervalFields(context, int4(a, 0), int4(a, 1)));
        general(d, "_pg_index_position(oid,int2)", (context, a) -> position(context, int4(a, 0), (Short) value(a, 1)));
        general(
                d,
                "_pg_truetypid(pg_attribute,pg_type)",
                (context, a) -> isDomain(value(a, 1))
                        ? field(PG_TYPE, "typbasetype", value(a, 1))
                        : field(PG_ATTRIBUTE, "atttypid", value(a, 0)));
        general(
                d,
                "_pg_truetypmod(pg_attribute,pg_type)",
                (context, a) -> isDomain(value(a, 1))
                        ? field(PG_TYPE, "typtypmod", value(a, 1))
                        : field(PG_ATTRIBUTE, "atttypmod", value(a, 0)));
    }

    /** Elements of a one-dimensional array with their numbers from 1. */
    private static Iterator<@Nullable Object> expand(SqlArray array) {
        List<@Nullable Object> rows = new ArrayList<>();
        for (int i = 0; array.rank() == 1 && i < array.size(); i++) {
            @Nullable Object[] row = {array.get(i), i + 1};
            rows.add(row);
        }
        return rows.iterator();
    }

    private static @Nullable Integer characters(int type, int modifier) {
        return modifier == -1
                ? null
                : switch (type) {
                    case TypeOid.BPCHAR, TypeOid.VARCHAR -> Integer.valueOf(modifier - VARLENA_HEADER);
                    case TypeOid.BIT, TypeOid.VARBIT -> Integer.valueOf(modifier);
                    default -> null;
                };
    }

    private static @Nullable Integer octets(int type, int modifier) {
        return switch (type) {
            case TypeOid.TEXT, TypeOid.BPCHAR, TypeOid.VARCHAR ->
                Integer.valueOf(modifier == -1 ? UNLIMITED_OCTETS : UTF8_BYTES_MAX * (modifier - VARLENA_HEADER));
            default -> null;
        };
    }

    private static @Nullable Integer precision(int type, int modifier) {
        return switch (type) {
            case TypeOid.INT2 -> Integer.valueOf(16);
            case TypeOid.INT4 -> Integer.valueOf(32);
            case TypeOid.INT8 -> Integer.valueOf(64);
            case TypeOid.FLOAT4 -> Integer.valueOf(24);
            case TypeOid.FLOAT8 -> Integer.valueOf(53);
            case TypeOid.NUMERIC -> modifier == -1 ? null : Integer.valueOf(modifier - VARLENA_HEADER >> 16 & 0xFFFF);
            default -> null;
        };
    }

    private static @Nullable Integer timePrecision(int type, int modifier) {
        return switch (type) {
            case TypeOid.DATE -> Integer.valueOf(0);
            case TypeOid.TIME, TypeOid.TIMETZ, TypeOid.TIMESTAMP, TypeOid.TIMESTAMPTZ ->
                Integer.valueOf(modifier < 0 ? 6 : modifier);
            case TypeOid.INTERVAL ->
                Integer.valueOf(modifier < 0 || (modifier & 0xFFFF) == NO_PRECISION ? 6 : modifier & 0xFFFF);
            default -> null;
        };
    }

    private static @Nullable String intervalFields(FunctionContext context, int type, int modifier) {
        if (type != TypeOid.INTERVAL) {
            return null;
        }
        String text = CatalogTexts.of(context).definitions().formatType(type, modifier);
        return text.replaceFirst("^interval(\\(\\d+\\))? ?", "").toUpperCase(Locale.ROOT);
    }

    /** Where a column stands in an index, from 1; null when it is no key of it. */
    private static @Nullable Integer position(FunctionContext context, int oid, short column) {
        if (((SystemContext) context).catalog().relation(oid).orElse(null) instanceof Index index) {
            for (int i = 0; i < index.keys().size(); i++) {
                if (index.keys().get(i).column() == column) {
                    return i + 1;
                }
            }
        }
        return null;
    }

    private static boolean isDomain(Object typeRow) {
        return Byte.valueOf((byte) 'd').equals(field(PG_TYPE, "typtype", typeRow));
    }

    /** A column of a whole row of a system table. */
    private static @Nullable Object field(int table, String column, Object row) {
        SystemRelation relation = BuiltinCatalog.instance().relation(table);
        if (relation != null && row instanceof SqlRecord record) {
            for (SystemColumn candidate : relation.columns()) {
                if (candidate.name().equals(column)) {
                    return record.values()[candidate.number() - 1];
                }
            }
        }
        return null;
    }
}
