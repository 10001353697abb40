package io.trefoil.wire.protocol.message;

import io.trefoil.wire.protocol.MessageReader;
import io.trefoil.wire.protocol.MessageWriter;

/** A statement is done; the tag is such as {@code SELECT 3} or {@code INSERT 0 1}. */
public record CommandComplete(String tag) implements BackendMessage {
    static final char TYPE = 'C';

    static CommandComplete decode(MessageReader in) {
        var message = new CommandComplete(in.string());
        in.end();
        return message;
    }

    @Override
    public void encode(MessageWriter out) {
        write(out, tag);
    }

    /** Writes the message without an object; tags are ASCII. */
    public static void write(MessageWriter out, CharSequence tag) {
        out.begin(TYPE).asciiString(tag).end();
    }
}
