package io.trefoil.launcher.tls;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * The few ASN.1 values a certificate needs, in DER (ITU-T X.690): each is a tag byte, a length and the content. Pure
 * functions that return the encoded value; structures are built by nesting them.
 */
final class DerWriter {
    private static final int INTEGER = 0x02;
    private static final int BIT_STRING = 0x03;
    private static final int OCTET_STRING = 0x04;
    private static final int OBJECT_IDENTIFIER = 0x06;
    private static final int UTF8_STRING = 0x0c;
    private static final int UTC_TIME = 0x17;
    private static final int GENERALIZED_TIME = 0x18;
    private static final int SEQUENCE = 0x30;
    private static final int SET = 0x31;

    private static final DateTimeFormatter TWO_DIGIT_YEAR = DateTimeFormatter.ofPattern("yyMMddHHmmss'Z'");
    private static final DateTimeFormatter FOUR_DIGIT_YEAR = DateTimeFormatter.ofPattern("yyyyMMddHHmmss'Z'");

    private DerWriter() {}

    static byte[] sequence(byte[]... values) {
        return value(SEQUENCE, join(values));
    }

    static byte[] set(byte[]... values) {
        return value(SET, join(values));
    }

    /** A value under a context-specific tag: constructed when it wraps whole values, primitive when it replaces a tag. */
    static byte[] tagged(int number, boolean constructed, byte[] content) {
        return value(0x80 | (constructed ? 0x20 : 0) | number, content);
    }

    static byte[] integer(BigInteger value) {
        return value(INTEGER, value.toByteArray());
    }

    static byte[] bitString(byte[] bits) {
        return value(BIT_STRING, join(new byte[] {0}, bits));
    }

    static byte[] octetString(byte[] bytes) {
        return value(OCTET_STRING, bytes);
    }

    static byte[] utf8(String text) {
        return value(UTF8_STRING, text.getBytes(StandardCharsets.UTF_8));
    }

    /** A time in the form that RFC 5280 section 4.1.2.5 asks for: two-digit years before 2050, four digits from then on. */
    static byte[] time(Instant instant) {
        var utc = instant.atOffset(ZoneOffset.UTC);
        return utc.getYear() < 2050
                ? value(UTC_TIME, TWO_DIGIT_YEAR.format(utc).getBytes(StandardCharsets.US_ASCII))
                : value(GENERALIZED_TIME, FOUR_DIGIT_YEAR.format(utc).getBytes(StandardCharsets.US_ASCII));
    }

    static byte[] bool(boolean value) {
        return value(0x01, new byte[] {(byte) (value ? 0xff : 0)});
    }

    /** An object identifier in dotted form: first two arcs in one byte, the others in base 128. */
    static byte[] objectIdentifier(String dotted) {
        String[] arcs = dotted.split("\\.", -1);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(Integer.parseInt(arcs[0]) * 40 + Integer.parseInt(arcs[1]));
        for (int i = 2; i < arcs.length; i++) {
            int arc = Integer.parseInt(arcs[i]);
            for (int shift = 28; shift > 0; shift -= 7) {
                if (arc >>> shift != 0) {
                    out.write(0x80 | (arc >>> shift & 0x7f));
                }
            }
            out.write(arc & 0x7f);
        }
        return value(OBJECT_IDENTIFIER, out.toByteArray());
    }

    private static byte[] value(int tag, byte[] content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(content.length + 6);
        out.write(tag);
        if (content.length < 0x80) {
            out.write(content.length);
        } else {
            byte[] length = BigInteger.valueOf(content.length).toByteArray();
            int skip = length[0] == 0 ? 1 : 0;
            out.write(0x80 | (length.length - skip));
            out.write(length, skip, length.length - skip);
        }
        out.writeBytes(content);
        return out.toByteArray();
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}
