package io.trefoil.sql.parser;

import io.trefoil.sql.parser.ast.ObjectKind;
import io.trefoil.sql.parser.ast.ObjectStatement.ObjectName;
import io.trefoil.sql.parser.ast.ObjectStatement.Rename;
import io.trefoil.sql.parser.ast.ObjectStatement.SetOwner;
import io.trefoil.sql.parser.ast.ObjectStatement.SetSchema;
import io.trefoil.sql.parser.ast.Option;
import io.trefoil.sql.parser.ast.Option.Text;
import io.trefoil.sql.parser.ast.QualifiedName;
import io.trefoil.sql.parser.ast.RoleName;
import io.trefoil.sql.parser.ast.SchemaStatement.AlterExtension;
import io.trefoil.sql.parser.ast.SchemaStatement.AlterExtensionContents;
import io.trefoil.sql.parser.ast.SettingStatement.AlterSystem;
import io.trefoil.sql.parser.ast.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The choice among ALTER statements, and what is alike for objects of all kinds: rename, owner, schema. */
final class AlterGrammar {
    private final Grammar grammar;
    private final Tokens tokens;

    AlterGrammar(Grammar grammar) {
        this.grammar = grammar;
        this.tokens = grammar.tokens;
    }

    Statement statement() {
        int position = tokens.start();
        tokens.advance();
        switch (tokens.kind()) {
            case TABLE, INDEX, SEQUENCE, VIEW, MATERIALIZED -> {
                return new AlterRelationGrammar(grammar).statement(position);
            }
            case FOREIGN -> {
                if (tokens.isNext(TokenKind.TABLE)) {
                    return new AlterRelationGrammar(grammar).statement(position);
                }
                tokens.advance();
                tokens.expect(TokenKind.DATA, TokenKind.WRAPPER);
                throw StatementGrammar.unsupported(tokens, "ALTER FOREIGN DATA WRAPPER");
            }
            case ROLE, USER -> {
                return role(position);
            }
            case GROUP -> {
                tokens.advance();
                RoleName group = grammar.names.role();
                return tokens.is(TokenKind.RENAME)
                        ? renameRole(group, position)
                        : new RoleGrammar(grammar).alterGroup(group);
            }
            case DATABASE -> {
                return database(position);
            }
            case SYSTEM -> {
                tokens.advance();
                return new AlterSystem(new SettingGrammar(grammar).systemSetting());
            }
            case DEFAULT -> {
                tokens.advance();
                tokens.expect(TokenKind.PRIVILEGES);
                return new GrantGrammar(grammar).defaultPrivileges();
            }
            case TYPE, DOMAIN -> {
                return new AlterTypeGrammar(grammar).statement(position);
            }
            case EXTENSION -> {
                tokens.advance();
                return extension();
            }
            case FUNCTION, PROCEDURE, ROUTINE -> {
                return routine(position);
            }
            case POLICY -> {
                tokens.advance();
                return policy(position);
            }
            case TRIGGER, RULE -> {
                return onRelation(position);
            }
            case SCHEMA,
                    AGGREGATE,
                    COLLATION,
                    CONVERSION,
                    LANGUAGE,
                    PROCEDURAL,
                    LARGE,
                    OPERATOR,
                    TABLESPACE,
                    TEXT,
                    STATISTICS,
                    EVENT,
                    PUBLICATION,
                    SUBSCRIPTION,
                    SERVER -> {
                return common(position);
            }
            default -> throw tokens.syntaxError();
        }
    }

    private Statement role(int position) {
        boolean user = tokens.advance() == TokenKind.USER;
        if (user && tokens.is(TokenKind.MAPPING)) {
            throw StatementGrammar.unsupported(tokens, "ALTER USER MAPPING");
        }
        if (tokens.isNext(TokenKind.RENAME) && !tokens.is(TokenKind.ALL)) {
            int at = tokens.start();
            return renameRole(new RoleName(RoleName.Kind.NAMED, grammar.names.newRole(), at), position);
        }
        return new RoleGrammar(grammar).alter();
    }

