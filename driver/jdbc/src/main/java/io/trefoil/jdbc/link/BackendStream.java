package io.trefoil.jdbc.link;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Messages of the server as they lie in a buffer: one byte of type, four of length, the body (PostgreSQL docs, "Message
 * Formats"). Messages are looked at one after
 * another ({@code scan}); each is either approved, and then delivered, or dropped. A read that times out leaves everything
 * as it was.
 */
final class BackendStream {
    private static final int BUFFER_BYTES = 16 * 1024;
    private static final int HEADER_BYTES = 5;

    private final InputStream in;
    private byte[] buffer = new byte[BUFFER_BYTES];
    /** What was approved and not delivered yet begins here. */
    private int start;
    /** The message that is looked at. */
    private int scan;

    private int end;

    BackendStream(InputStream in) {
        this.in = in;
    }

    byte[] buffer() {
        return buffer;
    }

    int scan() {
        return scan;
    }

    int approved() {
        return scan - start;
    }

    private int unseen() {
        return end - scan;
    }

    int available() throws IOException {
        return end - start + in.available();
    }

    boolean hasUnseen() {
        return unseen() > 0;
    }

    /** Whether the server has said something before the connection broke. */
    boolean hasArrived() {
        try {
            return available() > 0;
        } catch (IOException closed) {
            return end > start;
        }
    }

    /** Whether a whole message lies in the buffer. */
    boolean holdsMessage() {
        return unseen() >= HEADER_BYTES && unseen() >= messageBytes();
    }

    /** Waits for a whole message. */
    void awaitMessage() throws IOException {
        await(HEADER_BYTES);
        await(messageBytes());
    }

    /** Waits for bytes that were not looked at. */
    void await(int bytes) throws IOException {
        while (unseen() < bytes) {
            makeRoom(bytes);
            int count = in.read(buffer, end, buffer.length - end);
            if (count < 0) {
                throw new EOFException("the server closed the connection");
            }
            end += count;
        }
    }

    private void makeRoom(int bytes) {
        if (start == end) {
            start = 0;
            scan = 0;
            end = 0;
        }
        if (buffer.length - scan >= bytes && end < buffer.length) {
            return;
        }
        int kept = end - start;
        int needed = scan - start + bytes;
        byte[] target = needed > buffer.length ? new byte[Math.max(needed, buffer.length * 2)] : buffer;
        System.arraycopy(buffer, start, target, 0, kept);
        scan -= start;
        start = 0;
        end = kept;
        buffer = target;
    }

    byte type() {
        return buffer[scan];
    }

    /** Length of the message, header included. */
    int messageBytes() {
        return integer(1) + 1;
    }

    int messageEnd() {
        return scan + messageBytes();
    }

    /** A big-endian integer at an offset of the message. */
    int integer(int offset) {
        return Frames.integer(buffer, scan + offset);
    }

    /** The status that a ReadyForQuery tells. */
    char status() {
        return (char) buffer[scan + HEADER_BYTES];
    }

    byte[] copyMessage() {
        return Arrays.copyOfRange(buffer, scan, messageEnd());
    }

    /** The message is taken out of the way, to be dealt with by others. */
    byte[] takeMessage() {
        byte[] message = copyMessage();
        drop();
        return message;
    }

    /** The message may be delivered. */
    void approve() {
        scan += messageBytes();
    }

    /** Up to so many bytes that have arrived may be delivered; how many it were. */
    int approveBytes(int bytesMax) {
        int bytes = Math.min(bytesMax, unseen());
        scan += bytes;
        return bytes;
    }

    /** The message is not delivered; everything before it must have been. */
    void drop() {
        assert start == scan : "dropping would deliver out of order";
        scan += messageBytes();
        start = scan;
    }

    /** Delivers what was approved. */
    int deliver(byte[] target, int offset, int length) {
        int count = Math.min(length, approved());
        System.arraycopy(buffer, start, target, offset, count);
        start += count;
        if (start == end && buffer.length > BUFFER_BYTES * 8) {
            buffer = new byte[BUFFER_BYTES];
            start = 0;
            scan = 0;
            end = 0;
        }
        return count;
    }

    /** Takes all that was approved. */
    byte[] takeApproved() {
        byte[] approved = Arrays.copyOfRange(buffer, start, scan);
        start = scan;
        return approved;
    }

    /** Bytes that are no messages: straight from the source when none have arrived. */
    int through(byte[] target, int offset, int length) throws IOException {
        if (start == end) {
            return in.read(target, offset, length);
        }
        scan = Math.min(end, start + length);
        return deliver(target, offset, length);
    }
}
