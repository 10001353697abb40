package io.trefoil.wire.server;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.EpollTcpInfo;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.trefoil.wire.server.connection.ServerContext;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gives every client that connects a thread of its own, and now and then looks for clients that vanished. */
final class Acceptor extends ChannelInboundHandlerAdapter {
  /** A writer waits above the high mark and goes on below the low one: at most this much waits for a slow client. */
  private static final WriteBufferWaterMark WRITE_BUFFER = new WriteBufferWaterMark(32 * 1024, 128 * 1024);

  private static final int CLIENT_CHECK_MILLIS = 1_000;

  private static final Logger LOG = LoggerFactory.getLogger(Acceptor.class);

  private final ServerContext server;
  private final Transport transport;
  private final @Nullable TlsMaterial tls;
  private final int messageBytesMax;
  private final int clientsMax;
  private final ThreadFactory threads = new DefaultThreadFactory("trefoil-connection", true);
  private final Set<ClientThread> clients = ConcurrentHashMap.newKeySet();

  /** @param clientsMax sockets, with or without a session; more are closed at once */
  Acceptor(
      ServerContext server, Transport transport, @Nullable TlsMaterial tls, int messageBytesMax, int clientsMax) {
    this.server = server;
    this.transport = transport;
    this.tls = tls;
    this.messageBytesMax = messageBytesMax;
    this.clientsMax = clientsMax;
  }

  /** The clients whose threads run at this moment; closed ones leave by themselves. */
  Set<ClientThread> clients() {
    return clients;
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    if (transport.epoll()) {
      var info = new EpollTcpInfo();
      context.channel()
          .eventLoop()
          .scheduleWithFixedDelay(
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
    try {
      if (clients.size() >= clientsMax) {
        LOG.warn("closed a connection from {}: there are {} already", channel.remoteAddress(), clientsMax);
        channel.unsafe().closeForcibly();
        return;
      }
      channel.config().setOption(ChannelOption.TCP_NODELAY, true);
      channel.config().setOption(ChannelOption.SO_KEEPALIVE, true);
      channel.config().setOption(ChannelOption.WRITE_BUFFER_WATER_MARK, WRITE_BUFFER);
      var client = new ClientThread(server, transport, tls, messageBytesMax, channel);
      clients.add(client);
      threads
          .newThread(() -> {
            try {
              client.run();
            } finally {
              clients.remove(client);
            }
          })
          .start();
    } catch (Throwable failure) {
      LOG.error("could not serve {}", channel.remoteAddress(), failure);
      channel.unsafe().closeForcibly();
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    // Such as too many open files: the next attempt may go better.
    LOG.warn("could not accept a connection: {}", cause.toString());
  }
}
