package io.trefoil.sql.records.key;

import io.trefoil.sql.types.TupleId;
import java.util.UUID;

/** uuid and tid. */
final class IdentifierKeys {
    static final KeyCodec UUID16 = new KeyCodec(16, true) {
        @Override
        void write(Object value, KeyWriter out) {
            UUID uuid = (UUID) value;
            out.putLong(uuid.getMostSignificantBits());
            out.putLong(uuid.getLeastSignificantBits());
        }

        @Override
        Object read(KeyReader in) {
            return new UUID(in.readLong(), in.readLong());
        }
    };

    static final KeyCodec TID = new KeyCodec(6, true) {
        @Override
        void write(Object value, KeyWriter out) {
            TupleId id = (TupleId) value;
            out.putInt(id.block());
            out.putShort(id.offset());
        }

        @Override
        Object read(KeyReader in) {
            return new TupleId(in.readInt(), in.readShort() & 0xffff);
        }
    };

    private IdentifierKeys() {}
}
