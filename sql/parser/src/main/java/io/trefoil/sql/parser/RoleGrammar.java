package io.trefoil.sql.parser;

import io.trefoil.sql.parser.ast.Option;
import io.trefoil.sql.parser.ast.Option.Number;
import io.trefoil.sql.parser.ast.Option.RoleValue;
import io.trefoil.sql.parser.ast.Option.Text;
import io.trefoil.sql.parser.ast.RoleName;
import io.trefoil.sql.parser.ast.RoleStatement.AlterGroup;
import io.trefoil.sql.parser.ast.RoleStatement.AlterRole;
import io.trefoil.sql.parser.ast.RoleStatement.CreateRole;
import io.trefoil.sql.parser.ast.RoleStatement.ReassignOwned;
import io.trefoil.sql.parser.ast.RoleStatement.RoleWord;
import io.trefoil.sql.parser.ast.SettingStatement.AlterRoleSetting;
import io.trefoil.sql.parser.ast.Statement;
import io.trefoil.sql.types.SqlState;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** CREATE and ALTER of roles, users and groups. */
final class RoleGrammar {
    private final Grammar grammar;
    private final Tokens tokens;

    RoleGrammar(Grammar grammar) {
        this.grammar = grammar;
        this.tokens = grammar.tokens;
    }

    /** {@code REASSIGN OWNED BY roles TO role} */
    ReassignOwned reassignOwned() {
        tokens.advance();
        tokens.expect(TokenKind.OWNED, TokenKind.BY);
        List<RoleName> roles = grammar.names.roles();
        tokens.expect(TokenKind.TO);
        return new ReassignOwned(roles, grammar.names.role());
    }

    /** After {@code CREATE ROLE | USER | GROUP}. */
    CreateRole create(RoleWord word, int position) {
        String name = grammar.names.newRole();
        with();
        return new CreateRole(name, word, options(true), position);
    }

    private void with() {
        if (!tokens.accept(TokenKind.WITH)) {
            tokens.accept(TokenKind.WITH_BEFORE_TIME);
        }
    }

    /** After {@code ALTER ROLE | USER}; renaming is looked at before. */
    Statement alter() {
        if (tokens.accept(TokenKind.ALL)) {
            return setting(null);
        }
        RoleName role = grammar.names.role();
        switch (tokens.kind()) {
            case IN, SET, RESET -> {
                return setting(role);
            }
            default -> {}
        }
        with();
        return new AlterRole(role, options(false));
    }

    private Statement setting(@Nullable RoleName role) {
        String database = null;
        if (tokens.acceptPair(TokenKind.IN, TokenKind.DATABASE)) {
            database = grammar.names.column();
        }
        return new AlterRoleSetting(role, database, new SettingGrammar(grammar).storedSetting());
    }

    /** After {@code ALTER GROUP name}. */
    AlterGroup alterGroup(RoleName group) {
        boolean add = tokens.accept(TokenKind.ADD);
        if (!add) {
            tokens.expect(TokenKind.DROP);
        }
        tokens.expect(TokenKind.USER);
        return new AlterGroup(group, add, grammar.names.roles());
    }

    private List<Option> options(boolean creating) {
        List<Option> options = new ArrayList<>(2);
        Option option = option(creating);
        while (option != null) {
            options.add(option);
            option = option(creating);
        }
        return List.copyOf(options);
    }

    private @Nullable Option option(boolean creating) {
        int position = tokens.start();
        switch (tokens.kind()) {
            case PASSWORD -> {
                tokens.advance();
                return new Option(
                        "password", tokens.accept(TokenKind.NULL) ? null : new Text(tokens.string(), true), position);
            }
            case ENCRYPTED -> {
                tokens.advance();
                tokens.expect(TokenKind.PASSWORD);
                return new Option("password", new Text(tokens.string(), true), position);
            }
            case UNENCRYPTED -> {
                tokens.advance();
                tokens.expect(TokenKind.PASSWORD);
                tokens.string();
                throw tokens.error(
                                position, SqlState.FEATURE_NOT_SUPPORTED, "UNENCRYPTED PASSWORD is no longer supported")
                        .withHint("Remove UNENCRYPTED to store the password in encrypted form instead.");
            }
            case INHERIT -> {
                tokens.advance();
                return flag("inherit", true, position);
            }
            case CONNECTION -> {
                tokens.advance();
                tokens.expect(TokenKind.LIMIT);
                int limit = new OptionGrammar(grammar).signedInteger();
                return new Option("connectionlimit", new Number(Integer.toString(limit)), position);
            }
            case VALID -> {
                tokens.advance();
                tokens.expect(TokenKind.UNTIL);
                return new Option("validUntil", new Text(tokens.string(), true), position);
            }
            case USER -> {
                tokens.advance();
                return roles("rolemembers", position);
            }
            case IDENTIFIER -> {
                return word(position);
            }
            default -> {
                return creating ? createOption(position) : null;
            }
        }
    }

    private @Nullable Option createOption(int position) {
        switch (tokens.kind()) {
            case SYSID -> {
                tokens.advance();
                return new Option("sysid", new Number(Integer.toString(tokens.integer())), position);
            }
            case ADMIN -> {
                tokens.advance();
                return roles("adminmembers", position);
            }
            case ROLE -> {
                tokens.advance();
                return roles("rolemembers", position);
            }
            case IN -> {
                tokens.advance();
                if (!tokens.accept(TokenKind.ROLE)) {
                    tokens.expect(TokenKind.GROUP);
                }
                return roles("addroleto", position);
            }
            default -> {
                return null;
            }
        }
    }

    private Option roles(String name, int position) {
        return new Option(name, new RoleValue(grammar.names.roles()), position);
    }

    private static Option flag(String name, boolean value, int position) {
        return new Option(name, new Text(value ? "true" : "false", false), position);
    }

    /** The options that are not keywords of the language. */
    private Option word(int position) {
        String word = tokens.name();
        Option option = switch (word) {
            case "superuser" -> flag("superuser", true, position);
            case "nosuperuser" -> flag("superuser", false, position);
            case "createrole" -> flag("createrole", true, position);
            case "nocreaterole" -> flag("createrole", false, position);
            case "replication" -> flag("isreplication", true, position);
            case "noreplication" -> flag("isreplication", false, position);
            case "createdb" -> flag("createdb", true, position);
            case "nocreatedb" -> flag("createdb", false, position);
            case "login" -> flag("canlogin", true, position);
            case "nologin" -> flag("canlogin", false, position);
            case "bypassrls" -> flag("bypassrls", true, position);
            case "nobypassrls" -> flag("bypassrls", false, position);
            case "noinherit" -> flag("inherit", false, position);
            default -> throw tokens.error(position, "unrecognized role option \"" + word + "\"");
        };
        tokens.advance();
        return option;
    }
}
