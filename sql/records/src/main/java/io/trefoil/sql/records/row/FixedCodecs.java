package io.trefoil.sql.records.row;

import io.trefoil.sql.types.SqlInterval;
import io.trefoil.sql.types.TimeWithZone;
import io.trefoil.sql.types.TupleId;
import java.util.UUID;

/** Types of fixed size, all big-endian. */
final class FixedCodecs {
    static final ColumnCodec BOOL = new ColumnCodec.Fixed(1) {
        @Override
        void write(Object value, byte[] target, int offset) {
            target[offset] = (byte) ((Boolean) value ? 1 : 0);
        }

        @Override
        Object read(byte[] source, int offset, int length) {
            return source[offset] != 0;
        }
    };

    static final ColumnCodec BYTE = new ColumnCodec.Fixed(1) {
        @Override
        void write(Object value, byte[] target, int offset) {
            target[offset] = (Byte) value;
        }

        @Override
        Object read(byte[] source, int offset, int length) {
            return source[offset];
        }
    };

    static final ColumnCodec INT2 = new ColumnCodec.Fixed(2) {
        @Override
        void write(Object value, byte[] target, int offset) {
            BigEndian.putShort(target, offset, (Short) value);
        }

        @Override
        Object read(byte[] source, int offset, int length) {
            return BigEndian.getShort(source, offset);
        }
    };

    /** int4, date, oid and its relatives. */
    static final ColumnCodec INT4 = new ColumnCodec.Fixed(4) {
        @Override
        void write(Object value, byte[] target, int offset) {
            BigEndian.putInt(target, offset, (Integer) value);
        }

        @Override
        Object read(byte[] source, int offset, int length) {
            return BigEndian.getInt(source, offset);
        }
    };

    /** int8, times, timestamps, xid8, pg_lsn. */
    static final ColumnCodec INT8 = new ColumnCodec.Fixed(8) {
        @Override
        void write(Object value, byte[] target, int offset) {
            BigEndian.putLong(target, offset, (Long) value);
        }

        @Override
        Object read(byte[] source, int offset, int length) {
            return BigEndian.getLong(source, offset);
        }
    };

    static final ColumnCodec FLOAT4 = new ColumnCodec.Fixed(4) {
        @Override
        void write(Object value, byte[] target, int offset) {
            BigEndian.putInt(target, offset, Float.floatToIntBits((Float) value));
        }

        @Override
        Object read(byte[] source, int offset, int length) {
            return Float.intBitsToFloat(BigEndian.getInt(source, offset));
        }
    };

    static final ColumnCodec FLOAT8 = new ColumnCodec.Fixed(8) {
        @Override
        void write(Object value, byte[] target, int offset) {
            BigEndian.putLong(target, offset, Double.doubleToLongBits((Double) value));
        }

        @Override
        Object read(byte[] source, int offset, int length) {
            return Double.longBitsToDouble(BigEndian.getLong(source, offset));
        }
    };

    static final ColumnCodec UUID16 = new ColumnCodec.Fixed(16) {
        @Override
        void write(Object value, byte[] target, int offset) {
            UUID uuid = (UUID) value;
            BigEndian.putLong(target, offset, uuid.getMostSignificantBits());
            BigEndian.putLong(target, offset + 8, uuid.getLeastSignificantBits());
        }

        @Override
        Object read(byte[] source, int offset, int length) {
            return new UUID(BigEndian.getLong(source, offset), BigEndian.getLong(source, offset + 8));
        }
    };

    /** Microseconds (8), days (4), months (4). */
    static final ColumnCodec INTERVAL = new ColumnCodec.Fixed(16) {
        @Override
        void write(Object value, byte[] target, int offset) {
            SqlInterval interval = (SqlInterval) value;
            BigEndian.putLong(target, offset, interval.micros());
            BigEndian.putInt(target, offset + 8, interval.days());
            BigEndian.putInt(target, offset + 12, interval.months());
        }

        @Override
        Object read(byte[] source, int offset, int length) {
            return new SqlInterval(
                    BigEndian.getInt(source, offset + 12),
                    BigEndian.getInt(source, offset + 8),
                    BigEndian.getLong(source, offset));
        }
    };

    /** Microseconds (8), seconds east of UTC (4). */
    static final ColumnCodec TIMETZ = new ColumnCodec.Fixed(12) {
        @Override
        void write(Object value, byte[] target, int offset) {
            TimeWithZone time = (TimeWithZone) value;
            BigEndian.putLong(target, offset, time.micros());
            BigEndian.putInt(target, offset + 8, time.offsetSeconds());
        }

        @Override
        Object read(byte[] source, int offset, int length) {
            return new TimeWithZone(BigEndian.getLong(source, offset), BigEndian.getInt(source, offset + 8));
        }
    };

    /** Block (4), line (2). */
    static final ColumnCodec TID = new ColumnCodec.Fixed(6) {
        @Override
        void write(Object value, byte[] target, int offset) {
            TupleId id = (TupleId) value;
            BigEndian.putInt(target, offset, id.block());
            BigEndian.putShort(target, offset + 4, id.offset());
        }

        @Override
        Object read(byte[] source, int offset, int length) {
            return new TupleId(BigEndian.getInt(source, offset), BigEndian.getShort(source, offset + 4) & 0xffff);
        }
    };

    private FixedCodecs() {}
}
