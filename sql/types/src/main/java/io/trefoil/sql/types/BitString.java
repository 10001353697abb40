package io.trefoil.sql.types;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A bit or varbit value. Ordered by bits, then by length.
 *
 * @param length number of bits
 * @param bytes most significant bit first, unused low bits of the last byte zero; owned by the value
 */
public record BitString(int length, byte[] bytes) implements Comparable<BitString> {
    public BitString {
        assert bytes.length == (length + 7) / 8;
    }

    /** The bit at a 0-based index from the left. */
    public boolean bit(int index) {
        return (bytes[index >> 3] & (0x80 >> (index & 7))) != 0;
    }

    @Override
    public int compareTo(BitString other) {
        int order = Arrays.compareUnsigned(bytes, other.bytes);
        return order != 0 ? order : Integer.compare(length, other.length);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof BitString that && length == that.length && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return 31 * length + Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append(bit(i) ? '1' : '0');
        }
        return text.toString();
    }
}
