package io.trefoil.wire.protocol.frame;

import io.trefoil.wire.protocol.MessageReader;
import io.trefoil.wire.protocol.ProtocolLimits;
import io.trefoil.wire.protocol.ProtocolViolation;
import io.trefoil.wire.protocol.message.FrontendMessage;
import io.trefoil.wire.protocol.message.MalformedMessage;
import io.trefoil.wire.protocol.message.StartupMessage;
import io.trefoil.wire.protocol.message.StartupPacket;
import org.jspecify.annotations.Nullable;

/**
 * Cuts what a client sends into messages. Bytes go in as they arrive ({@link #reserve}, {@link #commit}), messages come
 * out of {@link #next} until it answers null.
 *
 * <pre>
 *   STARTUP   int32 length | int32 code | body          until the StartupMessage, then
 *   TYPED     byte type | int32 length | body           for the rest of the connection
 *   SKIPPING  the rest of a body too large for memory   then back to TYPED
 *   LOST      a length or type made no sense; everything else is ignored
 * </pre>
 *
 * <p>A body that cannot be read comes out as {@link MalformedMessage} in its place. One thread.
 */
public final class FrontendDecoder {
    private enum State {
        STARTUP,
        TYPED,
        SKIPPING,
        LOST
    }

    private static final int LENGTH_BYTES = 4;
    private static final int HEADER_BYTES = 1 + LENGTH_BYTES;

    private final FrameBuffer buffer = new FrameBuffer();
    private final MessageReader reader = new MessageReader();
    private final int memoryBytesMax;
    private State state = State.STARTUP;
    private int skipped;

    /** @param memoryBytesMax bodies larger than this are skipped and answered with 53200, whatever the protocol allows */
    public FrontendDecoder(int memoryBytesMax) {
        this.memoryBytesMax = memoryBytesMax;
    }

    /** Makes room for bytes that arrived; returns where in {@link #array()} they go. */
    public int reserve(int count) {
        return buffer.reserve(count);
    }

    public byte[] array() {
        return buffer.array();
    }

    /** Tells that so many bytes were put at the reserved place. */
    public void commit(int count) {
        if (state == State.LOST) {
            return;
        }
        buffer.commit(count);
    }

    /** Copies bytes in, for callers that have them in an array. */
    public void feed(byte[] source, int offset, int count) {
        int position = reserve(count);
        System.arraycopy(source, offset, array(), position, count);
        commit(count);
    }

    /** Bytes that arrived and did not come out as messages yet. */
    public int buffered() {
        return buffer.available();
    }

    /** Whether the next message has begun to arrive and is Sync (type byte 'S'). */
    public boolean syncFollows() {
        return state == State.TYPED && buffer.available() > 0 && buffer.byteAt(0) == 'S';
    }

    /** The next complete message, or null until more bytes arrive. */
    public @Nullable FrontendMessage next() {
        try {
            return switch (state) {
                case STARTUP -> nextStartupPacket();
                case TYPED -> nextTyped();
                case SKIPPING -> skip() ? nextTyped() : null;
                case LOST -> null;
            };
        } catch (ProtocolViolation violation) {
            state = State.LOST;
            return new MalformedMessage(0, violation);
        }
    }

    private @Nullable FrontendMessage nextStartupPacket() {
        if (buffer.available() < LENGTH_BYTES) {
            return null;
        }
        int length = buffer.intAt(0);
        if (length < LENGTH_BYTES + 4 || length > LENGTH_BYTES + ProtocolLimits.STARTUP_PACKET_BYTES_MAX) {
            throw ProtocolViolation.fatal("invalid length of startup packet");
        }
        if (buffer.available() < length) {
            return null;
        }
        reader.reset(buffer.array(), buffer.start() + LENGTH_BYTES, buffer.start() + length);
        StartupPacket packet = StartupPacket.decode(reader);
        buffer.consume(length);
        if (packet instanceof StartupMessage) {
            state = State.TYPED;
        }
        return packet;
    }

    private @Nullable FrontendMessage nextTyped() {
        if (buffer.available() < 1) {
            return null;
        }
        int type = buffer.byteAt(0);
        int bodyBytesMax = FrontendMessage.bodyBytesMax(type);
        if (buffer.available() < HEADER_BYTES) {
            return null;
        }
        int length = buffer.intAt(1);
        if (length < LENGTH_BYTES || length - LENGTH_BYTES > bodyBytesMax) {
            throw ProtocolViolation.fatal("invalid message length");
        }
        if (length - LENGTH_BYTES > memoryBytesMax) {
            return startSkipping(type, length);
        }
        if (buffer.available() < 1 + length) {
            return null;
        }
        int body = buffer.start() + HEADER_BYTES;
        reader.reset(buffer.array(), body, body + length - LENGTH_BYTES);
        buffer.consume(1 + length);
        return decode(type);
    }

    private FrontendMessage decode(int type) {
        try {
            return FrontendMessage.decode(type, reader);
        } catch (ProtocolViolation violation) {
            return new MalformedMessage(type, violation);
        }
    }

    private FrontendMessage startSkipping(int type, int length) {
        skipped = 1 + length;
        state = State.SKIPPING;
        skip();
        return new MalformedMessage(
                type, ProtocolViolation.of("53200", "out of memory: message of " + length + " bytes"));
    }

    /** Drops what has arrived of the oversized message; true when it is over. */
    private boolean skip() {
        int count = Math.min(skipped, buffer.available());
        buffer.consume(count);
        skipped -= count;
        if (skipped == 0) {
            state = State.TYPED;
        }
        return skipped == 0;
    }
}
