package io.trefoil.sql.parser;

import io.trefoil.sql.parser.ast.SequenceOption;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Options of sequences and identity columns. */
final class SequenceGrammar {
    private final Grammar grammar;
    private final Tokens tokens;

    SequenceGrammar(Grammar grammar) {
        this.grammar = grammar;
        this.tokens = grammar.tokens;
    }

    /** As many options as follow. */
    List<SequenceOption> options() {
        List<SequenceOption> options = new ArrayList<>(2);
        SequenceOption option = option();
        while (option != null) {
            options.add(option);
            option = option();
        }
        return List.copyOf(options);
    }

    /** {@code [(options)]} */
    List<SequenceOption> optionalInParentheses() {
        if (!tokens.accept(TokenKind.LEFT_PARENTHESIS)) {
            return List.of();
        }
        List<SequenceOption> options = options();
        if (options.isEmpty()) {
            throw tokens.syntaxError();
        }
        tokens.expect(TokenKind.RIGHT_PARENTHESIS);
        return options;
    }

    /** The next option, or null when none follows. */
    @Nullable
    SequenceOption option() {
        int position = tokens.start();
        switch (tokens.kind()) {
            case AS -> {
                tokens.advance();
                return new SequenceOption.As(grammar.types.simpleType(), position);
            }
            case CACHE -> {
                tokens.advance();
                return new SequenceOption.Cache(number(), position);
            }
            case CYCLE -> {
                tokens.advance();
                return new SequenceOption.Cycle(true, position);
            }
            case NO -> {
                tokens.advance();
                return no(position);
            }
            case INCREMENT -> {
                tokens.advance();
                tokens.accept(TokenKind.BY);
                return new SequenceOption.Increment(number(), position);
            }
            case MAXVALUE -> {
                tokens.advance();
                return new SequenceOption.Maximum(number(), position);
            }
            case MINVALUE -> {
                tokens.advance();
                return new SequenceOption.Minimum(number(), position);
            }
            case OWNED -> {
                tokens.advance();
                tokens.expect(TokenKind.BY);
                return new SequenceOption.OwnedBy(grammar.names.any(), position);
            }
            case SEQUENCE -> {
                tokens.advance();
                tokens.expect(TokenKind.NAME);
                return new SequenceOption.SequenceName(grammar.names.any(), position);
            }
            case START -> {
                tokens.advance();
                tokens.accept(TokenKind.WITH);
                return new SequenceOption.Start(number(), position);
            }
            case RESTART -> {
                tokens.advance();
                boolean with = tokens.accept(TokenKind.WITH);
                boolean valued = with || new OptionGrammar(grammar).isNumber();
                return new SequenceOption.Restart(valued ? number() : null, position);
            }
            case LOGGED, UNLOGGED -> {
                return new SequenceOption.Logging(tokens.advance() == TokenKind.LOGGED, position);
            }
            default -> {
                return null;
            }
        }
    }

    private SequenceOption no(int position) {
        if (tokens.accept(TokenKind.CYCLE)) {
            return new SequenceOption.Cycle(false, position);
        }
        if (tokens.accept(TokenKind.MAXVALUE)) {
            return new SequenceOption.Maximum(null, position);
        }
        tokens.expect(TokenKind.MINVALUE);
        return new SequenceOption.Minimum(null, position);
    }

    private String number() {
        return new OptionGrammar(grammar).number();
    }
}
