package io.trefoil.sql.functions.differential;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Text, bytea and bit strings, on PostgreSQL and here. */
class TextDifferentialTest {
    private static final long SEED = Long.getLong("tck.seed", 20_261_121L);

    private final RandomCalls random = new RandomCalls(SEED);
    private final Comparison comparison = new Comparison("UTC");

    @AfterEach
    void nothingDiffers() {
        comparison.verify();
    }

    @Test
    void comparisonsAgree() {
        check(
                "text comparison",
                40,
                "(text|name|bpchar|bytea|char|bool|uuid|oid|oidvector|tid|xid|cid|xid8|pg_lsn|bit|varbit|bttext|btname|btbpchar)_?(pattern_)?(eq|ne|lt|le|gt|ge|cmp|larger|smaller|neq)(name|text|int4)?\\(.*|bt.*cmp.*");
    }

    @Test
    void stringFunctionsAgree() {
        RandomCalls small = random.with(1, "a", "b", "ab", "", "c", " ", "é", "😀", ",", "abc");
        comparison.check(
                "two texts",
                small.of(
                        60,
                        "position(text,text)",
                        "strpos(text,text)",
                        "starts_with(text,text)",
                        "btrim(text,text)",
                        "ltrim(text,text)",
                        "rtrim(text,text)",
                        "textcat(text,text)",
                        "string_to_array(text,text)",
                        "string_to_table(text,text)",
                        "replace(text,text,text)",
                        "translate(text,text,text)"));
        check(
                "one text",
                60,
                "(lower|upper|initcap|reverse|ascii|length|char_length|character_length|octet_length|bit_length|textlen|btrim|ltrim|rtrim|quote_ident|quote_literal|quote_nullable|md5)\\((text|bpchar|bytea)\\)");
        RandomCalls nulls = small.with(2, "a", "", "b");
        comparison.check(
                "split with null text",
                nulls.of(80, "string_to_array(text,text,text)", "string_to_table(text,text,text)"));
    }

    @Test
    void positionsAgree() {
        String[] numbers = {"0", "1", "2", "3", "-1", "-2", "5", "10", "2147483647", "-2147483648"};
        RandomCalls at = random.with(1, numbers).with(2, numbers);
        comparison.check(
                "substring",
                at.of(
                        80,
                        "substr(text,int4)",
                        "substr(text,int4,int4)",
                        "substring(text,int4,int4)",
                        "left(text,int4)",
                        "right(text,int4)",
                        "substr(bytea,int4)",
                        "substr(bytea,int4,int4)",
                        "substring(bit,int4)",
                        "substring(bit,int4,int4)",
                        "bitshiftleft(bit,int4)",
                        "bitshiftright(bit,int4)"));
        RandomCalls pads = random.with(1, "0", "1", "2", "5", "10", "-1", "-2147483648", "20")
                .with(2, "x", "ab", "", "é", "😀b");
        comparison.check(
                "padding",
                pads.of(
                        80,
                        "lpad(text,int4)",
                        "rpad(text,int4)",
                        "lpad(text,int4,text)",
                        "rpad(text,int4,text)",
                        "repeat(text,int4)"));
        RandomCalls over = random.with(2, numbers).with(3, numbers);
        comparison.check(
                "overlay",
                over.of(
                        80,
                        "overlay(text,text,int4)",
                        "overlay(text,text,int4,int4)",
                        "overlay(bytea,bytea,int4)",
                        "overlay(bytea,bytea,int4,int4)",
                        "overlay(bit,bit,int4)",
                        "overlay(bit,bit,int4,int4)"));
        comparison.check(
                "split_part",
                random.with(0, "a,b,c", "", "abc", ",,", "a--b---c", "aaa")
                        .with(1, ",", "", "--", "aa")
                        .with(2, numbers)
                        .of(150, "split_part(text,text,int4)"));
        comparison.check(
                "chr",
                random.with(0, "0", "65", "233", "128512", "-1", "55296", "1114112")
                        .of(30, "chr(int4)"));
    }

