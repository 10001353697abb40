package io.trefoil.sql.parser;

import io.trefoil.sql.parser.ast.AlterTableAction;
import io.trefoil.sql.parser.ast.AlterTableAction.AddColumn;
import io.trefoil.sql.parser.ast.AlterTableAction.AddConstraint;
import io.trefoil.sql.parser.ast.AlterTableAction.AlterConstraint;
import io.trefoil.sql.parser.ast.AlterTableAction.ClusterOn;
import io.trefoil.sql.parser.ast.AlterTableAction.DropColumn;
import io.trefoil.sql.parser.ast.AlterTableAction.DropConstraint;
import io.trefoil.sql.parser.ast.AlterTableAction.DropOids;
import io.trefoil.sql.parser.ast.AlterTableAction.ForeignOptions;
import io.trefoil.sql.parser.ast.AlterTableAction.Inherit;
import io.trefoil.sql.parser.ast.AlterTableAction.OfType;
import io.trefoil.sql.parser.ast.AlterTableAction.OwnerTo;
import io.trefoil.sql.parser.ast.AlterTableAction.ReplicaIdentity;
import io.trefoil.sql.parser.ast.AlterTableAction.RowSecurity;
import io.trefoil.sql.parser.ast.AlterTableAction.SetAccessMethod;
import io.trefoil.sql.parser.ast.AlterTableAction.SetLogged;
import io.trefoil.sql.parser.ast.AlterTableAction.SetParameters;
import io.trefoil.sql.parser.ast.AlterTableAction.SetTablespace;
import io.trefoil.sql.parser.ast.AlterTableAction.SwitchTrigger;
import io.trefoil.sql.parser.ast.AlterTableAction.TriggerScope;
import io.trefoil.sql.parser.ast.AlterTableAction.ValidateConstraint;
import io.trefoil.sql.parser.ast.Option;
import io.trefoil.sql.parser.ast.Option.Text;
import io.trefoil.sql.parser.ast.QualifiedName;
import io.trefoil.sql.parser.ast.TypeName;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The sub-commands of ALTER TABLE. */
final class AlterTableGrammar {
    private final Grammar grammar;
    private final Tokens tokens;

    AlterTableGrammar(Grammar grammar) {
        this.grammar = grammar;
        this.tokens = grammar.tokens;
    }

    List<AlterTableAction> actions() {
        List<AlterTableAction> actions = new ArrayList<>(1);
        do {
            actions.add(action());
        } while (tokens.accept(TokenKind.COMMA));
        return List.copyOf(actions);
    }

    private AlterTableAction action() {
        TokenKind word = tokens.kind();
        switch (word) {
            case ADD,
                    ALTER,
                    DROP,
                    VALIDATE,
                    SET,
                    RESET,
                    CLUSTER,
                    ENABLE,
                    DISABLE,
                    FORCE,
                    NO,
                    INHERIT,
                    OF,
                    NOT,
                    OWNER,
                    REPLICA,
                    OPTIONS -> tokens.advance();
            default -> throw tokens.syntaxError();
        }
        return switch (word) {
            case ADD -> add();
            case ALTER -> alter();
            case DROP -> drop();
            case VALIDATE -> {
                tokens.expect(TokenKind.CONSTRAINT);
                yield new ValidateConstraint(grammar.names.column());
            }
            case SET -> set();
            case RESET -> new SetParameters(true, new OptionGrammar(grammar).relationOptions());
            case CLUSTER -> {
                tokens.expect(TokenKind.ON);
                yield new ClusterOn(grammar.names.column());
            }
            case ENABLE -> enable();
            case DISABLE -> disable();
            case FORCE -> rowSecurity("force");
            case NO -> tokens.accept(TokenKind.FORCE) ? rowSecurity("no force") : inherit(false);
            case INHERIT -> new Inherit(grammar.names.relation(), true);
            case OF -> ofType();
            case NOT -> {
                tokens.expect(TokenKind.OF);
                yield new OfType(null);
            }
            case OWNER -> {
                tokens.expect(TokenKind.TO);
                yield new OwnerTo(grammar.names.role());
            }
            case REPLICA -> replicaIdentity();
            default -> new ForeignOptions(null, foreignOptions());
        };
    }

    private Inherit inherit(boolean inherit) {
        tokens.expect(TokenKind.INHERIT);
        return new Inherit(grammar.names.relation(), inherit);
    }

    private OfType ofType() {
        int position = tokens.start();
        QualifiedName name = grammar.names.any();
        return new OfType(new TypeName(name, List.of(), List.of(), false, false, position));
    }

    private AlterTableAction add() {
        ConstraintGrammar constraints = new ConstraintGrammar(grammar);
        if (constraints.startsTableConstraint()) {
            return new AddConstraint(constraints.tableConstraint());
        }
        tokens.accept(TokenKind.COLUMN);
        boolean ifNotExists = Clauses.ifNotExists(tokens);
        return new AddColumn(new CreateTableGrammar(grammar).column(), ifNotExists);
    }

