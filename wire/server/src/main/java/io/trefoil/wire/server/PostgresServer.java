package io.trefoil.wire.server;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.util.concurrent.DefaultThreadFactory;
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
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running server: listens on one address and speaks PostgreSQL's protocol 3.0 in front of a {@link SqlService}, which
 * stays the caller's to close. Thread-safe.
 */
public final class PostgresServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PostgresServer.class);

    /** The part of the grace that is kept for statements to end after they were told to. */
    private static final Duration TERMINATION = Duration.ofSeconds(2);

    private final ConnectionRegistry registry;
    private final EventLoopGroup acceptorLoop;
    private final Acceptor acceptor;
    private final Channel listener;

    private PostgresServer(
            ConnectionRegistry registry, EventLoopGroup acceptorLoop, Acceptor acceptor, Channel listener) {
        this.registry = registry;
        this.acceptorLoop = acceptorLoop;
        this.acceptor = acceptor;
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
                    "an insecure server trusts everybody who can reach it and may only listen on a loopback address,"
                            + " not on "
                            + configuration.host(),
                    null);
        }
        var registry = new ConnectionRegistry(configuration.connectionsMax());
        var context = new ServerContext(
                service,
                authentication(configuration),
                registry,
                configuration.authenticationTimeout().toMillis());
        Transport transport = Transport.best();
        var acceptor = new Acceptor(
                context,
                transport,
                configuration.tls().map(TlsMaterial::load).orElse(null),
                configuration.messageBytesMax(),
                2 * configuration.connectionsMax() + 10);
        var acceptorLoop = new MultiThreadIoEventLoopGroup(
                1, new DefaultThreadFactory("trefoil-acceptor", true), transport.ioHandlers());
        var bootstrap = new Bootstrap()
                .group(acceptorLoop)
                .channel(transport.serverChannel())
                .option(ChannelOption.SO_REUSEADDR, true)
                .option(ChannelOption.SO_BACKLOG, 1024)
                .handler(acceptor);
        try {
            Channel listener = bind(bootstrap, new InetSocketAddress(host, configuration.port()));
            if (listener.localAddress() instanceof InetSocketAddress address) {
                service.listening(address.getHostString(), address.getPort());
            }
            registry.setGate(Gate.OPEN);
            LOG.info("listening on {} ({})", listener.localAddress(), transport.name());
            return new PostgresServer(registry, acceptorLoop, acceptor, listener);
        } catch (RuntimeException failed) {
            acceptorLoop.shutdownGracefully(0, 1, TimeUnit.SECONDS);
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

    /** How many clients are held by a thread, about; the others are idle and parked. */
    public int servedCount() {
        return acceptor.served();
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
        if (acceptorLoop.isShuttingDown()) {
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
        await(acceptor.clients()::isEmpty, System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(500));
        acceptor.clients().forEach(ClientChannel::close);
        await(acceptor.clients()::isEmpty, System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(1_000));
        acceptor.stop();
        acceptorLoop.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(2_000);
    }

    @Override
    public void close() {
        shutdown(Duration.ofSeconds(1));
    }

    private boolean awaitNoConnections(long deadlineNanos) {
        return await(() -> registry.size() == 0, deadlineNanos);
    }

    /** Looks every few milliseconds whether the condition holds; false when it does not in time. */
    private static boolean await(BooleanSupplier condition, long deadlineNanos) {
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadlineNanos) {
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

    private static InetAddress resolve(String host) {
        try {
            return InetAddress.getByName(host);
        } catch (UnknownHostException unknown) {
            throw new ServerStartException(Reason.HOST_UNKNOWN, "host \"" + host + "\" is not known", unknown);
        }
    }

    private static Channel bind(Bootstrap bootstrap, InetSocketAddress address) {
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
