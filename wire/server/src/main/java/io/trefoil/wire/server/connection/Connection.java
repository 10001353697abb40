package io.trefoil.wire.server.connection;

import io.trefoil.sql.api.SessionRequest;
import io.trefoil.sql.api.SqlSession;
import io.trefoil.sql.api.TransactionStatus;
import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;
import io.trefoil.wire.protocol.ProtocolVersion;
import io.trefoil.wire.protocol.message.AuthenticationOk;
import io.trefoil.wire.protocol.message.BackendKeyData;
import io.trefoil.wire.protocol.message.ErrorResponse;
import io.trefoil.wire.protocol.message.FrontendMessage;
import io.trefoil.wire.protocol.message.NegotiateProtocolVersion;
import io.trefoil.wire.protocol.message.StartupMessage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * The life of one client's connection, from its first byte to its end, as one thread at a time runs it: negotiation,
 * authentication, then commands in order until the client leaves. {@link #cancel}, {@link #shutdown},
 * {@link #terminate} and {@link #clientGone} come from other threads.
 */
public final class Connection {
    private static final Logger LOG = LoggerFactory.getLogger(Connection.class);

    private static final byte[] NO_CERTIFICATE = new byte[0];

    private final ServerContext server;
    private final String clientAddress;
    private final ClientInput input;
    private final ClientOutput output;
    private final @Nullable Encryption encryption;
    private final Signals signals;
    private volatile @Nullable SqlSession session;
    /** Null before the client is let in and after its session ended. */
    private @Nullable Opened opened;
    /** Whether the session has ended in the middle of a cycle or a transaction. */
    private boolean endedAtWork;
    /** Null before the first byte and after start-up. */
    private @Nullable Negotiation negotiation;

    /**
     * @param clientAddress host:port, or empty inside the process
     * @param encryption null when SSLRequest is declined
     */
    public Connection(
            ServerContext server,
            String clientAddress,
            ClientInput input,
            ClientOutput output,
            @Nullable Encryption encryption,
            Signals signals) {
        this.server = server;
        this.clientAddress = clientAddress;
        this.input = input;
        this.output = output;
        this.encryption = encryption;
        this.signals = signals;
    }

    /** Where a connection stands when {@link #run} returns. */
    public enum Outcome {
        /** Nothing more will be sent. */
        ENDED,
        /** Nothing is there to do and the client waits, held by no thread: run again when something happens. */
        PARKED
    }

    /** What a client has got once it is let in. */
    private record Opened(SqlSession session, Commands commands, BackendKeyData key) {}

    /** Runs the connection until it ends or the client has been silent for long. Never throws for what a client does. */
    public Outcome run() {
        Outcome outcome = Outcome.ENDED;
        try {
            Opened current = opened != null ? opened : letIn();
            if (current != null) {
                outcome = serveOrEnd(current);
            } else if (input.parkingDue()) {
                outcome = Outcome.PARKED;
            }
        } catch (ConnectionEnded ended) {
            if (ended.reason() == ConnectionEnded.Reason.SHUTDOWN) {
                // Nobody's work ends with a session that is idle outside of a transaction.
                sayFatal(endedAtWork ? interrupted(Signals.shutdownError()) : Signals.shutdownError());
            }
        } catch (Throwable failure) {
            sayFatal(interrupted(ErrorMessages.toUserError(failure)));
        } finally {
            output.flush();
        }
        return outcome;
    }

    /** Negotiation, authentication, a session; null for those who only wanted to cancel, or have not said enough. */
    private @Nullable Opened letIn() {
        long deadlineNanos = System.nanoTime() + server.authenticationTimeoutMillis() * 1_000_000;
        Negotiation talk = negotiation;
        if (talk == null) {
            talk = new Negotiation(input, output, server.registry(), encryption);
            negotiation = talk;
        }
        StartupMessage startup = talk.startupMessage(deadlineNanos);
        if (startup == null) {
            return null;
        }
        negotiation = null;
        BackendKeyData key = server.registry().enter(this);
        try {
            Opened entered = openSession(startup, key, talk.encrypted(), deadlineNanos);
            opened = entered;
            return entered;
        } finally {
            if (opened == null) {
                server.registry().leave(key);
            }
        }
    }

    private Opened openSession(StartupMessage startup, BackendKeyData key, boolean encrypted, long deadlineNanos) {
        var parameters = StartupParameters.of(startup);
        negotiateVersion(startup, parameters);

        var exchange = new AuthenticationExchange(input, output, deadlineNanos);
        byte[] certificateHash = encrypted && encryption != null ? encryption.certificateHash() : NO_CERTIFICATE;
        server.authentication().authenticate(parameters.user(), certificateHash, server.service(), exchange);
        exchange.tell(AuthenticationOk.INSTANCE);

        var reports = new SessionReports(output, signals);
        SqlSession fresh = open(parameters, key, reports);
        try {
            reports.reportAll(fresh.reportedSettings());
            key.encode(output.writer());
            Commands commands = new Commands(fresh, input, output, signals, reports);
            commands.ready();
            return new Opened(fresh, commands, key);
        } catch (Throwable failure) {
            session = null;
            fresh.close();
            throw failure;
        }
    }

    private Outcome serveOrEnd(Opened current) {
        Outcome outcome = Outcome.ENDED;
        try {
            outcome = serve(current.session(), current.commands());
            return outcome;
        } finally {
            if (outcome == Outcome.ENDED) {
                end(current);
            }
        }
    }

    private void end(Opened current) {
        opened = null;
        endedAtWork = !current.commands().idle() || current.session().transactionStatus() != TransactionStatus.IDLE;
        try {
            current.session().close();
        } finally {
            session = null;
            server.registry().leave(current.key());
        }
    }

    /** Asks the running statement to end with 57014. */
    public void cancel() {
        signals.cancel();
        SqlSession current = session;
        if (current != null) {
            current.cancel();
        }
    }

    /** The connection ends as soon as it is between two messages. */
    public void shutdown() {
        signals.shutdown();
    }

    /** The connection ends now; a running statement ends with 57P01. */
    public void terminate() {
        signals.terminate();
        SqlSession current = session;
        if (current != null) {
            current.terminate();
        }
    }

    /** The client vanished: what runs for it is pointless. */
    public void clientGone() {
        SqlSession current = session;
        if (current != null) {
            current.terminate();
        }
    }

    private SqlSession open(StartupParameters parameters, BackendKeyData key, SessionReports reports) {
        var request = new SessionRequest(
                parameters.user(), parameters.database(), parameters.settings(), key.processId(), clientAddress);
        SqlSession opened = server.service().open(request, reports);
        session = opened;
        return opened;
    }

    private Outcome serve(SqlSession served, Commands commands) {
        boolean staying = true;
        while (staying) {
            output.awaitRoom();
            boolean idle = commands.idle();
            boolean mayPark = idle && served.transactionStatus() == TransactionStatus.IDLE;
            if (mayPark) {
                commands.deliverNotifications();
                output.flush();
            }
            FrontendMessage message = input.take(idle ? served.idleTimeoutMillis() : 0, mayPark);
            if (message != null) {
                staying = commands.accept(message);
            } else if (input.parkingDue()) {
                return Outcome.PARKED;
            } else if (!mayPark || !signals.notificationsWait()) {
                throw FatalError.of(served.idleTimeout());
            }
        }
        return Outcome.ENDED;
    }

    /** A newer minor version or unknown protocol options are answered with what the server knows. */
    private void negotiateVersion(StartupMessage startup, StartupParameters parameters) {
        if (startup.version().minor() > ProtocolVersion.V3_0.minor()
                || !parameters.unknownOptions().isEmpty()) {
            new NegotiateProtocolVersion(ProtocolVersion.V3_0, parameters.unknownOptions()).encode(output.writer());
        }
    }

    /**
     * PostgreSQL says the same to all sessions when it shuts down as to one that is terminated. A client that would do its
     * work again after the one, and not after the other, looks at the routine.
     */
    private SqlStateException interrupted(SqlStateException error) {
        boolean meant = error.state() == SqlState.ADMIN_SHUTDOWN && signals.isEndedByOther();
        return meant ? error.withRoutine("pg_terminate_backend") : error;
    }

    private void sayFatal(SqlStateException error) {
        // Refused logins are worth a line to whoever runs the server; other ends are not.
        LOG.atLevel(error.state().code().startsWith("28") ? Level.INFO : Level.DEBUG)
                .log(
                        "connection from {} ends: {} {}",
                        clientAddress,
                        error.state().code(),
                        error.text());
        output.writer().abandon();
        new ErrorResponse(ErrorMessages.diagnostics(ErrorMessages.FATAL, error)).encode(output.writer());
    }
}