    private Rename renameRole(RoleName role, int position) {
        tokens.expect(TokenKind.RENAME, TokenKind.TO);
        ObjectName object = ObjectName.of(QualifiedName.of(role.name(), role.position()));
        String newName = grammar.names.newRole();
        return new Rename(ObjectKind.ROLE, object, false, false, ObjectKind.ROLE, null, newName, false, position);
    }

    private Statement database(int position) {
        tokens.advance();
        int at = tokens.start();
        String name = grammar.names.column();
        Statement common =
                commonChange(ObjectKind.DATABASE, ObjectName.of(QualifiedName.of(name, at)), false, position);
        return common == null ? new DatabaseGrammar(grammar).alter(name) : common;
    }

    private Statement extension() {
        int at = tokens.start();
        String name = grammar.names.column();
        if (tokens.is(TokenKind.ADD) || tokens.is(TokenKind.DROP)) {
            boolean add = tokens.advance() == TokenKind.ADD;
            ObjectGrammar objects = new ObjectGrammar(grammar);
            ObjectKind kind = objects.kind();
            return new AlterExtensionContents(name, add, kind, objects.object(kind));
        }
        if (tokens.acceptPair(TokenKind.SET, TokenKind.SCHEMA)) {
            ObjectName object = ObjectName.of(QualifiedName.of(name, at));
            return new SetSchema(ObjectKind.EXTENSION, object, false, grammar.names.column());
        }
        tokens.expect(TokenKind.UPDATE);
        List<Option> options = new ArrayList<>(1);
        int position = tokens.start();
        while (tokens.accept(TokenKind.TO)) {
            Text version = new DefineGrammar(grammar).wordOrString();
            options.add(new Option("new_version", version, position));
            position = tokens.start();
        }
        return new AlterExtension(name, List.copyOf(options));
    }

    private Statement routine(int position) {
        ObjectGrammar objects = new ObjectGrammar(grammar);
        ObjectKind kind = objects.kind();
        ObjectName name = objects.routine();
        rejectDependency("FUNCTION");
        Statement common = commonChange(kind, name, false, position);
        return common == null ? new RoutineGrammar(grammar).alter(kind, name) : common;
    }

    private void rejectDependency(String kind) {
        boolean no = tokens.is(TokenKind.NO) && tokens.isNext(TokenKind.DEPENDS);
        if (no || tokens.is(TokenKind.DEPENDS)) {
            throw StatementGrammar.unsupported(tokens, "ALTER " + kind + " DEPENDS ON EXTENSION");
        }
    }

    private Statement policy(int position) {
        boolean ifExists = Clauses.ifExists(tokens);
        int at = tokens.start();
        String name = grammar.names.column();
        tokens.expect(TokenKind.ON);
        QualifiedName table = grammar.names.relation();
        if (ifExists || tokens.is(TokenKind.RENAME)) {
            ObjectName object = new ObjectName(QualifiedName.of(name, at), null, List.of(), table);
            return rename(ObjectKind.POLICY, object, ifExists, position);
        }
        return new PolicyGrammar(grammar).alter(name, table);
    }

    private Statement onRelation(int position) {
        ObjectKind kind = tokens.advance() == TokenKind.TRIGGER ? ObjectKind.TRIGGER : ObjectKind.RULE;
        ObjectName object = new ObjectGrammar(grammar).onRelation();
        rejectDependency("TRIGGER");
        return rename(kind, object, false, position);
    }

    private Rename rename(ObjectKind kind, ObjectName object, boolean ifExists, int position) {
        tokens.expect(TokenKind.RENAME, TokenKind.TO);
        return new Rename(kind, object, false, ifExists, kind, null, grammar.names.column(), false, position);
    }

