package io.trefoil.sql.engine.session;

import io.trefoil.sql.api.ResponseSink;
import io.trefoil.sql.api.RowShape;
import io.trefoil.sql.engine.algebra.Plan;
import io.trefoil.sql.engine.algebra.Scalar;
import io.trefoil.sql.engine.bind.StatementBinder;
import io.trefoil.sql.engine.bind.TypeNames;
import io.trefoil.sql.engine.execute.RowCursor;
import io.trefoil.sql.engine.execute.compile.PlanCompiler;
import io.trefoil.sql.engine.notification.PendingNotifications;
import io.trefoil.sql.parser.ast.SessionStatement;
import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;
import io.trefoil.sql.types.SqlType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** PREPARE, EXECUTE, cursors, DISCARD. */
final class SessionCommands {
    private final SessionState state;
    private final UtilityRunner utilities;
    private final Map<String, PreparedStatement> statements;
    private final Portals portals;

    SessionCommands(SessionState state, UtilityRunner utilities, Map<String, PreparedStatement> statements) {
        this.state = state;
        this.utilities = utilities;
        this.statements = statements;
        this.portals = state.portals();
    }

    /** The columns that EXECUTE and FETCH will return. */
    @Nullable
    RowShape shape(SessionStatement statement) {
        return switch (statement) {
            case SessionStatement.Execute execute -> {
                PreparedStatement prepared = require(execute.name());
                yield prepared.statement() == null
                        ? null
                        : utilities
                                .runner()
                                .compile(prepared, state.transactions().latestCatalog())
                                .shape();
            }
            case SessionStatement.Fetch fetch
            when !fetch.move() -> requireCursor(fetch.cursor()).shape();
            default -> null;
        };
    }

    void run(SessionStatement statement, Portal portal, long rowsMax, ResponseSink sink) {
        switch (statement) {
            case SessionStatement.Prepare prepare -> {
                prepare(prepare, portal.prepared().sql());
                sink.complete("PREPARE");
            }
            case SessionStatement.Execute execute -> execute(execute, portal, rowsMax, sink);
            case SessionStatement.Deallocate deallocate -> sink.complete(deallocate(deallocate));
            case SessionStatement.DeclareCursor declare -> {
                declare(declare, portal.prepared().sql());
                sink.complete("DECLARE CURSOR");
            }
            case SessionStatement.Fetch fetch -> {
                long start = sink.position();
                try {
                    fetch(fetch, portal, sink);
                } catch (RuntimeException e) {
                    // Rows of a FETCH that fails are not seen.
                    sink.takeBack(start);
                    throw e;
                }
            }
            case SessionStatement.Close close -> sink.complete(close(close));
            case SessionStatement.Discard discard -> sink.complete(discard(discard));
            case SessionStatement.Listen listen -> {
                notifications().listen(listen.channel());
                sink.complete("LISTEN");
            }
            case SessionStatement.Unlisten unlisten -> {
                unlisten(unlisten.channel());
                sink.complete("UNLISTEN");
            }
            case SessionStatement.Notify notify -> {
                String payload = notify.payload();
                notifications().send(notify.channel(), payload == null ? "" : payload);
                sink.complete("NOTIFY");
            }
            case SessionStatement.Load load -> throw unsupported("LOAD");
        }
    }

    private PendingNotifications notifications() {
        return state.transactions().effects().notifications();
    }

    private void unlisten(@Nullable String channel) {
        if (channel == null) {
            notifications().unlistenAll();
        } else {
            notifications().unlisten(channel);
        }
    }

    private static SqlStateException unsupported(String command) {
        return new SqlStateException(SqlState.FEATURE_NOT_SUPPORTED, command + " is not supported yet");
    }

    private PreparedStatement require(String name) {
        PreparedStatement prepared = statements.get(name);
        if (prepared == null) {
            throw new SqlStateException(
                    SqlState.INVALID_SQL_STATEMENT_NAME, "prepared statement \"" + name + "\" does not exist");
        }
        return prepared;
    }

    private void prepare(SessionStatement.Prepare prepare, String sql) {
        if (statements.containsKey(prepare.name())) {
            throw new SqlStateException(
                    SqlState.DUPLICATE_PSTATEMENT, "prepared statement \"" + prepare.name() + "\" already exists");
        }
        int[] types = prepare.types().stream()
                .mapToInt(type -> TypeNames.resolve(
                                state.environment(state.transactions().latestCatalog()), type)
                        .type()
                        .oid())
                .toArray();
        PreparedStatement prepared = new PreparedStatement(prepare.name(), prepare.statement(), sql, types, true);
        if (!SessionPlanning.isPlanned(prepare.statement())) {
            throw new SqlStateException(SqlState.SYNTAX_ERROR, "this statement cannot be prepared");
        }
        utilities.runner().compile(prepared, state.transactions().latestCatalog());
        statements.put(prepare.name(), prepared);
    }

    private void execute(SessionStatement.Execute execute, Portal outer, long rowsMax, ResponseSink sink) {
        Portal portal = bound(execute, outer.prepared().sql(), outer.shape());
        try {
            utilities.runner().runPortal(portal, rowsMax == Long.MAX_VALUE ? 0 : rowsMax, false, sink);
        } finally {
            portal.close();
        }
    }

    /** What EXECUTE is going to run. */
    Portal bound(SessionStatement.Execute execute, String sql, @Nullable RowShape shape) {
        PreparedStatement prepared = require(execute.name());
        Compiled compiled =
                utilities.runner().compile(prepared, state.transactions().latestCatalog());
        return new Portal("", prepared, compiled, arguments(execute, compiled, sql), shape);
    }

