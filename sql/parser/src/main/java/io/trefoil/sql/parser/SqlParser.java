package io.trefoil.sql.parser;

import io.trefoil.sql.parser.ast.Expression;
import io.trefoil.sql.parser.ast.Statement;
import io.trefoil.sql.parser.ast.TypeName;
import io.trefoil.sql.types.SqlStateException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * The parser's door. Errors are {@link SqlStateException}s of state 42601 with PostgreSQL's message and 1-based
 * character position; 54001 when expressions or queries nest too deeply; 0A000 for the few statements of PostgreSQL
 * that have no tree here.
 */
public final class SqlParser {
    private SqlParser() {}

    /** Parses a whole query text, as PostgreSQL does before it runs any of it; an empty text gives an empty list. */
    public static List<ParsedStatement> parse(String sql) {
        return guarded(() -> statements(sql));
    }

    /** PostgreSQL's check_stack_depth: nothing is held open while parsing, so running out of stack does no harm. */
    private static <T> T guarded(Supplier<T> parse) {
        try {
            return parse.get();
        } catch (StackOverflowError e) {
            throw Tokens.tooDeep("The statement nests too deeply for the stack of its thread.");
        }
    }

    private static List<ParsedStatement> statements(String sql) {
        Grammar grammar = new Grammar(sql);
        Tokens tokens = grammar.tokens;
        while (tokens.accept(TokenKind.SEMICOLON)) {
            // An empty statement is none.
        }
        if (tokens.is(TokenKind.END_OF_INPUT)) {
            return List.of();
        }
        StatementGrammar statements = new StatementGrammar(grammar);
        ParsedStatement first = statement(statements, tokens);
        if (tokens.is(TokenKind.END_OF_INPUT)) {
            return List.of(first);
        }
        List<ParsedStatement> all = new ArrayList<>();
        all.add(first);
        while (tokens.accept(TokenKind.SEMICOLON)) {
            if (!tokens.is(TokenKind.SEMICOLON) && !tokens.is(TokenKind.END_OF_INPUT)) {
                all.add(statement(statements, tokens));
            }
        }
        end(tokens);
        return List.copyOf(all);
    }

    private static ParsedStatement statement(StatementGrammar statements, Tokens tokens) {
        int start = tokens.start();
        Statement statement = statements.statement();
        if (!tokens.is(TokenKind.SEMICOLON)) {
            end(tokens);
        }
        return new ParsedStatement(statement, start, tokens.previousEnd());
    }

    private static void end(Tokens tokens) {
        if (!tokens.is(TokenKind.END_OF_INPUT)) {
            throw tokens.syntaxError();
        }
    }

    /** Parses a single expression, such as a stored default or CHECK condition. */
    public static Expression parseExpression(String sql) {
        return guarded(() -> {
            Grammar grammar = new Grammar(sql);
            Expression expression = grammar.expressions.expression();
            end(grammar.tokens);
            return expression;
        });
    }

    /** Parses a type name as in {@code CAST(x AS name)} or {@code regtype} input. */
    public static TypeName parseTypeName(String sql) {
        return guarded(() -> {
            Grammar grammar = new Grammar(sql);
            TypeName type = grammar.types.type();
            end(grammar.tokens);
            return type;
        });
    }
}
