package io.trefoil.wire.server.local;

import io.trefoil.wire.protocol.MessageWriter;
import io.trefoil.wire.server.connection.ClientOutput;
import io.trefoil.wire.server.connection.OutputSink;
import java.util.ArrayDeque;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What a connection has answered and its client not read yet: full pieces in a queue, then the array that is being filled.
 * A piece is let go of as soon as it is read; an answer that fits into the array is read from there, and the array is used
 * again. One thread at a time; {@link LocalConnection} sees to it.
 */
final class LocalOutput implements ClientOutput {
    static final int PIECE_BYTES = 32 * 1024;

    /** What the client may leave unread before a statement that runs apart has to wait. */
    private static final int UNREAD_BYTES_MAX = 8 * PIECE_BYTES;

    private static final int SMALL_BYTES = 1024;

    /** A little over a piece, so that the row that makes it full rarely makes it grow. */
    private static final int LARGE_BYTES = PIECE_BYTES + 8 * 1024;

    /** Larger answers are not taken back, which would make a copy of them. */
    private static final int TAKEN_BACK_BYTES_MAX = 1 << 20;

    private record Piece(byte[] bytes, int end) {}

    private final LocalConnection owner;
    private final LocalSink sink = new LocalSink(SMALL_BYTES);
    private final MessageWriter writer = new MessageWriter(sink);
    private final ArrayDeque<Piece> pieces = new ArrayDeque<>();
    /** Bytes in {@link #pieces}, read ones of the first included. */
    private long pieceBytes;
    /** How much of the first piece, or of the sink when there is none, was read. */
    private int read;
    /** Bytes that left the sink so far; only the writer's. */
    private long pushed;
    /** Nothing before this can be taken back: the client was meant to see it. */
    private long sent;

    LocalOutput(LocalConnection owner) {
        this.owner = owner;
    }

    @Override
    public MessageWriter writer() {
        return writer;
    }

    @Override
    public OutputSink sink() {
        return sink;
    }

    @Override
    public void bareByte(byte value) {
        sink.putByte(value);
        flush();
    }

    @Override
    public void pace() {
        if (sink.size() >= PIECE_BYTES) {
            owner.outputIsLarge();
        }
    }

    @Override
    public void flush() {
        sent = position();
        owner.outputIsDue();
    }

    @Override
    public void awaitRoom() {
        // A statement waits when it has too much to say; a message taken on adds little.
    }

    @Override
    public long position() {
        return pushed + sink.size();
    }

    @Override
    public byte @Nullable [] takeBack(long position) {
        long length = position() - position;
        long untaken = owner.apart() ? pushed : pushed - pieceBytes + read;
        if (position < Math.max(sent, untaken) || length > TAKEN_BACK_BYTES_MAX) {
            return null;
        }
        byte[] taken = new byte[(int) length];
        int at = taken.length - sink.size();
        if (at < 0) {
            int kept = sink.size() - taken.length;
            System.arraycopy(sink.array(), kept, taken, 0, taken.length);
            sink.truncate(kept);
            return taken;
        }
        System.arraycopy(sink.array(), 0, taken, at, sink.size());
        sink.truncate(0);
        while (at > 0) {
            Piece last = pieces.removeLast();
            pieceBytes -= last.end;
            pushed -= last.end;
            int count = Math.min(at, last.end);
            at -= count;
            System.arraycopy(last.bytes, last.end - count, taken, at, count);
            if (count < last.end) {
                push(last.bytes, last.end - count);
            }
        }
        return taken;
    }

    @Override
    public boolean clientGone() {
        return owner.closed();
    }

    /** Puts what the array holds into the queue, so that it can be let go of piece by piece. */
    void cut() {
        int size = sink.size();
        if (size == 0) {
            return;
        }
        if (pieces.isEmpty() && read == size) {
            pushed += size;
            read = 0;
            sink.truncate(0);
        } else if (size < LARGE_BYTES / 4) {
            push(Arrays.copyOf(sink.array(), size), size);
            sink.truncate(0);
        } else {
            push(sink.array(), size);
            sink.turnTo(new byte[LARGE_BYTES]);
        }
    }

    private void push(byte[] bytes, int end) {
        pieces.addLast(new Piece(bytes, end));
        pieceBytes += end;
        pushed += end;
    }

    /** Whether a statement has said so much that it should wait for its reader. */
    boolean full() {
        return pieceBytes > UNREAD_BYTES_MAX;
    }

    /** Bytes in the queue that the client can read. */
    int queued() {
        return pieces.isEmpty() ? 0 : (int) Math.min(Integer.MAX_VALUE, pieceBytes - read);
    }

    /** Bytes that the client can read when nothing is being written. */
    int available() {
        return (int) Math.min(Integer.MAX_VALUE, pieceBytes + sink.size() - read);
    }

    /** Reads from the queue; 0 when it is empty. */
    int takeQueued(byte[] target, int offset, int length) {
        int done = 0;
        while (done < length) {
            Piece first = pieces.peekFirst();
            if (first == null) {
                break;
            }
            int count = Math.min(length - done, first.end - read);
            System.arraycopy(first.bytes, read, target, offset + done, count);
            done += count;
            read += count;
            if (read == first.end) {
                pieces.removeFirst();
                pieceBytes -= first.end;
                read = 0;
            }
        }
        return done;
    }

    /** Reads from the queue and then the array; only while nothing is being written. 0 when all was read. */
    int take(byte[] target, int offset, int length) {
        int done = pieces.isEmpty() ? 0 : takeQueued(target, offset, length);
        if (!pieces.isEmpty() || done == length) {
            return done;
        }
        int count = Math.min(length - done, sink.size() - read);
        System.arraycopy(sink.array(), read, target, offset + done, count);
        read += count;
        if (read == sink.size()) {
            pushed += read;
            read = 0;
            if (sink.array().length > LARGE_BYTES) {
                sink.turnTo(new byte[SMALL_BYTES]);
            } else {
                sink.truncate(0);
            }
        }
        return done + count;
    }
}
