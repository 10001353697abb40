package io.trefoil.sql.engine.copy;

import io.trefoil.sql.api.CopySource;

/** The bytes of a COPY source one by one, over the borders of its messages. */
final class ByteFeed {
    private final CopySource source;
    private byte[] chunk = new byte[0];
    private int position;
    private boolean ended;

    ByteFeed(CopySource source) {
        this.source = source;
    }

    /** The next byte, 0..255, or -1 at the end. */
    int read() {
        if (position == chunk.length && !fill()) {
            return -1;
        }
        return chunk[position++] & 0xff;
    }

    /** The next byte without taking it. */
    int peek() {
        if (position == chunk.length && !fill()) {
            return -1;
        }
        return chunk[position] & 0xff;
    }

    private boolean fill() {
        while (!ended) {
            byte[] next = source.read();
            if (next == null) {
                ended = true;
            } else if (next.length > 0) {
                chunk = next;
                position = 0;
                return true;
            }
        }
        return false;
    }

    /** The rest of the present message, for scanning without a call for each byte. */
    byte[] chunk() {
        return chunk;
    }

    int position() {
        return position;
    }

    int limit() {
        return chunk.length;
    }

    void position(int next) {
        position = next;
    }

    /** Reads and forgets everything up to the end. */
    void drain() {
        while (!ended) {
            position = chunk.length;
            fill();
        }
    }
}
