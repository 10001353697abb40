package io.trefoil.sql.engine.outcome;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * The last commit of a session that wrote something.
 *
 * <table>
 * <caption>Value of an entry, big-endian</caption>
 * <tr><th>bytes</th><th>meaning</th></tr>
 * <tr><td>1</td><td>format, 1</td></tr>
 * <tr><td>4</td><td>OID of the role that the session logged in as</td></tr>
 * <tr><td>8</td><td>cycle: how often the session had said ReadyForQuery when it committed</td></tr>
 * <tr><td>8</td><td>when, microseconds since 2000</td></tr>
 * <tr><td>4</td><td>how many transactions it has committed in this cycle, this one included</td></tr>
 * <tr><td>rest</td><td>command tag in UTF-8, when the transaction was one statement that returned nothing else</td></tr>
 * </table>
 */
public record CommitRecord(int role, long cycle, long micros, int commits, String result) {
    private static final byte FORMAT = 1;
    private static final int BYTES = 25;

    public byte[] encode() {
        byte[] tag = result.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(BYTES + tag.length)
                .put(FORMAT)
                .putInt(role)
                .putLong(cycle)
                .putLong(micros)
                .putInt(commits)
                .put(tag)
                .array();
    }

    /** @throws IllegalArgumentException if these are not the bytes of a record */
    static CommitRecord decode(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        if (bytes.length < BYTES || in.get() != FORMAT) {
            throw new IllegalArgumentException("a commit record of unknown format");
        }
        String result = new String(bytes, BYTES, bytes.length - BYTES, StandardCharsets.UTF_8);
        return new CommitRecord(in.getInt(), in.getLong(), in.getLong(), in.getInt(), result);
    }
}