    @Test
    void likeAgrees() {
        String[] patterns = {
            "%", "_", "a%", "%b", "a_c", "%a%", "\\%", "a\\_c", "", "%%", "_%", "%_", "a%b%c", "ABC", "\\", "a\\", "日%",
            "__", "é", "_😀%", "%c%c"
        };
        RandomCalls like = random.with(1, patterns);
        comparison.check(
                "like",
                like.of(
                        100,
                        "textlike(text,text)",
                        "textnlike(text,text)",
                        "texticlike(text,text)",
                        "texticnlike(text,text)",
                        "bpcharlike(bpchar,text)",
                        "bpcharnlike(bpchar,text)",
                        "bpchariclike(bpchar,text)",
                        "namelike(name,text)",
                        "nameiclike(name,text)",
                        "like(text,text)",
                        "notlike(text,text)"));
        comparison.check(
                "bytea like",
                random.with(1, "%", "_", "a%", "\\\\x", "%\\000%", "__")
                        .of(60, "bytealike(bytea,bytea)", "byteanlike(bytea,bytea)", "like(bytea,bytea)"));
        comparison.check(
                "like_escape",
                random.with(0, patterns)
                        .with(1, "\\", "!", "", "%", "ab", "_", "é", "a")
                        .of(100, "like_escape(text,text)"));
    }

    @Test
    void castsAgree() {
        RandomCalls typmods = random.with(1, "5", "7", "-1", "8", "104").with(2, "t", "f");
        comparison.check(
                "text casts",
                random.of(
                        60,
                        "text(bool)",
                        "text(bpchar)",
                        "text(name)",
                        "text(char)",
                        "bpchar(char)",
                        "bpchar(name)",
                        "varchar(name)",
                        "name(text)",
                        "name(varchar)",
                        "name(bpchar)",
                        "char(text)",
                        "int4(char)",
                        "char(int4)"));
        comparison.check("length coercions", typmods.of(100, "varchar(varchar,int4,bool)", "bpchar(bpchar,int4,bool)"));
    }

    @Test
    void bytesAndBitsAgree() {
        check(
                "bytea",
                60,
                "(byteacat|length|octet_length|bit_length|bit_count|btrim|ltrim|rtrim|position|sha224|sha256|sha384|sha512|bitand|bitor|bitxor|bitnot|bitcat|int4|int8)\\(((bytea|bit|varbit),?)+\\)");
        RandomCalls index = random.with(1, "0", "1", "7", "15", "-1", "100").with(2, "0", "1", "2", "255", "-1");
        comparison.check(
                "single bytes",
                index.of(
                        80,
                        "get_byte(bytea,int4)",
                        "set_byte(bytea,int4,int4)",
                        "get_bit(bytea,int8)",
                        "set_bit(bytea,int8,int4)",
                        "get_bit(bit,int4)",
                        "set_bit(bit,int4,int4)"));
        RandomCalls sizes = random.with(1, "1", "4", "8", "32", "40", "70", "-1", "0");
        comparison.check("bits of numbers", sizes.of(80, "bit(int4,int4)", "bit(int8,int4)"));
        comparison.check(
                "bit lengths", sizes.with(2, "t", "f").of(80, "bit(bit,int4,bool)", "varbit(varbit,int4,bool)"));
    }

