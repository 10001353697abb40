package io.trefoil.wire.protocol;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A {@link WireSink} over a growing byte array, for clients and tests, plain rather than fast: a server has buffers that
 * take values too. Reusable by {@link #clear}; one thread.
 */
public final class WireBuffer implements WireSink {
    private ByteBuffer bytes = ByteBuffer.allocate(256);

    @Override
    public void putByte(int value) {
        room(1).put((byte) value);
    }

    @Override
    public void putShort(int value) {
        room(2).putShort((short) value);
    }

    @Override
    public void putInt(int value) {
        room(4).putInt(value);
    }

    @Override
    public void putLong(long value) {
        room(8).putLong(value);
    }

    @Override
    public void putBytes(byte[] source, int offset, int length) {
        room(length).put(source, offset, length);
    }

    @Override
    public void putAscii(CharSequence text) {
        putUtf8(text.toString());
    }

    @Override
    public void putUtf8(String text) {
        byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
        putBytes(encoded, 0, encoded.length);
    }

    @Override
    public int size() {
        return bytes.position();
    }

    @Override
    public void setInt(int position, int value) {
        bytes.putInt(position, value);
    }

    @Override
    public void truncate(int position) {
        bytes.position(position);
    }

    /** The backing array, valid until the next write; only the first {@link #size()} bytes count. */
    public byte[] array() {
        return bytes.array();
    }

    public byte[] toByteArray() {
        return Arrays.copyOf(bytes.array(), size());
    }

    public void clear() {
        bytes.clear();
    }

    private ByteBuffer room(int more) {
        if (more > bytes.remaining()) {
            int grown = Math.max(Math.addExact(size(), more), bytes.capacity() * 2);
            bytes = ByteBuffer.wrap(Arrays.copyOf(bytes.array(), grown)).position(size());
        }
        return bytes;
    }
}
