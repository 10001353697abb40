package io.trefoil.wire.server;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;
import io.netty.channel.ManualIoEventLoop;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.epoll.EpollTcpInfo;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslHandler;
import io.trefoil.wire.protocol.frame.FrontendDecoder;
import io.trefoil.wire.protocol.message.FrontendMessage;
import io.trefoil.wire.protocol.message.Terminate;
import io.trefoil.wire.server.connection.ClientInput;
import io.trefoil.wire.server.connection.Connection;
import io.trefoil.wire.server.connection.Connection.Outcome;
import io.trefoil.wire.server.connection.ConnectionEnded;
import io.trefoil.wire.server.connection.Encryption;
import io.trefoil.wire.server.connection.ServerContext;
import io.trefoil.wire.server.connection.Signals;
import java.net.InetSocketAddress;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client, on the one thread that does everything for it: reads its socket, decodes, executes, writes. The thread
 * drives an event loop of its own, so that a round trip costs no hand-off between threads; the loop runs only while the
 * thread waits for its client. See {@code README.md} for the figures behind this.
 *
 * <p><b>Parking.</b> A client that is idle outside a transaction for a second or two gives its thread back: the channel
 * moves to the acceptor's event loop, which only waits for it. When bytes arrive, the client leaves, its idle time is over
 * or a signal is raised, it moves to whatever thread is free and goes on where it was. So an idle connection costs its
 * session and a socket, but no thread.
 *
 * <pre>
 *   SERVED    a thread drives the channel in its loop
 *   PARKED    the channel is in the lot; nobody runs the connection
 *   LEAVING   something happened; the channel leaves the lot and the connection is handed to a thread
 * </pre>
 */
final class ClientChannel extends ChannelInboundHandlerAdapter implements ClientInput, Encryption {
    /** How long a client may take to read the last message before the socket is closed under it. */
    private static final long LINGER_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** States of a TCP connection whose other side is gone, see linux/tcp_states.h. */
    private static final int TCP_CLOSE = 7;

    private static final int TCP_CLOSE_WAIT = 8;

    private static final Logger LOG = LoggerFactory.getLogger(ClientChannel.class);

    private enum Place {
        SERVED,
        PARKED,
        LEAVING
    }

    private final Channel channel;
    private final EventLoop lot;
    private final Consumer<ClientChannel> goOn;
    private final @Nullable TlsMaterial tls;
    /** Of the thread that serves the client, or served it last. */
    private volatile ManualIoEventLoop loop;

    private volatile Place place = Place.SERVED;
    private final FrontendDecoder decoder;
    private final Signals signals;
    private final ChannelOutput output;
    private final Connection connection;
    private boolean saidGoodbye;
    private boolean discarding;
    private volatile Doing doing = Doing.EXECUTING;
    /** Raised by the acceptor, looked at by a thread that waits and may leave. */
    private volatile boolean parkWanted;

    private boolean parking;
    /** How long the present wait for the client may take, 0 without bound, and when it began; kept while parked. */
    private long waitNanosMax;

    private long waitBeganNanos;
    /** Wakes a parked client when its wait has taken too long; of the lot's thread. */
    private @Nullable Future<?> waitEnds;

    /** Number of waits so far; the acceptor compares it from time to time. */
    private int waitCount;

    private int waitCountSeen = -1;

    private enum Doing {
        EXECUTING,
        WAITING,
        /** Waits between two transactions. */
        IDLE
    }

    /**
     * @param loop an event loop that this thread owns and that drives no other channel
     * @param lot waits for idle clients
     * @param goOn gives a thread to a client that was parked, which calls {@link #serve} again
     * @param messageBytesMax largest message taken into memory
     */
    ClientChannel(
            ServerContext server,
            ManualIoEventLoop loop,
            EventLoop lot,
            Consumer<ClientChannel> goOn,
            @Nullable TlsMaterial tls,
            int messageBytesMax,
            Channel channel) {
        this.channel = channel;
        this.lot = lot;
        this.goOn = goOn;
        this.tls = tls;
        this.loop = loop;
        this.decoder = new FrontendDecoder(messageBytesMax);
        this.signals = new Signals(this::wake);
        this.output = new ChannelOutput(channel, loop, signals);
        var remote = (InetSocketAddress) channel.remoteAddress();
        String address = remote.getAddress().getHostAddress() + ":" + remote.getPort();
        this.connection = new Connection(server, address, this, output, tls == null ? null : this, signals);
    }

