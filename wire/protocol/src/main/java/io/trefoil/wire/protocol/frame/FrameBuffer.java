package io.trefoil.wire.protocol.frame;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Bytes that arrived and are not consumed yet, contiguous in one array. Grows only as bytes arrive, never because a
 * length word announces much, and lets go of a large array once it is consumed.
 */
final class FrameBuffer {
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final int KEPT_BYTES_MAX = 16 * 1024;
    private static final int INITIAL_BYTES = 512;

    private byte[] bytes = new byte[INITIAL_BYTES];
    private int start;
    private int end;

    int available() {
        return end - start;
    }

    byte[] array() {
        return bytes;
    }

    /** Position of the first unconsumed byte in {@link #array()}. */
    int start() {
        return start;
    }

    /** Makes room for more bytes and returns the position in {@link #array()} where they belong. */
    int reserve(int more) {
        if (start == end) {
            start = 0;
            end = 0;
        }
        if (more > bytes.length - end) {
            makeRoom(more);
        }
        return end;
    }

    /** Tells that bytes were put at the reserved position. */
    void commit(int count) {
        end += count;
    }

    int byteAt(int offset) {
        return bytes[start + offset];
    }

    int intAt(int offset) {
        return (int) INT.get(bytes, start + offset);
    }

    void consume(int count) {
        start += count;
        if (start == end) {
            start = 0;
            end = 0;
            if (bytes.length > KEPT_BYTES_MAX) {
                bytes = new byte[INITIAL_BYTES];
            }
        }
    }

    private void makeRoom(int more) {
        int kept = end - start;
        int needed = Math.addExact(kept, more);
        if (needed <= bytes.length && start >= bytes.length / 2) {
            System.arraycopy(bytes, start, bytes, 0, kept);
        } else {
            byte[] larger = new byte[(int) Math.max(needed, Math.min(bytes.length * 2L, Integer.MAX_VALUE - 8))];
            System.arraycopy(bytes, start, larger, 0, kept);
            bytes = larger;
        }
        start = 0;
        end = kept;
    }

    @Override
    public String toString() {
        return Arrays.toString(Arrays.copyOfRange(bytes, start, Math.min(end, start + 64)));
    }
}
