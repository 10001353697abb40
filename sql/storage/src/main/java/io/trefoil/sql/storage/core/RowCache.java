package io.trefoil.sql.storage.core;

import io.trefoil.sql.storage.engine.EngineSnapshot;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.jspecify.annotations.Nullable;

/**
 * Values of single keys that were read more than once lately, on the heap: a hit costs a tenth of the engine's search
 * through filters, index and data blocks.
 *
 * <p><b>Why a hit is right for any snapshot.</b> An entry says what its key was at some version. The {@link VersionTable}
 * says up to which version the key is certainly unchanged, and it is written before a commit becomes visible. So when the
 * last change of the key is not newer than the older of the two, entry and snapshot, both show the same value; otherwise
 * the engine is asked. Nothing has to be invalidated.
 *
 * <p>A table of single slots without locks: entries are immutable, a slot is replaced as a whole, and two threads that meet
 * in a slot only cost a later miss. A key gets in the second time it is read, so that wide random reads do not fill the old
 * generation of the heap with values that nobody asks for again. Each stripe of the table has its share of the memory and
 * makes room by itself.
 */
final class RowCache {
    private static final VarHandle SLOT = MethodHandles.arrayElementVarHandle(Entry[].class);
    /** Longer rows pay for their copy out of the engine anyway. */
    private static final int ROW_BYTES_MAX = 1024;
    /** Heap of an entry beside the bytes of key and value: the object, two array headers, its slot and its fingerprint. */
    private static final int ENTRY_BYTES = 80;
    /** Slots a byte of the bound: rows of about 128 bytes fill slots and memory together. */
    private static final int BYTES_PER_SLOT = 160;

    private static final int STRIPES = 64;

    private final VersionTable versions;
    private final @Nullable Entry[] slots;
    /** Of the key that last missed in a slot. */
    private final byte[] seen;

    private final int mask;
    private final int stripeShift;
    private final int stripeBytesMax;
    private final AtomicIntegerArray stripeBytes = new AtomicIntegerArray(STRIPES);
    private final AtomicIntegerArray stripeHands = new AtomicIntegerArray(STRIPES);

    private static final class Entry {
        final long hash;
        final long version;
        final int space;
        final byte[] key;
        final byte[] value;

        Entry(long hash, long version, int space, byte[] key, byte[] value) {
            this.hash = hash;
            this.version = version;
            this.space = space;
            this.key = key;
            this.value = value;
        }

        boolean isOf(long wantedHash, int wantedSpace, byte[] wantedKey) {
            return hash == wantedHash && space == wantedSpace && Arrays.equals(key, wantedKey);
        }

        int bytes() {
            return ENTRY_BYTES + key.length + value.length;
        }
    }

    /** @param bytes bound of the heap it takes; at least a few kilobytes */
    RowCache(VersionTable versions, long bytes) {
        this.versions = versions;
        int count = Integer.highestOneBit(Math.clamp(bytes / BYTES_PER_SLOT, STRIPES, 1 << 24));
        slots = new @Nullable Entry[count];
        seen = new byte[count];
        mask = count - 1;
        stripeShift = Integer.numberOfTrailingZeros(count / STRIPES);
        stripeBytesMax = (int) Math.min(Integer.MAX_VALUE / 2, bytes / STRIPES);
    }

    /** The value of a key in a snapshot, from here or from the engine. */
    byte @Nullable [] get(EngineSnapshot snapshot, long version, int space, byte[] key) {
        long hash = KeyHash.of(space, key);
        int slot = slotOf(hash);
        Entry entry = slots[slot];
        boolean sameKey = entry != null && entry.isOf(hash, space, key);
        if (entry != null && sameKey && versions.lastChange(hash, space) <= Math.min(entry.version, version)) {
            return entry.value;
        }
        byte[] value = snapshot.get(space, key);
        if (value != null && key.length + value.length <= ROW_BYTES_MAX) {
            if (sameKey || seenBefore(slot, hash)) {
                replace(slot, new Entry(hash, version, space, key, value));
            }
        }
        return value;
    }

    /** Keeps an entry of a key that was just written right; keys that are not here stay out. */
    void committed(long version, long hash, int space, byte[] key, byte @Nullable [] value) {
        int slot = slotOf(hash);
        Entry entry = slots[slot];
        if (entry == null || entry.version >= version || !entry.isOf(hash, space, key)) {
            return;
        }
        boolean keeps = value != null && key.length + value.length <= ROW_BYTES_MAX;
        replace(slot, value != null && keeps ? new Entry(hash, version, space, entry.key, value) : null);
    }

    /** Heap in use, roughly. */
    long bytes() {
        long sum = 0;
        for (int i = 0; i < STRIPES; i++) {
            sum += stripeBytes.get(i);
        }
        return sum;
    }

    /** The upper half of the hash: the lower one chooses the version table's slot. */
    private int slotOf(long hash) {
        return (int) (hash >>> 32) & mask;
    }

    private boolean seenBefore(int slot, long hash) {
        byte print = (byte) (hash | 1);
        if (seen[slot] == print) {
            return true;
        }
        seen[slot] = print;
        return false;
    }

    private void replace(int slot, @Nullable Entry entry) {
        int stripe = slot >>> stripeShift;
        Entry before = (Entry) SLOT.getAndSet(slots, slot, entry);
        int grown = (entry == null ? 0 : entry.bytes()) - (before == null ? 0 : before.bytes());
        if (grown != 0 && stripeBytes.addAndGet(stripe, grown) > stripeBytesMax) {
            makeRoom(stripe);
        }
    }

    /** Empties slots in turn until the stripe keeps to its share. */
    private void makeRoom(int stripe) {
        int slotsOfStripe = 1 << stripeShift;
        for (int i = 0; i < slotsOfStripe && stripeBytes.get(stripe) > stripeBytesMax; i++) {
            int hand = stripeHands.getAndIncrement(stripe) & (slotsOfStripe - 1);
            Entry before = (Entry) SLOT.getAndSet(slots, (stripe << stripeShift) + hand, null);
            if (before != null) {
                stripeBytes.addAndGet(stripe, -before.bytes());
            }
        }
    }
}