    /**
     * Serves the client on this thread until it is gone and its socket closed, or until it is parked.
     *
     * @param own an event loop that this thread owns and that drives no other channel
     * @return whether it has ended
     */
    boolean serve(ManualIoEventLoop own) {
        loop = own;
        output.loop(own);
        parking = false;
        Outcome outcome = Outcome.ENDED;
        try {
            if (place == Place.SERVED) {
                channel.pipeline().addLast(this);
            } else {
                place = Place.SERVED;
            }
            if (channel.isOpen()) {
                EventLoop registrar = own;
                registrar.register(channel).awaitUninterruptibly();
            }
            outcome = connection.run();
            if (outcome == Outcome.ENDED) {
                linger();
            }
        } finally {
            doing = Doing.WAITING;
            if (outcome == Outcome.ENDED) {
                output.release();
                leaveLoop();
            } else {
                park(own);
            }
        }
        return outcome == Outcome.ENDED;
    }

    // Parking

    /** Called about once a second by the acceptor's thread: a client that was idle all the time since is asked to park. */
    void parkIfIdle() {
        int count = waitCount;
        if (doing == Doing.IDLE && count == waitCountSeen) {
            parkWanted = true;
            loop.wakeup();
        }
        waitCountSeen = count;
    }

    /** From this thread's loop into the lot. The last thing this thread does with the client. */
    private void park(ManualIoEventLoop own) {
        ChannelFuture left = channel.deregister();
        while (!left.isDone()) {
            own.run(TimeUnit.MILLISECONDS.toNanos(10));
        }
        lot.execute(this::enterLot);
    }

    /** In the lot's thread. Signals raised on the way here were told to nobody: they see the new place, or are seen here. */
    private void enterLot() {
        place = Place.PARKED;
        if (channel.isOpen()) {
            lot.register(channel).addListener(entered -> {
                if (!entered.isSuccess()) {
                    leaveLot();
                }
            });
        }
        if (!channel.isOpen()
                || signals.shutdownRequested()
                || signals.terminated()
                || signals.notificationsWait()
                || decoder.buffered() > 0) {
            leaveLot();
        } else if (waitNanosMax != 0) {
            waitEnds = lot.schedule(this::leaveLot, Math.max(0, waitNanosLeft()), TimeUnit.NANOSECONDS);
        }
    }

    /** In the lot's thread. */
    private void leaveLot() {
        if (place != Place.PARKED) {
            return;
        }
        place = Place.LEAVING;
        if (waitEnds != null) {
            waitEnds.cancel(false);
            waitEnds = null;
        }
        if (channel.isRegistered()) {
            channel.deregister().addListener(left -> goOn.accept(this));
        } else {
            goOn.accept(this);
        }
    }

