package io.trefoil.wire.server;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.ManualIoEventLoop;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.EpollTcpInfo;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.FastThreadLocal;
import io.trefoil.wire.server.connection.ServerContext;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives every client that connects a thread, and now and then looks for clients that vanished. Threads and their event
 * loops are kept for a while for the next client: making and freeing them costs more than a short session.
 */
final class Acceptor extends ChannelInboundHandlerAdapter {
    /** A writer waits above the high mark and goes on below the low one: at most this much waits for a slow client. */
    private static final WriteBufferWaterMark WRITE_BUFFER = new WriteBufferWaterMark(32 * 1024, 128 * 1024);

    private static final int CLIENT_CHECK_MILLIS = 1_000;
    private static final int IDLE_THREAD_SECONDS = 60;

    private static final Logger LOG = LoggerFactory.getLogger(Acceptor.class);

    private final ServerContext server;
    private final Transport transport;
    private final @Nullable TlsMaterial tls;
    private final int messageBytesMax;
    private final int clientsMax;
    private final AtomicInteger sockets = new AtomicInteger();
    private final ThreadPoolExecutor threads = new ThreadPoolExecutor(
            0,
            Integer.MAX_VALUE,
            IDLE_THREAD_SECONDS,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            new DefaultThreadFactory("trefoil-connection", true));
    private final OwnLoop ownLoop = new OwnLoop();
    private final Set<ClientChannel> clients = ConcurrentHashMap.newKeySet();

    /** @param clientsMax sockets, with or without a session; more are closed at once */
    Acceptor(
            ServerContext server, Transport transport, @Nullable TlsMaterial tls, int messageBytesMax, int clientsMax) {
        this.server = server;
        this.transport = transport;
        this.tls = tls;
        this.messageBytesMax = messageBytesMax;
        this.clientsMax = clientsMax;
    }

    /** Lets idle threads end; those that serve a client go on. */
    void stop() {
        threads.shutdown();
    }

    /** How many clients are held by a thread; the others are parked. */
    int served() {
        return threads.getActiveCount();
    }

    /** The clients that are served or parked at this moment; closed ones leave by themselves. */
    Set<ClientChannel> clients() {
        return clients;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        EventLoop loop = context.channel().eventLoop();
        loop.scheduleWithFixedDelay(
                () -> clients.forEach(ClientChannel::parkIfIdle),
                CLIENT_CHECK_MILLIS,
                CLIENT_CHECK_MILLIS,
                TimeUnit.MILLISECONDS);
        if (transport.epoll()) {
            var info = new EpollTcpInfo();
            loop.scheduleWithFixedDelay(
                    () -> clients.forEach(client -> client.endIfClientIsGone(info)),
                    CLIENT_CHECK_MILLIS,
                    CLIENT_CHECK_MILLIS,
                    TimeUnit.MILLISECONDS);
        }
        context.fireChannelActive();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object accepted) {
        Channel channel = (Channel) accepted;
        if (sockets.incrementAndGet() > clientsMax) {
            LOG.warn("closed a connection from {}: there are {} already", channel.remoteAddress(), clientsMax);
            drop(channel);
            return;
        }
        try {
            channel.config().setOption(ChannelOption.TCP_NODELAY, true);
            channel.config().setOption(ChannelOption.SO_KEEPALIVE, true);
            channel.config().setOption(ChannelOption.WRITE_BUFFER_WATER_MARK, WRITE_BUFFER);
            EventLoop waiting = context.channel().eventLoop();
            threads.execute(() -> serve(channel, waiting));
        } catch (Throwable failure) {
            LOG.error("could not serve {}", channel.remoteAddress(), failure);
            drop(channel);
        }
    }

    private void drop(Channel channel) {
        sockets.decrementAndGet();
        channel.unsafe().closeForcibly();
    }

    /** On the client's first thread. */
    private void serve(Channel channel, EventLoop lot) {
        ClientChannel client;
        try {
            client = new ClientChannel(server, ownLoop.get(), lot, this::goOn, tls, messageBytesMax, channel);
        } catch (Throwable failure) {
            LOG.error("could not serve {}", channel.remoteAddress(), failure);
            drop(channel);
            return;
        }
        clients.add(client);
        serve(client);
    }

    /** On some thread, until the client ends or is parked. */
    private void serve(ClientChannel client) {
        boolean ended = true;
        try {
            ended = client.serve(ownLoop.get());
        } catch (Throwable failure) {
            LOG.error("connection {} broke", client, failure);
            client.close();
        } finally {
            if (ended) {
                clients.remove(client);
                sockets.decrementAndGet();
            }
        }
    }

    /** A parked client has something to say, or must be told something. */
    private void goOn(ClientChannel client) {
        try {
            threads.execute(() -> serve(client));
        } catch (RejectedExecutionException stopped) {
            client.close();
            clients.remove(client);
            sockets.decrementAndGet();
        }
    }

    /** The event loop of each thread, which ends with it. */
    private final class OwnLoop extends FastThreadLocal<ManualIoEventLoop> {
        @Override
        protected ManualIoEventLoop initialValue() {
            return new ManualIoEventLoop(Thread.currentThread(), transport.ioHandlers());
        }

        @Override
        protected void onRemoval(ManualIoEventLoop loop) {
            loop.shutdownGracefully(0, 0, TimeUnit.MILLISECONDS);
            while (!loop.isTerminated()) {
                loop.runNow();
            }
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        // Such as too many open files: the next attempt may go better.
        LOG.warn("could not accept a connection: {}", cause.toString());
    }
}
