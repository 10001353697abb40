package io.trefoil.sql.parser;

import io.trefoil.sql.parser.ast.Expression;
import io.trefoil.sql.parser.ast.IntervalFields;
import io.trefoil.sql.parser.ast.Literal.IntegerLiteral;
import io.trefoil.sql.parser.ast.QualifiedName;
import io.trefoil.sql.parser.ast.TypeName;
import io.trefoil.sql.types.SqlState;
import java.util.ArrayList;
import java.util.List;

/** Type names: SQL's own words become pg_catalog types, all else is a name with modifiers. */
final class TypeGrammar {
    private static final int FLOAT4_DIGITS_MAX = 24;
    private static final int FLOAT8_DIGITS_MAX = 53;

    private final Grammar grammar;
    private final Tokens tokens;

    TypeGrammar(Grammar grammar) {
        this.grammar = grammar;
        this.tokens = grammar.tokens;
    }

    /** {@code [SETOF] type [array bounds]} (Typename). */
    TypeName type() {
        int position = tokens.start();
        boolean setOf = tokens.accept(TokenKind.SETOF);
        TypeName simple = simpleType();
        if (!setOf && !tokens.is(TokenKind.LEFT_BRACKET) && !tokens.is(TokenKind.ARRAY)) {
            return simple;
        }
        return new TypeName(simple.name(), simple.modifiers(), arrayBounds(), setOf, false, position);
    }

    /** A parameter or result type, which may also be {@code table.column%TYPE} (func_type). */
    TypeName functionType() {
        int ahead = tokens.is(TokenKind.SETOF) ? 1 : 0;
        if (tokens.kindAhead(ahead).isTypeOrFunctionName() && tokens.kindAhead(ahead + 1) == TokenKind.DOT) {
            int last = ahead + 1;
            while (tokens.kindAhead(last) == TokenKind.DOT
                    && tokens.kindAhead(last + 1).isLabel()) {
                last += 2;
            }
            if (tokens.kindAhead(last) == TokenKind.PERCENT) {
                int position = tokens.start();
                boolean setOf = tokens.accept(TokenKind.SETOF);
                int namePosition = tokens.start();
                QualifiedName name = grammar.names.dotted(grammar.names.take(), namePosition);
                tokens.expect(TokenKind.PERCENT);
                tokens.expect(TokenKind.TYPE);
                return new TypeName(name, List.of(), List.of(), setOf, true, position);
            }
        }
        return type();
    }

    private List<Integer> arrayBounds() {
        if (tokens.accept(TokenKind.ARRAY)) {
            if (!tokens.accept(TokenKind.LEFT_BRACKET)) {
                return List.of(-1);
            }
            int bound = tokens.integer();
            tokens.expect(TokenKind.RIGHT_BRACKET);
            return List.of(bound);
        }
        List<Integer> bounds = new ArrayList<>(1);
        while (tokens.accept(TokenKind.LEFT_BRACKET)) {
            bounds.add(tokens.is(TokenKind.INTEGER_CONSTANT) ? tokens.integer() : -1);
            tokens.expect(TokenKind.RIGHT_BRACKET);
        }
        return List.copyOf(bounds);
    }

    TypeName simpleType() {
        int position = tokens.start();
        return switch (tokens.kind()) {
            case INTERVAL -> {
                tokens.advance();
                yield interval(position);
            }
            default -> isBuiltIn() ? builtIn(false) : generic();
        };
    }

    /** Whether the current word starts a type with a grammar of its own, INTERVAL aside. */
    boolean isBuiltIn() {
        TokenKind kind = tokens.kind();
        return kind == TokenKind.DOUBLE ? tokens.isNext(TokenKind.PRECISION) : isBuiltIn(kind);
    }

    /** The words of such types, but for DOUBLE, which needs PRECISION behind it. */
    static boolean isBuiltIn(TokenKind kind) {
        return switch (kind) {
            case INT,
                    INTEGER,
                    SMALLINT,
                    BIGINT,
                    REAL,
                    FLOAT,
                    DECIMAL,
                    DEC,
                    NUMERIC,
                    BOOLEAN,
                    BIT,
                    CHARACTER,
                    CHAR,
                    VARCHAR,
                    NATIONAL,
                    NCHAR,
                    TIMESTAMP,
                    TIME -> true;
            default -> false;
        };
    }