    /** Kinds that have nothing but the common changes, or more that Trefoil lacks. */
    private Statement common(int position) {
        ObjectGrammar objects = new ObjectGrammar(grammar);
        ObjectKind kind = objects.kind();
        ObjectName object = kind == ObjectKind.AGGREGATE ? objects.aggregate() : objects.object(kind);
        Statement statement = commonChange(kind, object, false, position);
        if (statement != null) {
            return statement;
        }
        if (kind == ObjectKind.OPERATOR && tokens.accept(TokenKind.SET)) {
            new OptionGrammar(grammar).definitionWithValues();
            throw StatementGrammar.unsupported(tokens, "ALTER OPERATOR");
        }
        if (hasMore(kind)) {
            throw StatementGrammar.unsupported(tokens, "ALTER " + kind.words());
        }
        throw tokens.syntaxError();
    }

    /** Whether PostgreSQL could go on here. */
    private boolean hasMore(ObjectKind kind) {
        TokenKind next = tokens.kind();
        return switch (kind) {
            case COLLATION -> next == TokenKind.REFRESH;
            case STATISTICS -> next == TokenKind.SET && tokens.isNext(TokenKind.STATISTICS);
            case TABLESPACE -> next == TokenKind.SET || next == TokenKind.RESET;
            case TEXT_SEARCH_CONFIGURATION, TEXT_SEARCH_DICTIONARY, OPERATOR_FAMILY ->
                next == TokenKind.LEFT_PARENTHESIS || changesList(next);
            case EVENT_TRIGGER -> next == TokenKind.ENABLE || next == TokenKind.DISABLE;
            case PUBLICATION -> changesList(next) || next == TokenKind.SET;
            case SUBSCRIPTION ->
                switch (next) {
                    case ADD, SET, DROP, CONNECTION, REFRESH, ENABLE, DISABLE, SKIP -> true;
                    default -> false;
                };
            case FOREIGN_SERVER -> next == TokenKind.OPTIONS || next == TokenKind.VERSION;
            default -> false;
        };
    }

    private static boolean changesList(TokenKind next) {
        return next == TokenKind.ADD || next == TokenKind.DROP || next == TokenKind.ALTER;
    }

    /** {@code RENAME TO}, {@code OWNER TO} or {@code SET SCHEMA}; null when something else follows. */
    @Nullable
    Statement commonChange(ObjectKind kind, ObjectName object, boolean ifExists, int position) {
        boolean nameless = kind == ObjectKind.OPERATOR || kind == ObjectKind.LARGE_OBJECT;
        if (tokens.is(TokenKind.RENAME) && !nameless) {
            return rename(kind, object, ifExists, position);
        }
        boolean mayBeOption = kind == ObjectKind.DATABASE && !tokens.isNext(TokenKind.TO);
        if (!mayBeOption && tokens.acceptPair(TokenKind.OWNER, TokenKind.TO)) {
            return new SetOwner(kind, object, grammar.names.role());
        }
        if (hasSchema(kind)) {
            boolean onlySchema = hasOnlySchema(kind);
            if (onlySchema ? !tokens.acceptPair(TokenKind.SET, TokenKind.SCHEMA) : !acceptSetSchema()) {
                return null;
            }
            return new SetSchema(kind, object, ifExists, grammar.names.column());
        }
        return null;
    }

    private boolean acceptSetSchema() {
        return tokens.accept(TokenKind.SET, TokenKind.SCHEMA);
    }

    /** After SET only SCHEMA may come. */
    private static boolean hasOnlySchema(ObjectKind kind) {
        return switch (kind) {
            case AGGREGATE, COLLATION, CONVERSION, TYPE, TEXT_SEARCH_PARSER, TEXT_SEARCH_TEMPLATE -> true;
            default -> false;
        };
    }

    private static boolean hasSchema(ObjectKind kind) {
        return switch (kind) {
            case AGGREGATE,
                    COLLATION,
                    CONVERSION,
                    DOMAIN,
                    EXTENSION,
                    FUNCTION,
                    OPERATOR,
                    OPERATOR_CLASS,
                    OPERATOR_FAMILY,
                    PROCEDURE,
                    ROUTINE,
                    STATISTICS,
                    TEXT_SEARCH_CONFIGURATION,
                    TEXT_SEARCH_DICTIONARY,
                    TEXT_SEARCH_PARSER,
                    TEXT_SEARCH_TEMPLATE,
                    TYPE -> true;
            default -> false;
        };
    }
}
