package io.trefoil.sql.parser;

import io.trefoil.sql.parser.ast.ObjectKind;
import io.trefoil.sql.parser.ast.ObjectStatement.ObjectName;
import io.trefoil.sql.parser.ast.QualifiedName;
import io.trefoil.sql.parser.ast.RoleName;
import io.trefoil.sql.parser.ast.RoleStatement.AlterDefaultPrivileges;
import io.trefoil.sql.parser.ast.RoleStatement.Grant;
import io.trefoil.sql.parser.ast.RoleStatement.GrantAllInSchema;
import io.trefoil.sql.parser.ast.RoleStatement.GrantDefaults;
import io.trefoil.sql.parser.ast.RoleStatement.GrantObjects;
import io.trefoil.sql.parser.ast.RoleStatement.GrantRole;
import io.trefoil.sql.parser.ast.RoleStatement.GrantTarget;
import io.trefoil.sql.parser.ast.RoleStatement.Privilege;
import io.trefoil.sql.parser.ast.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** GRANT and REVOKE of privileges and of roles, and default privileges. */
final class GrantGrammar {
    private final Grammar grammar;
    private final Tokens tokens;

    GrantGrammar(Grammar grammar) {
        this.grammar = grammar;
        this.tokens = grammar.tokens;
    }

    Statement statement() {
        boolean grant = tokens.advance() == TokenKind.GRANT;
        boolean adminOption = false;
        boolean grantOption = false;
        if (!grant) {
            adminOption = optionFor(TokenKind.ADMIN);
            grantOption = !adminOption && optionFor(TokenKind.GRANT);
        }
        boolean all = tokens.is(TokenKind.ALL);
        List<Privilege> privileges = privileges();
        TokenKind direction = grant ? TokenKind.TO : TokenKind.FROM;
        if (!all && !grantOption && (adminOption || tokens.is(direction))) {
            return roles(grant, privileges, adminOption);
        }
        tokens.expect(TokenKind.ON);
        return onObjects(grant, privileges, target(), grantOption);
    }

    private boolean optionFor(TokenKind word) {
        if (!tokens.accept(word, TokenKind.OPTION)) {
            if (word == TokenKind.GRANT && tokens.is(word)) {
                throw tokens.syntaxErrorAhead(1);
            }
            return false;
        }
        tokens.expect(TokenKind.FOR);
        return true;
    }

    private GrantRole roles(boolean grant, List<Privilege> roles, boolean adminOption) {
        tokens.expect(grant ? TokenKind.TO : TokenKind.FROM);
        List<RoleName> members = grammar.names.roles();
        boolean admin = adminOption;
        if (grant && tokens.acceptPair(TokenKind.WITH, TokenKind.ADMIN)) {
            tokens.expect(TokenKind.OPTION);
            admin = true;
        }
        RoleName grantor = grantor();
        boolean cascade = !grant && Clauses.cascade(tokens);
        return new GrantRole(grant, roles, members, admin, grantor, cascade);
    }

    private Grant onObjects(boolean grant, List<Privilege> privileges, GrantTarget target, boolean option) {
        tokens.expect(grant ? TokenKind.TO : TokenKind.FROM);
        List<RoleName> grantees = grantees();
        boolean grantOption = option;
        if (grant && tokens.acceptPair(TokenKind.WITH, TokenKind.GRANT)) {
            tokens.expect(TokenKind.OPTION);
            grantOption = true;
        }
        RoleName grantor = target instanceof GrantDefaults ? null : grantor();
        boolean cascade = !grant && Clauses.cascade(tokens);
        return new Grant(grant, privileges, target, grantees, grantOption, grantor, cascade);
    }

    private List<RoleName> grantees() {
        List<RoleName> grantees = new ArrayList<>(1);
        do {
            tokens.accept(TokenKind.GROUP);
            grantees.add(grammar.names.role());
        } while (tokens.accept(TokenKind.COMMA));
        return List.copyOf(grantees);
    }

