package io.trefoil.sql.parser;

import io.trefoil.sql.parser.ast.AlterTableAction;
import io.trefoil.sql.parser.ast.ColumnDefinition;
import io.trefoil.sql.parser.ast.ObjectKind;
import io.trefoil.sql.parser.ast.ObjectStatement.ObjectName;
import io.trefoil.sql.parser.ast.ObjectStatement.Rename;
import io.trefoil.sql.parser.ast.QualifiedName;
import io.trefoil.sql.parser.ast.SchemaStatement.AddDomainConstraint;
import io.trefoil.sql.parser.ast.SchemaStatement.AddEnumValue;
import io.trefoil.sql.parser.ast.SchemaStatement.AlterComposite;
import io.trefoil.sql.parser.ast.SchemaStatement.AlterDomainDefault;
import io.trefoil.sql.parser.ast.SchemaStatement.AlterDomainNotNull;
import io.trefoil.sql.parser.ast.SchemaStatement.AlterTypeOptions;
import io.trefoil.sql.parser.ast.SchemaStatement.CompositeAction;
import io.trefoil.sql.parser.ast.SchemaStatement.DropDomainConstraint;
import io.trefoil.sql.parser.ast.SchemaStatement.RenameEnumValue;
import io.trefoil.sql.parser.ast.SchemaStatement.ValidateDomainConstraint;
import io.trefoil.sql.parser.ast.Statement;
import io.trefoil.sql.parser.ast.TypeName;
import java.util.ArrayList;
import java.util.List;

/** ALTER TYPE and ALTER DOMAIN. */
final class AlterTypeGrammar {
    private final Grammar grammar;
    private final Tokens tokens;

    AlterTypeGrammar(Grammar grammar) {
        this.grammar = grammar;
        this.tokens = grammar.tokens;
    }

    Statement statement(int position) {
        boolean domain = tokens.advance() == TokenKind.DOMAIN;
        QualifiedName name = grammar.names.any();
        return domain ? domain(name, position) : type(name, position);
    }

    private Statement type(QualifiedName name, int position) {
        if (tokens.is(TokenKind.ADD) && tokens.isNext(TokenKind.VALUE)) {
            return addValue(name);
        }
        if (tokens.accept(TokenKind.RENAME, TokenKind.VALUE)) {
            String label = tokens.string();
            tokens.expect(TokenKind.TO);
            return new RenameEnumValue(name, label, tokens.string());
        }
        if (tokens.accept(TokenKind.RENAME, TokenKind.ATTRIBUTE)) {
            String attribute = grammar.names.column();
            tokens.expect(TokenKind.TO);
            String newName = grammar.names.column();
            boolean cascade = Clauses.cascade(tokens);
            return new Rename(
                    ObjectKind.TYPE,
                    ObjectName.of(name),
                    false,
                    false,
                    ObjectKind.ATTRIBUTE,
                    attribute,
                    newName,
                    cascade,
                    position);
        }
        if (tokens.is(TokenKind.SET) && tokens.isNext(TokenKind.LEFT_PARENTHESIS)) {
            tokens.advance();
            return new AlterTypeOptions(name, new OptionGrammar(grammar).definitionWithValues());
        }
        Statement common =
                new AlterGrammar(grammar).commonChange(ObjectKind.TYPE, ObjectName.of(name), false, position);
        if (common != null) {
            return common;
        }
        List<CompositeAction> actions = new ArrayList<>(1);
        do {
            actions.add(attributeAction());
        } while (tokens.accept(TokenKind.COMMA));
        return new AlterComposite(name, List.copyOf(actions));
    }

    private AddEnumValue addValue(QualifiedName name) {
        tokens.advance();
        tokens.advance();
        boolean ifNotExists = tokens.acceptPair(TokenKind.IF, TokenKind.NOT);
        if (ifNotExists) {
            tokens.expect(TokenKind.EXISTS);
        }
        String label = tokens.string();
        boolean after = tokens.is(TokenKind.AFTER);
        String neighbour = null;
        if (after || tokens.is(TokenKind.BEFORE)) {
            tokens.advance();
            neighbour = tokens.string();
        }
        return new AddEnumValue(name, label, ifNotExists, neighbour, after);
    }

    private CompositeAction attributeAction() {
        TokenKind word = tokens.kind();
        switch (word) {
            case ADD, DROP, ALTER -> tokens.advance();
            default -> throw tokens.syntaxError();
        }
        tokens.expect(TokenKind.ATTRIBUTE);
        int position = tokens.start();
        if (word == TokenKind.DROP) {
            boolean ifExists = Clauses.ifExists(tokens);
            String name = grammar.names.column();
            boolean cascade = Clauses.cascade(tokens);
            return new CompositeAction(new AlterTableAction.DropColumn(name, ifExists, cascade), cascade);
        }
        String name = grammar.names.column();
        if (word == TokenKind.ALTER) {
            if (tokens.acceptPair(TokenKind.SET, TokenKind.DATA)) {
                tokens.expect(TokenKind.TYPE);
            } else {
                tokens.expect(TokenKind.TYPE);
            }
        }
        TypeName type = grammar.types.type();
        QualifiedName collation = tokens.accept(TokenKind.COLLATE) ? grammar.names.any() : null;
        AlterTableAction action = word == TokenKind.ALTER
                ? new AlterTableAction.AlterType(name, type, collation, null, position)
                : new AlterTableAction.AddColumn(ColumnDefinition.of(name, type, collation, position), false);
        return new CompositeAction(action, Clauses.cascade(tokens));
    }

    private Statement domain(QualifiedName name, int position) {
        ObjectName object = ObjectName.of(name);
        if (tokens.accept(TokenKind.RENAME, TokenKind.CONSTRAINT)) {
            String constraint = grammar.names.column();
            tokens.expect(TokenKind.TO);
            String newName = grammar.names.column();
            return new Rename(
                    ObjectKind.DOMAIN,
                    object,
                    false,
                    false,
                    ObjectKind.CONSTRAINT,
                    constraint,
                    newName,
                    false,
                    position);
        }
        Statement common = new AlterGrammar(grammar).commonChange(ObjectKind.DOMAIN, object, false, position);
        if (common != null) {
            return common;
        }
        switch (tokens.kind()) {
            case SET -> {
                tokens.advance();
                if (tokens.accept(TokenKind.DEFAULT)) {
                    return new AlterDomainDefault(name, grammar.expressions.expression());
                }
                tokens.expect(TokenKind.NOT, TokenKind.NULL);
                return new AlterDomainNotNull(name, true);
            }
            case DROP -> {
                tokens.advance();
                return dropFromDomain(name);
            }
            case ADD -> {
                tokens.advance();
                return new AddDomainConstraint(name, new ConstraintGrammar(grammar).tableConstraint());
            }
            default -> {
                tokens.expect(TokenKind.VALIDATE, TokenKind.CONSTRAINT);
                return new ValidateDomainConstraint(name, grammar.names.column());
            }
        }
    }

    private Statement dropFromDomain(QualifiedName name) {
        if (tokens.accept(TokenKind.DEFAULT)) {
            return new AlterDomainDefault(name, null);
        }
        if (tokens.acceptPair(TokenKind.NOT, TokenKind.NULL)) {
            return new AlterDomainNotNull(name, false);
        }
        tokens.expect(TokenKind.CONSTRAINT);
        boolean ifExists = Clauses.ifExists(tokens);
        String constraint = grammar.names.column();
        return new DropDomainConstraint(name, constraint, ifExists, Clauses.cascade(tokens));
    }
}
