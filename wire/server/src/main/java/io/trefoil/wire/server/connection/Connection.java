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

/**
 * The life of one client's connection, from its StartupMessage to its end, as one thread runs it. TLS and the packets
 * before the StartupMessage lie outside. {@link #cancel}, {@link #shutdown} and {@link #terminate} come from other
 * threads; whoever sees the client vanish calls {@link #clientGone}.
 */
public final class Connection {
  private static final Logger LOG = LoggerFactory.getLogger(Connection.class);

  private final ServerContext server;
  private final StartupMessage startup;
  private final ClientAddress client;
  private final ClientInput input;
  private final ClientOutput output;
  private final Signals signals;
  private volatile @Nullable BackendKeyData key;
  private volatile @Nullable SqlSession session;

  public Connection(
      ServerContext server,
      StartupMessage startup,
      ClientAddress client,
      ClientInput input,
      ClientOutput output,
      Signals signals) {
    this.server = server;
    this.startup = startup;
    this.client = client;
    this.input = input;
    this.output = output;
    this.signals = signals;
  }

  /**
   * Takes a place among the server's connections; {@link #run} gives it back.
   *
   * @throws RuntimeException FATAL 57P03 or 53300, for {@link ErrorMessages#fatal}
   */
  public void enter() {
    key = server.registry().enter(this);
  }

  /** Runs the connection to its end. Returns when nothing more will be sent; never throws for what a client does. */
  public void run() {
    BackendKeyData entered = key;
    if (entered == null) {
      throw new IllegalStateException("run() before enter()");
    }
    long deadlineNanos = System.nanoTime() + server.authenticationTimeoutMillis() * 1_000_000;
    try {
      var parameters = StartupParameters.of(startup);
      negotiateVersion(parameters);
      var exchange = new AuthenticationExchange(input, output, deadlineNanos);
      server.authentication().authenticate(parameters.user(), client, server.service(), exchange);
      exchange.tell(AuthenticationOk.INSTANCE);

      var reports = new SessionReports(output);
      try (var opened = open(parameters, entered, reports)) {
        reports.reportAll(opened.reportedSettings());
        entered.encode(output.writer());
        serve(opened, new Commands(opened, input, output, signals, reports));
      }
    } catch (ConnectionEnded ended) {
      if (ended.reason() == ConnectionEnded.Reason.SHUTDOWN) {
        sayFatal(Signals.shutdownError());
      }
    } catch (Throwable failure) {
      sayFatal(ErrorMessages.toUserError(failure));
    } finally {
      session = null;
      output.flush();
      server.registry().leave(entered);
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

  /** The client vanished without a Terminate: what runs for it is pointless. */
  public void clientGone() {
    SqlSession current = session;
    if (current != null) {
      current.terminate();
    }
  }

  boolean hasKey(int secretKey) {
    BackendKeyData entered = key;
    return entered != null && entered.secretKey() == secretKey;
  }

  private SqlSession open(StartupParameters parameters, BackendKeyData entered, SessionReports reports) {
    SqlSession opened = server.service()
        .open(
            new SessionRequest(
                parameters.user(), parameters.database(), parameters.settings(), entered.processId(), client.text()),
            reports);
    session = opened;
    return opened;
  }

  private void serve(SqlSession opened, Commands commands) {
    commands.ready();
    boolean staying = true;
    while (staying) {
      output.awaitRoom();
      long idleMillisMax = commands.idle() ? opened.idleTimeoutMillis() : 0;
      FrontendMessage message = input.take(idleMillisMax);
      if (message == null) {
        throw idleTooLong(opened.transactionStatus());
      }
      staying = commands.accept(message);
    }
  }

  private static FatalError idleTooLong(TransactionStatus status) {
    return status == TransactionStatus.IDLE
        ? FatalError.of(SqlState.IDLE_SESSION_TIMEOUT, "terminating connection due to idle-session timeout")
        : FatalError.of(
            SqlState.IDLE_IN_TRANSACTION_SESSION_TIMEOUT,
            "terminating connection due to idle-in-transaction timeout");
  }

  /** A newer minor version or unknown protocol options are answered with what the server knows. */
  private void negotiateVersion(StartupParameters parameters) {
    if (startup.version().minor() > ProtocolVersion.V3_0.minor() || !parameters.unknownOptions().isEmpty()) {
      new NegotiateProtocolVersion(ProtocolVersion.V3_0, parameters.unknownOptions()).encode(output.writer());
    }
  }

  private void sayFatal(SqlStateException error) {
    LOG.debug("connection from {} ends: {} {}", client.text(), error.state().code(), error.text());
    output.writer().abandon();
    new ErrorResponse(ErrorMessages.diagnostics(ErrorMessages.FATAL, error)).encode(output.writer());
  }
}
