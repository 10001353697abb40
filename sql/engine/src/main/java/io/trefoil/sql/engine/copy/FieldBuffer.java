package io.trefoil.sql.engine.copy;

import java.util.Arrays;

/** The fields of one input row as unescaped UTF-8 bytes, one after the other in a reused array. */
final class FieldBuffer {
    private byte[] bytes = new byte[1024];
    private int[] ends = new int[16];
    private boolean[] nulls = new boolean[16];
    private int size;
    private int count;

    void clear() {
        size = 0;
        count = 0;
    }

    void append(byte value) {
        if (size == bytes.length) {
            bytes = Arrays.copyOf(bytes, size * 2);
        }
        bytes[size++] = value;
    }

    void append(byte[] source, int offset, int length) {
        if (size + length > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(size + length, bytes.length * 2));
        }
        System.arraycopy(source, offset, bytes, size, length);
        size += length;
    }

    /** Ends the field that was appended to. */
    void endField(boolean isNull) {
        if (count == ends.length) {
            ends = Arrays.copyOf(ends, count * 2);
            nulls = Arrays.copyOf(nulls, count * 2);
        }
        ends[count] = size;
        nulls[count++] = isNull;
    }

    int count() {
        return count;
    }

    boolean isNull(int field) {
        return nulls[field];
    }

    byte[] array() {
        return bytes;
    }

    int start(int field) {
        return field == 0 ? 0 : ends[field - 1];
    }

    int length(int field) {
        return ends[field] - start(field);
    }

    /** Length of the field that is being appended to. */
    int openLength() {
        return size - (count == 0 ? 0 : ends[count - 1]);
    }

    int openStart() {
        return count == 0 ? 0 : ends[count - 1];
    }
}
