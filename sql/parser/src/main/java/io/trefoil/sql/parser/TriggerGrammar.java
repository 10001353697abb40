package io.trefoil.sql.parser;

import io.trefoil.sql.parser.ast.Expression;
import io.trefoil.sql.parser.ast.QualifiedName;
import io.trefoil.sql.parser.ast.RoutineStatement.CreateRule;
import io.trefoil.sql.parser.ast.RoutineStatement.CreateTrigger;
import io.trefoil.sql.parser.ast.RoutineStatement.Transition;
import io.trefoil.sql.parser.ast.RoutineStatement.TriggerEvent;
import io.trefoil.sql.parser.ast.RoutineStatement.TriggerTiming;
import io.trefoil.sql.parser.ast.Statement;
import io.trefoil.sql.parser.ast.TableConstraint.Timing;
import io.trefoil.sql.types.SqlState;
import java.util.ArrayList;
import java.util.List;

/** CREATE TRIGGER and CREATE RULE. */
final class TriggerGrammar {
    private final Grammar grammar;
    private final Tokens tokens;

    TriggerGrammar(Grammar grammar) {
        this.grammar = grammar;
        this.tokens = grammar.tokens;
    }

    /** At {@code [CONSTRAINT] TRIGGER}. */
    CreateTrigger trigger(boolean orReplace, int position) {
        boolean constraint = tokens.accept(TokenKind.CONSTRAINT);
        tokens.expect(TokenKind.TRIGGER);
        String name = grammar.names.column();
        TriggerTiming timing = constraint ? after() : timing();
        List<TriggerEvent> events = events();
        tokens.expect(TokenKind.ON);
        QualifiedName table = grammar.names.relation();
        QualifiedName constraintTable = null;
        Timing constraintTiming = Timing.NONE;
        List<Transition> transitions = List.of();
        boolean forEachRow = false;
        if (constraint) {
            constraintTable = tokens.accept(TokenKind.FROM) ? grammar.names.relation() : null;
            constraintTiming = new TimingGrammar(tokens).timing("TRIGGER", false, false, true);
            tokens.expect(TokenKind.FOR, TokenKind.EACH);
            tokens.expect(TokenKind.ROW);
            forEachRow = true;
        } else {
            transitions = tokens.accept(TokenKind.REFERENCING) ? transitions() : List.of();
            forEachRow = forEachRow();
        }
        Expression when = tokens.accept(TokenKind.WHEN) ? new ConstraintGrammar(grammar).condition() : null;
        tokens.expect(TokenKind.EXECUTE);
        if (!tokens.accept(TokenKind.FUNCTION)) {
            tokens.expect(TokenKind.PROCEDURE);
        }
        QualifiedName function = new ObjectGrammar(grammar).routineName();
        List<String> arguments = arguments();
        if (constraint && orReplace) {
            throw tokens.error(
                    -1, SqlState.FEATURE_NOT_SUPPORTED, "CREATE OR REPLACE CONSTRAINT TRIGGER is not supported");
        }
        return new CreateTrigger(
                name,
                table,
                orReplace,
                constraint,
                timing,
                events,
                transitions,
                forEachRow,
                when,
                constraintTable,
                constraintTiming,
                function,
                arguments,
                position);
    }

    private TriggerTiming after() {
        tokens.expect(TokenKind.AFTER);
        return TriggerTiming.AFTER;
    }

    private TriggerTiming timing() {
        if (tokens.accept(TokenKind.BEFORE)) {
            return TriggerTiming.BEFORE;
        }
        if (tokens.acceptPair(TokenKind.INSTEAD, TokenKind.OF)) {
            return TriggerTiming.INSTEAD_OF;
        }
        return after();
    }

    private List<TriggerEvent> events() {
        List<TriggerEvent> events = new ArrayList<>(1);
        do {
            TokenKind event = tokens.kind();
            switch (event) {
                case INSERT, DELETE, TRUNCATE -> {
                    rejectRepeated(events, event);
                    tokens.advance();
                }
                case UPDATE -> tokens.advance();
                default -> throw tokens.syntaxError();
            }
            List<String> columns =
                    event == TokenKind.UPDATE && tokens.accept(TokenKind.OF) ? grammar.names.columns() : List.of();
            rejectRepeated(events, event);
            events.add(new TriggerEvent(event.text(), columns));
        } while (tokens.accept(TokenKind.OR));
        return List.copyOf(events);
    }

