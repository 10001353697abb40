package io.trefoil.sql.engine.system;

import java.nio.ByteBuffer;

/**
 * What an advisory lock is taken on, with PostgreSQL's names for its parts in pg_locks.
 *
 * @param database OID: equal keys of different databases are different locks
 * @param classId the upper half of a bigint key, or the first of two integers
 * @param objectId the lower half, or the second integer
 * @param kind 1 for a bigint, 2 for two integers (pg_locks.objsubid)
 */
public record AdvisoryKey(int database, int classId, int objectId, short kind) {
    private static final int BYTES = 14;

    static AdvisoryKey of(int database, long key) {
        return new AdvisoryKey(database, (int) (key >>> 32), (int) key, (short) 1);
    }

    static AdvisoryKey of(int database, int first, int second) {
        return new AdvisoryKey(database, first, second, (short) 2);
    }

    /** As the lock table knows it. */
    byte[] encode() {
        return ByteBuffer.allocate(BYTES)
                .putInt(database)
                .putInt(classId)
                .putInt(objectId)
                .putShort(kind)
                .array();
    }

    /** The reverse of {@link #encode}. */
    public static AdvisoryKey decode(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        return new AdvisoryKey(buffer.getInt(), buffer.getInt(), buffer.getInt(), buffer.getShort());
    }
}