    private @Nullable RoleName grantor() {
        return tokens.acceptPair(TokenKind.GRANTED, TokenKind.BY) ? grammar.names.role() : null;
    }

    private List<Privilege> privileges() {
        int position = tokens.start();
        if (tokens.accept(TokenKind.ALL)) {
            tokens.accept(TokenKind.PRIVILEGES);
            return List.of(new Privilege(null, grammar.names.optionalColumns(), position));
        }
        List<Privilege> privileges = new ArrayList<>(2);
        do {
            privileges.add(privilege());
        } while (tokens.accept(TokenKind.COMMA));
        return List.copyOf(privileges);
    }

    private Privilege privilege() {
        int position = tokens.start();
        if (tokens.accept(TokenKind.ALTER, TokenKind.SYSTEM)) {
            return new Privilege("alter system", List.of(), position);
        }
        String name = switch (tokens.kind()) {
            case SELECT, REFERENCES, CREATE -> grammar.names.take();
            default -> grammar.names.column();
        };
        return new Privilege(name, grammar.names.optionalColumns(), position);
    }

    private GrantTarget target() {
        if (tokens.accept(TokenKind.ALL)) {
            return allInSchema();
        }
        if (isRelationName()) {
            return relations(ObjectKind.TABLE);
        }
        ObjectGrammar objects = new ObjectGrammar(grammar);
        TokenKind word = tokens.kind();
        if (!tokens.kind().isColumnName() && word != TokenKind.TABLE && word != TokenKind.FOREIGN) {
            throw tokens.syntaxError();
        }
        tokens.advance();
        return switch (word) {
            case TABLE -> relations(ObjectKind.TABLE);
            case SEQUENCE -> relations(ObjectKind.SEQUENCE);
            case FUNCTION -> new GrantObjects(ObjectKind.FUNCTION, objects.routines());
            case PROCEDURE -> new GrantObjects(ObjectKind.PROCEDURE, objects.routines());
            case ROUTINE -> new GrantObjects(ObjectKind.ROUTINE, objects.routines());
            case DATABASE -> names(ObjectKind.DATABASE);
            case DOMAIN -> anyNames(ObjectKind.DOMAIN);
            case LANGUAGE -> names(ObjectKind.LANGUAGE);
            case LARGE -> {
                tokens.expect(TokenKind.OBJECT);
                yield largeObjects(objects);
            }
            case PARAMETER -> parameters();
            case SCHEMA -> names(ObjectKind.SCHEMA);
            case TABLESPACE -> names(ObjectKind.TABLESPACE);
            case TYPE -> anyNames(ObjectKind.TYPE);
            default -> foreign();
        };
    }

    /** A relation's name, which may also be one of the kind words when no name follows it. */
    private boolean isRelationName() {
        if (!tokens.kind().isColumnName()) {
            return false;
        }
        boolean nameFollows = switch (tokens.kindAhead(1)) {
            case TO, FROM, COMMA, DOT, LEFT_BRACKET -> false;
            default -> true;
        };
        return switch (tokens.kind()) {
            case SEQUENCE,
                    FUNCTION,
                    PROCEDURE,
                    ROUTINE,
                    DATABASE,
                    DOMAIN,
                    LANGUAGE,
                    LARGE,
                    PARAMETER,
                    SCHEMA,
                    TABLESPACE,
                    TYPE -> !nameFollows;
            default -> true;
        };
    }

    private GrantTarget foreign() {
        if (tokens.accept(TokenKind.SERVER)) {
            return names(ObjectKind.FOREIGN_SERVER);
        }
        tokens.expect(TokenKind.DATA, TokenKind.WRAPPER);
        return names(ObjectKind.FOREIGN_DATA_WRAPPER);
    }