    private AlterTableAction drop() {
        boolean constraint = tokens.accept(TokenKind.CONSTRAINT);
        if (!constraint) {
            tokens.accept(TokenKind.COLUMN);
        }
        boolean ifExists = Clauses.ifExists(tokens);
        String name = grammar.names.column();
        boolean cascade = Clauses.cascade(tokens);
        return constraint ? new DropConstraint(name, ifExists, cascade) : new DropColumn(name, ifExists, cascade);
    }

    private AlterTableAction alter() {
        if (tokens.accept(TokenKind.CONSTRAINT)) {
            String name = grammar.names.column();
            return new AlterConstraint(name, new TimingGrammar(tokens).timing("FOREIGN KEY", false, false, true));
        }
        tokens.accept(TokenKind.COLUMN);
        return new AlterColumnGrammar(grammar).action();
    }

    private AlterTableAction set() {
        switch (tokens.kind()) {
            case WITHOUT -> {
                tokens.advance();
                if (tokens.accept(TokenKind.CLUSTER)) {
                    return new ClusterOn(null);
                }
                tokens.expect(TokenKind.OIDS);
                return new DropOids();
            }
            case LOGGED, UNLOGGED -> {
                return new SetLogged(tokens.advance() == TokenKind.LOGGED);
            }
            case ACCESS -> {
                tokens.advance();
                tokens.expect(TokenKind.METHOD);
                return new SetAccessMethod(grammar.names.column());
            }
            case TABLESPACE -> {
                tokens.advance();
                return new SetTablespace(grammar.names.column());
            }
            default -> {
                return new SetParameters(false, new OptionGrammar(grammar).relationOptions());
            }
        }
    }

    private AlterTableAction enable() {
        if (tokens.is(TokenKind.ROW)) {
            return rowSecurity("enable");
        }
        String mode = "enable";
        if (tokens.accept(TokenKind.ALWAYS)) {
            mode = "enable always";
        } else if (tokens.accept(TokenKind.REPLICA)) {
            mode = "enable replica";
        }
        return trigger(mode, mode.equals("enable"));
    }

    private AlterTableAction disable() {
        return tokens.is(TokenKind.ROW) ? rowSecurity("disable") : trigger("disable", true);
    }

    private SwitchTrigger trigger(String mode, boolean mayBeAll) {
        if (tokens.accept(TokenKind.RULE)) {
            return new SwitchTrigger(mode, true, TriggerScope.NAMED, grammar.names.column());
        }
        tokens.expect(TokenKind.TRIGGER);
        if (mayBeAll && tokens.accept(TokenKind.ALL)) {
            return new SwitchTrigger(mode, false, TriggerScope.ALL, null);
        }
        if (mayBeAll && tokens.accept(TokenKind.USER)) {
            return new SwitchTrigger(mode, false, TriggerScope.USER, null);
        }
        return new SwitchTrigger(mode, false, TriggerScope.NAMED, grammar.names.column());
    }

    private RowSecurity rowSecurity(String change) {
        tokens.expect(TokenKind.ROW, TokenKind.LEVEL);
        tokens.expect(TokenKind.SECURITY);
        return new RowSecurity(change);
    }

    private ReplicaIdentity replicaIdentity() {
        tokens.expect(TokenKind.IDENTITY);
        switch (tokens.kind()) {
            case NOTHING, FULL, DEFAULT -> {
                return new ReplicaIdentity(tokens.advance().text(), null);
            }
            default -> {
                tokens.expect(TokenKind.USING, TokenKind.INDEX);
                return new ReplicaIdentity("index", grammar.names.column());
            }
        }
    }

    /** {@code (ADD | SET | DROP name 'value', ...)} */
    private List<Option> foreignOptions() {
        tokens.expect(TokenKind.LEFT_PARENTHESIS);
        List<Option> options = new ArrayList<>(1);
        do {
            options.add(foreignOption());
        } while (tokens.accept(TokenKind.COMMA));
        tokens.expect(TokenKind.RIGHT_PARENTHESIS);
        return List.copyOf(options);
    }

    private Option foreignOption() {
        int position = tokens.start();
        @Nullable String verb = null;
        boolean labelFollows = tokens.kindAhead(1).isLabel();
        if (labelFollows && (tokens.is(TokenKind.ADD) || tokens.is(TokenKind.SET) || tokens.is(TokenKind.DROP))) {
            verb = tokens.advance().text();
        }
        String name = grammar.names.label();
        return new Option(verb, name, "drop".equals(verb) ? null : new Text(tokens.string(), true), position);
    }

    /** {@code OPTIONS (...)} of one column. */
    ForeignOptions columnOptions(String column) {
        return new ForeignOptions(column, foreignOptions());
    }
}
