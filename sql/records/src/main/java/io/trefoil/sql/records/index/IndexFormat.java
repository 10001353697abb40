package io.trefoil.sql.records.index;

import io.trefoil.sql.records.key.KeyFormat;
import io.trefoil.sql.records.key.KeyWriter;
import io.trefoil.sql.records.row.RowEncoder;
import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Entries of a secondary index. Where the row's key is kept makes a unique index unique: two rows with equal key columns
 * would have the same entry key. NULLs do not equal each other unless the index says so; an entry with a NULL key column
 * is then kept like that of an ordinary index.
 *
 * <pre>
 * ordinary   key: key columns, row key                  value: empty, or included columns
 * unique     key: key columns                           value: length of the row key (2 bytes), row key, included columns
 * </pre>
 *
 * Key columns are as {@link KeyFormat} tells, included columns as {@link io.trefoil.sql.records.row.RowFormat}. Immutable.
 */
public final class IndexFormat {
    private static final byte[] EMPTY = {};

    private final KeyFormat keys;
    private final boolean unique;
    private final boolean nullsNotDistinct;
    private final @Nullable RowEncoder included;

    /** @param included writes the INCLUDE columns of a full row, null when there are none */
    public IndexFormat(KeyFormat keys, boolean unique, boolean nullsNotDistinct, @Nullable RowEncoder included) {
        this.keys = keys;
        this.unique = unique;
        this.nullsNotDistinct = nullsNotDistinct;
        this.included = included;
    }

    public KeyFormat keys() {
        return keys;
    }

    /** Whether an entry with these key columns can be the only one of its kind. */
    public boolean uniqueFor(@Nullable Object[] keyValues) {
        if (!unique) {
            return false;
        }
        if (!nullsNotDistinct) {
            for (Object value : keyValues) {
                if (value == null) {
                    return false;
                }
            }
        }
        return true;
    }

    /** The entry's key; {@code uniqueEntry} as {@link #uniqueFor} says. */
    public byte[] key(@Nullable Object[] keyValues, boolean uniqueEntry, byte[] rowKey) {
        KeyWriter out = keys.writer();
        for (int i = 0; i < keyValues.length; i++) {
            keys.append(out, i, keyValues[i]);
        }
        if (!uniqueEntry) {
            out.putBytes(rowKey);
        }
        return out.finish();
    }

    /** The entry's value. */
    public byte[] value(boolean uniqueEntry, byte[] rowKey, @Nullable Object[] fullRow) {
        byte[] payload = included == null ? EMPTY : included.encode(fullRow);
        if (!uniqueEntry) {
            return payload;
        }
        byte[] value = new byte[2 + rowKey.length + payload.length];
        value[0] = (byte) (rowKey.length >> 8);
        value[1] = (byte) rowKey.length;
        System.arraycopy(rowKey, 0, value, 2, rowKey.length);
        System.arraycopy(payload, 0, value, 2 + rowKey.length, payload.length);
        return value;
    }

    /** The key of the row that an entry of a unique index found by its whole key points to. */
    public static byte[] rowKeyOfUniqueEntry(byte[] value) {
        int length = uniqueRowKeyLength(value, 0, value.length);
        return Arrays.copyOfRange(value, 2, 2 + length);
    }

    /** The key of the row that an entry points to. */
    public byte[] rowKey(byte[] key, int keyOffset, int keyLength, byte[] value, int valueOffset, int valueLength) {
        int size = keys.sizeOf(key, keyOffset, keyLength);
        if (unique && size == keyLength) {
            int length = uniqueRowKeyLength(value, valueOffset, valueLength);
            return Arrays.copyOfRange(value, valueOffset + 2, valueOffset + 2 + length);
        }
        return Arrays.copyOfRange(key, keyOffset + size, keyOffset + keyLength);
    }

    /** Where the included columns begin in an entry's value. */
    public int includedOffset(
            byte[] key, int keyOffset, int keyLength, byte[] value, int valueOffset, int valueLength) {
        if (unique && keys.sizeOf(key, keyOffset, keyLength) == keyLength) {
            return valueOffset + 2 + uniqueRowKeyLength(value, valueOffset, valueLength);
        }
        return valueOffset;
    }

    private static int uniqueRowKeyLength(byte[] value, int offset, int length) {
        int size = length < 2 ? -1 : (value[offset] & 0xff) << 8 | value[offset + 1] & 0xff;
        if (size < 0 || size > length - 2) {
            throw new SqlStateException(SqlState.INDEX_CORRUPTED, "malformed entry of a unique index");
        }
        return size;
    }
}
