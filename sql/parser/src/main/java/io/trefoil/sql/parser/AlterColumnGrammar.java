package io.trefoil.sql.parser;

import io.trefoil.sql.parser.ast.AlterTableAction;
import io.trefoil.sql.parser.ast.AlterTableAction.AddIdentity;
import io.trefoil.sql.parser.ast.AlterTableAction.AlterType;
import io.trefoil.sql.parser.ast.AlterTableAction.DropExpression;
import io.trefoil.sql.parser.ast.AlterTableAction.DropIdentity;
import io.trefoil.sql.parser.ast.AlterTableAction.SetColumnOptions;
import io.trefoil.sql.parser.ast.AlterTableAction.SetCompression;
import io.trefoil.sql.parser.ast.AlterTableAction.SetDefault;
import io.trefoil.sql.parser.ast.AlterTableAction.SetIdentity;
import io.trefoil.sql.parser.ast.AlterTableAction.SetNotNull;
import io.trefoil.sql.parser.ast.AlterTableAction.SetStatistics;
import io.trefoil.sql.parser.ast.AlterTableAction.SetStorage;
import io.trefoil.sql.parser.ast.Expression;
import io.trefoil.sql.parser.ast.QualifiedName;
import io.trefoil.sql.parser.ast.SequenceOption;
import io.trefoil.sql.parser.ast.TypeName;
import java.util.ArrayList;
import java.util.List;

/** {@code ALTER [COLUMN] name ...} inside ALTER TABLE. */
final class AlterColumnGrammar {
    private final Grammar grammar;
    private final Tokens tokens;

    AlterColumnGrammar(Grammar grammar) {
        this.grammar = grammar;
        this.tokens = grammar.tokens;
    }

    /** After {@code ALTER [COLUMN]}. */
    AlterTableAction action() {
        int position = tokens.start();
        if (tokens.is(TokenKind.INTEGER_CONSTANT)) {
            int number = tokens.integer();
            tokens.expect(TokenKind.SET, TokenKind.STATISTICS);
            return new SetStatistics(null, number, new OptionGrammar(grammar).signedInteger());
        }
        String column = grammar.names.column();
        switch (tokens.kind()) {
            case SET -> {
                if (isIdentityOption()) {
                    return setIdentity(column);
                }
                tokens.advance();
                return set(column, position);
            }
            case DROP -> {
                tokens.advance();
                return drop(column);
            }
            case TYPE -> {
                tokens.advance();
                return type(column, position);
            }
            case RESET -> {
                tokens.advance();
                return new SetColumnOptions(column, true, new OptionGrammar(grammar).relationOptions());
            }
            case ADD -> {
                tokens.advance();
                tokens.expect(TokenKind.GENERATED);
                boolean always = new ConstraintGrammar(grammar).generatedAlways();
                tokens.expect(TokenKind.AS, TokenKind.IDENTITY);
                return new AddIdentity(column, always, new SequenceGrammar(grammar).optionalInParentheses());
            }
            case RESTART -> {
                return setIdentity(column);
            }
            case OPTIONS -> {
                tokens.advance();
                return new AlterTableGrammar(grammar).columnOptions(column);
            }
            default -> throw tokens.syntaxError();
        }
    }

    private AlterTableAction set(String column, int position) {
        switch (tokens.kind()) {
            case DEFAULT -> {
                tokens.advance();
                return new SetDefault(column, grammar.expressions.expression());
            }
            case NOT -> {
                tokens.advance();
                tokens.expect(TokenKind.NULL);
                return new SetNotNull(column, true);
            }
            case STATISTICS -> {
                tokens.advance();
                return new SetStatistics(column, 0, new OptionGrammar(grammar).signedInteger());
            }
            case STORAGE -> {
                tokens.advance();
                return new SetStorage(column, grammar.names.column());
            }
            case COMPRESSION -> {
                tokens.advance();
                return new SetCompression(column, new CreateTableGrammar(grammar).compression());
            }
            case DATA -> {
                tokens.advance();
                tokens.expect(TokenKind.TYPE);
                return type(column, position);
            }
            default -> {
                return new SetColumnOptions(column, false, new OptionGrammar(grammar).relationOptions());
            }
        }
    }

    private AlterTableAction drop(String column) {
        switch (tokens.kind()) {
            case DEFAULT -> {
                tokens.advance();
                return new SetDefault(column, null);
            }
            case EXPRESSION -> {
                tokens.advance();
                return new DropExpression(column, tokens.acceptPair(TokenKind.IF, TokenKind.EXISTS));
            }
            case IDENTITY -> {
                tokens.advance();
                return new DropIdentity(column, tokens.acceptPair(TokenKind.IF, TokenKind.EXISTS));
            }
            default -> {
                tokens.expect(TokenKind.NOT, TokenKind.NULL);
                return new SetNotNull(column, false);
            }
        }
    }

    private AlterType type(String column, int position) {
        TypeName type = grammar.types.type();
        QualifiedName collation = tokens.accept(TokenKind.COLLATE) ? grammar.names.any() : null;
        Expression using = tokens.accept(TokenKind.USING) ? grammar.expressions.expression() : null;
        return new AlterType(column, type, collation, using, position);
    }

    private boolean isIdentityOption() {
        return switch (tokens.kindAhead(1)) {
            case GENERATED,
                    AS,
                    CACHE,
                    CYCLE,
                    NO,
                    INCREMENT,
                    MAXVALUE,
                    MINVALUE,
                    OWNED,
                    SEQUENCE,
                    START,
                    RESTART,
                    LOGGED,
                    UNLOGGED -> true;
            default -> false;
        };
    }

    private SetIdentity setIdentity(String column) {
        List<SequenceOption> options = new ArrayList<>(1);
        while (true) {
            int position = tokens.start();
            if (tokens.is(TokenKind.RESTART)) {
                add(options);
            } else if (tokens.accept(TokenKind.SET)) {
                if (tokens.accept(TokenKind.GENERATED)) {
                    boolean always = new ConstraintGrammar(grammar).generatedAlways();
                    options.add(new SequenceOption.SetGenerated(always, position));
                } else {
                    int at = tokens.start();
                    add(options);
                    rejectOption(options.get(options.size() - 1), at);
                }
            } else {
                return new SetIdentity(column, List.copyOf(options));
            }
        }
    }

    private void add(List<SequenceOption> options) {
        SequenceOption option = new SequenceGrammar(grammar).option();
        if (option == null) {
            throw tokens.syntaxError();
        }
        options.add(option);
    }

    private void rejectOption(SequenceOption option, int position) {
        String name = switch (option) {
            case SequenceOption.As ignored -> "as";
            case SequenceOption.Restart ignored -> "restart";
            case SequenceOption.OwnedBy ignored -> "owned_by";
            default -> null;
        };
        if (name != null) {
            throw tokens.error(position, "sequence option \"" + name + "\" not supported here");
        }
    }
}
