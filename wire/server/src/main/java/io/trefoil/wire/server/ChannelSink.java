package io.trefoil.wire.server;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.trefoil.wire.server.connection.OutputSink;
import java.nio.charset.StandardCharsets;

/**
 * The direct buffer that messages collect in. Positions count from its start and are good until {@link #next}. One
 * thread.
 */
final class ChannelSink implements OutputSink {
    private static final int SMALL_BYTES = 512;

    /** A little over a piece, so that the row that makes it full rarely makes it grow. */
    private static final int LARGE_BYTES = ChannelOutput.PIECE_BYTES + 8 * 1024;

    private final ByteBufAllocator allocator;
    private ByteBuf buffer;

    ChannelSink(ByteBufAllocator allocator) {
        this.allocator = allocator;
        this.buffer = allocator.directBuffer(SMALL_BYTES);
    }

    ByteBuf buffer() {
        return buffer;
    }

    /**
     * Turns to an empty buffer after a retained copy of the present one was written: the same again when the socket has
     * taken all of it and it is not oversized, else another one.
     */
    void next() {
        if (buffer.refCnt() == 1 && buffer.capacity() <= 2 * LARGE_BYTES) {
            buffer.clear();
        } else {
            int capacity = buffer.writerIndex() >= ChannelOutput.PIECE_BYTES ? LARGE_BYTES : SMALL_BYTES;
            buffer.release();
            buffer = allocator.directBuffer(capacity);
        }
    }

    void release() {
        buffer.release();
    }

    @Override
    public void putByte(int value) {
        buffer.writeByte(value);
    }

    @Override
    public void putShort(int value) {
        buffer.writeShort(value);
    }

    @Override
    public void putInt(int value) {
        buffer.writeInt(value);
    }

    @Override
    public void putLong(long value) {
        buffer.writeLong(value);
    }

    @Override
    public void putBytes(byte[] source, int offset, int length) {
        buffer.writeBytes(source, offset, length);
    }

    @Override
    public void putAscii(CharSequence text) {
        if (text instanceof String string) {
            buffer.writeCharSequence(string, StandardCharsets.US_ASCII);
        } else {
            for (int i = 0; i < text.length(); i++) {
                buffer.writeByte(text.charAt(i));
            }
        }
    }

    @Override
    public void putUtf8(String text) {
        ByteBufUtil.writeUtf8(buffer, text);
    }

    @Override
    public int size() {
        return buffer.writerIndex();
    }

    @Override
    public void setInt(int position, int value) {
        buffer.setInt(position, value);
    }

    @Override
    public void truncate(int position) {
        buffer.writerIndex(position);
    }
}