    @Test
    void encodingsAgree() {
        comparison.check(
                "encode",
                random.with(1, "hex", "base64", "escape", "HEX", "foo").of(120, "encode(bytea,text)"));
        comparison.check(
                "decode",
                random.with(
                                0,
                                "",
                                "61",
                                "6162 63",
                                "6",
                                "zz",
                                "YWJj",
                                "YQ==",
                                "YQ=",
                                "YQ",
                                "Y",
                                "=",
                                "a\\142c",
                                "\\\\",
                                "\\9",
                                "x",
                                "YW Jj\nZA==",
                                "é")
                        .with(1, "hex", "base64", "escape", "Escape")
                        .of(150, "decode(text,text)"));
        comparison.check(
                "convert",
                random.with(1, "UTF8", "utf-8", "LATIN1", "latin9", "WIN1252", "foo", "iso-8859-15")
                        .of(80, "convert_to(text,name)"));
        comparison.check(
                "convert_from",
                random.with(
                                0,
                                "\\x6162",
                                "\\xe9",
                                "\\xc3a9",
                                "\\xff",
                                "\\xc3",
                                "\\xe282ac",
                                "\\xe282",
                                "\\x00",
                                "\\xf0288cbc",
                                "\\xed9f",
                                "")
                        .with(1, "UTF8", "LATIN1", "foo", "WIN1251", "KOI8R")
                        .of(100, "convert_from(bytea,name)", "length(bytea,name)"));
        comparison.check(
                "unistr",
                random.with(
                                0,
                                "a\\0061b",
                                "\\u00e9",
                                "\\+01f600",
                                "\\U0001F600",
                                "\\d83d\\de00",
                                "\\d83d",
                                "\\de00",
                                "\\d83dx",
                                "\\\\",
                                "\\",
                                "\\zzzz",
                                "\\0000",
                                "plain",
                                "\\U00110000")
                        .of(60, "unistr(text)"));
        comparison.check(
                "parse_ident",
                random.with(
                                0,
                                "a.b",
                                "\"A\".b",
                                "a.",
                                ".a",
                                "a b",
                                "\"a",
                                "1a",
                                "",
                                "A.B.C",
                                "a . b",
                                "\"a\"\"b\"",
                                "\"\"",
                                "a.b+c",
                                "été",
                                "a$1",
                                " x ")
                        .of(100, "parse_ident(text,bool)"));
    }

    @Test
    void formatAgrees() {
        List<Call> calls = new ArrayList<>();
        for (String format : List.of(
                "%s",
                "%s %s",
                "%I %L",
                "%1$s %2$s %1$s",
                "%%",
                "%",
                "%y",
                "%-10s|",
                "%10s|",
                "%2$s",
                "%s%s%s%s",
                "%*s|",
                "%-*s|",
                "%1$*2$s|",
                "%0$s",
                "a",
                "",
                "%3$s",
                "%1$",
                "%L %I")) {
            calls.addAll(random.with(0, format).of(3, "format(text,any)", List.of("text", "text", "int4")));
            calls.addAll(random.with(0, format).of(3, "format(text,any)", List.of("text", "int4", "text", "bool")));
            calls.addAll(random.with(0, format).of(1, "format(text)", List.of("text")));
        }
        for (String type : List.of("int4", "bool", "bpchar", "float8", "bytea", "_int4", "name", "char", "uuid")) {
            calls.addAll(random.of(6, "concat(any)", List.of("text", type, type)));
            calls.addAll(random.of(6, "concat_ws(text,any)", List.of("text", type, "text", type)));
            if (!type.equals("_int4")) {
                calls.addAll(random.of(6, "textanycat(text,anynonarray)", List.of("text", type)));
                calls.addAll(random.of(6, "anytextcat(anynonarray,text)", List.of(type, "text")));
            }
            if (!type.equals("char")) {
                calls.addAll(random.of(6, "quote_literal(anyelement)", List.of(type)));
                calls.addAll(random.of(6, "quote_nullable(anyelement)", List.of(type)));
            }
            calls.addAll(random.of(6, "num_nulls(any)", List.of(type, type, "text")));
            calls.addAll(random.of(6, "num_nonnulls(any)", List.of(type, type, "text")));
        }
        comparison.check("format and concat", calls);
    }

    @Test
    void sizesAgree() {
        comparison.check("pg_size_pretty", random.of(80, "pg_size_pretty(int8)", "pg_size_pretty(numeric)"));
        comparison.check(
                "pg_size_bytes",
                random.with(
                                0,
                                "1",
                                "1 kB",
                                "1.5MB",
                                "-2 gb",
                                "1 foo",
                                "x",
                                "",
                                "1e3",
                                "1 PB",
                                "9000 PB",
                                " 7 bytes ",
                                ".5 kB",
                                "1b",
                                "1e-1 kb")
                        .of(60, "pg_size_bytes(text)"));
    }

    private void check(String family, int count, String signatures) {
        comparison.check(family, random.of(count, NumberDifferentialTest.matching(random, signatures)));
    }
}
