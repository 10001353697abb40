package io.trefoil.sql.types;

/** The btree order of rows: column by column, NULL equal to NULL and above every value. */
final class RecordOrder {
    private RecordOrder() {}

    static int compare(SqlRecord left, SqlRecord right) {
        int common = Math.min(left.size(), right.size());
        for (int i = 0; i < common; i++) {
            SqlType type = left.types()[i];
            if (type.oid() != right.types()[i].oid()) {
                throw new SqlStateException(
                        SqlState.DATATYPE_MISMATCH,
                        "cannot compare dissimilar column types " + type + " and " + right.types()[i]
                                + " at record column " + (i + 1));
            }
            int order = ArrayOrder.compareElements(type, left.values()[i], right.values()[i]);
            if (order != 0) {
                return order;
            }
        }
        if (left.size() != right.size()) {
            throw new SqlStateException(
                    SqlState.DATATYPE_MISMATCH, "cannot compare record types with different numbers of columns");
        }
        return 0;
    }
}
