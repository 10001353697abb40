package io.trefoil.wire.server;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.trefoil.wire.server.connection.OutputSink;
import java.nio.charset.StandardCharsets;

/**
 * The buffer that messages collect in: a pooled Netty buffer, taken when the first byte comes and handed over as it is.
 * Positions count from the buffer's start and are good until it is taken. One thread.
 */
final class ChannelSink implements OutputSink {
  private final ChannelOutput owner;
  private ByteBuf buffer = Unpooled.EMPTY_BUFFER;

  ChannelSink(ChannelOutput owner) {
    this.owner = owner;
  }

  /** Hands the buffer over to the caller; what comes next starts a new one. */
  ByteBuf take() {
    ByteBuf taken = buffer;
    buffer = Unpooled.EMPTY_BUFFER;
    return taken;
  }

  @Override
  public void putByte(int value) {
    writable().writeByte(value);
  }

  @Override
  public void putShort(int value) {
    writable().writeShort(value);
  }

  @Override
  public void putInt(int value) {
    writable().writeInt(value);
  }

  @Override
  public void putLong(long value) {
    writable().writeLong(value);
  }

  @Override
  public void putBytes(byte[] source, int offset, int length) {
    writable().writeBytes(source, offset, length);
  }

  @Override
  public void putAscii(CharSequence text) {
    if (text instanceof String string) {
      writable().writeCharSequence(string, StandardCharsets.US_ASCII);
    } else {
      for (int i = 0; i < text.length(); i++) {
        writable().writeByte(text.charAt(i));
      }
    }
  }

  @Override
  public void putUtf8(String text) {
    ByteBufUtil.writeUtf8(writable(), text);
  }

  @Override
  public int size() {
    return buffer.writerIndex();
  }

  @Override
  public void setInt(int position, int value) {
    buffer.setInt(position, value);
  }

  @Override
  public void truncate(int position) {
    buffer.writerIndex(position);
  }

  private ByteBuf writable() {
    ByteBuf current = buffer;
    if (current == Unpooled.EMPTY_BUFFER) {
      current = owner.allocate();
      buffer = current;
    }
    return current;
  }
}
