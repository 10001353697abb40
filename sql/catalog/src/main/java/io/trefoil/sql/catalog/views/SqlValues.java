package io.trefoil.sql.catalog.views;

import io.trefoil.sql.types.SqlArray;
import io.trefoil.sql.types.SqlTypes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Java values as the columns of system views want them. */
final class SqlValues {
    private SqlValues() {}

    /** A value of type "char". */
    static Byte letter(char c) {
        return (byte) c;
    }

    static Short int2(int value) {
        return (short) value;
    }

    /** A value of the domain yes_or_no. */
    static String yesOrNo(boolean value) {
        return value ? "YES" : "NO";
    }

    /** An int2[] of column numbers; null when there are none. */
    static @Nullable SqlArray columnNumbers(List<Integer> numbers) {
        return numbers.isEmpty()
                ? null
                : SqlArray.of(
                        SqlTypes.INT2, numbers.stream().map(SqlValues::int2).toArray());
    }

    static SqlArray int2Vector(List<Integer> numbers) {
        return SqlArray.vector(
                SqlTypes.INT2, numbers.stream().map(SqlValues::int2).toArray());
    }

    static SqlArray oidVector(List<Integer> oids) {
        return SqlArray.vector(SqlTypes.OID, oids.toArray());
    }

    static SqlArray oids(List<Integer> oids) {
        return SqlArray.of(SqlTypes.OID, oids.toArray());
    }

    /**
     * An OID for a row that PostgreSQL gives one and Trefoil does not (a column default, an enum label): stable, far
     * above those of real objects, and different for each part of an object in all likelihood.
     */
    static Integer derivedOid(int objectOid, int part) {
        return 0x8000_0000 | (objectOid * 1601 + part) & 0x7FFF_FFFF;
    }
}
