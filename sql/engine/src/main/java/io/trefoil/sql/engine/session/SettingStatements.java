package io.trefoil.sql.engine.session;

import io.trefoil.sql.api.ResponseSink;
import io.trefoil.sql.api.RowShape;
import io.trefoil.sql.parser.ast.Expression;
import io.trefoil.sql.parser.ast.Literal;
import io.trefoil.sql.parser.ast.Operation;
import io.trefoil.sql.parser.ast.SettingStatement;
import io.trefoil.sql.types.SqlInterval;
import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;
import io.trefoil.sql.types.SqlTypes;
import io.trefoil.sql.types.TextFormat;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** SET, RESET, SHOW. */
final class SettingStatements {
    private final SessionState state;

    SettingStatements(SessionState state) {
        this.state = state;
    }

    void run(SettingStatement statement, @Nullable RowShape shape, ResponseSink sink) {
        switch (statement) {
            case SettingStatement.Set set -> {
                warnLocal(set.local());
                SettingCommands.set(state, set.name(), value(set), set.local());
                sink.complete("SET");
            }
            case SettingStatement.SetDefault set -> {
                warnLocal(set.local());
                SettingCommands.reset(state, set.name(), set.local());
                sink.complete("SET");
            }
            case SettingStatement.Reset reset -> {
                SettingCommands.reset(state, reset.name(), false);
                sink.complete("RESET");
            }
            case SettingStatement.ResetAll all -> {
                state.transactions().settings(state.settings().resetAll());
                sink.complete("RESET");
            }
            case SettingStatement.Show show -> show(show, shape, sink);
            case SettingStatement.ShowAll all -> showAll(shape, sink);
            case SettingStatement.ShowSavepointStatus status -> showSavepoints(shape, sink);
            case SettingStatement.SetFromCurrent set -> throw unexpected();
            case SettingStatement.AlterRoleSetting alter -> throw unexpected();
            case SettingStatement.AlterDatabaseSetting alter -> throw unexpected();
            case SettingStatement.AlterSystem alter -> throw unexpected();
        }
    }

    private static SqlStateException unexpected() {
        return new SqlStateException(SqlState.FEATURE_NOT_SUPPORTED, "this form of SET is not supported here");
    }

    private void warnLocal(boolean local) {
        if (local && !state.transactions().inBlock() && !state.oneOfSeveral()) {
            state.warn(SqlState.NO_ACTIVE_SQL_TRANSACTION, "SET LOCAL can only be used in transaction blocks");
        }
    }

    static String value(SettingStatement.Set set) {
        SettingDefinition definition = SettingDefinitions.find(set.name());
        boolean list = set.name().equals("search_path") || set.name().equals("temp_tablespaces");
        if (set.values().size() > 1
                && definition != null
                && !list
                && !set.name().equalsIgnoreCase("datestyle")) {
            throw new SqlStateException(
                    SqlState.INVALID_PARAMETER_VALUE, "SET " + set.name() + " takes only one argument");
        }
        List<String> parts =
                set.values().stream().map(expression -> text(expression, list)).toList();
        return parts.stream().collect(Collectors.joining(", "));
    }

    private static String text(Expression expression, boolean identifier) {
        return switch (expression) {
            case Literal.StringLiteral string -> identifier ? quoted(string.value()) : string.value();
            case Literal.IntegerLiteral number -> Integer.toString(number.value());
            case Literal.NumericLiteral number -> number.text();
            case Literal.BooleanLiteral bool -> bool.value() ? "on" : "off";
            case Operation.Cast cast -> interval(cast);
            default -> throw new SqlStateException(SqlState.SYNTAX_ERROR, "invalid value in SET");
        };
    }

    /** A name that would be folded or split is quoted, so that it is read back as it is. */
    private static String quoted(String name) {
        boolean plain =
                !name.isEmpty() && name.chars().allMatch(c -> c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '_');
        return plain && !Character.isDigit(name.charAt(0)) ? name : "\"" + name.replace("\"", "\"\"") + "\"";
    }

    /** SET TIME ZONE INTERVAL '-08:00' HOUR TO MINUTE, as the text that the setting takes. */
    private static String interval(Operation.Cast cast) {
        if (!(cast.operand() instanceof Literal.StringLiteral string)) {
            throw new SqlStateException(SqlState.SYNTAX_ERROR, "invalid value in SET");
        }
        SqlInterval interval = (SqlInterval) SqlTypes.INTERVAL.parse(string.value(), -1, TextFormat.DEFAULT);
        return "INTERVAL '" + SqlTypes.INTERVAL.toText(interval, TextFormat.DEFAULT) + "'";
    }

    private void show(SettingStatement.Show show, @Nullable RowShape shape, ResponseSink sink) {
        String value = state.context().setting(show.name());
        if (value == null) {
            throw Settings.unknown(show.name());
        }
        if (shape != null) {
            sink.rows(shape, state.textFormat());
        }
        sink.row(new Object[] {value});
        sink.complete("SHOW");
    }

    private void showSavepoints(@Nullable RowShape shape, ResponseSink sink) {
        if (shape != null) {
            sink.rows(shape, state.textFormat());
        }
        if (state.transactions().begunWithSavepoint()) {
            sink.row(new Object[] {Savepoints.RESTART_PREFIX, true});
        }
        for (Savepoint savepoint : state.transactions().savepoints().all()) {
            sink.row(new Object[] {savepoint.name(), savepoint.initial()});
        }
        sink.complete("SHOW");
    }

    private void showAll(@Nullable RowShape shape, ResponseSink sink) {
        if (shape != null) {
            sink.rows(shape, state.textFormat());
        }
        for (SettingDefinition definition : SettingDefinitions.all()) {
            sink.row(new Object[] {
                definition.name(), state.settings().display(definition.name()), definition.description()
            });
        }
        sink.complete("SHOW");
    }
}
