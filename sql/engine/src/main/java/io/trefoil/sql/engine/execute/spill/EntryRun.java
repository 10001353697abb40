package io.trefoil.sql.engine.execute.spill;

import java.util.Arrays;

/** A sorted run of {@link EntrySorter} in its file: blocks of whole entries. */
final class EntryRun {
    private final SpillFile file;
    private long[] places = new long[16];
    private int[] lengths = new int[16];
    private int blocks;

    EntryRun(SpillFile file) {
        this.file = file;
    }

    void append(byte[] block, int length) {
        if (blocks == places.length) {
            places = Arrays.copyOf(places, blocks * 2);
            lengths = Arrays.copyOf(lengths, blocks * 2);
        }
        places[blocks] = file.append(block, length);
        lengths[blocks++] = length;
    }

    Reader reader() {
        return new Reader();
    }

    /** A walk with one block in memory; stands before the first entry. */
    final class Reader {
        private byte[] block = {};
        private int length;
        private int nextBlock;
        private int offset;
        private int following;

        boolean next() {
            if (following == length) {
                if (nextBlock == blocks) {
                    return false;
                }
                length = lengths[nextBlock];
                if (block.length < length) {
                    block = new byte[length];
                }
                file.read(places[nextBlock++], block, length);
                following = 0;
            }
            offset = following;
            following +=
                    EntrySorter.HEADER + EntrySorter.keyLength(block, offset) + EntrySorter.valueLength(block, offset);
            return true;
        }

        int compareKeys(Reader other) {
            return Arrays.compareUnsigned(
                    block, keyStart(), valueStart(), other.block, other.keyStart(), other.valueStart());
        }

        byte[] key() {
            return Arrays.copyOfRange(block, keyStart(), valueStart());
        }

        byte[] value() {
            return Arrays.copyOfRange(block, valueStart(), following);
        }

        private int keyStart() {
            return offset + EntrySorter.HEADER;
        }

        private int valueStart() {
            return keyStart() + EntrySorter.keyLength(block, offset);
        }
    }
}
