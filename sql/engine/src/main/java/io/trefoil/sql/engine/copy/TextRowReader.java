package io.trefoil.sql.engine.copy;

import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;
import java.util.Arrays;

/** COPY's text format: delimiters, backslash escapes, {@code \.} as end marker. */
final class TextRowReader implements CopyRowReader {
    private final ByteFeed feed;
    private final byte delimiter;
    private final byte[] nullText;
    private final FieldBuffer raw = new FieldBuffer();
    private long line;
    private boolean done;

    TextRowReader(ByteFeed feed, CopyOptions options) {
        this.feed = feed;
        this.delimiter = options.delimiter();
        this.nullText = options.nullText();
    }

    @Override
    public long line() {
        return line;
    }

    @Override
    public boolean next(FieldBuffer fields) {
        if (done || feed.peek() < 0) {
            return false;
        }
        line++;
        fields.clear();
        raw.clear();
        while (true) {
            copyPlain(fields);
            int c = feed.read();
            if (c < 0 || c == '\n') {
                endField(fields);
                return true;
            }
            if (c == '\r') {
                if (feed.peek() == '\n') {
                    feed.read();
                }
                endField(fields);
                return true;
            }
            if (c == (delimiter & 0xff)) {
                endField(fields);
            } else if (escape(fields)) {
                return false;
            }
        }
    }

    /** Takes the run of bytes up to the next one that means something. */
    private void copyPlain(FieldBuffer fields) {
        while (feed.peek() >= 0) {
            byte[] chunk = feed.chunk();
            int start = feed.position();
            int end = start;
            int limit = feed.limit();
            while (end < limit
                    && chunk[end] != '\n'
                    && chunk[end] != '\\'
                    && chunk[end] != delimiter
                    && chunk[end] != '\r') {
                end++;
            }
            fields.append(chunk, start, end - start);
            raw.append(chunk, start, end - start);
            feed.position(end);
            if (end < limit) {
                return;
            }
        }
    }

    /** After a backslash. @return true when it was the end marker */
    private boolean escape(FieldBuffer fields) {
        int c = feed.read();
        if (c == '.' && fields.count() == 0 && fields.openLength() == 0) {
            int next = feed.peek();
            if (next < 0 || next == '\n' || next == '\r') {
                done = true;
                feed.drain();
                return true;
            }
            throw new SqlStateException(SqlState.BAD_COPY_FILE_FORMAT, "end-of-copy marker corrupt");
        }
        raw.append((byte) '\\');
        if (c < 0) {
            fields.append((byte) '\\');
            return false;
        }
        raw.append((byte) c);
        switch (c) {
            case 'b' -> fields.append((byte) '\b');
            case 'f' -> fields.append((byte) '\f');
            case 'n' -> fields.append((byte) '\n');
            case 'r' -> fields.append((byte) '\r');
            case 't' -> fields.append((byte) '\t');
            case 'v' -> fields.append((byte) 0x0b);
            case 'x' -> hexadecimal(fields);
            case '0', '1', '2', '3', '4', '5', '6', '7' -> octal(c - '0', fields);
            default -> fields.append((byte) c);
        }
        return false;
    }

    private void hexadecimal(FieldBuffer fields) {
        int value = -1;
        for (int i = 0; i < 2; i++) {
            int digit = Character.digit(feed.peek(), 16);
            if (digit < 0) {
                break;
            }
            raw.append((byte) feed.read());
            value = Math.max(value, 0) * 16 + digit;
        }
        fields.append(value < 0 ? (byte) 'x' : (byte) value);
    }

    private void octal(int first, FieldBuffer fields) {
        int value = first;
        for (int i = 0; i < 2 && feed.peek() >= '0' && feed.peek() <= '7'; i++) {
            int digit = feed.read();
            raw.append((byte) digit);
            value = value * 8 + digit - '0';
        }
        fields.append((byte) value);
    }

    /** A field is null when its text before unescaping is the null text. */
    private void endField(FieldBuffer fields) {
        int start = raw.openStart();
        int length = raw.openLength();
        boolean isNull =
                length == nullText.length && Arrays.equals(raw.array(), start, start + length, nullText, 0, length);
        raw.endField(isNull);
        fields.endField(isNull);
    }
}
