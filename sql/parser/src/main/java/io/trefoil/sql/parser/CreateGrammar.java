package io.trefoil.sql.parser;

import io.trefoil.sql.parser.ast.QualifiedName;
import io.trefoil.sql.parser.ast.RoleName;
import io.trefoil.sql.parser.ast.RoleStatement.RoleWord;
import io.trefoil.sql.parser.ast.SchemaStatement.CreateSchema;
import io.trefoil.sql.parser.ast.SchemaStatement.CreateSequence;
import io.trefoil.sql.parser.ast.SelectStatement;
import io.trefoil.sql.parser.ast.SequenceOption;
import io.trefoil.sql.parser.ast.Statement;
import io.trefoil.sql.parser.ast.TableOptions;
import io.trefoil.sql.parser.ast.TableOptions.Persistence;
import io.trefoil.sql.parser.ast.TableStatement.CreateMaterializedView;
import io.trefoil.sql.types.SqlState;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The choice among CREATE statements, and those too small for a class of their own. */
final class CreateGrammar {
    private final Grammar grammar;
    private final Tokens tokens;

    CreateGrammar(Grammar grammar) {
        this.grammar = grammar;
        this.tokens = grammar.tokens;
    }

    Statement statement() {
        int position = tokens.start();
        tokens.advance();
        boolean orReplace = Clauses.orReplace(tokens);
        TokenKind word = tokens.kind();
        if (orReplace) {
            return replaceable(true, position);
        }
        switch (word) {
            case TABLE, TEMPORARY, TEMP, LOCAL, GLOBAL, UNLOGGED, SEQUENCE, VIEW, RECURSIVE, MATERIALIZED -> {
                return relation(false, position);
            }
            case FUNCTION, PROCEDURE, TRIGGER, CONSTRAINT, RULE, AGGREGATE -> {
                return replaceable(false, position);
            }
            case UNIQUE -> {
                tokens.advance();
                tokens.expect(TokenKind.INDEX);
                return new IndexGrammar(grammar).create(true, position);
            }
            case INDEX -> {
                tokens.advance();
                return new IndexGrammar(grammar).create(false, position);
            }
            case SCHEMA -> {
                tokens.advance();
                return schema(position);
            }
            case DATABASE -> {
                tokens.advance();
                return new DatabaseGrammar(grammar).create();
            }
            case ROLE -> {
                tokens.advance();
                return new RoleGrammar(grammar).create(RoleWord.ROLE, position);
            }
            case GROUP -> {
                tokens.advance();
                return new RoleGrammar(grammar).create(RoleWord.GROUP, position);
            }
            case USER -> {
                tokens.advance();
                if (tokens.is(TokenKind.MAPPING)) {
                    throw StatementGrammar.unsupported(tokens, "CREATE USER MAPPING");
                }
                return new RoleGrammar(grammar).create(RoleWord.USER, position);
            }
            case TYPE, DOMAIN, EXTENSION, OPERATOR, COLLATION, TEXT, STATISTICS -> {
                return new DefineGrammar(grammar).create(position);
            }
            case POLICY -> {
                tokens.advance();
                return new PolicyGrammar(grammar).create(position);
            }
            default -> throw unknown();
        }
    }

    /** What PostgreSQL can create and Trefoil cannot, or no statement at all. */
    private RuntimeException unknown() {
        if (tokens.is(TokenKind.DEFAULT) && !tokens.isNext(TokenKind.CONVERSION)) {
            return tokens.syntaxErrorAhead(1);
        }
        return switch (tokens.kind()) {
            case ACCESS,
                    CAST,
                    CONVERSION,
                    DEFAULT,
                    EVENT,
                    FOREIGN,
                    LANGUAGE,
                    TRUSTED,
                    PROCEDURAL,
                    PUBLICATION,
                    SERVER,
                    SUBSCRIPTION,
                    TABLESPACE,
                    TRANSFORM,
                    ASSERTION ->
                StatementGrammar.unsupported(tokens, "CREATE " + tokens.name().toUpperCase(Locale.ROOT));
            default -> tokens.syntaxError();
        };
    }

    /** The statements that may have OR REPLACE. */
    private Statement replaceable(boolean orReplace, int position) {
        TokenKind word = tokens.kind();
        switch (word) {
            case FUNCTION, PROCEDURE -> {
                tokens.advance();
                return new RoutineGrammar(grammar).create(word == TokenKind.PROCEDURE, orReplace, position);
            }
            case TRIGGER, CONSTRAINT -> {
                return new TriggerGrammar(grammar).trigger(orReplace, position);
            }
            case RULE -> {
                tokens.advance();
                return new TriggerGrammar(grammar).rule(orReplace, position);
            }
            case AGGREGATE -> {
                return new DefineGrammar(grammar).aggregate(orReplace, position);
            }
            case VIEW, RECURSIVE, TEMPORARY, TEMP, LOCAL, GLOBAL, UNLOGGED -> {
                return relation(true, position);
            }
            case LANGUAGE, TRUSTED, PROCEDURAL, TRANSFORM -> throw unknown();
            default -> throw tokens.syntaxError();
        }
    }

