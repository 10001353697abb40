package io.trefoil.sql.records.key;

import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** A position in an encoded key. For descending columns every byte is complemented on the way. */
final class KeyReader {
    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private final byte[] bytes;
    private final int end;
    private int position;
    /** 0, or all ones inside a descending column. */
    private long mask;

    KeyReader(byte[] bytes, int offset, int length) {
        this.bytes = bytes;
        this.position = offset;
        this.end = offset + length;
    }

    void descending(boolean value) {
        mask = value ? -1L : 0L;
    }

    int position() {
        return position;
    }

    int remaining() {
        return end - position;
    }

    void skip(int count) {
        require(count);
        position += count;
    }

    /** The next byte, 0..255. */
    int readByte() {
        require(1);
        return (bytes[position++] ^ (int) mask) & 0xff;
    }

    /** The byte some places ahead, or -1 behind the end. */
    int peek(int ahead) {
        int at = position + ahead;
        return at >= end ? -1 : (bytes[at] ^ (int) mask) & 0xff;
    }

    short readShort() {
        require(2);
        short value = (short) ((short) SHORT.get(bytes, position) ^ (short) mask);
        position += 2;
        return value;
    }

    int readInt() {
        require(4);
        int value = (int) INT.get(bytes, position) ^ (int) mask;
        position += 4;
        return value;
    }

    long readLong() {
        require(8);
        long value = (long) LONG.get(bytes, position) ^ mask;
        position += 8;
        return value;
    }

    /** Bytes up to and without the terminator, unescaped; see {@link EscapedBytes}. */
    byte[] readEscaped() {
        int length = 0;
        int zeros = 0;
        int ahead = 0;
        while (true) {
            int value = peek(ahead);
            if (value == 0) {
                int next = peek(ahead + 1);
                if (next == 0) {
                    break;
                }
                if (next < 0) {
                    throw malformed();
                }
                zeros++;
                ahead += 2;
            } else if (value < 0) {
                throw malformed();
            } else {
                ahead++;
            }
            length++;
        }
        byte[] result = new byte[length];
        if (zeros == 0 && mask == 0) {
            System.arraycopy(bytes, position, result, 0, length);
        } else {
            int from = 0;
            for (int i = 0; i < length; i++) {
                int value = peek(from);
                result[i] = (byte) value;
                from += value == 0 ? 2 : 1;
            }
        }
        position += ahead + 2;
        return result;
    }

    void skipEscaped() {
        while (true) {
            int value = readByte();
            if (value == 0 && readByte() == 0) {
                return;
            }
        }
    }

    static SqlStateException malformed() {
        return new SqlStateException(SqlState.DATA_CORRUPTED, "malformed key");
    }

    private void require(int count) {
        if (end - position < count) {
            throw malformed();
        }
    }
}
