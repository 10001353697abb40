package io.trefoil.sql.parser;

import io.trefoil.sql.parser.ast.CopyStatement;
import io.trefoil.sql.parser.ast.Expression;
import io.trefoil.sql.parser.ast.Option;
import io.trefoil.sql.parser.ast.Option.ListValue;
import io.trefoil.sql.parser.ast.Option.Star;
import io.trefoil.sql.parser.ast.Option.Text;
import io.trefoil.sql.parser.ast.Option.Value;
import io.trefoil.sql.parser.ast.QualifiedName;
import io.trefoil.sql.parser.ast.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** COPY with the options of today and of long ago. */
final class CopyGrammar {
    private final Grammar grammar;
    private final Tokens tokens;
    private final List<Option> options = new ArrayList<>();

    CopyGrammar(Grammar grammar) {
        this.grammar = grammar;
        this.tokens = grammar.tokens;
    }

    CopyStatement statement() {
        int position = tokens.start();
        tokens.advance();
        if (tokens.accept(TokenKind.LEFT_PARENTHESIS)) {
            Statement query = new DataModificationGrammar(grammar).preparable();
            tokens.expect(TokenKind.RIGHT_PARENTHESIS);
            tokens.expect(TokenKind.TO);
            return rest(null, List.of(), query, false, position);
        }
        if (tokens.is(TokenKind.BINARY)) {
            word("format", "binary");
        }
        QualifiedName table = grammar.names.relation();
        List<String> columns = grammar.names.optionalColumns();
        boolean from = tokens.accept(TokenKind.FROM);
        if (!from) {
            tokens.expect(TokenKind.TO);
        }
        return rest(table, columns, null, from, position);
    }

    private CopyStatement rest(
            @Nullable QualifiedName table,
            List<String> columns,
            @Nullable Statement query,
            boolean from,
            int position) {
        boolean program = tokens.accept(TokenKind.PROGRAM);
        String file = file();
        if (table != null) {
            oldDelimiter();
        }
        tokens.accept(TokenKind.WITH);
        if (tokens.is(TokenKind.LEFT_PARENTHESIS)) {
            options.addAll(new OptionGrammar(grammar).copyOptions());
        } else {
            oldOptions();
        }
        int wherePosition = tokens.start();
        Expression where = table == null ? null : grammar.queries.optionalWhere();
        if (program && file == null) {
            throw tokens.error(-1, "STDIN/STDOUT not allowed with PROGRAM");
        }
        if (!from && where != null) {
            throw tokens.error(wherePosition, "WHERE clause not allowed with COPY TO");
        }
        return new CopyStatement(table, columns, query, from, program, file, List.copyOf(options), where, position);
    }

    private @Nullable String file() {
        if (tokens.accept(TokenKind.STDIN) || tokens.accept(TokenKind.STDOUT)) {
            return null;
        }
        return tokens.string();
    }

    private void oldDelimiter() {
        int position = tokens.start();
        boolean using = tokens.accept(TokenKind.USING);
        if (using || tokens.is(TokenKind.DELIMITERS)) {
            tokens.expect(TokenKind.DELIMITERS);
            options.add(new Option("delimiter", new Text(tokens.string(), true), position));
        }
    }

    private void oldOptions() {
        while (true) {
            switch (tokens.kind()) {
                case BINARY -> word("format", "binary");
                case CSV -> word("format", "csv");
                case FREEZE -> word("freeze", "true");
                case HEADER -> word("header", "true");
                case DELIMITER -> text("delimiter", true);
                case NULL -> text("null", true);
                case QUOTE -> text("quote", true);
                case ESCAPE -> text("escape", true);
                case ENCODING -> text("encoding", false);
                case FORCE -> force();
                default -> {
                    return;
                }
            }
        }
    }

    private void word(String name, String value) {
        options.add(new Option(name, new Text(value, false), tokens.start()));
        tokens.advance();
    }

    private void text(String name, boolean mayHaveAs) {
        int position = tokens.start();
        tokens.advance();
        if (mayHaveAs) {
            tokens.accept(TokenKind.AS);
        }
        options.add(new Option(name, new Text(tokens.string(), true), position));
    }

    private void force() {
        int position = tokens.start();
        tokens.advance();
        if (tokens.accept(TokenKind.QUOTE)) {
            Value value = tokens.accept(TokenKind.STAR) ? new Star() : columns();
            options.add(new Option("force_quote", value, position));
        } else if (tokens.acceptPair(TokenKind.NOT, TokenKind.NULL)) {
            options.add(new Option("force_not_null", columns(), position));
        } else {
            tokens.expect(TokenKind.NULL);
            options.add(new Option("force_null", columns(), position));
        }
    }

    private ListValue columns() {
        List<Value> items = new ArrayList<>();
        for (String column : grammar.names.columns()) {
            items.add(new Text(column, false));
        }
        return new ListValue(List.copyOf(items));
    }
}
