package io.trefoil.sql.parser;

import io.trefoil.sql.parser.ast.Option;
import io.trefoil.sql.parser.ast.Option.Number;
import io.trefoil.sql.parser.ast.Option.Text;
import io.trefoil.sql.parser.ast.Option.Value;
import io.trefoil.sql.parser.ast.SchemaStatement.AlterDatabase;
import io.trefoil.sql.parser.ast.SchemaStatement.CreateDatabase;
import io.trefoil.sql.parser.ast.SchemaStatement.RefreshDatabaseCollation;
import io.trefoil.sql.parser.ast.SettingStatement.AlterDatabaseSetting;
import io.trefoil.sql.parser.ast.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** CREATE and ALTER DATABASE. */
final class DatabaseGrammar {
    private final Grammar grammar;
    private final Tokens tokens;

    DatabaseGrammar(Grammar grammar) {
        this.grammar = grammar;
        this.tokens = grammar.tokens;
    }

    /** After {@code CREATE DATABASE}. */
    CreateDatabase create() {
        String name = grammar.names.column();
        with();
        return new CreateDatabase(name, options());
    }

    private boolean with() {
        return tokens.accept(TokenKind.WITH) || tokens.accept(TokenKind.WITH_BEFORE_TIME);
    }

    /** After {@code ALTER DATABASE name}; RENAME and OWNER are looked at before. */
    Statement alter(String name) {
        boolean tablespace = tokens.is(TokenKind.SET) && tokens.isNext(TokenKind.TABLESPACE);
        if (tablespace && tokens.kindAhead(2).isColumnName()) {
            tokens.advance();
            int position = tokens.start();
            tokens.advance();
            return new AlterDatabase(
                    name, List.of(new Option("tablespace", new Text(grammar.names.column(), false), position)));
        }
        if (tokens.is(TokenKind.SET) || tokens.is(TokenKind.RESET)) {
            return new AlterDatabaseSetting(name, new SettingGrammar(grammar).storedSetting());
        }
        if (tokens.acceptPair(TokenKind.REFRESH, TokenKind.COLLATION)) {
            tokens.expect(TokenKind.VERSION);
            return new RefreshDatabaseCollation(name);
        }
        with();
        return new AlterDatabase(name, options());
    }

    private List<Option> options() {
        List<Option> options = new ArrayList<>(1);
        int position = tokens.start();
        String name = optionName();
        while (name != null) {
            tokens.accept(TokenKind.EQUALS);
            options.add(new Option(name, value(), position));
            position = tokens.start();
            name = optionName();
        }
        return List.copyOf(options);
    }

    private @Nullable String optionName() {
        switch (tokens.kind()) {
            case CONNECTION -> {
                tokens.advance();
                tokens.expect(TokenKind.LIMIT);
                return "connection_limit";
            }
            case IDENTIFIER, ENCODING, LOCATION, OWNER, TABLESPACE, TEMPLATE -> {
                return grammar.names.take();
            }
            default -> {
                return null;
            }
        }
    }

    private @Nullable Value value() {
        if (tokens.accept(TokenKind.DEFAULT)) {
            return null;
        }
        OptionGrammar values = new OptionGrammar(grammar);
        return values.isNumber() ? new Number(values.number()) : values.booleanOrString();
    }
}
