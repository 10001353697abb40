package io.trefoil.wire.server;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.GlobalEventExecutor;
import io.trefoil.sql.api.SqlService;
import io.trefoil.wire.server.ServerStartException.Reason;
import io.trefoil.wire.server.connection.Authentication;
import io.trefoil.wire.server.connection.Connection;
import io.trefoil.wire.server.connection.ConnectionRegistry;
import io.trefoil.wire.server.connection.ConnectionRegistry.Gate;
import io.trefoil.wire.server.connection.ScramAuthentication;
import io.trefoil.wire.server.connection.ServerContext;
import io.trefoil.wire.server.connection.TrustAuthentication;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running server: listens on one address and speaks PostgreSQL's protocol 3.0 in front of a {@link SqlService}, which
 * stays the caller's to close. Thread-safe.
 */
public final class PostgresServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PostgresServer.class);

  /** A writer waits above the high mark and goes on below the low one: at most this much waits for a slow client. */
  private static final WriteBufferWaterMark WRITE_BUFFER = new WriteBufferWaterMark(32 * 1024, 128 * 1024);

  /** The part of the grace that is kept for statements to end after they were told to. */
  private static final Duration TERMINATION = Duration.ofSeconds(2);

  private final ConnectionRegistry registry;
  private final EventLoopGroup eventLoops;
  private final ChannelGroup clients;
  private final Channel listener;

  private PostgresServer(
      ConnectionRegistry registry, EventLoopGroup eventLoops, ChannelGroup clients, Channel listener) {
    this.registry = registry;
    this.eventLoops = eventLoops;
    this.clients = clients;
    this.listener = listener;
  }

  /**
   * Starts listening and returns once clients can connect.
   *
   * @throws ServerStartException with a message for the person who starts it
   */
  public static PostgresServer start(ServerConfiguration configuration, SqlService service) {
    InetAddress host = resolve(configuration.host());
    if (configuration.insecure() && !host.isLoopbackAddress()) {
      throw new ServerStartException(
          Reason.INSECURE_ADDRESS,
          "an insecure server trusts everybody who can reach it and may only listen on a loopback address, not on "
              + configuration.host(),
          null);
    }
    var registry = new ConnectionRegistry(configuration.connectionsMax());
    var context = new ServerContext(
        service,
        authentication(configuration),
        registry,
        configuration.authenticationTimeout().toMillis());
    var parts = new ServerParts(
        context,
        new DefaultThreadFactory("trefoil-connection", true),
        configuration.tls().map(TlsMaterial::load).orElse(null),
        configuration.messageBytesMax());

    Transport transport = Transport.best();
    var eventLoops = new MultiThreadIoEventLoopGroup(
        eventLoopCount(), new DefaultThreadFactory("trefoil-network", true), transport.ioHandlers());
    var clients = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE, true);
    var bootstrap = new ServerBootstrap()
        .group(eventLoops)
        .channel(transport.serverChannel())
        .option(ChannelOption.SO_REUSEADDR, true)
        .option(ChannelOption.SO_BACKLOG, 1024)
        .childOption(ChannelOption.TCP_NODELAY, true)
        .childOption(ChannelOption.SO_KEEPALIVE, true)
        .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, WRITE_BUFFER)
        .childHandler(new ChannelInitializer<Channel>() {
          @Override
          protected void initChannel(Channel channel) {
            clients.add(channel);
            channel.pipeline().addLast(new ClientHandler(parts, channel));
          }
        });
    try {
      Channel listener = bind(bootstrap, new InetSocketAddress(host, configuration.port()));
      registry.setGate(Gate.OPEN);
      LOG.info("listening on {} ({})", listener.localAddress(), transport.name());
      return new PostgresServer(registry, eventLoops, clients, listener);
    } catch (RuntimeException failed) {
      eventLoops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
      throw failed;
    }
  }

  /** Where the server listens; tells the port when any free one was asked for. */
  public InetSocketAddress address() {
    return (InetSocketAddress) listener.localAddress();
  }

  /** How many clients are past their StartupMessage. */
  public int connectionCount() {
    return registry.size();
  }

  /** Closes the listening socket and refuses those who are just starting; running sessions go on. */
  public void stopAccepting() {
    registry.setGate(Gate.SHUTTING_DOWN);
    if (listener.isOpen()) {
      listener.close().syncUninterruptibly();
    }
  }

  /**
   * Ends the server: idle sessions at once with 57P01, running statements may finish within the grace, then are told to
   * end, then their sockets are closed. Returns when all connections have ended or the grace is over. Idempotent.
   */
  public void shutdown(Duration grace) {
    if (eventLoops.isShuttingDown()) {
      return;
    }
    stopAccepting();
    long end = System.nanoTime() + grace.toNanos();
    long terminateAt = end - Math.min(TERMINATION.toNanos(), grace.toNanos() / 2);
    registry.connections().forEach(Connection::shutdown);
    if (!awaitNoConnections(terminateAt)) {
      registry.connections().forEach(Connection::terminate);
      if (!awaitNoConnections(end)) {
        LOG.warn("{} statements did not end in time", registry.size());
      }
    }
    // Last words are on their way; half a second is enough for a client that listens.
    clients.newCloseFuture().awaitUninterruptibly(500);
    clients.close().awaitUninterruptibly(1_000);
    eventLoops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(2_000);
  }

  @Override
  public void close() {
    shutdown(Duration.ofSeconds(1));
  }

  private boolean awaitNoConnections(long deadline) {
    while (registry.size() > 0) {
      if (System.nanoTime() > deadline) {
        return false;
      }
      try {
        Thread.sleep(5);
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
    return true;
  }

  private static Authentication authentication(ServerConfiguration configuration) {
    if (configuration.insecure()) {
      return new TrustAuthentication();
    }
    byte[] secret = configuration.mockSecret();
    if (secret.length == 0) {
      secret = new byte[32];
      new SecureRandom().nextBytes(secret);
    }
    return new ScramAuthentication(secret);
  }

  /** Event loops only move bytes; connections do the work on their own threads. */
  private static int eventLoopCount() {
    return Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
  }

  private static InetAddress resolve(String host) {
    try {
      return InetAddress.getByName(host);
    } catch (UnknownHostException unknown) {
      throw new ServerStartException(Reason.HOST_UNKNOWN, "host \"" + host + "\" is not known", unknown);
    }
  }

  private static Channel bind(ServerBootstrap bootstrap, InetSocketAddress address) {
    var bound = bootstrap.bind(address).awaitUninterruptibly();
    if (bound.isSuccess()) {
      return bound.channel();
    }
    Throwable cause = bound.cause();
    String text = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
    if (text.contains("in use")) {
      throw new ServerStartException(
          Reason.PORT_IN_USE, "port " + address.getPort() + " is in use by another program", cause);
    }
    if (text.contains("permission")) {
      throw new ServerStartException(
          Reason.NOT_PERMITTED, "not permitted to listen on port " + address.getPort(), cause);
    }
    if (cause instanceof BindException || text.contains("assign")) {
      throw new ServerStartException(
          Reason.HOST_UNKNOWN, address.getHostString() + " is no address of this machine", cause);
    }
    throw new ServerStartException(Reason.OTHER, "cannot listen on " + address + ": " + cause.getMessage(), cause);
  }
}
