package io.trefoil.sql.engine.execute.row;

import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * A hash table of composite keys that iterates in the order of insertion. Entries carry what an operator keeps for a key;
 * probing makes no garbage.
 */
public final class KeyTable<E extends KeyTable.Entry<E>> implements Iterable<E> {
    /** One key. */
    public abstract static class Entry<E extends Entry<E>> {
        private final @Nullable Object[] key;
        private final int hash;
        private @Nullable E nextInBucket;
        private @Nullable E nextInserted;

        protected Entry(@Nullable Object[] key, int hash) {
            this.key = key;
            this.hash = hash;
        }

        public final @Nullable Object[] key() {
            return key;
        }

        public final int hash() {
            return hash;
        }
    }

    /** Heap that the table itself takes for an entry, beside the key. */
    public static final int ENTRY_BYTES = 48;

    private static final int CAPACITY_MIN = 16;

    private final KeyTypes types;
    private @Nullable Object[] buckets = new @Nullable Object[CAPACITY_MIN];
    private @Nullable E first;
    private @Nullable E last;
    private int size;

    public KeyTable(KeyTypes types) {
        this.types = types;
    }

    public KeyTypes types() {
        return types;
    }

    public int size() {
        return size;
    }

    /** Length of the bucket array. */
    public int buckets() {
        return buckets.length;
    }

    /** The entry of a key, or null. */
    public @Nullable E find(@Nullable Object[] key, int hash) {
        for (E entry = bucket(hash & (buckets.length - 1)); entry != null; entry = ((Entry<E>) entry).nextInBucket) {
            if (((Entry<E>) entry).hash == hash && types.equal(((Entry<E>) entry).key, key)) {
                return entry;
            }
        }
        return null;
    }

    /** Adds the entry of a key that is not there yet; the key array now belongs to the entry. */
    public E insert(@Nullable Object[] key, int hash, BiFunction<@Nullable Object[], Integer, E> maker) {
        return insert(maker.apply(key, hash));
    }

    /** Adds an entry whose key is not there yet. */
    public E insert(E entry) {
        if (size >= buckets.length) {
            grow();
        }
        int bucket = ((Entry<E>) entry).hash & (buckets.length - 1);
        ((Entry<E>) entry).nextInBucket = bucket(bucket);
        buckets[bucket] = entry;
        if (last == null) {
            first = entry;
        } else {
            ((Entry<E>) last).nextInserted = entry;
        }
        last = entry;
        size++;
        return entry;
    }

    private void grow() {
        buckets = new @Nullable Object[buckets.length * 2];
        for (E entry = first; entry != null; entry = ((Entry<E>) entry).nextInserted) {
            int bucket = ((Entry<E>) entry).hash & (buckets.length - 1);
            ((Entry<E>) entry).nextInBucket = bucket(bucket);
            buckets[bucket] = entry;
        }
    }

    @SuppressWarnings("unchecked")
    private @Nullable E bucket(int index) {
        return (E) buckets[index];
    }

    public void clear() {
        Arrays.fill(buckets, null);
        first = null;
        last = null;
        size = 0;
    }

    @Override
    public Iterator<E> iterator() {
        return new Iterator<>() {
            private @Nullable E next = first;

            @Override
            public boolean hasNext() {
                return next != null;
            }

            @Override
            public E next() {
                E current = next;
                if (current == null) {
                    throw new NoSuchElementException();
                }
                next = ((Entry<E>) current).nextInserted;
                return current;
            }
        };
    }
}
