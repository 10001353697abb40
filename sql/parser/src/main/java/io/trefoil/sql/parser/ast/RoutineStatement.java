package io.trefoil.sql.parser.ast;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Functions, procedures, triggers, rules, and running code: CALL and DO. */
public sealed interface RoutineStatement extends Statement {

    /** How a parameter passes its value. */
    enum ParameterMode {
        DEFAULT,
        IN,
        OUT,
        INOUT,
        VARIADIC,
        /** A column of RETURNS TABLE. */
        TABLE
    }

    /** {@code [mode] [name] type [DEFAULT value]} */
    record RoutineParameter(
            ParameterMode mode,
            @Nullable String name,
            TypeName type,
            @Nullable Expression defaultValue) {}

    /**
     * {@code CREATE [OR REPLACE] FUNCTION | PROCEDURE name (...)}.
     *
     * @param returns null for procedures and for functions whose result follows from OUT parameters; for RETURNS TABLE
     *     the columns are parameters of mode TABLE
     * @param options in the order written: language, as (one or two texts), volatility, strict, security, leakproof,
     *     cost, rows, support, parallel, window, transform
     * @param settings {@code SET x = y} clauses
     * @param body an SQL-standard body: {@code RETURN expression} or {@code BEGIN ATOMIC ... END}, else null
     */
    record CreateFunction(
            QualifiedName name,
            boolean procedure,
            boolean orReplace,
            List<RoutineParameter> parameters,
            @Nullable TypeName returns,
            List<Option> options,
            List<SettingStatement> settings,
            @Nullable RoutineBody body,
            int position)
            implements RoutineStatement {}

    /** A body written in SQL itself rather than as a string. */
    sealed interface RoutineBody {}

    /** {@code RETURN expression} */
    record ReturnBody(Expression value) implements RoutineBody {}

    /** {@code BEGIN ATOMIC statements END}; a {@link Return} may be among them. */
    record AtomicBody(List<Statement> statements) implements RoutineBody {}

    /** {@code RETURN expression} as a statement of an atomic body. */
    record Return(Expression value) implements RoutineStatement {}

    /** {@code ALTER FUNCTION | PROCEDURE | ROUTINE name (...) options} */
    record AlterFunction(
            ObjectKind kind, ObjectStatement.ObjectName function, List<Option> options, List<SettingStatement> settings)
            implements RoutineStatement {}

    /** When a trigger fires. */
    enum TriggerTiming {
        BEFORE,
        AFTER,
        INSTEAD_OF
    }

    /** Which change fires a trigger; columns only for UPDATE OF. */
    record TriggerEvent(String event, List<String> columns) {}

    /** {@code REFERENCING OLD | NEW TABLE | ROW AS name} */
    record Transition(boolean isNew, boolean table, String name) {}

    /** {@code CREATE [OR REPLACE] [CONSTRAINT] TRIGGER name ...} */
    record CreateTrigger(
            String name,
            QualifiedName table,
            boolean orReplace,
            boolean constraint,
            TriggerTiming timing,
            List<TriggerEvent> events,
            List<Transition> transitions,
            boolean forEachRow,
            @Nullable Expression when,
            @Nullable QualifiedName constraintTable,
            TableConstraint.Timing constraintTiming,
            QualifiedName function,
            List<String> arguments,
            int position)
            implements RoutineStatement {}

    /** {@code CREATE [OR REPLACE] RULE name AS ON event TO table [WHERE c] DO [ALSO | INSTEAD] actions} */
    record CreateRule(
            String name,
            QualifiedName table,
            boolean orReplace,
            String event,
            @Nullable Expression where,
            boolean instead,
            List<Statement> actions,
            int position)
            implements RoutineStatement {}

    /** {@code CALL procedure(...)} */
    record CallProcedure(Call.FunctionCall call) implements RoutineStatement {}

    /** {@code DO [LANGUAGE l] 'code'}: options as and language. */
    record Do(List<Option> options) implements RoutineStatement {}
}