    private GrantTarget allInSchema() {
        ObjectKind kind = switch (tokens.kind()) {
            case TABLES -> ObjectKind.TABLE;
            case SEQUENCES -> ObjectKind.SEQUENCE;
            case FUNCTIONS -> ObjectKind.FUNCTION;
            case PROCEDURES -> ObjectKind.PROCEDURE;
            case ROUTINES -> ObjectKind.ROUTINE;
            default -> throw tokens.syntaxError();
        };
        tokens.advance();
        tokens.expect(TokenKind.IN, TokenKind.SCHEMA);
        return new GrantAllInSchema(kind, grammar.names.columns());
    }

    private GrantObjects relations(ObjectKind kind) {
        return objects(kind, grammar.names.relations());
    }

    private GrantObjects anyNames(ObjectKind kind) {
        return objects(kind, grammar.names.anyList());
    }

    private static GrantObjects objects(ObjectKind kind, List<QualifiedName> names) {
        List<ObjectName> objects = new ArrayList<>(names.size());
        for (QualifiedName name : names) {
            objects.add(ObjectName.of(name));
        }
        return new GrantObjects(kind, List.copyOf(objects));
    }

    private GrantObjects names(ObjectKind kind) {
        List<ObjectName> objects = new ArrayList<>(1);
        do {
            int position = tokens.start();
            objects.add(ObjectName.of(QualifiedName.of(grammar.names.column(), position)));
        } while (tokens.accept(TokenKind.COMMA));
        return new GrantObjects(kind, List.copyOf(objects));
    }

    private GrantObjects parameters() {
        List<ObjectName> objects = new ArrayList<>(1);
        do {
            int position = tokens.start();
            objects.add(ObjectName.of(QualifiedName.of(new SettingGrammar(grammar).variable(), position)));
        } while (tokens.accept(TokenKind.COMMA));
        return new GrantObjects(ObjectKind.PARAMETER, List.copyOf(objects));
    }

    private GrantObjects largeObjects(ObjectGrammar grammarOfObjects) {
        List<ObjectName> objects = new ArrayList<>(1);
        do {
            objects.add(grammarOfObjects.object(ObjectKind.LARGE_OBJECT));
        } while (tokens.accept(TokenKind.COMMA));
        return new GrantObjects(ObjectKind.LARGE_OBJECT, List.copyOf(objects));
    }

    /** After {@code ALTER DEFAULT PRIVILEGES}. */
    AlterDefaultPrivileges defaultPrivileges() {
        List<RoleName> roles = List.of();
        List<String> schemas = List.of();
        while (tokens.is(TokenKind.IN) || tokens.is(TokenKind.FOR)) {
            if (tokens.acceptPair(TokenKind.IN, TokenKind.SCHEMA)) {
                schemas = grammar.names.columns();
            } else {
                tokens.advance();
                if (!tokens.accept(TokenKind.ROLE)) {
                    tokens.expect(TokenKind.USER);
                }
                roles = grammar.names.roles();
            }
        }
        boolean grant = tokens.accept(TokenKind.GRANT);
        boolean grantOption = false;
        if (!grant) {
            tokens.expect(TokenKind.REVOKE);
            grantOption = optionFor(TokenKind.GRANT);
        }
        List<Privilege> privileges = privileges();
        tokens.expect(TokenKind.ON);
        GrantTarget target = new GrantDefaults(defaultsKind());
        return new AlterDefaultPrivileges(roles, schemas, onObjects(grant, privileges, target, grantOption));
    }

    private ObjectKind defaultsKind() {
        ObjectKind kind = switch (tokens.kind()) {
            case TABLES -> ObjectKind.TABLE;
            case FUNCTIONS, ROUTINES -> ObjectKind.FUNCTION;
            case SEQUENCES -> ObjectKind.SEQUENCE;
            case TYPES -> ObjectKind.TYPE;
            case SCHEMAS -> ObjectKind.SCHEMA;
            default -> throw tokens.syntaxError();
        };
        tokens.advance();
        return kind;
    }
}
