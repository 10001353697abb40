package io.trefoil.sql.engine.outcome;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What a client is answered for statements that commit without a COMMIT: the messages of the protocol, as far as they tell
 * something of the statements (RowDescription, DataRow, CommandComplete). Kept beside the commit, so that a client that has
 * lost the answer can be given it again.
 *
 * <p>Only a few rows are worth it: what is longer than {@link #BYTES_MAX} is not kept.
 *
 * <table>
 * <caption>An entry of the encoded form, big-endian</caption>
 * <tr><th>bytes</th><th>meaning</th></tr>
 * <tr><td>4</td><td>how often the messages follow one another</td></tr>
 * <tr><td>4</td><td>their length</td></tr>
 * <tr><td>length</td><td>messages</td></tr>
 * </table>
 */
public final class CommitAnswer {
    /** The keys of a batch of a thousand rows, and more. */
    public static final int BYTES_MAX = 64 * 1024;

    private static final int HEADER_BYTES = 8;
    private static final int FRAME_BYTES = 5;
    private static final byte ROW_DESCRIPTION = 'T';
    private static final byte DATA_ROW = 'D';

    private final List<Entry> entries = new ArrayList<>();
    /** Statements that have begun, and those whose answer is here. */
    private int begun;

    private int answered;
    private int bytes;
    private String lastTag = "";
    private byte[] lastShape = {};

    private static final class Entry {
        private final byte[] messages;
        private int times = 1;

        Entry(byte[] messages) {
            this.messages = messages;
        }
    }

    /** A transaction begins. */
    public void clear() {
        if (begun > 0) {
            entries.clear();
            begun = 0;
            answered = 0;
            bytes = 0;
            lastTag = "";
            lastShape = new byte[0];
        }
    }

    /** A statement begins; one that gets no answer here makes the whole unknown. */
    public void begin() {
        begun++;
    }

    /** All that the statement is answered is its tag. */
    public void complete(String tag) {
        answered++;
        if (tag.equals(lastTag)) {
            entries.getLast().times++;
        } else {
            add(commandComplete(tag));
            lastTag = tag;
        }
    }

    /** The statement is answered with rows: RowDescription, DataRow messages, CommandComplete. */
    public void complete(byte[] messages) {
        answered++;
        lastTag = "";
        byte[] shape = Arrays.copyOf(messages, frameBytes(messages, 0));
        boolean anyRow = messages.length > shape.length && messages[shape.length] == DATA_ROW;
        if (anyRow && Arrays.equals(shape, lastShape)) {
            // Those of a batch have one shape, told once.
            add(Arrays.copyOfRange(messages, shape.length, messages.length));
        } else {
            add(messages);
            lastShape = shape;
        }
    }

    private void add(byte[] messages) {
        bytes += HEADER_BYTES + messages.length;
        if (bytes <= BYTES_MAX) {
            entries.add(new Entry(messages));
        }
    }

    /** How many bytes may still be added. */
    public int room() {
        return Math.max(0, BYTES_MAX - bytes - HEADER_BYTES);
    }

    /** The tag, when that is all: one statement without rows. Empty otherwise. */
    public String onlyTag() {
        return begun == 1 && answered == 1 ? lastTag : "";
    }

    /** The encoded form; empty when it is not known as a whole, or too long. */
    public byte[] encode() {
        if (begun == 0 || begun != answered || bytes > BYTES_MAX) {
            return new byte[0];
        }
        ByteBuffer out = ByteBuffer.allocate(bytes);
        for (Entry entry : entries) {
            out.putInt(entry.times).putInt(entry.messages.length).put(entry.messages);
        }
        return out.array();
    }

    /**
     * The messages of an encoded answer one after another. RowDescription stands before the rows of a statement unless they
     * are of the shape that was told last.
     */
    public static byte[] messages(byte[] encoded) {
        long length = 0;
        for (ByteBuffer in = ByteBuffer.wrap(encoded); in.hasRemaining(); ) {
            long times = in.getInt();
            int once = in.getInt();
            length += times * once;
            in.position(in.position() + once);
        }
        ByteBuffer out = ByteBuffer.allocate(Math.toIntExact(length));
        for (ByteBuffer in = ByteBuffer.wrap(encoded); in.hasRemaining(); ) {
            int times = in.getInt();
            byte[] once = new byte[in.getInt()];
            in.get(once);
            for (int i = 0; i < times; i++) {
                out.put(once);
            }
        }
        return out.array();
    }

    private static byte[] commandComplete(String tag) {
        byte[] text = tag.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(FRAME_BYTES + text.length + 1)
                .put((byte) 'C')
                .putInt(FRAME_BYTES + text.length)
                .put(text)
                .put((byte) 0)
                .array();
    }

    /** Length of the message at a place, type byte included. */
    private static int frameBytes(byte[] messages, int at) {
        assert messages[at] == ROW_DESCRIPTION : "an answer with rows begins with their shape";
        return 1 + ByteBuffer.wrap(messages).getInt(at + 1);
    }
}
