package io.trefoil.wire.server;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ManualIoEventLoop;
import io.trefoil.wire.protocol.MessageWriter;
import io.trefoil.wire.server.connection.ClientOutput;
import io.trefoil.wire.server.connection.ConnectionEnded;
import io.trefoil.wire.server.connection.OutputSink;
import io.trefoil.wire.server.connection.Signals;
import org.jspecify.annotations.Nullable;

/**
 * A channel as its thread writes to it. Messages are encoded straight into a Netty buffer and written to the socket in
 * pieces; a buffer that the socket took at once is used again. At most a piece and the channel's write buffer wait for
 * a slow client.
 */
final class ChannelOutput implements ClientOutput {
    /** What collects before it is sent although nobody asked: few system calls, little memory. */
    static final int PIECE_BYTES = 32 * 1024;

    private final Channel channel;
    /** Of the thread that serves the client now. */
    private ManualIoEventLoop loop;

    private final Signals signals;
    private final ChannelSink sink;
    private final MessageWriter writer;
    /** How many pieces were sent. */
    private int pieces;

    ChannelOutput(Channel channel, ManualIoEventLoop loop, Signals signals) {
        this.channel = channel;
        this.loop = loop;
        this.signals = signals;
        this.sink = new ChannelSink(channel.alloc());
        this.writer = new MessageWriter(sink);
    }

    /** Another thread goes on with the client. */
    void loop(ManualIoEventLoop next) {
        loop = next;
    }

    @Override
    public MessageWriter writer() {
        return writer;
    }

    @Override
    public OutputSink sink() {
        return sink;
    }

    @Override
    public void bareByte(byte value) {
        flush();
        sink.putByte(value);
        flush();
    }

    @Override
    public void pace() {
        if (sink.size() < PIECE_BYTES) {
            return;
        }
        flush();
        while (!channel.isWritable() && channel.isActive()) {
            signals.throwIfTerminatedOrCancelled();
            awaitEventWithoutReading();
        }
        if (!channel.isActive()) {
            throw Signals.clientGoneError();
        }
    }

    @Override
    public void flush() {
        ByteBuf buffer = sink.buffer();
        if (buffer.isReadable()) {
            pieces++;
            channel.writeAndFlush(buffer.retain(), channel.voidPromise());
            sink.next();
        }
    }

    @Override
    public long position() {
        return (long) pieces << 32 | sink.size();
    }

    @Override
    public byte @Nullable [] takeBack(long position) {
        if (position >>> 32 != pieces) {
            return null;
        }
        int start = (int) position;
        byte[] taken = new byte[sink.size() - start];
        sink.buffer().getBytes(start, taken);
        sink.truncate(start);
        return taken;
    }

    @Override
    public void awaitRoom() {
        while (!channel.isWritable() && channel.isActive()) {
            if (signals.shutdownRequested()) {
                throw ConnectionEnded.SHUTDOWN;
            }
            awaitEventWithoutReading();
        }
    }

    @Override
    public boolean clientGone() {
        return !channel.isActive();
    }

    /** Gives the buffer back; nothing can be written any more. */
    void release() {
        sink.release();
    }

    /** A client that does not read what it is owed is not read from either. */
    private void awaitEventWithoutReading() {
        channel.config().setAutoRead(false);
        loop.run(0);
        channel.config().setAutoRead(true);
    }
}
