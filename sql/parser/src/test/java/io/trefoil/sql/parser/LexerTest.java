package io.trefoil.sql.parser;

import static org.assertj.core.api.Assertions.assertThat;

import io.trefoil.sql.parser.ast.Literal.BitStringLiteral;
import io.trefoil.sql.parser.ast.Literal.IntegerLiteral;
import io.trefoil.sql.parser.ast.Literal.NumericLiteral;
import io.trefoil.sql.parser.ast.Literal.StringLiteral;
import io.trefoil.sql.parser.ast.Reference.ColumnReference;
import io.trefoil.sql.parser.deparse.Deparser;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens by PostgreSQL's rules. */
final class LexerTest {

    private static List<String> tokens(String sql) {
        TokenList list = Lexer.tokenize(sql);
        List<String> tokens = new ArrayList<>();
        for (int i = 0; i < list.size() - 1; i++) {
            tokens.add(sql.substring(list.start(i), list.end(i)));
        }
        return tokens;
    }

    private static String string(String sql) {
        return SqlParser.parseExpression(sql) instanceof StringLiteral literal ? literal.value() : "no string";
    }

    private static String name(String sql) {
        return SqlParser.parseExpression(sql) instanceof ColumnReference column
                ? column.names().get(0)
                : "no column";
    }

    @Test
    void operatorsEndBeforeTrailingSignsUnlessTheyHoldASpecialCharacter() {
        assertThat(tokens("a=-1")).containsExactly("a", "=", "-", "1");
        assertThat(tokens("a@-1")).containsExactly("a", "@-", "1");
        assertThat(tokens("a<->b")).containsExactly("a", "<->", "b");
        assertThat(tokens("a->>'x'")).containsExactly("a", "->>", "'x'");
        assertThat(tokens("a*-+-b")).containsExactly("a", "*", "-", "+", "-", "b");
        assertThat(tokens("a||/*c*/b")).containsExactly("a", "||", "b");
        assertThat(tokens("a<--c\nb")).containsExactly("a", "<", "b");
    }

    @Test
    void castsAssignmentsAndRangesAreTokensOfTheirOwn() {
        assertThat(tokens("a::b:=c=>d..e:f"))
                .containsExactly("a", "::", "b", ":=", "c", "=>", "d", "..", "e", ":", "f");
        assertThat(tokens("1..10")).containsExactly("1", "..", "10");
    }

    @Test
    void commentsNest() {
        assertThat(tokens("1 /* a /* b */ c */ + -- d\n2")).containsExactly("1", "+", "2");
    }

    @Test
    void numbersOfIntRangeAreIntegersAndAllOthersNumeric() {
        assertThat(SqlParser.parseExpression("2147483647")).isInstanceOf(IntegerLiteral.class);
        assertThat(SqlParser.parseExpression("2147483648")).isInstanceOf(NumericLiteral.class);
        for (String text : List.of("1.5e3", ".5", "5.", "1e5", "1.e-2")) {
            assertThat(SqlParser.parseExpression(text)).isEqualTo(new NumericLiteral(text, 0));
        }
    }

    @Test
    void stringsContinueAcrossANewline() {
        assertThat(string("'a'\n  'b'")).isEqualTo("ab");
        assertThat(string("'a' -- note\n'b'")).isEqualTo("ab");
        assertThat(string("E'a\\t' \n'\\n'")).isEqualTo("a\t\n");
    }

    @Test
    void escapesAreDecoded() {
        assertThat(string("'it''s \\n'")).isEqualTo("it's \\n");
        assertThat(string("E'\\b\\f\\n\\r\\t\\\\\\'\\q'")).isEqualTo("\b\f\n\r\t\\'q");
        assertThat(string("E'\\101\\x42\\u00e9\\U0001F600'")).isEqualTo("ABé😀");
        assertThat(string("E'\\xd1\\x81 \\303\\251'")).isEqualTo("с é");
        assertThat(string("E'\\ud83d\\ude00'")).isEqualTo("😀");
        assertThat(string("U&'d\\0061t\\+01F600'")).isEqualTo("dat😀");
        assertThat(string("U&'d!0061!!' UESCAPE '!'")).isEqualTo("da!");
    }

    @Test
    void dollarQuotesTakeEverythingToTheSameTag() {
        assertThat(string("$$a 'b' $x$ c$$")).isEqualTo("a 'b' $x$ c");
        assertThat(string("$tag$a $$ $Tag$ b$tag$")).isEqualTo("a $$ $Tag$ b");
    }

    @Test
    void bitStringsKeepTheirDigits() {
        assertThat(SqlParser.parseExpression("B'10'")).isEqualTo(new BitStringLiteral("10", false, 0));
        assertThat(SqlParser.parseExpression("x'1F'")).isEqualTo(new BitStringLiteral("1F", true, 0));
    }

    @Test
    void identifiersAreFoldedUnquotedAndTruncated() {
        assertThat(name("FooBar$1")).isEqualTo("foobar$1");
        assertThat(name("\"Foo\"\"Bar\"")).isEqualTo("Foo\"Bar");
        assertThat(name("U&\"d\\0061ta\"")).isEqualTo("data");
        assertThat(name("ÄÖx")).isEqualTo("ÄÖx");
        assertThat(name("a".repeat(70))).hasSize(63);
        assertThat(name("\"" + "é".repeat(40) + "\"")).isEqualTo("é".repeat(31));
    }

    @ParameterizedTest
    @CsvSource({
        "value, value",
        "select, \"\"\"select\"\"\"",
        "Mixed, \"\"\"Mixed\"\"\"",
        "time, \"\"\"time\"\"\"",
        "a1_, a1_",
        "1a, \"\"\"1a\"\"\"",
    })
    void identifiersAreQuotedWhereNeeded(String name, String quoted) {
        assertThat(Identifiers.quote(name)).isEqualTo(quoted.replace("\"\"\"", "\""));
    }

    @Test
    void positionsCountCharactersNotUtf16Units() {
        assertThat(SyntaxErrorTest.error("SELECT '😀' 'x' y").position()).isEqualTo(12);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", ";", " ; ;; ", "-- nothing", "/* nothing */;"})
    void textWithoutStatementsGivesNone(String sql) {
        assertThat(SqlParser.parse(sql)).isEmpty();
    }

    @Test
    void statementsCarryTheirBounds() {
        String sql = " select 1 ;; -- x\n select 'a;b' ; ";
        assertThat(SqlParser.parse(sql))
                .extracting(statement -> sql.substring(statement.start(), statement.end()))
                .containsExactly("select 1", "select 'a;b'");
    }

    @Test
    void keywordsServeAsNamesByTheirClass() {
        String sql = "SELECT date, time, timestamp, year, value, type, name AS select, text \"order\" FROM events";
        assertThat(Deparser.statement(SqlParser.parse(sql).get(0).statement()))
                .isEqualTo("SELECT date, \"time\", \"timestamp\", year, value, type, name AS \"select\", text AS"
                        + " \"order\" FROM events");
    }
}
