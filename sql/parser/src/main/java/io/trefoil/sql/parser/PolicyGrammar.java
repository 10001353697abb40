package io.trefoil.sql.parser;

import io.trefoil.sql.parser.ast.Expression;
import io.trefoil.sql.parser.ast.QualifiedName;
import io.trefoil.sql.parser.ast.RoleName;
import io.trefoil.sql.parser.ast.RoleStatement.AlterPolicy;
import io.trefoil.sql.parser.ast.RoleStatement.CreatePolicy;
import java.util.List;

/** CREATE and ALTER POLICY. */
final class PolicyGrammar {
    private final Grammar grammar;
    private final Tokens tokens;

    PolicyGrammar(Grammar grammar) {
        this.grammar = grammar;
        this.tokens = grammar.tokens;
    }

    /** After {@code CREATE POLICY}. */
    CreatePolicy create(int position) {
        String name = grammar.names.column();
        tokens.expect(TokenKind.ON);
        QualifiedName table = grammar.names.relation();
        boolean permissive = permissive();
        String command = tokens.accept(TokenKind.FOR) ? command() : "all";
        List<RoleName> roles = tokens.accept(TokenKind.TO) ? grammar.names.roles() : List.of();
        Expression using = tokens.accept(TokenKind.USING) ? condition() : null;
        Expression check = tokens.acceptPair(TokenKind.WITH, TokenKind.CHECK) ? condition() : null;
        return new CreatePolicy(name, table, permissive, command, roles, using, check, position);
    }

    private boolean permissive() {
        if (!tokens.accept(TokenKind.AS)) {
            return true;
        }
        int position = tokens.start();
        String word = tokens.name();
        if (!tokens.is(TokenKind.IDENTIFIER)) {
            throw tokens.syntaxError();
        }
        tokens.advance();
        return switch (word) {
            case "permissive" -> true;
            case "restrictive" -> false;
            default ->
                throw tokens.error(position, "unrecognized row security option \"" + word + "\"")
                        .withHint("Only PERMISSIVE or RESTRICTIVE policies are supported currently.");
        };
    }

    private String command() {
        return switch (tokens.kind()) {
            case ALL, SELECT, INSERT, UPDATE, DELETE -> grammar.names.take();
            default -> throw tokens.syntaxError();
        };
    }

    private Expression condition() {
        return new ConstraintGrammar(grammar).condition();
    }

    /** After {@code ALTER POLICY name ON table}. */
    AlterPolicy alter(String name, QualifiedName table) {
        List<RoleName> roles = tokens.accept(TokenKind.TO) ? grammar.names.roles() : List.of();
        Expression using = tokens.accept(TokenKind.USING) ? condition() : null;
        Expression check = tokens.acceptPair(TokenKind.WITH, TokenKind.CHECK) ? condition() : null;
        return new AlterPolicy(name, table, roles, using, check);
    }
}