    private Persistence persistence() {
        switch (tokens.kind()) {
            case LOCAL, GLOBAL -> {
                tokens.advance();
                if (!tokens.accept(TokenKind.TEMPORARY)) {
                    tokens.expect(TokenKind.TEMP);
                }
                return Persistence.TEMPORARY;
            }
            case TEMPORARY, TEMP -> {
                tokens.advance();
                return Persistence.TEMPORARY;
            }
            case UNLOGGED -> {
                tokens.advance();
                return Persistence.UNLOGGED;
            }
            default -> {
                return Persistence.PERMANENT;
            }
        }
    }

    private Statement relation(boolean orReplace, int position) {
        Persistence persistence = persistence();
        if (!orReplace) {
            switch (tokens.kind()) {
                case TABLE -> {
                    tokens.advance();
                    return new CreateTableGrammar(grammar).table(persistence, position);
                }
                case SEQUENCE -> {
                    tokens.advance();
                    return sequence(persistence, position);
                }
                case MATERIALIZED -> {
                    if (persistence != Persistence.TEMPORARY) {
                        return materializedView(persistence == Persistence.UNLOGGED, position);
                    }
                }
                default -> {}
            }
        }
        return new ViewGrammar(grammar).view(orReplace, persistence, position);
    }

    private CreateSequence sequence(Persistence persistence, int position) {
        boolean ifNotExists = Clauses.ifNotExists(tokens);
        QualifiedName name = grammar.names.relation();
        List<SequenceOption> options = new SequenceGrammar(grammar).options();
        return new CreateSequence(name, persistence, ifNotExists, options, position);
    }

    private CreateMaterializedView materializedView(boolean unlogged, int position) {
        tokens.advance();
        tokens.expect(TokenKind.VIEW);
        boolean ifNotExists = Clauses.ifNotExists(tokens);
        QualifiedName name = grammar.names.relation();
        List<String> columns = grammar.names.optionalColumns();
        TableOptions options = new CreateTableGrammar(grammar).options(false);
        tokens.expect(TokenKind.AS);
        SelectStatement query = grammar.queries.select();
        boolean withData = Clauses.withData(tokens);
        return new CreateMaterializedView(name, unlogged, ifNotExists, columns, options, query, withData, position);
    }

    /** CREATE TABLE AS and CREATE MATERIALIZED VIEW, which EXPLAIN takes. */
    Statement queryStatement() {
        int position = tokens.start();
        tokens.advance();
        Persistence persistence = persistence();
        if (tokens.is(TokenKind.MATERIALIZED) && persistence != Persistence.TEMPORARY) {
            return materializedView(persistence == Persistence.UNLOGGED, position);
        }
        tokens.expect(TokenKind.TABLE);
        return new CreateTableGrammar(grammar).tableAs(persistence, position);
    }

    private CreateSchema schema(int position) {
        boolean ifNotExists = Clauses.ifNotExists(tokens);
        String name = tokens.is(TokenKind.AUTHORIZATION) ? null : grammar.names.column();
        RoleName owner = tokens.accept(TokenKind.AUTHORIZATION) ? grammar.names.role() : null;
        List<Statement> elements = new ArrayList<>(0);
        int elementPosition = tokens.start();
        while (startsSchemaElement()) {
            elements.add(schemaElement());
        }
        if (ifNotExists && !elements.isEmpty()) {
            throw tokens.error(
                    elementPosition,
                    SqlState.FEATURE_NOT_SUPPORTED,
                    "CREATE SCHEMA IF NOT EXISTS cannot include schema elements");
        }
        return new CreateSchema(name, owner, ifNotExists, List.copyOf(elements), position);
    }

    private boolean startsSchemaElement() {
        return tokens.is(TokenKind.CREATE) || tokens.is(TokenKind.GRANT);
    }

    private Statement schemaElement() {
        if (tokens.is(TokenKind.GRANT)) {
            return new GrantGrammar(grammar).statement();
        }
        return switch (tokens.kindAhead(1)) {
            case TABLE,
                    TEMPORARY,
                    TEMP,
                    LOCAL,
                    GLOBAL,
                    UNLOGGED,
                    INDEX,
                    UNIQUE,
                    SEQUENCE,
                    TRIGGER,
                    CONSTRAINT,
                    VIEW,
                    RECURSIVE,
                    OR -> statement();
            default -> throw tokens.syntaxErrorAhead(1);
        };
    }
}
