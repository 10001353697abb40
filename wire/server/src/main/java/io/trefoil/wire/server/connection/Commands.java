package io.trefoil.wire.server.connection;

import io.trefoil.sql.api.ParameterValues;
import io.trefoil.sql.api.RowShape;
import io.trefoil.sql.api.SqlSession;
import io.trefoil.sql.api.StatementDescription;
import io.trefoil.sql.api.TransactionStatus;
import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;
import io.trefoil.wire.protocol.MessageWriter;
import io.trefoil.wire.protocol.ProtocolViolation;
import io.trefoil.wire.protocol.message.AuthenticationResponse;
import io.trefoil.wire.protocol.message.Bind;
import io.trefoil.wire.protocol.message.BindComplete;
import io.trefoil.wire.protocol.message.Close;
import io.trefoil.wire.protocol.message.CloseComplete;
import io.trefoil.wire.protocol.message.CopyData;
import io.trefoil.wire.protocol.message.CopyDone;
import io.trefoil.wire.protocol.message.CopyFail;
import io.trefoil.wire.protocol.message.Describe;
import io.trefoil.wire.protocol.message.ErrorResponse;
import io.trefoil.wire.protocol.message.Execute;
import io.trefoil.wire.protocol.message.Flush;
import io.trefoil.wire.protocol.message.FrontendMessage;
import io.trefoil.wire.protocol.message.FunctionCall;
import io.trefoil.wire.protocol.message.FunctionCallResponse;
import io.trefoil.wire.protocol.message.MalformedMessage;
import io.trefoil.wire.protocol.message.NoData;
import io.trefoil.wire.protocol.message.ParameterDescription;
import io.trefoil.wire.protocol.message.Parse;
import io.trefoil.wire.protocol.message.ParseComplete;
import io.trefoil.wire.protocol.message.Query;
import io.trefoil.wire.protocol.message.ReadyForQuery;
import io.trefoil.wire.protocol.message.StartupPacket;
import io.trefoil.wire.protocol.message.Sync;
import io.trefoil.wire.protocol.message.Terminate;
import org.jspecify.annotations.Nullable;

/**
 * Commands of an open session: each message becomes a call of {@link SqlSession}, its answers go to the output. After
 * an error in the extended protocol everything up to Sync is skipped.
 *
 * <pre>
 *   Query                                  → results ... ReadyForQuery
 *   Parse, Bind, Describe, Execute, Close  → one answer each; an error skips to Sync
 *   Sync                                   → ReadyForQuery
 * </pre>
 */
final class Commands {
    private final SqlSession session;
    private final ClientOutput output;
    private final MessageWriter writer;
    private final Signals signals;
    private final SessionReports reports;
    private final ResultWriter simpleResults;
    private final ResultWriter extendedResults;
    private boolean skippingToSync;
    private boolean idle;

    Commands(SqlSession session, ClientInput input, ClientOutput output, Signals signals, SessionReports reports) {
        this.session = session;
        this.output = output;
        this.writer = output.writer();
        this.signals = signals;
        this.reports = reports;
        this.simpleResults = new ResultWriter(input, output, true);
        this.extendedResults = new ResultWriter(input, output, false);
    }

    /** Whether the last thing sent was ReadyForQuery: only then does idle time count. */
    boolean idle() {
        return idle;
    }

    /**
     * Carries out one message.
     *
     * @return false when the client took its leave
     * @throws FatalError when the connection must end
     */
    boolean accept(FrontendMessage message) {
        if (idle) {
            signals.cycleStarts();
            idle = false;
        }
        if (skippingToSync && !endsSkipping(message)) {
            return true;
        }
        try {
            boolean staying = perform(message);
            output.pace();
            return staying;
        } catch (FatalError fatal) {
            throw fatal;
        } catch (Throwable failure) {
            answerFailure(message, failure);
            return true;
        }
    }

    /** Tells the client that a new cycle may begin. */
    void ready() {
        deliverNotifications();
        reports.reportChanges();
        session.ready();
        ReadyForQuery.write(writer, session.transactionStatus().code());
        output.flush();
        idle = true;
    }

    /** Between transactions; the client may be idle. */
    void deliverNotifications() {
        if (signals.notificationsWait()
                && session.transactionStatus() == TransactionStatus.IDLE
                && signals.takeNotifications()) {
            session.deliverNotifications();
        }
    }

