package io.trefoil.wire.server;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.ScheduledFuture;
import io.trefoil.wire.protocol.MessageWriter;
import io.trefoil.wire.protocol.ProtocolViolation;
import io.trefoil.wire.protocol.WireBuffer;
import io.trefoil.wire.protocol.frame.FrontendDecoder;
import io.trefoil.wire.protocol.message.CancelRequest;
import io.trefoil.wire.protocol.message.FrontendMessage;
import io.trefoil.wire.protocol.message.GssEncryptionRequest;
import io.trefoil.wire.protocol.message.MalformedMessage;
import io.trefoil.wire.protocol.message.SslRequest;
import io.trefoil.wire.protocol.message.StartupMessage;
import io.trefoil.wire.protocol.message.Terminate;
import io.trefoil.wire.server.connection.ClientAddress;
import io.trefoil.wire.server.connection.Connection;
import io.trefoil.wire.server.connection.ErrorMessages;
import io.trefoil.wire.server.connection.MessageQueue;
import io.trefoil.wire.server.connection.Signals;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client on the event loop: decodes bytes, answers the packets before the StartupMessage, starts the connection's
 * thread and then feeds it. Never blocks, never touches a session.
 *
 * <pre>
 *   NEGOTIATING  SSLRequest → 'S' and TLS, or 'N'; GSSENCRequest → 'N'; CancelRequest → done; StartupMessage →
 *   RUNNING      messages go to the queue; a full queue stops reading
 *   CLOSING      what still arrives is thrown away until the client has read our last words
 * </pre>
 */
final class ClientHandler extends ChannelInboundHandlerAdapter {
  private enum State {
    NEGOTIATING,
    RUNNING,
    CLOSING
  }

  /** How long a client may take to read the last message before the socket is closed under it. */
  private static final int LINGER_MILLIS = 1_000;

  private static final Logger LOG = LoggerFactory.getLogger(ClientHandler.class);

  private final ServerParts server;
  private final Channel channel;
  private final FrontendDecoder decoder;
  private final Signals signals = new Signals();
  private final Runnable drain = this::drain;
  private final MessageQueue queue;
  private State state = State.NEGOTIATING;
  private boolean encryptionAsked;
  private boolean gssAsked;
  private boolean saidGoodbye;
  private @Nullable Connection connection;
  private @Nullable ScheduledFuture<?> startupDeadline;

  ClientHandler(ServerParts server, Channel channel) {
    this.server = server;
    this.channel = channel;
    this.decoder = new FrontendDecoder(server.messageBytesMax());
    this.queue = new MessageQueue(signals, () -> channel.eventLoop().execute(drain));
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    startupDeadline = channel.eventLoop()
        .schedule(() -> channel.close(), server.context().authenticationTimeoutMillis(), TimeUnit.MILLISECONDS);
    context.fireChannelActive();
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    ByteBuf bytes = (ByteBuf) message;
    try {
      if (state != State.CLOSING) {
        int count = bytes.readableBytes();
        int position = decoder.reserve(count);
        bytes.readBytes(decoder.array(), position, count);
        decoder.commit(count);
      }
    } finally {
      bytes.release();
    }
    drain();
  }

  /** Takes messages out of the decoder for as long as there is room for them. */
  private void drain() {
    while (state != State.CLOSING) {
      if (queue.full() && queue.pause()) {
        channel.config().setAutoRead(false);
        return;
      }
      int before = decoder.buffered();
      FrontendMessage message = decoder.next();
      if (message == null) {
        break;
      }
      if (state == State.RUNNING) {
        saidGoodbye = message instanceof Terminate;
        queue.offer(message, before - decoder.buffered());
      } else if (!negotiate(message)) {
        return;
      }
    }
    channel.config().setAutoRead(true);
  }

  /** Answers one packet before the session; false when the bytes that follow are not for the decoder. */
  private boolean negotiate(FrontendMessage packet) {
    switch (packet) {
      case SslRequest request -> {
        return answerSslRequest();
      }
      case GssEncryptionRequest request -> {
        if (gssAsked) {
          refuse(ProtocolViolation.fatal("0A000", "unsupported frontend protocol 1234.5680"));
          return false;
        }
        gssAsked = true;
        sendByte(GssEncryptionRequest.DECLINED);
        return true;
      }
      case CancelRequest request -> {
        server.context().registry().cancel(request.processId(), request.secretKey());
        state = State.CLOSING;
        channel.close();
        return false;
      }
      case StartupMessage startup -> {
        return startConnection(startup);
      }
      case MalformedMessage malformed -> {
        refuse(malformed.violation());
        return false;
      }
      default -> throw new IllegalStateException("not a start-up packet: " + packet);
    }
  }

