package io.trefoil.sql.storage.core;

import io.trefoil.sql.storage.KeyRange;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What a transaction has read and relies on: points as hashes, ranges as bounds. Can be cut back to a mark (statement
 * restart). Checked against the commit log by walking the commits, not the reads: the cost grows with what others wrote.
 *
 * <p>Growth is bounded: beyond {@value #POINTS_MAX} points or {@value #RANGES_MAX} ranges a space is remembered as read
 * completely; that can refuse a transaction without need, never accept a wrong one. What was made coarse stays so when a
 * mark is returned to.
 *
 * <p>Below SERIALIZABLE only the number of reads counts, nothing is kept.
 */
final class ReadSet {
    static final int POINTS_MAX = 1_000_000;
    static final int RANGES_MAX = 10_000;
    /** Up to so many ranges are tried one by one. */
    private static final int RANGES_LINEAR = 12;

    private final boolean keeps;
    private long count;
    private final PointSet points = new PointSet();
    private final IntTable<Boolean> pointSpaces = new IntTable<>();
    private final ArrayList<ReadRange> ranges = new ArrayList<>();
    /** Spaces taken as read completely. */
    private final IntTable<Boolean> wholeSpaces = new IntTable<>();
    /** Ranges sorted by (space, low) and merged, or null if stale; used when there are many. */
    private @Nullable List<ReadRange> merged;

    private @Nullable CommitRecord conflictRecord;
    private int conflictKey;

    /** A place to cut back to. */
    record Position(long count, int points, int ranges) {}

    ReadSet(boolean keeps) {
        this.keeps = keeps;
    }

    /** True if reads are kept for validation, not only counted. */
    boolean keeps() {
        return keeps;
    }

    boolean isEmpty() {
        return count == 0;
    }

    long count() {
        return count;
    }

    Position position() {
        return new Position(count, points.size(), ranges.size());
    }

    void countOne() {
        count++;
    }

    void addPoint(int space, long hash) {
        count++;
        if (!keeps || isWhole(space)) {
            return;
        }
        if (points.add(hash)) {
            if (pointSpaces.find(space) == null) {
                pointSpaces.add(space, Boolean.TRUE);
            }
            if (points.size() > POINTS_MAX) {
                collapsePoints();
            }
        }
    }

    /** Adds a range that may still grow: the caller changes its bounds and calls {@link #changed}. */
    void addRange(ReadRange range) {
        count++;
        if (!keeps || isWhole(range.space)) {
            return;
        }
        ranges.add(range);
        merged = null;
        if (ranges.size() > RANGES_MAX) {
            collapseRanges();
        }
    }

    void changed() {
        merged = null;
    }

    void cutTo(Position position) {
        count = position.count;
        points.cutTo(Math.min(points.size(), position.points));
        if (ranges.size() > position.ranges) {
            ranges.subList(position.ranges, ranges.size()).clear();
            merged = null;
        }
    }

    void clear() {
        count = 0;
        points.clear();
        pointSpaces.clear();
        ranges.clear();
        wholeSpaces.clear();
        merged = null;
        conflictRecord = null;
    }

    /**
     * Looks for a commit behind {@code from}, of a version in ({@code after}, {@code upTo}], that wrote something in this
     * set.
     *
     * @param known a record at or behind {@code from} with a version of at most {@code upTo}: few reads are compared with
     *     the version table up to here instead of walking
     * @return the last record checked, or null if there was a conflict
     */
    @Nullable
    CommitRecord check(CommitRecord from, long after, CommitRecord known, long upTo, VersionTable versions) {
        CommitRecord last = from;
        if (known.ordinal() > from.ordinal() && unchanged(after, known.ordinal() - from.ordinal(), versions)) {
            last = known;
        }
        for (CommitRecord r = last.next(); r != null && r.version() <= upTo; r = r.next()) {
            if (r.version() > after && touches(r)) {
                return null;
            }
            last = r;
        }
        return last;
    }

    /** Whether a condition holds for every range and every space that was read. */
    boolean everyRange(Predicate<KeyRange> condition) {
        for (int i = 0; i < wholeSpaces.size(); i++) {
            if (!condition.test(KeyRange.all(wholeSpaces.keyAt(i)))) {
                return false;
            }
        }
        for (ReadRange range : ranges) {
            if (range.started && !condition.test(new KeyRange(range.space, range.low, range.high))) {
                return false;
            }
        }
        return true;
    }

    /** Whether everything read in one view would be read the same in a newer one. */
    boolean holdIn(View from, @Nullable CommitRecord since, View to, CoreStore store) {
        if (!keeps) {
            return false;
        }
        CommitRecord known = to.position();
        return store.validationOff()
                || (since != null && known != null
                        ? check(since, from.version(), known, to.version(), store.versions()) != null
                        : new ReadComparison(from.snap(), to.snap(), store.versions()).holds(this));
    }

    PointSet points() {
        return points;
    }

    /** The spaces of the {@link #points}. */
    IntTable<Boolean> pointSpaces() {
        return pointSpaces;
    }

    IntTable<Boolean> wholeSpaces() {
        return wholeSpaces;
    }

    List<ReadRange> ranges() {
        return ranges;
    }

    /** The space of the conflict that {@link #check} found. */
    int conflictSpace() {
        CommitRecord record = conflictRecord;
        if (record == null) {
            return 0;
        }
        return conflictKey >= 0
                ? record.space(conflictKey)
                : record.spans().get(-1 - conflictKey).space();
    }

    /** The key of the conflict, null if it is a span. */
    byte @Nullable [] conflictKey() {
        CommitRecord record = conflictRecord;
        return record == null || conflictKey < 0 ? null : record.key(conflictKey);
    }

    /** The last conflict found is of no interest: its commit keeps all later ones in memory. */
    void forgetConflict() {
        conflictRecord = null;
    }

    /** Whether the version table alone proves that nothing read was written since; false also if walking is cheaper. */
    private boolean unchanged(long after, long walkLength, VersionTable versions) {
        if (points.size() + ranges.size() > walkLength) {
            return false;
        }
        for (int i = 0; i < wholeSpaces.size(); i++) {
            if (versions.lastChangeOfSpace(wholeSpaces.keyAt(i)) > after) {
                return false;
            }
        }
        for (int i = 0; i < ranges.size(); i++) {
            if (versions.lastChangeOfSpace(ranges.get(i).space) > after) {
                return false;
            }
        }
        return pointsUnchanged(after, versions);
    }

    /** Whether the version table alone proves that no point was written since. */
    boolean pointsUnchanged(long after, VersionTable versions) {
        for (int i = 0; i < pointSpaces.size(); i++) {
            if (versions.lastSpan(pointSpaces.keyAt(i)) > after) {
                return false;
            }
        }
        for (int i = 0; i < points.size(); i++) {
            if (versions.lastChangeOfKey(points.at(i)) > after) {
                return false;
            }
        }
        return true;
    }

    /** Whether a commit writes something in this set; then it is the {@linkplain #conflictSpace conflict}. */
    boolean touches(CommitRecord record) {
        for (int i = 0; i < record.keyCount(); i++) {
            if (points.contains(record.hash(i)) || inRanges(record.space(i), record.key(i))) {
                conflictRecord = record;
                conflictKey = i;
                return true;
            }
        }
        List<KeyRange> spans = record.spans();
        for (int i = 0; i < spans.size(); i++) {
            KeyRange span = spans.get(i);
            if (pointSpaces.find(span.space()) != null || isWhole(span.space()) || overlaps(span)) {
                conflictRecord = record;
                conflictKey = -1 - i;
                return true;
            }
        }
        return false;
    }

    private boolean isWhole(int space) {
        return wholeSpaces.size() > 0 && wholeSpaces.find(space) != null;
    }

    private boolean inRanges(int space, byte[] key) {
        if (isWhole(space)) {
            return true;
        }
        if (ranges.size() <= RANGES_LINEAR) {
            for (int i = 0; i < ranges.size(); i++) {
                ReadRange range = ranges.get(i);
                if (range.space == space && range.contains(key)) {
                    return true;
                }
            }
            return false;
        }
        List<ReadRange> sorted = merged();
        int low = 0;
        int high = sorted.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            ReadRange range = sorted.get(middle);
            int order = Integer.compareUnsigned(range.space, space);
            if (order < 0 || (order == 0 && Arrays.compareUnsigned(range.low, key) <= 0)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        if (low == 0) {
            return false;
        }
        ReadRange candidate = sorted.get(low - 1);
        return candidate.space == space && candidate.contains(key);
    }

    private boolean overlaps(KeyRange span) {
        for (ReadRange range : ranges) {
            if (range.space == span.space() && range.overlaps(span.low(), span.high())) {
                return true;
            }
        }
        return false;
    }

    private List<ReadRange> merged() {
        List<ReadRange> result = merged;
        if (result != null) {
            return result;
        }
        ReadRange[] sorted = ranges.toArray(new ReadRange[0]);
        Arrays.sort(sorted, (a, b) -> {
            int order = Integer.compareUnsigned(a.space, b.space);
            return order != 0 ? order : Arrays.compareUnsigned(a.low, b.low);
        });
        result = new ArrayList<>(sorted.length);
        ReadRange last = null;
        for (ReadRange range : sorted) {
            if (!range.started) {
                continue;
            }
            byte[] lastHigh = last == null ? null : last.high;
            if (last != null
                    && last.space == range.space
                    && (lastHigh == null || Arrays.compareUnsigned(range.low, lastHigh) <= 0)) {
                if (lastHigh != null && (range.high == null || Arrays.compareUnsigned(range.high, lastHigh) > 0)) {
                    last.high = range.high;
                }
            } else {
                last = new ReadRange(range.space, range.low, range.high);
                last.started = true;
                result.add(last);
            }
        }
        merged = result;
        return result;
    }

    private void collapsePoints() {
        for (int i = 0; i < pointSpaces.size(); i++) {
            makeWhole(pointSpaces.keyAt(i));
        }
        pointSpaces.clear();
        points.clear();
    }

    private void collapseRanges() {
        for (ReadRange range : ranges) {
            makeWhole(range.space);
        }
        ranges.clear();
        merged = null;
    }

    private void makeWhole(int space) {
        if (wholeSpaces.find(space) == null) {
            wholeSpaces.add(space, Boolean.TRUE);
        }
    }
}
