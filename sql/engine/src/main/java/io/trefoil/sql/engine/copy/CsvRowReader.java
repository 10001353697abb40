package io.trefoil.sql.engine.copy;

import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;
import java.util.Arrays;

/** COPY's CSV format: quotes, doubled or escaped quotes, line ends inside quotes. */
final class CsvRowReader implements CopyRowReader {
    private final ByteFeed feed;
    private final int delimiter;
    private final int quote;
    private final int escape;
    private final byte[] nullText;
    private long line;
    private boolean done;

    CsvRowReader(ByteFeed feed, CopyOptions options) {
        this.feed = feed;
        this.delimiter = options.delimiter() & 0xff;
        this.quote = options.quote() & 0xff;
        this.escape = options.escape() & 0xff;
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
        boolean quotedField = false;
        while (true) {
            int c = feed.read();
            if (c < 0 || c == '\n' || c == '\r') {
                if (c == '\r' && feed.peek() == '\n') {
                    feed.read();
                }
                if (isEndMarker(fields, quotedField)) {
                    done = true;
                    feed.drain();
                    return false;
                }
                endField(fields, quotedField);
                return true;
            }
            if (c == delimiter) {
                endField(fields, quotedField);
                quotedField = false;
            } else if (c == quote) {
                quotedField = true;
                quoted(fields);
            } else {
                fields.append((byte) c);
            }
        }
    }

    private static boolean isEndMarker(FieldBuffer fields, boolean quotedField) {
        return !quotedField
                && fields.count() == 0
                && fields.openLength() == 2
                && fields.array()[0] == '\\'
                && fields.array()[1] == '.';
    }

    private void quoted(FieldBuffer fields) {
        while (true) {
            int c = feed.read();
            if (c < 0) {
                throw new SqlStateException(SqlState.BAD_COPY_FILE_FORMAT, "unterminated CSV quoted field");
            }
            if (c == escape && (feed.peek() == quote || feed.peek() == escape && escape != quote)) {
                fields.append((byte) feed.read());
            } else if (c == quote) {
                return;
            } else {
                line += c == '\n' ? 1 : 0;
                fields.append((byte) c);
            }
        }
    }

    private void endField(FieldBuffer fields, boolean quotedField) {
        int start = fields.openStart();
        int length = fields.openLength();
        boolean isNull = !quotedField
                && length == nullText.length
                && Arrays.equals(fields.array(), start, start + length, nullText, 0, length);
        fields.endField(isNull);
    }
}
