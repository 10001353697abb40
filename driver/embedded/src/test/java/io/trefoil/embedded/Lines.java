package io.trefoil.embedded;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Lines for COPY, made as they are read: a number, a tab and as many letters as fill them up to 110 bytes. */
final class Lines extends InputStream {
    static final int BYTES = 110;

    private final long rows;
    private long row;
    private byte[] line = {};
    private int at;

    Lines(long rows) {
        this.rows = rows;
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0];
    }

    @Override
    public int read(byte[] target, int offset, int length) {
        if (at == line.length) {
            if (row == rows) {
                return -1;
            }
            String number = Long.toString(row++);
            String text = number + "\t" + "x".repeat(BYTES - 2 - number.length()) + "\n";
            line = text.getBytes(StandardCharsets.US_ASCII);
            at = 0;
        }
        int count = Math.min(length, line.length - at);
        System.arraycopy(line, at, target, offset, count);
        at += count;
        return count;
    }
}
