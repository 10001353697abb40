package io.trefoil.sql.engine.plan;

import io.trefoil.sql.catalog.Index;
import io.trefoil.sql.engine.algebra.Rel;
import io.trefoil.sql.engine.algebra.Scalar;
import io.trefoil.sql.engine.algebra.SortKey;
import io.trefoil.sql.engine.algebra.TableChange;
import java.util.List;

/** Whether the order of an index is the order that a query wants, forwards or backwards. */
enum KeyOrder {
    FORWARD,
    REVERSE,
    NO;

    /**
     * @param fixed number of leading key columns that are held to one value
     * @param order over the scan's columns
     */
    static KeyOrder of(Rel.TableScan scan, TableChange.IndexTarget target, int fixed, List<SortKey> order) {
        boolean forward = true;
        boolean reverse = true;
        int position = fixed;
        for (SortKey key : order) {
            if (key.column() >= scan.attributes().size()) {
                return NO;
            }
            int attribute = scan.attributes().get(key.column());
            if (heldFixed(target, fixed, attribute)) {
                continue;
            }
            if (position >= target.keys().size()) {
                // Within a unique key nothing is left to order.
                return target.index().unique() && position == target.keys().size() && !hasNullableKey(scan, target)
                        ? forward ? FORWARD : reverse ? REVERSE : NO
                        : NO;
            }
            if (!isColumn(target.keys().get(position), attribute)) {
                return NO;
            }
            Index.Key indexKey = target.index().keys().get(position);
            boolean nullable = !scan.table().column(attribute).notNull();
            forward &= indexKey.descending() == key.descending()
                    && (!nullable || indexKey.nullsFirst() == key.nullsFirst());
            reverse &= indexKey.descending() != key.descending()
                    && (!nullable || indexKey.nullsFirst() != key.nullsFirst());
            position++;
        }
        return forward ? FORWARD : reverse ? REVERSE : NO;
    }

    private static boolean heldFixed(TableChange.IndexTarget target, int fixed, int attribute) {
        for (int i = 0; i < fixed; i++) {
            if (isColumn(target.keys().get(i), attribute)) {
                return true;
            }
        }
        return false;
    }

    private static boolean hasNullableKey(Rel.TableScan scan, TableChange.IndexTarget target) {
        return target.keys().stream()
                .anyMatch(key -> !(key instanceof Scalar.InputRef reference)
                        || !scan.table().column(reference.index() + 1).notNull());
    }

    private static boolean isColumn(Scalar key, int attribute) {
        return key instanceof Scalar.InputRef reference && reference.index() == attribute - 1;
    }
}
