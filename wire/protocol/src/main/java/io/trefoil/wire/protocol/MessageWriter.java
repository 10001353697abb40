package io.trefoil.wire.protocol;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Writes messages to a {@link WireSink}: {@code begin} puts the type byte and room for the length, {@code end} fills
 * the length in (PostgreSQL docs, "Message Formats": int32, counts itself but not the type byte). One message is open
 * at a time. Allocates nothing itself, so that rows go out without an object per message. One thread.
 */
public final class MessageWriter {
    private final WireSink sink;
    private int frameStart = -1;
    private int lengthPosition;

    public MessageWriter(WireSink sink) {
        this.sink = sink;
    }

    /** Starts a message with a type byte. */
    public MessageWriter begin(char type) {
        assert frameStart < 0 : "a message is already open";
        frameStart = sink.size();
        sink.putByte(type);
        lengthPosition = sink.size();
        sink.putInt(0);
        return this;
    }

    /** Starts a start-up packet, which has no type byte. */
    public MessageWriter beginUntyped() {
        assert frameStart < 0 : "a message is already open";
        frameStart = sink.size();
        lengthPosition = frameStart;
        sink.putInt(0);
        return this;
    }

    public void end() {
        sink.setInt(lengthPosition, sink.size() - lengthPosition);
        frameStart = -1;
    }

    /** Takes back the open message, if any: nothing of it reaches the peer. */
    public void abandon() {
        if (frameStart >= 0) {
            sink.truncate(frameStart);
            frameStart = -1;
        }
    }

    /** A message without a body, in one step. */
    public void empty(char type) {
        sink.putByte(type);
        sink.putInt(4);
    }

    public MessageWriter int8(int value) {
        sink.putByte(value);
        return this;
    }

    public MessageWriter int16(int value) {
        sink.putShort(value);
        return this;
    }

    public MessageWriter int32(int value) {
        sink.putInt(value);
        return this;
    }

    public MessageWriter bytes(byte[] value) {
        sink.putBytes(value, 0, value.length);
        return this;
    }

    /** A zero-terminated string. */
    public MessageWriter string(String value) {
        sink.putUtf8(value);
        sink.putByte(0);
        return this;
    }

    /** A zero-terminated string of ASCII characters. */
    public MessageWriter asciiString(CharSequence value) {
        sink.putAscii(value);
        sink.putByte(0);
        return this;
    }

    /** A value with its int32 length, -1 for null. */
    public MessageWriter value(byte @Nullable [] value) {
        if (value == null) {
            return nullValue();
        }
        sink.putInt(value.length);
        sink.putBytes(value, 0, value.length);
        return this;
    }

    public MessageWriter nullValue() {
        sink.putInt(-1);
        return this;
    }

    /** Room for a value's length; the caller writes the value to the sink and hands the result to {@link #endValue}. */
    public int beginValue() {
        int position = sink.size();
        sink.putInt(0);
        return position;
    }

    public void endValue(int position) {
        sink.setInt(position, sink.size() - position - 4);
    }

    /** An int16 count, then as many int16 format codes. */
    public MessageWriter formats(short[] formats) {
        sink.putShort(formats.length);
        for (short format : formats) {
            sink.putShort(format);
        }
        return this;
    }

    /** An int16 count, then as many values. */
    public MessageWriter values(byte[] @Nullable [] values) {
        sink.putShort(values.length);
        for (byte[] value : values) {
            value(value);
        }
        return this;
    }

    /** A value in text format, with its length. */
    public MessageWriter textValue(@Nullable String value) {
        return value(value == null ? null : value.getBytes(StandardCharsets.UTF_8));
    }
}
