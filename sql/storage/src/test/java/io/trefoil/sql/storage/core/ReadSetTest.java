package io.trefoil.sql.storage.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.trefoil.sql.storage.KeyRange;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Points, ranges, marks and bounds of what was read. */
final class ReadSetTest {
    private static final int SPACE = 5;

    private final VersionTable versions = new VersionTable(1 << 10);
    private final CommitLog log = new CommitLog(100);

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static ReadRange range(int space, String low, String high) {
        ReadRange range = new ReadRange(space, bytes(low), bytes(high));
        range.started = true;
        return range;
    }

    private void commit(int space, String... keys) {
        long[] hashes = new long[keys.length];
        int[] spaces = new int[keys.length];
        byte[][] written = new byte[keys.length][];
        for (int i = 0; i < keys.length; i++) {
            written[i] = bytes(keys[i]);
            spaces[i] = space;
            hashes[i] = KeyHash.of(space, written[i]);
        }
        publish(new CommitRecord(hashes, spaces, written, List.of()), keys.length);
    }

    private void publish(CommitRecord record, int operations) {
        log.link(record, log.tail().version() + operations);
        versions.record(record);
        log.publish();
    }

    private boolean holds(ReadSet reads, CommitRecord from) {
        CommitRecord last = log.published();
        return reads.check(from, from.version(), last, last.version(), versions) != null;
    }

    @Test
    void pointsAndRangesAreFoundInCommits() {
        ReadSet reads = new ReadSet(true);
        CommitRecord start = log.published();
        reads.addPoint(SPACE, KeyHash.of(SPACE, bytes("p")));
        reads.addRange(range(SPACE, "c", "f"));
        commit(SPACE, "a", "f", "q");
        commit(SPACE + 1, "p", "d");
        assertThat(holds(reads, start)).isTrue();
        CommitRecord middle = log.published();
        commit(SPACE, "d");
        assertThat(holds(reads, start)).isFalse();
        assertThat(reads.conflictKey()).isEqualTo(bytes("d"));
        assertThat(reads.conflictSpace()).isEqualTo(SPACE);
        assertThat(holds(reads, log.published())).as("nothing since").isTrue();
        commit(SPACE, "p");
        assertThat(holds(reads, middle)).isFalse();
    }

    @Test
    void commitsUpToTheSnapshotDoNotCount() {
        ReadSet reads = new ReadSet(true);
        CommitRecord start = log.published();
        reads.addPoint(SPACE, KeyHash.of(SPACE, bytes("p")));
        commit(SPACE, "p");
        CommitRecord last = log.published();
        assertThat(reads.check(start, last.version(), last, last.version(), versions))
                .isSameAs(last);
        assertThat(reads.check(start, start.version(), start, start.version(), versions))
                .as("not looked at yet")
                .isSameAs(start);
    }

    @Test
    void readsAreCutBackToAPosition() {
        ReadSet reads = new ReadSet(true);
        CommitRecord start = log.published();
        for (int i = 0; i < 40; i++) {
            reads.addPoint(SPACE, KeyHash.of(SPACE, bytes("p" + i)));
            reads.addRange(range(SPACE, "r" + (100 + i), "r" + (100 + i) + "x"));
        }
        ReadSet.Position position = reads.position();
        for (int i = 40; i < 80; i++) {
            reads.addPoint(SPACE, KeyHash.of(SPACE, bytes("p" + i)));
            reads.addRange(range(SPACE, "r" + (100 + i), "r" + (100 + i) + "x"));
        }
        reads.cutTo(position);
        commit(SPACE, "p40", "p79", "r150", "r179a");
        assertThat(holds(reads, start)).isTrue();
        commit(SPACE, "p39");
        assertThat(holds(reads, start)).isFalse();
        reads.clear();
        assertThat(reads.isEmpty()).isTrue();
        assertThat(holds(reads, start)).isTrue();
    }

    @Test
    void tooManyRangesBecomeTheWholeSpace() {
        ReadSet reads = new ReadSet(true);
        CommitRecord start = log.published();
        for (int i = 0; i <= ReadSet.RANGES_MAX; i++) {
            reads.addRange(range(SPACE, "r" + i, "r" + i));
        }
        commit(SPACE + 1, "x");
        assertThat(holds(reads, start)).isTrue();
        commit(SPACE, "x");
        assertThat(holds(reads, start)).isFalse();
    }

    @Test
    void tooManyPointsBecomeTheWholeSpace() {
        ReadSet reads = new ReadSet(true);
        CommitRecord start = log.published();
        for (int i = 1; i <= ReadSet.POINTS_MAX + 1; i++) {
            reads.addPoint(SPACE, i * 0x9E3779B97F4A7C15L);
        }
        commit(SPACE, "never read");
        assertThat(holds(reads, start)).isFalse();
    }

    @Test
    void spansTouchPointsOfTheirSpaceAndRangesTheyOverlap() {
        ReadSet reads = new ReadSet(true);
        CommitRecord start = log.published();
        reads.addRange(range(SPACE, "c", "f"));
        span(new KeyRange(SPACE, bytes("f"), null));
        span(new KeyRange(SPACE, bytes("a"), bytes("c")));
        assertThat(holds(reads, start)).isTrue();
        span(new KeyRange(SPACE, bytes("a"), bytes("ca")));
        assertThat(holds(reads, start)).isFalse();
        assertThat(reads.conflictSpace()).isEqualTo(SPACE);
        assertThat(reads.conflictKey()).isNull();
        ReadSet point = new ReadSet(true);
        point.addPoint(SPACE, 1);
        assertThat(holds(point, start)).isFalse();
    }

    private void span(KeyRange range) {
        publish(new CommitRecord(new long[0], new int[0], new byte[0][], List.of(range)), 1);
    }

    @Test
    void manyRangesAgreeWithAskingEachOne() {
        Random random = new Random(11);
        for (int round = 0; round < 200; round++) {
            ReadSet reads = new ReadSet(true);
            List<ReadRange> all = new ArrayList<>();
            for (int i = random.nextInt(60); i >= 0; i--) {
                ReadRange range = range(random.nextInt(3), word(random), word(random));
                if (Arrays.compareUnsigned(range.low, range.high) < 0) {
                    all.add(range);
                    reads.addRange(range);
                }
            }
            CommitRecord start = log.published();
            String key = word(random);
            int space = random.nextInt(3);
            commit(space, key);
            boolean expected = all.stream().noneMatch(r -> r.space == space && r.contains(bytes(key)));
            assertThat(holds(reads, start)).isEqualTo(expected);
        }
    }

    private static String word(Random random) {
        StringBuilder word = new StringBuilder();
        for (int i = random.nextInt(3); i >= 0; i--) {
            word.append((char) ('a' + random.nextInt(5)));
        }
        return word.toString();
    }

    @Test
    void hashesDifferForDifferentKeys() {
        Set<Long> seen = new HashSet<>();
        for (int i = 0; i < 200_000; i++) {
            assertThat(seen.add(KeyHash.of(i % 7, bytes("key" + i)))).isTrue();
        }
        for (int length = 0; length < 40; length++) {
            assertThat(seen.add(KeyHash.of(1, new byte[length]))).isTrue();
            assertThat(seen.add(KeyHash.ofSpace(length))).isTrue();
        }
    }
}