    private @Nullable Object[] arguments(SessionStatement.Execute execute, Compiled compiled, String sql) {
        List<SqlType> types = compiled.parameterTypes();
        if (types.size() != execute.arguments().size()) {
            throw new SqlStateException(
                            SqlState.SYNTAX_ERROR,
                            "wrong number of parameters for prepared statement \"" + execute.name() + "\"")
                    .withDetail("Expected " + types.size() + " parameters but got "
                            + execute.arguments().size() + ".");
        }
        @Nullable Object[] values = new @Nullable Object[types.size()];
        if (values.length == 0) {
            return values;
        }
        utilities.inStatement(sql, context -> {
            List<Scalar> row = new ArrayList<>();
            for (int i = 0; i < values.length; i++) {
                row.add(StatementBinder.value(
                        context.binding(), execute.arguments().get(i), types.get(i), sql));
            }
            Plan.Values plan = new Plan.Values(List.of(row), List.of(), Plan.Estimate.UNKNOWN);
            PlanCompiler compiler = new PlanCompiler(context.catalog(), new BoundTableChanges(context.binding()));
            try (RowCursor cursor = compiler.compile(plan).open(context.execution())) {
                var computed = cursor.next();
                if (computed != null) {
                    System.arraycopy(computed, 0, values, 0, values.length);
                }
            }
        });
        return values;
    }

    private String deallocate(SessionStatement.Deallocate deallocate) {
        String name = deallocate.name();
        if (name == null) {
            statements.clear();
            return "DEALLOCATE ALL";
        }
        require(name);
        statements.remove(name);
        return "DEALLOCATE";
    }

    // Cursors

    private void declare(SessionStatement.DeclareCursor declare, String sql) {
        if (!declare.hold() && !state.transactions().inBlock()) {
            throw new SqlStateException(
                    SqlState.NO_ACTIVE_SQL_TRANSACTION, "DECLARE CURSOR can only be used in transaction blocks");
        }
        if (declare.hold()) {
            throw unsupported("DECLARE CURSOR ... WITH HOLD");
        }
        if (portals.find(declare.name()) != null) {
            throw new SqlStateException(SqlState.DUPLICATE_CURSOR, "cursor \"" + declare.name() + "\" already exists");
        }
        PreparedStatement prepared = new PreparedStatement("", declare.query(), sql, new int[0], true);
        Compiled compiled =
                utilities.runner().compile(prepared, state.transactions().latestCatalog());
        RowShape shape = compiled.shape();
        Portal portal = new Portal(
                declare.name(),
                prepared,
                compiled,
                new Object[0],
                shape != null && declare.binary() ? Parameters.withFormats(shape, new short[] {1}) : shape);
        utilities.runner().start(portal, false);
        portal.start();
        portals.add(portal);
    }

    private Portal requireCursor(String name) {
        Portal portal = portals.find(name);
        if (portal == null) {
            throw new SqlStateException(SqlState.INVALID_CURSOR_NAME, "cursor \"" + name + "\" does not exist");
        }
        return portal;
    }

    private void fetch(SessionStatement.Fetch fetch, Portal outer, ResponseSink sink) {
        Portal cursor = requireCursor(fetch.cursor());
        long wanted = switch (fetch.direction()) {
            case FORWARD -> fetch.count();
            case RELATIVE -> fetch.count();
            case BACKWARD, ABSOLUTE -> -1;
        };
        if (wanted < 0 || fetch.direction() == SessionStatement.FetchDirection.RELATIVE && wanted == 0) {
            throw new SqlStateException(SqlState.OBJECT_NOT_IN_PREREQUISITE_STATE, "cursor can only scan forward")
                    .withHint("Declare it with SCROLL option to enable backward scan.");
        }
        cursor.requireRunnable();
        RowShape shape = outer.shape();
        if (!fetch.move() && shape != null) {
            sink.rows(shape, state.textFormat());
        }
        long count = 0;
        boolean relative = fetch.direction() == SessionStatement.FetchDirection.RELATIVE;
        for (long i = 0; i < wanted; i++) {
            var row = cursor.finished() ? null : next(cursor);
            if (row == null) {
                break;
            }
            boolean delivered = !relative || i == wanted - 1;
            count += delivered ? 1 : 0;
            if (delivered && !fetch.move()) {
                sink.row(row);
            }
        }
        sink.complete((fetch.move() ? "MOVE " : "FETCH ") + count);
    }

    private static @Nullable Object @Nullable [] next(Portal cursor) {
        try {
            return cursor.next();
        } catch (RuntimeException e) {
            cursor.fail();
            throw e;
        }
    }

    private String close(SessionStatement.Close close) {
        String name = close.cursor();
        if (name == null) {
            portals.closeNamed();
            return "CLOSE CURSOR ALL";
        }
        requireCursor(name);
        portals.remove(name);
        return "CLOSE CURSOR";
    }

    private String discard(SessionStatement.Discard discard) {
        switch (discard.target()) {
            case ALL -> {
                if (state.transactions().inBlock() || state.oneOfSeveral()) {
                    throw new SqlStateException(
                            SqlState.ACTIVE_SQL_TRANSACTION, "DISCARD ALL cannot run inside a transaction block");
                }
                statements.clear();
                state.locks().unlockAll();
                state.sequences().forget();
                notifications().unlistenAll();
                state.transactions().settings(state.settings().resetAll());
                return "DISCARD ALL";
            }
            case PLANS -> {
                return "DISCARD PLANS";
            }
            case SEQUENCES -> {
                state.sequences().forget();
                return "DISCARD SEQUENCES";
            }
            case TEMP -> {
                return "DISCARD TEMP";
            }
        }
        throw new IllegalStateException("unknown target of DISCARD");
    }
}
