package io.trefoil.sql.types;

import java.util.Locale;

/** pg_lsn: a 64-bit position in the log, written as two hexadecimal halves. */
final class LsnType extends ByteParsedType {
    private static final int HALF_DIGITS_MAX = 8;

    LsnType() {
        super(TypeOid.PG_LSN, TypeOid.PG_LSN_ARRAY, "pg_lsn", "pg_lsn", 'U', false, 8);
    }

    @Override
    public Class<?> javaClass() {
        return Long.class;
    }

    @Override
    public Object parse(byte[] source, int offset, int length, int typmod, TextFormat format) {
        int end = offset + length;
        int slash = digitsEnd(source, offset, end);
        int last = slash < end && source[slash] == '/' ? digitsEnd(source, slash + 1, end) : -1;
        if (slash == offset || slash - offset > HALF_DIGITS_MAX || last != end) {
            throw InputErrors.syntax("pg_lsn", Utf8.decode(source, offset, length));
        }
        int half = last - slash - 1;
        if (half == 0 || half > HALF_DIGITS_MAX) {
            throw InputErrors.syntax("pg_lsn", Utf8.decode(source, offset, length));
        }
        return hex(source, offset, slash) << 32 | hex(source, slash + 1, last);
    }

    private static int digitsEnd(byte[] source, int from, int end) {
        int at = from;
        while (at < end && AsciiText.hexDigit(source[at]) >= 0) {
            at++;
        }
        return at;
    }

    private static long hex(byte[] source, int from, int end) {
        long value = 0;
        for (int i = from; i < end; i++) {
            value = value << 4 | AsciiText.hexDigit(source[i]);
        }
        return value;
    }

    @Override
    public void writeText(Object value, TextFormat format, ByteSink out) {
        long position = (Long) value;
        out.putAscii(Long.toHexString(position >>> 32).toUpperCase(Locale.ROOT));
        out.putByte('/');
        out.putAscii(Long.toHexString(position & 0xffffffffL).toUpperCase(Locale.ROOT));
    }

    @Override
    public Object readBinary(byte[] source, int offset, int length, int typmod) {
        return BinaryReader.longAt(source, offset, length);
    }

    @Override
    public void writeBinary(Object value, ByteSink out) {
        out.putLong((Long) value);
    }

    @Override
    public int compare(Object left, Object right) {
        return Long.compareUnsigned((Long) left, (Long) right);
    }
}