    /** A type word with its modifiers; before a string ({@code constant}) char and bit have no implied length. */
    TypeName builtIn(boolean constant) {
        int position = tokens.start();
        return switch (tokens.advance()) {
            case INT, INTEGER -> system("int4", List.of(), position);
            case SMALLINT -> system("int2", List.of(), position);
            case BIGINT -> system("int8", List.of(), position);
            case REAL -> system("float4", List.of(), position);
            case FLOAT -> system(floatName(), List.of(), position);
            case DOUBLE -> {
                tokens.expect(TokenKind.PRECISION);
                yield system("float8", List.of(), position);
            }
            case DECIMAL, DEC, NUMERIC -> system("numeric", modifiers(), position);
            case BOOLEAN -> system("bool", List.of(), position);
            case BIT -> bit(constant, position);
            case VARCHAR -> character("varchar", constant, position);
            case NATIONAL -> {
                if (!tokens.accept(TokenKind.CHARACTER) && !tokens.accept(TokenKind.CHAR)) {
                    throw tokens.syntaxError();
                }
                yield varyingCharacter(constant, position);
            }
            case TIMESTAMP -> dateTime("timestamp", "timestamptz", position);
            case TIME -> dateTime("time", "timetz", position);
            default -> varyingCharacter(constant, position);
        };
    }

    private TypeName varyingCharacter(boolean constant, int position) {
        return character(tokens.accept(TokenKind.VARYING) ? "varchar" : "bpchar", constant, position);
    }

    private TypeName character(String name, boolean constant, int position) {
        if (tokens.accept(TokenKind.LEFT_PARENTHESIS)) {
            int at = tokens.start();
            List<Expression> length = List.of(new IntegerLiteral(tokens.integer(), at));
            tokens.expect(TokenKind.RIGHT_PARENTHESIS);
            return system(name, length, position);
        }
        boolean unbounded = constant || name.equals("varchar");
        return system(name, unbounded ? List.of() : List.of(new IntegerLiteral(1, -1)), position);
    }

    private TypeName bit(boolean constant, int position) {
        boolean varying = tokens.accept(TokenKind.VARYING);
        String name = varying ? "varbit" : "bit";
        if (tokens.is(TokenKind.LEFT_PARENTHESIS)) {
            return system(name, modifiers(), position);
        }
        return system(name, varying || constant ? List.of() : List.of(new IntegerLiteral(1, -1)), position);
    }

    private TypeName dateTime(String plain, String zoned, int position) {
        List<Expression> precision = List.of();
        if (tokens.is(TokenKind.LEFT_PARENTHESIS)) {
            precision = List.of(precision());
        }
        return system(timeZone() ? zoned : plain, precision, position);
    }

    private boolean timeZone() {
        if (tokens.is(TokenKind.WITH_BEFORE_TIME) && tokens.isNext(TokenKind.TIME)) {
            tokens.advance();
            tokens.expect(TokenKind.TIME, TokenKind.ZONE);
            return true;
        }
        if (tokens.accept(TokenKind.WITHOUT)) {
            tokens.expect(TokenKind.TIME, TokenKind.ZONE);
        }
        return false;
    }

    private Expression precision() {
        tokens.expect(TokenKind.LEFT_PARENTHESIS);
        int at = tokens.start();
        IntegerLiteral precision = new IntegerLiteral(tokens.integer(), at);
        tokens.expect(TokenKind.RIGHT_PARENTHESIS);
        return precision;
    }

