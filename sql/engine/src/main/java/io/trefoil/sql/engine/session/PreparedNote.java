package io.trefoil.sql.engine.session;

import io.trefoil.sql.storage.PreparedTransaction;
import java.nio.ByteBuffer;

/**
 * What is noted with a prepared transaction: 4 bytes OID of the owner, 4 bytes OID of the database, 8 bytes time in
 * microseconds since 2000; big-endian.
 */
record PreparedNote(int owner, int database, long preparedMicros) {
    private static final int BYTES = 16;

    byte[] encode() {
        return ByteBuffer.allocate(BYTES)
                .putInt(owner)
                .putInt(database)
                .putLong(preparedMicros)
                .array();
    }

    /** @throws IllegalArgumentException if the note is another's */
    static PreparedNote of(PreparedTransaction prepared) {
        ByteBuffer note = ByteBuffer.wrap(prepared.note());
        if (note.remaining() != BYTES) {
            throw new IllegalArgumentException("a note of " + note.remaining() + " bytes");
        }
        return new PreparedNote(note.getInt(), note.getInt(), note.getLong());
    }
}