    /** Somebody raised a signal; any thread. */
    private void wake() {
        if (place == Place.PARKED) {
            lot.execute(this::leaveLot);
        } else {
            loop.wakeup();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        if (place == Place.PARKED) {
            leaveLot();
        }
        context.fireChannelInactive();
    }

    @Override
    public boolean parkingDue() {
        return parking;
    }

    // What the acceptor asks

    @Override
    public String toString() {
        return "from " + channel.remoteAddress();
    }

    /** Closes the socket, from any thread. */
    void close() {
        channel.close();
    }

    /**
     * Ends what runs for a client that is gone; called from time to time by another thread. A thread that executes does
     * not look at its socket, so the kernel is asked. (PostgreSQL: client_connection_check_interval.)
     */
    void endIfClientIsGone(EpollTcpInfo info) {
        if (doing == Doing.EXECUTING && channel instanceof EpollSocketChannel socket && socket.isOpen()) {
            socket.tcpInfo(info);
            if (info.state() == TCP_CLOSE_WAIT || info.state() == TCP_CLOSE) {
                connection.clientGone();
            }
        }
    }

    @Override
    public @Nullable FrontendMessage take(long timeoutMillis, boolean mayPark) {
        FrontendMessage message = nextMessage();
        if (message != null) {
            waitNanosMax = 0;
            return message;
        }
        parkWanted = false;
        waitCount++;
        doing = mayPark ? Doing.IDLE : Doing.WAITING;
        if (timeoutMillis != 0 && waitNanosMax == 0) {
            waitBeganNanos = System.nanoTime();
        }
        waitNanosMax = timeoutMillis * 1_000_000;
        while (message == null) {
            if (!channel.isActive()) {
                throw ConnectionEnded.CLIENT_GONE;
            }
            if (mayPark && signals.notificationsWait()) {
                return null;
            }
            if (parkWanted && mayPark) {
                parking = true;
                return null;
            }
            long left = waitNanosMax == 0 ? 0 : waitNanosLeft();
            if (waitNanosMax != 0 && left <= 0) {
                return null;
            }
            loop.run(left);
            message = nextMessage();
        }
        waitNanosMax = 0;
        doing = Doing.EXECUTING;
        return message;
    }

    private long waitNanosLeft() {
        return waitBeganNanos + waitNanosMax - System.nanoTime();
    }

    @Override
    public FrontendMessage takeInStatement() {
        FrontendMessage message = decoder.next();
        while (message == null) {
            signals.throwIfTerminatedOrCancelled();
            if (!channel.isActive()) {
                throw Signals.clientGoneError();
            }
            loop.run(0);
            message = decoder.next();
        }
        return message;
    }

    @Override
    public boolean hasBytes() {
        return decoder.buffered() > 0;
    }

    @Override
    public boolean syncFollows() {
        return decoder.syncFollows();
    }

    private @Nullable FrontendMessage nextMessage() {
        if (signals.shutdownRequested()) {
            throw ConnectionEnded.SHUTDOWN;
        }
        FrontendMessage message = decoder.next();
        saidGoodbye = message instanceof Terminate;
        return message;
    }

    @Override
    public void start() {
        TlsMaterial material = tls;
        if (material == null) {
            throw new IllegalStateException("TLS without a certificate");
        }
        channel.pipeline().addFirst(material.context().newHandler(channel.alloc()));
    }

    @Override
    public byte[] certificateHash() {
        TlsMaterial material = tls;
        return material == null ? new byte[0] : material.certificateHash();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf bytes = (ByteBuf) message;
        try {
            if (!discarding) {
                int count = bytes.readableBytes();
                int position = decoder.reserve(count);
                bytes.readBytes(decoder.array(), position, count);
                decoder.commit(count);
            }
        } finally {
            bytes.release();
        }
        if (place == Place.PARKED) {
            leaveLot();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        // Broken pipes and failed TLS handshakes are the network's daily life, no fault of the server.
        LOG.debug("client {} failed: {}", channel.remoteAddress(), cause.toString());
        channel.close();
    }

    /**
     * Gives the client time to read our last words. Closing a socket with unread input would make the kernel send a
     * reset, and the client would lose the message that explains the end.
     */
    private void linger() {
        doing = Doing.WAITING;
        if (saidGoodbye || !channel.isActive()) {
            return;
        }
        discarding = true;
        SslHandler secure = channel.pipeline().get(SslHandler.class);
        if (secure != null) {
            secure.closeOutbound();
        } else if (channel instanceof DuplexChannel duplex && channel.isWritable()) {
            duplex.shutdownOutput();
        }
        long deadlineNanos = System.nanoTime() + LINGER_NANOS;
        for (long left = LINGER_NANOS; left > 0 && channel.isActive(); left = deadlineNanos - System.nanoTime()) {
            loop.run(left);
        }
    }

    /** The loop serves another client next. */
    private void leaveLoop() {
        channel.close();
        long deadlineNanos = System.nanoTime() + LINGER_NANOS;
        while (channel.isRegistered() && System.nanoTime() < deadlineNanos) {
            loop.run(TimeUnit.MILLISECONDS.toNanos(10));
        }
        if (channel.isRegistered()) {
            channel.unsafe().closeForcibly();
            loop.runNow();
        }
    }
}