    private void rejectRepeated(List<TriggerEvent> events, TokenKind event) {
        for (TriggerEvent earlier : events) {
            if (earlier.event().equals(event.text())) {
                throw tokens.near("duplicate trigger events specified");
            }
        }
    }

    private List<Transition> transitions() {
        List<Transition> transitions = new ArrayList<>(2);
        do {
            boolean isNew = tokens.accept(TokenKind.NEW);
            if (!isNew) {
                tokens.expect(TokenKind.OLD);
            }
            boolean table = tokens.accept(TokenKind.TABLE);
            if (!table) {
                tokens.expect(TokenKind.ROW);
            }
            tokens.accept(TokenKind.AS);
            transitions.add(new Transition(isNew, table, grammar.names.column()));
        } while (tokens.is(TokenKind.NEW) || tokens.is(TokenKind.OLD));
        return List.copyOf(transitions);
    }

    private boolean forEachRow() {
        if (!tokens.accept(TokenKind.FOR)) {
            return false;
        }
        tokens.accept(TokenKind.EACH);
        boolean row = tokens.accept(TokenKind.ROW);
        if (!row) {
            tokens.expect(TokenKind.STATEMENT);
        }
        return row;
    }

    /** Numbers and words are strings to a trigger. */
    private List<String> arguments() {
        tokens.expect(TokenKind.LEFT_PARENTHESIS);
        List<String> arguments = new ArrayList<>(0);
        if (!tokens.is(TokenKind.RIGHT_PARENTHESIS)) {
            do {
                arguments.add(argument());
            } while (tokens.accept(TokenKind.COMMA));
        }
        tokens.expect(TokenKind.RIGHT_PARENTHESIS);
        return List.copyOf(arguments);
    }

    private String argument() {
        return switch (tokens.kind()) {
            case STRING_CONSTANT -> tokens.string();
            case INTEGER_CONSTANT, NUMERIC_CONSTANT -> new OptionGrammar(grammar).number();
            default -> grammar.names.label();
        };
    }

    /** After {@code CREATE [OR REPLACE] RULE}. */
    CreateRule rule(boolean orReplace, int position) {
        String name = grammar.names.column();
        tokens.expect(TokenKind.AS, TokenKind.ON);
        String event = switch (tokens.kind()) {
            case SELECT, UPDATE, DELETE, INSERT -> grammar.names.take();
            default -> throw tokens.syntaxError();
        };
        tokens.expect(TokenKind.TO);
        QualifiedName table = grammar.names.relation();
        Expression where = grammar.queries.optionalWhere();
        tokens.expect(TokenKind.DO);
        boolean instead = tokens.accept(TokenKind.INSTEAD);
        if (!instead) {
            tokens.accept(TokenKind.ALSO);
        }
        return new CreateRule(name, table, orReplace, event, where, instead, ruleActions(), position);
    }

    private List<Statement> ruleActions() {
        if (tokens.accept(TokenKind.NOTHING)) {
            return List.of();
        }
        if (!tokens.is(TokenKind.LEFT_PARENTHESIS)) {
            return List.of(ruleAction());
        }
        tokens.advance();
        List<Statement> actions = new ArrayList<>();
        while (!tokens.accept(TokenKind.RIGHT_PARENTHESIS)) {
            if (!tokens.accept(TokenKind.SEMICOLON)) {
                actions.add(ruleAction());
                if (!tokens.is(TokenKind.RIGHT_PARENTHESIS)) {
                    tokens.expect(TokenKind.SEMICOLON);
                }
            }
        }
        return List.copyOf(actions);
    }

    private Statement ruleAction() {
        if (tokens.is(TokenKind.NOTIFY)) {
            return new SessionGrammar(grammar).statement();
        }
        return new DataModificationGrammar(grammar).preparable();
    }
}
