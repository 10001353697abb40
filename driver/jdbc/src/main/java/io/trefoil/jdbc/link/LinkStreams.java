package io.trefoil.jdbc.link;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;

/** Both directions of a socket as pgjdbc sees them. */
final class LinkStreams {
    private static final int SSL_REQUEST = 80877103;
    private static final int GSS_REQUEST = 80877104;
    private static final byte TLS_HANDSHAKE = 0x16;
    /** Longer messages are not collected before they are sent, unless they fit the log. */
    private static final int COLLECT_MAX = 64 * 1024;

    private final Link link;
    private final Wire wire;
    private final In in = new In();
    private final Out out = new Out();
    /** Answers of one byte that are no messages. */
    private int bareAnswers;
    /** Encryption lies above: nothing to see here. */
    private boolean opaque;

    LinkStreams(Link link, Wire wire) {
        this.link = link;
        this.wire = wire;
        link.session().attach(wire);
    }

    InputStream in() {
        return in;
    }

    OutputStream out() {
        return out;
    }

    /** What pgjdbc reads. */
    private final class In extends InputStream {
        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            if (opaque) {
                return wire.in().through(target, offset, length);
            }
            if (bareAnswers > 0) {
                int count = wire.in().through(target, offset, 1);
                if (count > 0) {
                    bareAnswers--;
                    opaque = target[offset] == 'S' || target[offset] == 'G';
                }
                return count;
            }
            return link.read(target, offset, length);
        }

        @Override
        public int available() throws IOException {
            return opaque || bareAnswers > 0 ? wire.in().available() : link.available();
        }
    }

    /** What pgjdbc writes. */
    private final class Out extends OutputStream {
        private byte[] buffer = new byte[8192];
        private int size;
        /** Bytes of a long message that are still to come. */
        private int passing;

        private boolean first = true;

        @Override
        public void write(int value) throws IOException {
            write(new byte[] {(byte) value}, 0, 1);
        }

        @Override
        public void write(byte[] source, int offset, int length) throws IOException {
            if (!link.isActive() || opaque) {
                noteRequest(source, offset, length);
                wire.out().write(source, offset, length);
                return;
            }
            int at = offset;
            int end = offset + length;
            while (at < end) {
                if (passing > 0) {
                    int count = Math.min(passing, end - at);
                    toServer(source, at, count);
                    passing -= count;
                    at += count;
                } else {
                    collect(source, at, end - at);
                    at = end;
                    sendWhole();
                }
            }
        }

        private void noteRequest(byte[] source, int offset, int length) {
            if (length == 8 && !opaque) {
                int code = Frames.integer(source, offset + 4);
                if (Frames.integer(source, offset) == 8 && (code == SSL_REQUEST || code == GSS_REQUEST)) {
                    bareAnswers++;
                }
            } else if (first && length > 0 && source[offset] == TLS_HANDSHAKE) {
                opaque = true;
            }
            first = false;
        }

        private void collect(byte[] source, int offset, int length) {
            if (size + length > buffer.length) {
                buffer = Arrays.copyOf(buffer, Math.max(size + length, buffer.length * 2));
            }
            System.arraycopy(source, offset, buffer, size, length);
            size += length;
        }

        private void sendWhole() throws IOException {
            int sent = 0;
            int at = 0;
            while (size - at >= 5) {
                int length = Frames.integer(buffer, at + 1) + 1;
                if (length < 5) {
                    // Two threads wrote at once (close() during a statement), and pgjdbc's buffer mixed their messages.
                    size = 0;
                    throw new IOException("the connection was closed while a statement was sent");
                }
                if (length > size - at) {
                    if (length > Math.max(COLLECT_MAX, link.policy().bufferBytes())
                            || (buffer[at] == 'd' && length > COLLECT_MAX)) {
                        link.sendingUnseen((char) buffer[at]);
                        passing = length - (size - at);
                        at = size;
                    }
                    break;
                }
                if (!link.sending(buffer, at, at + length)) {
                    toServer(buffer, sent, at - sent);
                    sent = at + length;
                }
                at += length;
            }
            if (at > sent) {
                toServer(buffer, sent, at - sent);
            }
            System.arraycopy(buffer, at, buffer, 0, size - at);
            size -= at;
            if (size == 0 && buffer.length > 1 << 20) {
                buffer = new byte[8192];
            }
        }

        /** A failure is told when pgjdbc reads: only then all that it has to say was said. */
        private void toServer(byte[] source, int offset, int length) {
            try {
                link.wire().out().write(source, offset, length);
                if (passing == 0) {
                    link.written(length);
                }
            } catch (IOException e) {
                link.writeFailed(e);
            }
        }

        @Override
        public void flush() throws IOException {
            if (!link.isActive() || opaque) {
                wire.out().flush();
                return;
            }
            try {
                link.wire().out().flush();
            } catch (IOException e) {
                link.writeFailed(e);
            }
        }
    }
}
