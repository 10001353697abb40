package io.trefoil.sql.engine.outcome;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The last commit of a session that wrote something.
 *
 * <table>
 * <caption>Value of an entry, big-endian</caption>
 * <tr><th>bytes</th><th>meaning</th></tr>
 * <tr><td>1</td><td>format: 1, or 2 with an answer</td></tr>
 * <tr><td>4</td><td>OID of the role that the session logged in as</td></tr>
 * <tr><td>8</td><td>cycle: how often the session had said ReadyForQuery when it committed</td></tr>
 * <tr><td>8</td><td>when, microseconds since 2000</td></tr>
 * <tr><td>4</td><td>how many transactions it has committed in this cycle, this one included</td></tr>
 * <tr><td>rest</td><td>format 1: command tag in UTF-8, when the transaction was one statement that returned nothing else;
 * format 2: the answer to its statements as {@link CommitAnswer} encodes it</td></tr>
 * </table>
 *
 * @param result the tag, or empty
 * @param answer the answer, or empty
 */
public record CommitRecord(int role, long cycle, long micros, int commits, String result, byte[] answer) {
    private static final byte WITH_TAG = 1;
    private static final byte WITH_ANSWER = 2;
    private static final int BYTES = 25;

    public byte[] encode() {
        byte[] rest = answer.length > 0 ? answer : result.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(BYTES + rest.length)
                .put(answer.length > 0 ? WITH_ANSWER : WITH_TAG)
                .putInt(role)
                .putLong(cycle)
                .putLong(micros)
                .putInt(commits)
                .put(rest)
                .array();
    }

    /** @throws IllegalArgumentException if these are not the bytes of a record */
    static CommitRecord decode(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        byte format = bytes.length < BYTES ? 0 : in.get();
        if (format != WITH_TAG && format != WITH_ANSWER) {
            throw new IllegalArgumentException("a commit record of unknown format");
        }
        byte[] rest = Arrays.copyOfRange(bytes, BYTES, bytes.length);
        String result = format == WITH_TAG ? new String(rest, StandardCharsets.UTF_8) : "";
        byte[] answer = format == WITH_ANSWER ? rest : new byte[0];
        return new CommitRecord(in.getInt(), in.getLong(), in.getLong(), in.getInt(), result, answer);
    }
}