  private boolean answerSslRequest() {
    if (encryptionAsked) {
      refuse(ProtocolViolation.fatal("0A000", "unsupported frontend protocol 1234.5679"));
      return false;
    }
    encryptionAsked = true;
    TlsMaterial tls = server.tls();
    if (tls == null) {
      sendByte(SslRequest.DECLINED);
      return true;
    }
    if (decoder.buffered() > 0) {
      // Bytes that came in clear must not be taken for bytes that came through TLS (CVE-2021-23214).
      refuse(ProtocolViolation.fatal("received unencrypted data after SSL request"));
      return false;
    }
    sendByte(SslRequest.ACCEPTED);
    SslHandler handler = tls.context().newHandler(channel.alloc());
    handler.setHandshakeTimeoutMillis(server.context().authenticationTimeoutMillis());
    channel.pipeline().addFirst(handler);
    return true;
  }

  private boolean startConnection(StartupMessage startup) {
    cancelStartupDeadline();
    TlsMaterial tls = channel.pipeline().get(SslHandler.class) == null ? null : server.tls();
    var remote = (InetSocketAddress) channel.remoteAddress();
    var address = new ClientAddress(
        remote.getAddress().getHostAddress() + ":" + remote.getPort(),
        tls != null,
        tls == null ? new byte[0] : tls.certificateHash());
    var output = new ChannelOutput(channel, signals);
    var starting = new Connection(server.context(), startup, address, queue, output, signals);
    try {
      starting.enter();
    } catch (RuntimeException refusal) {
      refuse(refusal);
      return false;
    }
    connection = starting;
    state = State.RUNNING;
    server.threads().newThread(() -> run(starting)).start();
    return true;
  }

  /** The connection's thread. */
  private void run(Connection running) {
    try {
      running.run();
    } catch (Throwable failure) {
      LOG.error("connection from {} broke", channel.remoteAddress(), failure);
    } finally {
      channel.eventLoop().execute(this::closeAfterLastWords);
    }
  }

  /** Sends an error to a client that never became a connection, and closes. */
  private void refuse(Throwable refusal) {
    cancelStartupDeadline();
    var bytes = new WireBuffer();
    ErrorMessages.fatal(refusal).encode(new MessageWriter(bytes));
    channel.writeAndFlush(Unpooled.wrappedBuffer(bytes.array(), 0, bytes.size()));
    closeAfterLastWords();
  }

  /**
   * Closes once everything is written and the client had the time to read it. Closing a socket with unread input would
   * make the kernel send a reset, and the client would lose the message that explains the end.
   */
  private void closeAfterLastWords() {
    state = State.CLOSING;
    if (!channel.isActive()) {
      return;
    }
    channel.config().setAutoRead(true);
    var everythingWritten = channel.writeAndFlush(Unpooled.EMPTY_BUFFER);
    if (saidGoodbye) {
      everythingWritten.addListener(ChannelFutureListener.CLOSE);
      return;
    }
    everythingWritten.addListener(written -> endOutput());
    channel.eventLoop().schedule(() -> channel.close(), LINGER_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void endOutput() {
    SslHandler tls = channel.pipeline().get(SslHandler.class);
    if (tls != null) {
      tls.closeOutbound();
    } else if (channel instanceof DuplexChannel duplex) {
      duplex.shutdownOutput();
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext context) {
    signals.wake();
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    cancelStartupDeadline();
    // A client that said goodbye and left still wants what it sent before to be carried out.
    if (!saidGoodbye) {
      signals.clientGone();
      Connection current = connection;
      if (current != null) {
        current.clientGone();
      }
    }
    queue.end();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    // Broken pipes and failed TLS handshakes are the network's daily life, no fault of the server.
    LOG.debug("client {} failed: {}", channel.remoteAddress(), cause.toString());
    channel.close();
  }

  private void sendByte(byte value) {
    channel.writeAndFlush(channel.alloc().buffer(1).writeByte(value));
  }

  private void cancelStartupDeadline() {
    ScheduledFuture<?> deadline = startupDeadline;
    if (deadline != null) {
      deadline.cancel(false);
      startupDeadline = null;
    }
  }
}
