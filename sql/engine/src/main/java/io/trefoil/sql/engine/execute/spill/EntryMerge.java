package io.trefoil.sql.engine.execute.spill;

import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** Merges sorted runs; of equal keys the one of the earlier run comes first. One block of each run is in memory. */
final class EntryMerge implements EntrySorter.Entries {
    private final PriorityQueue<Source> sources;
    private @Nullable Source current;

    private record Source(int number, EntryRun.Reader reader) implements Comparable<Source> {
        @Override
        public int compareTo(Source other) {
            int order = reader.compareKeys(other.reader);
            return order != 0 ? order : Integer.compare(number, other.number);
        }
    }

    EntryMerge(List<EntryRun> runs) {
        sources = new PriorityQueue<>(runs.size());
        for (EntryRun run : runs) {
            EntryRun.Reader reader = run.reader();
            if (reader.next()) {
                sources.add(new Source(sources.size(), reader));
            }
        }
    }

    @Override
    public boolean next() {
        Source last = current;
        if (last != null && last.reader().next()) {
            Source head = sources.peek();
            if (head == null || last.compareTo(head) < 0) {
                return true;
            }
            sources.add(last);
        }
        current = sources.poll();
        return current != null;
    }

    @Override
    public byte[] key() {
        return reader().key();
    }

    @Override
    public byte[] value() {
        return reader().value();
    }

    private EntryRun.Reader reader() {
        Source source = current;
        if (source == null) {
            throw new IllegalStateException("not on an entry");
        }
        return source.reader();
    }
}