    private String floatName() {
        if (!tokens.accept(TokenKind.LEFT_PARENTHESIS)) {
            return "float8";
        }
        int at = tokens.start();
        int digits = tokens.integer();
        tokens.expect(TokenKind.RIGHT_PARENTHESIS);
        if (digits < 1) {
            throw tokens.error(at, SqlState.INVALID_PARAMETER_VALUE, "precision for type float must be at least 1 bit");
        }
        if (digits > FLOAT8_DIGITS_MAX) {
            throw tokens.error(
                    at, SqlState.INVALID_PARAMETER_VALUE, "precision for type float must be less than 54 bits");
        }
        return digits <= FLOAT4_DIGITS_MAX ? "float4" : "float8";
    }

    /** What follows the word INTERVAL in a type: a precision or the fields it keeps. */
    private TypeName interval(int position) {
        boolean precise = tokens.is(TokenKind.LEFT_PARENTHESIS);
        return system("interval", precise ? intervalPrecision() : intervalFields(), position);
    }

    /** {@code (3)} after INTERVAL, as modifiers. */
    List<Expression> intervalPrecision() {
        return List.of(new IntegerLiteral(IntervalFields.FULL_RANGE, -1), precision());
    }

    /** {@code YEAR}, {@code DAY TO SECOND(3)} ... as modifiers; empty when no field follows. */
    List<Expression> intervalFields() {
        int position = tokens.start();
        return switch (tokens.kind()) {
            case YEAR -> fields(IntervalFields.YEAR, position, TokenKind.MONTH);
            case MONTH -> fields(IntervalFields.MONTH, position);
            case DAY -> fields(IntervalFields.DAY, position, TokenKind.HOUR, TokenKind.MINUTE, TokenKind.SECOND);
            case HOUR -> fields(IntervalFields.HOUR, position, TokenKind.MINUTE, TokenKind.SECOND);
            case MINUTE -> fields(IntervalFields.MINUTE, position, TokenKind.SECOND);
            case SECOND -> {
                tokens.advance();
                yield seconds(IntervalFields.SECOND, position);
            }
            default -> List.of();
        };
    }

    private List<Expression> fields(int first, int position, TokenKind... lasts) {
        tokens.advance();
        if (lasts.length == 0 || !tokens.accept(TokenKind.TO)) {
            return List.of(new IntegerLiteral(first, position));
        }
        TokenKind last = tokens.kind();
        if (!List.of(lasts).contains(last)) {
            throw tokens.syntaxError();
        }
        tokens.advance();
        if (last == TokenKind.SECOND) {
            return seconds(range(first, IntervalFields.SECOND), position);
        }
        int end = last == TokenKind.MONTH
                ? IntervalFields.MONTH
                : last == TokenKind.HOUR ? IntervalFields.HOUR : IntervalFields.MINUTE;
        return List.of(new IntegerLiteral(range(first, end), position));
    }

    private List<Expression> seconds(int mask, int position) {
        IntegerLiteral fields = new IntegerLiteral(mask, position);
        return tokens.is(TokenKind.LEFT_PARENTHESIS) ? List.of(fields, precision()) : List.of(fields);
    }

    /** All fields from the longer unit down to the shorter. */
    private static int range(int first, int last) {
        int[] order = {
            IntervalFields.YEAR,
            IntervalFields.MONTH,
            IntervalFields.DAY,
            IntervalFields.HOUR,
            IntervalFields.MINUTE,
            IntervalFields.SECOND
        };
        int mask = 0;
        boolean inside = false;
        for (int field : order) {
            inside |= field == first;
            if (inside) {
                mask |= field;
            }
            if (field == last) {
                break;
            }
        }
        return mask;
    }

    private TypeName generic() {
        int position = tokens.start();
        QualifiedName name = grammar.names.dotted(grammar.names.typeOrFunction(), position);
        return new TypeName(name, modifiers(), List.of(), false, false, position);
    }

    private List<Expression> modifiers() {
        if (!tokens.accept(TokenKind.LEFT_PARENTHESIS)) {
            return List.of();
        }
        List<Expression> modifiers = grammar.expressions.list();
        tokens.expect(TokenKind.RIGHT_PARENTHESIS);
        return modifiers;
    }

    static TypeName system(String name, List<Expression> modifiers, int position) {
        return new TypeName(QualifiedName.system(name, position), modifiers, List.of(), false, false, position);
    }
}
