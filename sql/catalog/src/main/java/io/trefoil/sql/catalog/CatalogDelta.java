package io.trefoil.sql.catalog;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one DDL statement changes: the step from a catalog snapshot to the next, and what is written to the store.
 *
 * @param put objects made or replaced
 * @param removed OIDs of dropped objects
 * @param comments comments set, or removed with null
 * @param statistics by table OID, or removed with null
 */
public record CatalogDelta(
        List<CatalogObject> put,
        Set<Integer> removed,
        Map<ObjectAddress, @Nullable String> comments,
        Map<Integer, @Nullable TableStatistics> statistics) {

    /** Collects the parts of a delta. */
    public static final class Builder {
        private final List<CatalogObject> put = new ArrayList<>();
        private final Set<Integer> removed = new HashSet<>();
        private final Map<ObjectAddress, @Nullable String> comments = new HashMap<>();
        private final Map<Integer, @Nullable TableStatistics> statistics = new HashMap<>();

        public Builder put(CatalogObject object) {
            put.removeIf(other -> other.oid() == object.oid());
            put.add(object);
            return this;
        }

        public Builder remove(int oid) {
            put.removeIf(other -> other.oid() == oid);
            removed.add(oid);
            return this;
        }

        public Builder comment(ObjectAddress address, @Nullable String text) {
            comments.put(address, text);
            return this;
        }

        public Builder statistics(int tableOid, @Nullable TableStatistics found) {
            statistics.put(tableOid, found);
            return this;
        }

        public CatalogDelta build() {
            return new CatalogDelta(put, removed, comments, statistics);
        }
    }

    /** The snapshot with this change applied. Comments and statistics of removed objects go with them. */
    public CatalogSnapshot applyTo(CatalogSnapshot snapshot, long nextVersion) {
        CatalogSnapshot next = snapshot.with(nextVersion, put, removed);
        Map<ObjectAddress, String> allComments = new HashMap<>(snapshot.comments());
        allComments.keySet().removeIf(address -> removed.contains(address.objectOid()));
        comments.forEach((address, text) -> {
            if (text == null) {
                allComments.remove(address);
            } else {
                allComments.put(address, text);
            }
        });
        Map<Integer, TableStatistics> allStatistics = new HashMap<>(snapshot.allStatistics());
        allStatistics.keySet().removeAll(removed);
        statistics.forEach((oid, found) -> {
            if (found == null) {
                allStatistics.remove(oid);
            } else {
                allStatistics.put(oid, found);
            }
        });
        if (!allComments.equals(snapshot.comments())) {
            next = next.withComments(nextVersion, allComments);
        }
        return allStatistics.equals(snapshot.allStatistics()) ? next : next.withStatistics(nextVersion, allStatistics);
    }
}