    private boolean perform(FrontendMessage message) {
        switch (message) {
            case Query query -> query(query.sql());
            case Parse parse -> {
                session.parse(parse.name(), parse.sql(), parse.parameterTypes());
                ParseComplete.write(writer);
            }
            case Bind bind -> {
                var parameters = parameters(bind);
                session.bind(bind.portal(), bind.statement(), parameters, bind.resultFormats());
                BindComplete.write(writer);
            }
            case Describe describe -> describe(describe);
            case Execute execute -> session.execute(execute.portal(), Math.max(0, execute.rowsMax()), extendedResults);
            case Close close -> close(close);
            case Flush flush -> output.flush();
            case Sync sync -> sync();
            case Terminate terminate -> {
                return false;
            }
            case CopyData leftOver -> {}
            case CopyDone leftOver -> {}
            case CopyFail leftOver -> {}
            case FunctionCall call -> call(call);
            case MalformedMessage malformed -> throw malformed(malformed.violation());
            case AuthenticationResponse response ->
                throw FatalError.of(ProtocolViolation.fatal("invalid frontend message type 112"));
            case StartupPacket packet -> throw new IllegalStateException("a decoder never yields two start-up packets");
        }
        return true;
    }

    private void query(String sql) {
        session.query(sql, simpleResults);
        ready();
    }

    private void call(FunctionCall call) {
        var arguments = new ParameterValues(call.argumentFormats(), call.arguments());
        byte[] result = session.call(call.functionOid(), arguments, call.resultFormat());
        new FunctionCallResponse(result).encode(writer);
        ready();
    }

    private void sync() {
        skippingToSync = false;
        session.sync();
        ready();
    }

    private static ParameterValues parameters(Bind bind) {
        return bind.parameters().length == 0
                ? ParameterValues.NONE
                : new ParameterValues(bind.parameterFormats(), bind.parameters());
    }

    private void describe(Describe describe) {
        switch (describe.kind()) {
            case STATEMENT -> {
                StatementDescription description = session.describeStatement(describe.name());
                new ParameterDescription(description.parameterTypes()).encode(writer);
                describeRows(description.rows());
            }
            case PORTAL -> describeRows(session.describePortal(describe.name()));
        }
    }

    private void describeRows(@Nullable RowShape rows) {
        if (rows == null) {
            NoData.write(writer);
        } else {
            RowEncoder.describe(rows, writer);
        }
    }

    private void close(Close close) {
        switch (close.kind()) {
            case STATEMENT -> session.closeStatement(close.name());
            case PORTAL -> session.closePortal(close.name());
        }
        CloseComplete.write(writer);
    }

    /** An error that the session does not know of yet. */
    private RuntimeException refused(SqlStateException error) {
        session.fail();
        return error;
    }

    private RuntimeException malformed(ProtocolViolation violation) {
        return violation.fatal() ? FatalError.of(violation) : refused(ErrorMessages.toUserError(violation));
    }

    private static boolean endsSkipping(FrontendMessage message) {
        return message instanceof Sync
                || message instanceof Terminate
                || message instanceof AuthenticationResponse
                || (message instanceof MalformedMessage malformed
                        && malformed.violation().fatal());
    }

    /** Tells the error; then either skips to Sync or, after a message that is a whole cycle, is ready again. */
    private void answerFailure(FrontendMessage message, Throwable failure) {
        writer.abandon();
        SqlStateException error = ErrorMessages.toUserError(failure);
        if (endsConnection(error.state()) || output.clientGone()) {
            throw FatalError.of(error);
        }
        if (error != failure && !(failure instanceof ProtocolViolation)) {
            session.fail();
        }
        new ErrorResponse(ErrorMessages.diagnostics(ErrorMessages.ERROR, error)).encode(writer);
        if (simpleResults.synchronizationLost() || extendedResults.synchronizationLost()) {
            throw FatalError.of(
                    SqlState.PROTOCOL_VIOLATION, "terminating connection because protocol synchronization was lost");
        }
        if (partOfSeries(message)) {
            skippingToSync = true;
            // As PostgreSQL does (send_message_to_frontend): a client may wait for it, and a later Flush is skipped.
            output.flush();
        } else {
            ready();
        }
    }

    private static boolean endsConnection(SqlState state) {
        return switch (state) {
            case ADMIN_SHUTDOWN, CRASH_SHUTDOWN, DATABASE_DROPPED, TRANSACTION_TIMEOUT -> true;
            default -> false;
        };
    }

    /** Whether the message belongs to the extended protocol, whose errors last until Sync. */
    private static boolean partOfSeries(FrontendMessage message) {
        return switch (message) {
            case Parse m -> true;
            case Bind m -> true;
            case Describe m -> true;
            case Execute m -> true;
            case Close m -> true;
            case Flush m -> true;
            case MalformedMessage m -> "PBDECH".indexOf(m.type()) >= 0;
            case Query m -> false;
            case Sync m -> false;
            case FunctionCall m -> false;
            case CopyData m -> false;
            case CopyDone m -> false;
            case CopyFail m -> false;
            case Terminate m -> false;
            case AuthenticationResponse m -> false;
            case StartupPacket m -> false;
        };
    }
}
