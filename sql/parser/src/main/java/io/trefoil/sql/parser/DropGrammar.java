package io.trefoil.sql.parser;

import io.trefoil.sql.parser.ast.ObjectKind;
import io.trefoil.sql.parser.ast.ObjectStatement.Drop;
import io.trefoil.sql.parser.ast.ObjectStatement.ObjectName;
import io.trefoil.sql.parser.ast.Option;
import io.trefoil.sql.parser.ast.RoleStatement.DropOwned;
import io.trefoil.sql.parser.ast.RoleStatement.DropRole;
import io.trefoil.sql.parser.ast.SchemaStatement.DropDatabase;
import io.trefoil.sql.parser.ast.Statement;
import java.util.ArrayList;
import java.util.List;

/** DROP. */
final class DropGrammar {
    private final Grammar grammar;
    private final Tokens tokens;

    DropGrammar(Grammar grammar) {
        this.grammar = grammar;
        this.tokens = grammar.tokens;
    }

    Statement statement() {
        tokens.advance();
        switch (tokens.kind()) {
            case ROLE, GROUP -> {
                tokens.advance();
                return roles();
            }
            case USER -> {
                tokens.advance();
                if (tokens.is(TokenKind.MAPPING)) {
                    throw StatementGrammar.unsupported(tokens, "DROP USER MAPPING");
                }
                return roles();
            }
            case DATABASE -> {
                tokens.advance();
                return database();
            }
            case OWNED -> {
                tokens.advance();
                tokens.expect(TokenKind.BY);
                return new DropOwned(grammar.names.roles(), Clauses.cascade(tokens));
            }
            case COLUMN, CONSTRAINT, LARGE -> throw tokens.syntaxError();
            default -> {}
        }
        ObjectGrammar objects = new ObjectGrammar(grammar);
        ObjectKind kind = objects.kind();
        boolean concurrently = kind == ObjectKind.INDEX && tokens.accept(TokenKind.CONCURRENTLY);
        boolean nameless = kind == ObjectKind.CAST || kind == ObjectKind.TRANSFORM;
        boolean ifExists = nameless ? tokens.acceptPair(TokenKind.IF, TokenKind.EXISTS) : Clauses.ifExists(tokens);
        List<ObjectName> names = new ArrayList<>(1);
        do {
            names.add(objects.object(kind));
        } while (takesList(kind) && tokens.accept(TokenKind.COMMA));
        boolean cascade = takesBehavior(kind) && Clauses.cascade(tokens);
        return new Drop(kind, List.copyOf(names), ifExists, cascade, concurrently);
    }

    private static boolean takesList(ObjectKind kind) {
        return switch (kind) {
            case POLICY, RULE, TRIGGER, CAST, OPERATOR_CLASS, OPERATOR_FAMILY, TRANSFORM, SUBSCRIPTION, TABLESPACE ->
                false;
            default -> true;
        };
    }

    private static boolean takesBehavior(ObjectKind kind) {
        return kind != ObjectKind.TABLESPACE;
    }

    private DropRole roles() {
        boolean ifExists = Clauses.ifExists(tokens);
        return new DropRole(grammar.names.roles(), ifExists);
    }

    private DropDatabase database() {
        boolean ifExists = Clauses.ifExists(tokens);
        String name = grammar.names.column();
        List<Option> options = new ArrayList<>(1);
        boolean with = tokens.accept(TokenKind.WITH);
        if (with || tokens.is(TokenKind.LEFT_PARENTHESIS)) {
            tokens.expect(TokenKind.LEFT_PARENTHESIS);
            do {
                int position = tokens.start();
                tokens.expect(TokenKind.FORCE);
                options.add(new Option("force", null, position));
            } while (tokens.accept(TokenKind.COMMA));
            tokens.expect(TokenKind.RIGHT_PARENTHESIS);
        }
        return new DropDatabase(name, ifExists, List.copyOf(options));
    }
}
