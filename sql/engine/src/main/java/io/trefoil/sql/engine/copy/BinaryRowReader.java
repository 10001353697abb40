package io.trefoil.sql.engine.copy;

import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;

/** COPY's binary format (PostgreSQL docs, COPY, "Binary Format"). */
final class BinaryRowReader implements CopyRowReader {
    static final byte[] SIGNATURE = {'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xff, '\r', '\n', 0};

    private final ByteFeed feed;
    private long line;
    private boolean started;

    BinaryRowReader(ByteFeed feed) {
        this.feed = feed;
    }

    @Override
    public long line() {
        return line;
    }

    @Override
    public boolean next(FieldBuffer fields) {
        if (!started) {
            started = true;
            header();
        }
        line++;
        fields.clear();
        int count = (short) number(2);
        if (count == -1) {
            if (feed.read() >= 0) {
                throw bad("received copy data after EOF marker");
            }
            return false;
        }
        for (int i = 0; i < count; i++) {
            int length = number(4);
            if (length < -1) {
                throw bad("invalid field size");
            }
            for (int b = 0; b < length; b++) {
                fields.append((byte) required());
            }
            fields.endField(length == -1);
        }
        return true;
    }

    private void header() {
        for (byte expected : SIGNATURE) {
            if (feed.read() != (expected & 0xff)) {
                throw bad("COPY file signature not recognized");
            }
        }
        int flags = number(4);
        if ((flags & 0xffff0000) != 0) {
            throw bad("unrecognized critical flags in COPY file header");
        }
        int extension = number(4);
        if (extension < 0) {
            throw bad("invalid COPY file header (missing length)");
        }
        for (int i = 0; i < extension; i++) {
            required();
        }
    }

    private int number(int bytes) {
        int value = 0;
        for (int i = 0; i < bytes; i++) {
            value = value << 8 | required();
        }
        return value;
    }

    private int required() {
        int c = feed.read();
        if (c < 0) {
            throw bad("unexpected EOF in COPY data");
        }
        return c;
    }

    private static SqlStateException bad(String message) {
        return new SqlStateException(SqlState.BAD_COPY_FILE_FORMAT, message);
    }
}
