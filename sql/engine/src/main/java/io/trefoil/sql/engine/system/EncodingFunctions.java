package io.trefoil.sql.engine.system;

import static io.trefoil.sql.functions.FunctionFamily.unary;

import io.trefoil.sql.functions.FunctionFamily;
import java.util.Locale;

/** The numbers of character encodings (PostgreSQL docs, "Character Set Support"): pg_encoding_to_char and back. */
final class EncodingFunctions implements FunctionFamily {
    /** By number, from 0; what follows the colon is the greatest number of bytes of a character. */
    private static final String[] ENCODINGS = """
        SQL_ASCII:1 EUC_JP:3 EUC_CN:3 EUC_KR:3 EUC_TW:4 EUC_JIS_2004:3 UTF8:4 MULE_INTERNAL:4 LATIN1:1 LATIN2:1 LATIN3:1
        LATIN4:1 LATIN5:1 LATIN6:1 LATIN7:1 LATIN8:1 LATIN9:1 LATIN10:1 WIN1256:1 WIN1258:1 WIN866:1 WIN874:1 KOI8R:1
        WIN1251:1 WIN1252:1 ISO_8859_5:1 ISO_8859_6:1 ISO_8859_7:1 ISO_8859_8:1 WIN1250:1 WIN1253:1 WIN1254:1 WIN1255:1
        WIN1257:1 KOI8U:1 SJIS:2 BIG5:2 GBK:2 UHC:2 GB18030:4 JOHAB:3 SHIFT_JIS_2004:2\
        """.split("\\s+");

    @Override
    public void define(Definitions d) {
        unary(d, "pg_encoding_to_char(int4)", number -> {
            int encoding = (int) number;
            return encoding < 0 || encoding >= ENCODINGS.length ? "" : name(encoding);
        });
        unary(d, "pg_encoding_max_length(int4)", number -> {
            int encoding = (int) number;
            if (encoding < 0 || encoding >= ENCODINGS.length) {
                return null;
            }
            return ENCODINGS[encoding].charAt(ENCODINGS[encoding].length() - 1) - '0';
        });
        unary(d, "pg_char_to_encoding(name)", name -> number((String) name));
    }

    private static String name(int encoding) {
        return ENCODINGS[encoding].substring(0, ENCODINGS[encoding].indexOf(':'));
    }

    /** Names are read without regard to case and punctuation; -1 for no encoding. */
    private static int number(String name) {
        String plain = plain(name);
        String meant = switch (plain) {
            case "unicode" -> "utf8";
            case "iso88591" -> "latin1";
            case "iso88592" -> "latin2";
            case "iso885915" -> "latin9";
            case "windows1252" -> "win1252";
            case "windows1251", "win" -> "win1251";
            default -> plain;
        };
        for (int i = 0; i < ENCODINGS.length; i++) {
            if (plain(name(i)).equals(meant)) {
                return i;
            }
        }
        return -1;
    }

    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    }
}
