package io.trefoil.launcher.shell;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What one statement gave: rows with their columns, or only a command tag such as {@code INSERT 0 2}. */
sealed interface Outcome {
    /** A result set in the server's text form; a null cell is SQL NULL. */
    record Rows(List<Column> columns, List<@Nullable String[]> rows) implements Outcome {}

    /** A statement without rows; the tag is the server's. */
    record Done(String tag) implements Outcome {}

    /** Name and type OID as RowDescription gives them. */
    record Column(String name, int typeOid) {
        private static final Set<Integer> NUMBERS = Set.of(20, 21, 23, 26, 28, 29, 700, 701, 790, 1700, 5069);

        /** The types psql aligns to the right: int8 20, int2 21, int4 23, oid 26, xid 28, cid 29, float4, float8, money, numeric, xid8. */
        boolean isNumber() {
            return NUMBERS.contains(typeOid);
        }
    }
}
