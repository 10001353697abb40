package io.trefoil.sql.parser.deparse;

import io.trefoil.sql.parser.ast.Option;
import io.trefoil.sql.parser.ast.Option.ListValue;
import io.trefoil.sql.parser.ast.Option.TypeValue;
import io.trefoil.sql.parser.ast.RoutineStatement;
import io.trefoil.sql.parser.ast.RoutineStatement.CreateFunction;
import io.trefoil.sql.parser.ast.RoutineStatement.CreateRule;
import io.trefoil.sql.parser.ast.RoutineStatement.CreateTrigger;
import io.trefoil.sql.parser.ast.RoutineStatement.ParameterMode;
import io.trefoil.sql.parser.ast.RoutineStatement.RoutineParameter;
import io.trefoil.sql.parser.ast.RoutineStatement.TriggerEvent;
import io.trefoil.sql.parser.ast.SettingStatement;
import io.trefoil.sql.parser.ast.Statement;
import java.util.ArrayList;
import java.util.List;

/** Functions, triggers, rules, CALL and DO. */
final class RoutineWriter {
    private final Writers writers;
    private final SqlText out;

    RoutineWriter(Writers writers) {
        this.writers = writers;
        this.out = writers.out;
    }

    void write(RoutineStatement statement) {
        switch (statement) {
            case CreateFunction f -> function(f);
            case RoutineStatement.AlterFunction f -> {
                out.add("ALTER ").add(f.kind().words()).add(" ");
                new ObjectWriter(writers).object(f.kind(), f.function());
                options(f.options());
                settings(f.settings());
            }
            case RoutineStatement.Return r -> writers.expressions.optional("RETURN ", r.value());
            case RoutineStatement.CallProcedure c -> {
                out.add("CALL ");
                writers.expressions.write(c.call());
            }
            case RoutineStatement.Do d -> {
                out.add("DO");
                for (Option option : d.options()) {
                    writers.options.value(option.name().equals("language") ? " LANGUAGE " : " ", option.value());
                }
            }
            case CreateTrigger t -> trigger(t);
            case CreateRule r -> rule(r);
        }
    }

    private void function(CreateFunction function) {
        out.add("CREATE ").when(function.orReplace(), "OR REPLACE ");
        out.add(function.procedure() ? "PROCEDURE " : "FUNCTION ").name(function.name());
        List<RoutineParameter> parameters = new ArrayList<>();
        List<RoutineParameter> columns = new ArrayList<>();
        for (RoutineParameter parameter : function.parameters()) {
            (parameter.mode() == ParameterMode.TABLE ? columns : parameters).add(parameter);
        }
        out.inParentheses(parameters, this::parameter);
        if (!columns.isEmpty()) {
            out.add(" RETURNS TABLE ").inParentheses(columns, this::parameter);
        }
        if (function.returns() != null) {
            out.add(" RETURNS ");
            writers.types.write(function.returns());
        }
        options(function.options());
        settings(function.settings());
        switch (function.body()) {
            case null -> {}
            case RoutineStatement.ReturnBody r -> writers.expressions.optional(" RETURN ", r.value());
            case RoutineStatement.AtomicBody b -> {
                out.add(" BEGIN ATOMIC ");
                for (Statement statement : b.statements()) {
                    writers.statements.write(statement);
                    out.add("; ");
                }
                out.add("END");
            }
        }
    }

    void parameter(RoutineParameter parameter) {
        switch (parameter.mode()) {
            case DEFAULT, TABLE -> {}
            case IN, OUT, INOUT, VARIADIC -> out.words(parameter.mode()).add(" ");
        }
        if (parameter.name() != null) {
            out.name(parameter.name()).add(" ");
        }
        writers.types.write(parameter.type());
        writers.expressions.optional(" DEFAULT ", parameter.defaultValue());
    }

    private void settings(List<SettingStatement> settings) {
        for (SettingStatement setting : settings) {
            out.add(" ");
            new SettingWriter(writers).write(setting);
        }
    }

    private void options(List<Option> options) {
        for (Option option : options) {
            out.add(" ");
            option(option);
        }
    }

    private void option(Option option) {
        boolean yes = "true".equals(option.text());
        switch (option.name()) {
            case "as" -> {
                out.add("AS ");
                if (option.value() instanceof ListValue list) {
                    out.list(list.items(), item -> writers.options.value("", item));
                } else {
                    writers.options.value("", option.value());
                }
            }
            case "transform" -> {
                out.add("TRANSFORM ");
                if (option.value() instanceof ListValue list) {
                    out.list(list.items(), item -> {
                        if (item instanceof TypeValue type) {
                            out.add("FOR TYPE ");
                            writers.types.write(type.type());
                        }
                    });
                }
            }
            case "window" -> out.add("WINDOW");
            case "strict" -> out.add(yes ? "STRICT" : "CALLED ON NULL INPUT");
            case "volatility" -> out.capitals(String.valueOf(option.text()));
            case "security" -> out.add(yes ? "SECURITY DEFINER" : "SECURITY INVOKER");
            case "leakproof" -> out.add(yes ? "LEAKPROOF" : "NOT LEAKPROOF");
            case "support" -> out.add("SUPPORT ").add(String.valueOf(option.text()));
            default -> {
                out.capitals(option.name());
                writers.options.value(" ", option.value());
            }
        }
    }

    private void trigger(CreateTrigger trigger) {
        out.add("CREATE ").when(trigger.orReplace(), "OR REPLACE ").when(trigger.constraint(), "CONSTRAINT ");
        out.add("TRIGGER ")
                .name(trigger.name())
                .add(" ")
                .words(trigger.timing())
                .add(" ");
        out.list(trigger.events(), " OR ", this::event).add(" ON ").name(trigger.table());
        if (trigger.constraintTable() != null) {
            out.add(" FROM ").name(trigger.constraintTable());
        }
        new ConstraintWriter(writers).timing(trigger.constraintTiming());
        if (!trigger.transitions().isEmpty()) {
            out.add(" REFERENCING ");
            out.list(trigger.transitions(), " ", transition -> {
                out.add(transition.isNew() ? "NEW " : "OLD ").add(transition.table() ? "TABLE AS " : "ROW AS ");
                out.name(transition.name());
            });
        }
        out.add(trigger.forEachRow() ? " FOR EACH ROW" : " FOR EACH STATEMENT");
        writers.expressions.optional(" WHEN (", trigger.when());
        out.when(trigger.when() != null, ")").add(" EXECUTE FUNCTION ").name(trigger.function());
        out.inParentheses(trigger.arguments(), out::string);
    }

    private void event(TriggerEvent event) {
        out.capitals(event.event());
        if (!event.columns().isEmpty()) {
            out.add(" OF ").names(event.columns());
        }
    }

    private void rule(CreateRule rule) {
        out.add("CREATE ")
                .when(rule.orReplace(), "OR REPLACE ")
                .add("RULE ")
                .name(rule.name())
                .add(" AS ON ");
        out.capitals(rule.event()).add(" TO ").name(rule.table());
        writers.expressions.optional(" WHERE ", rule.where());
        out.add(rule.instead() ? " DO INSTEAD " : " DO ");
        if (rule.actions().isEmpty()) {
            out.add("NOTHING");
        } else {
            out.add("(").list(rule.actions(), "; ", writers.statements::write).add(")");
        }
    }
}
