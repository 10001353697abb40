package io.trefoil.sql.records.key;

/** Whole numbers, big-endian; signed ones with the sign bit flipped. */
final class IntegerKeys {
    static final KeyCodec BOOL = new KeyCodec(1, true) {
        @Override
        void write(Object value, KeyWriter out) {
            out.putByte((Boolean) value ? 1 : 0);
        }

        @Override
        Object read(KeyReader in) {
            return in.readByte() != 0;
        }
    };

    /** "char": unsigned. */
    static final KeyCodec BYTE = new KeyCodec(1, true) {
        @Override
        void write(Object value, KeyWriter out) {
            out.putByte((Byte) value);
        }

        @Override
        Object read(KeyReader in) {
            return (byte) in.readByte();
        }
    };

    static final KeyCodec INT2 = new KeyCodec(2, true) {
        @Override
        void write(Object value, KeyWriter out) {
            out.putShort((Short) value ^ 0x8000);
        }

        @Override
        Object read(KeyReader in) {
            return (short) (in.readShort() ^ 0x8000);
        }
    };

    /** int4 and date. */
    static final KeyCodec INT4 = new KeyCodec(4, true) {
        @Override
        void write(Object value, KeyWriter out) {
            out.putInt((Integer) value ^ Integer.MIN_VALUE);
        }

        @Override
        Object read(KeyReader in) {
            return in.readInt() ^ Integer.MIN_VALUE;
        }
    };

    /** oid and its relatives. */
    static final KeyCodec UNSIGNED4 = new KeyCodec(4, true) {
        @Override
        void write(Object value, KeyWriter out) {
            out.putInt((Integer) value);
        }

        @Override
        Object read(KeyReader in) {
            return in.readInt();
        }
    };

    /** int8, time and timestamps. */
    static final KeyCodec INT8 = new KeyCodec(8, true) {
        @Override
        void write(Object value, KeyWriter out) {
            out.putLong((Long) value ^ Long.MIN_VALUE);
        }

        @Override
        Object read(KeyReader in) {
            return in.readLong() ^ Long.MIN_VALUE;
        }
    };

    /** xid8 and pg_lsn. */
    static final KeyCodec UNSIGNED8 = new KeyCodec(8, true) {
        @Override
        void write(Object value, KeyWriter out) {
            out.putLong((Long) value);
        }

        @Override
        Object read(KeyReader in) {
            return in.readLong();
        }
    };

    private IntegerKeys() {}
}
