package io.trefoil.wire.server;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.trefoil.wire.protocol.MessageWriter;
import io.trefoil.wire.server.connection.ClientOutput;
import io.trefoil.wire.server.connection.ConnectionEnded;
import io.trefoil.wire.server.connection.OutputSink;
import io.trefoil.wire.server.connection.Signals;
import java.util.function.BooleanSupplier;

/**
 * A channel as the connection's thread writes to it. Messages are encoded straight into Netty's buffers and handed to
 * the event loop in pieces; at most {@link #PIECE_BYTES} plus the channel's write buffer wait for a slow client.
 */
final class ChannelOutput implements ClientOutput {
  /** What collects before it is sent although nobody asked: few system calls, little memory. */
  static final int PIECE_BYTES = 32 * 1024;

  private static final int SMALL_BUFFER_BYTES = 512;
  /** A little over a piece, so that the row that makes it full rarely makes it grow. */
  private static final int LARGE_BUFFER_BYTES = PIECE_BYTES + 8 * 1024;

  private final Channel channel;
  private final Signals signals;
  private final ChannelSink sink = new ChannelSink(this);
  private final MessageWriter writer = new MessageWriter(sink);
  private final BooleanSupplier roomOrInterrupt = this::roomOrInterrupt;
  private final BooleanSupplier roomOrEnd = this::roomOrEnd;
  private int nextBufferBytes = SMALL_BUFFER_BYTES;

  ChannelOutput(Channel channel, Signals signals) {
    this.channel = channel;
    this.signals = signals;
  }

  ByteBuf allocate() {
    return channel.alloc().directBuffer(nextBufferBytes);
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
  public void pace() {
    if (sink.size() < PIECE_BYTES) {
      return;
    }
    nextBufferBytes = LARGE_BUFFER_BYTES;
    send();
    if (!channel.isWritable()) {
      signals.await(roomOrInterrupt, 0);
    }
    if (!channel.isActive()) {
      throw Signals.clientGoneError();
    }
    signals.throwIfTerminatedOrCancelled();
  }

  @Override
  public void flush() {
    send();
    nextBufferBytes = SMALL_BUFFER_BYTES;
  }

  @Override
  public void awaitRoom() {
    if (!channel.isWritable()) {
      signals.await(roomOrEnd, 0);
    }
    if (signals.isClientGone()) {
      throw ConnectionEnded.CLIENT_GONE;
    }
    if (signals.shutdownRequested()) {
      throw ConnectionEnded.SHUTDOWN;
    }
  }

  private void send() {
    if (sink.size() > 0) {
      channel.writeAndFlush(sink.take(), channel.voidPromise());
    }
  }

  private boolean roomOrInterrupt() {
    return channel.isWritable() || !channel.isActive() || signals.cancelled() || signals.terminated();
  }

  private boolean roomOrEnd() {
    return channel.isWritable() || !channel.isActive() || signals.shutdownRequested();
  }
}
