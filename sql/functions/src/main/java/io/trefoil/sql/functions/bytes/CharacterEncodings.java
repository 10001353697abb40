package io.trefoil.sql.functions.bytes;

import static io.trefoil.sql.functions.FunctionFamily.binary;
import static io.trefoil.sql.functions.FunctionFamily.ternary;

import io.trefoil.sql.functions.FunctionErrors;
import io.trefoil.sql.functions.FunctionFamily;
import io.trefoil.sql.functions.text.CaseFunctions;
import io.trefoil.sql.functions.text.CodePoints;
import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** convert, convert_from and convert_to among the character encodings that PostgreSQL names. */
public final class CharacterEncodings implements FunctionFamily {
    private static final Map<String, String> JAVA_NAMES = javaNames();

    /** An encoding under the name PostgreSQL shows. */
    private record Encoding(String name, Charset charset) {}

    @Override
    public void define(Definitions d) {
        binary(d, "convert_from(bytea,name)", (bytes, name) -> decode((byte[]) bytes, source((String) name)));
        binary(d, "convert_to(text,name)", (text, name) -> encode((String) text, destination((String) name)));
        ternary(d, "convert(bytea,name,name)", (bytes, from, to) -> {
            Encoding source = source((String) from);
            Encoding destination = destination((String) to);
            return encode(decode((byte[]) bytes, source), destination);
        });
        binary(d, "length(bytea,name)", (bytes, name) -> {
            Encoding encoding = find((String) name);
            if (encoding == null) {
                throw FunctionErrors.invalidParameter("invalid encoding name \"" + name + "\"");
            }
            return CodePoints.length(decode((byte[]) bytes, encoding));
        });
    }

    private static Encoding source(String name) {
        Encoding encoding = find(name);
        if (encoding == null) {
            throw FunctionErrors.invalidParameter("invalid source encoding name \"" + name + "\"");
        }
        return encoding;
    }

    private static Encoding destination(String name) {
        Encoding encoding = find(name);
        if (encoding == null) {
            throw FunctionErrors.invalidParameter("invalid destination encoding name \"" + name + "\"");
        }
        return encoding;
    }

    private static String decode(byte[] bytes, Encoding encoding) {
        CharsetDecoder decoder = encoding.charset().newDecoder();
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length + 8);
        CoderResult result = decoder.decode(in, out, true);
        if (result.isError() || contains(bytes, (byte) 0)) {
            throw new SqlStateException(
                    SqlState.CHARACTER_NOT_IN_REPERTOIRE,
                    "invalid byte sequence for encoding \"" + encoding.name() + "\": "
                            + badSequence(bytes, result.isError() ? in.position() : -1, encoding));
        }
        decoder.flush(out);
        return out.flip().toString();
    }

    private static boolean contains(byte[] bytes, byte wanted) {
        for (byte b : bytes) {
            if (b == wanted) {
                return true;
            }
        }
        return false;
    }

    /** The bytes PostgreSQL would show: as many as the first byte promises, or those that are left. */
    private static String badSequence(byte[] bytes, int position, Encoding encoding) {
        if (position < 0) {
            return "0x00";
        }
        int first = bytes[position] & 0xFF;
        int promised = encoding.charset() != StandardCharsets.UTF_8 || first < 0xC0
                ? 1
                : first < 0xE0 ? 2 : first < 0xF0 ? 3 : first < 0xF8 ? 4 : 1;
        return hex(bytes, position, Math.min(promised, bytes.length - position));
    }

    private static byte[] encode(String text, Encoding encoding) {
        CharsetEncoder encoder = encoding.charset().newEncoder();
        CharBuffer in = CharBuffer.wrap(text);
        try {
            ByteBuffer out = encoder.encode(in);
            byte[] bytes = new byte[out.remaining()];
            out.get(bytes);
            return bytes;
        } catch (CharacterCodingException e) {
            int codePoint = text.codePointAt(in.position());
            byte[] utf8 = Character.toString(codePoint).getBytes(StandardCharsets.UTF_8);
            throw new SqlStateException(
                    SqlState.UNTRANSLATABLE_CHARACTER,
                    "character with byte sequence " + hex(utf8, 0, utf8.length)
                            + " in encoding \"UTF8\" has no equivalent in encoding \"" + encoding.name() + "\"");
        }
    }

    private static String hex(byte[] bytes, int from, int count) {
        StringBuilder text = new StringBuilder();
        for (int i = from; i < from + count; i++) {
            text.append(i == from ? "" : " ").append("0x%02x".formatted(bytes[i] & 0xFF));
        }
        return text.toString();
    }

    /** Names are compared by their letters and digits alone, without case. */
    private static @Nullable Encoding find(String name) {
        String cleaned = CaseFunctions.lower(name).replaceAll("[^a-z0-9]", "");
        String known = JAVA_NAMES.get(cleaned);
        if (known == null) {
            return null;
        }
        String[] parts = known.split("/");
        return new Encoding(parts[0], Charset.forName(parts[1]));
    }

    /** Aliases of PostgreSQL (PostgreSQL docs, "Supported Character Sets") to its name and Java's. */
    private static Map<String, String> javaNames() {
        Map<String, String> names = new HashMap<>();
        add(names, "UTF8/UTF-8", "utf8 unicode");
        add(names, "SQL_ASCII/UTF-8", "sqlascii");
        add(names, "LATIN1/ISO-8859-1", "latin1 iso88591");
        add(names, "LATIN2/ISO-8859-2", "latin2 iso88592");
        add(names, "LATIN3/ISO-8859-3", "latin3 iso88593");
        add(names, "LATIN4/ISO-8859-4", "latin4 iso88594");
        add(names, "LATIN5/ISO-8859-9", "latin5 iso88599");
        add(names, "LATIN7/ISO-8859-13", "latin7 iso885913");
        add(names, "LATIN9/ISO-8859-15", "latin9 iso885915");
        add(names, "ISO_8859_5/ISO-8859-5", "iso88595");
        add(names, "ISO_8859_6/ISO-8859-6", "iso88596");
        add(names, "ISO_8859_7/ISO-8859-7", "iso88597");
        add(names, "ISO_8859_8/ISO-8859-8", "iso88598");
        for (int i = 1250; i <= 1258; i++) {
            add(names, "WIN" + i + "/windows-" + i, "win" + i + " windows" + i);
        }
        add(names, "WIN866/IBM866", "win866 windows866 alt");
        add(names, "WIN874/x-windows-874", "win874 windows874");
        add(names, "KOI8R/KOI8-R", "koi8r koi8");
        add(names, "KOI8U/KOI8-U", "koi8u");
        add(names, "EUC_JP/EUC-JP", "eucjp");
        add(names, "EUC_KR/EUC-KR", "euckr");
        add(names, "EUC_CN/GB2312", "euccn");
        add(names, "EUC_TW/x-EUC-TW", "euctw");
        add(names, "SJIS/Shift_JIS", "sjis shiftjis mskanji win932 windows932");
        add(names, "BIG5/Big5", "big5 win950 windows950");
        add(names, "GBK/GBK", "gbk win936 windows936");
        add(names, "GB18030/GB18030", "gb18030");
        add(names, "UHC/x-windows-949", "uhc win949 windows949");
        return Map.copyOf(names);
    }

    private static void add(Map<String, String> names, String value, String aliases) {
        if (!Charset.isSupported(value.substring(value.indexOf('/') + 1))) {
            return;
        }
        for (String alias : aliases.split(" ")) {
            names.put(alias, value);
        }
    }
}
