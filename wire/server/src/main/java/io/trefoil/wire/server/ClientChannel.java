package io.trefoil.wire.server;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
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
import io.trefoil.wire.server.connection.ConnectionEnded;
import io.trefoil.wire.server.connection.Encryption;
import io.trefoil.wire.server.connection.ServerContext;
import io.trefoil.wire.server.connection.Signals;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client, on the one thread that does everything for it: reads its socket, decodes, executes, writes. The thread
 * drives an event loop of its own, so that a round trip costs no hand-off between threads; the loop runs only while the
 * thread waits for its client. See {@code README.md} for the figures behind this.
 */
final class ClientChannel extends ChannelInboundHandlerAdapter implements ClientInput, Encryption {
    /** How long a client may take to read the last message before the socket is closed under it. */
    private static final long LINGER_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** States of a TCP connection whose other side is gone, see linux/tcp_states.h. */
    private static final int TCP_CLOSE = 7;

    private static final int TCP_CLOSE_WAIT = 8;

    private static final Logger LOG = LoggerFactory.getLogger(ClientChannel.class);

    private final Channel channel;
    private final @Nullable TlsMaterial tls;
    private final ManualIoEventLoop loop;
    private final FrontendDecoder decoder;
    private final Signals signals;
    private final ChannelOutput output;
    private final Connection connection;
    private boolean saidGoodbye;
    private boolean discarding;
    private volatile boolean executing;

    /**
     * @param loop an event loop that this thread owns and that drives no other channel
     * @param messageBytesMax largest message taken into memory
     */
    ClientChannel(
            ServerContext server,
            ManualIoEventLoop loop,
            @Nullable TlsMaterial tls,
            int messageBytesMax,
            Channel channel) {
        this.channel = channel;
        this.tls = tls;
        this.loop = loop;
        this.decoder = new FrontendDecoder(messageBytesMax);
        this.signals = new Signals(loop::wakeup);
        this.output = new ChannelOutput(channel, loop, signals);
        var remote = (InetSocketAddress) channel.remoteAddress();
        String address = remote.getAddress().getHostAddress() + ":" + remote.getPort();
        this.connection = new Connection(server, address, this, output, tls == null ? null : this, signals);
    }

    /** Serves the client until it is gone and its socket closed. */
    void serve() {
        try {
            channel.pipeline().addLast(this);
            EventLoop registrar = loop;
            registrar.register(channel).syncUninterruptibly();
            connection.run();
            linger();
        } finally {
            executing = false;
            output.release();
            leaveLoop();
        }
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
        if (executing && channel instanceof EpollSocketChannel socket && socket.isOpen()) {
            socket.tcpInfo(info);
            if (info.state() == TCP_CLOSE_WAIT || info.state() == TCP_CLOSE) {
                connection.clientGone();
            }
        }
    }

    @Override
    public @Nullable FrontendMessage take(long timeoutMillis) {
        FrontendMessage message = nextMessage();
        if (message != null) {
            return message;
        }
        executing = false;
        long deadlineNanos = timeoutMillis == 0 ? 0 : System.nanoTime() + timeoutMillis * 1_000_000;
        while (message == null) {
            if (!channel.isActive()) {
                throw ConnectionEnded.CLIENT_GONE;
            }
            long waitNanos = timeoutMillis == 0 ? 0 : deadlineNanos - System.nanoTime();
            if (timeoutMillis != 0 && waitNanos <= 0) {
                return null;
            }
            loop.run(waitNanos);
            message = nextMessage();
        }
        executing = true;
        return message;
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
        executing = false;
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
