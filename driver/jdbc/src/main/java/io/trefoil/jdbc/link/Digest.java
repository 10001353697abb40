package io.trefoil.jdbc.link;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * A running 64-bit digest of bytes, the same however they are cut into pieces. It tells whether an answer is still the
 * one that was given before; it is not meant against somebody who looks for collisions. Multiply and fold, as wyhash does.
 */
final class Digest {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long PRIME = 0x9E3779B97F4A7C15L;

    private long state;
    /** Bytes that do not fill a word yet. */
    private long carry;

    private int carried;
    private long length;

    void reset() {
        state = 0;
        carry = 0;
        carried = 0;
        length = 0;
    }

    void update(byte[] bytes, int from, int to) {
        length += to - from;
        int at = from;
        while (carried != 0 && at < to) {
            carry(bytes[at++]);
        }
        for (; at + 8 <= to; at += 8) {
            mix((long) LONGS.get(bytes, at));
        }
        while (at < to) {
            carry(bytes[at++]);
        }
    }

    private void carry(byte value) {
        carry |= (value & 0xFFL) << (carried * 8);
        if (++carried == 8) {
            mix(carry);
            carry = 0;
            carried = 0;
        }
    }

    private void mix(long word) {
        long mixed = (state ^ word) * PRIME;
        state = mixed ^ (mixed >>> 32);
    }

    /** The digest of all bytes so far. */
    long value() {
        long mixed = (state ^ carry ^ (length << 1)) * PRIME;
        return mixed ^ (mixed >>> 29);
    }
}
