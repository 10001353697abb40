package io.trefoil.sql.types;

/**
 * A tid: block and line number of a row version (PostgreSQL's ctid).
 *
 * @param block block number, unsigned
 * @param offset line number in the block, 0..65535
 */
public record TupleId(int block, int offset) implements Comparable<TupleId> {
    @Override
    public int compareTo(TupleId other) {
        int order = Integer.compareUnsigned(block, other.block);
        return order != 0 ? order : Integer.compare(offset, other.offset);
    }

    @Override
    public String toString() {
        return "(" + Integer.toUnsignedString(block) + "," + offset + ")";
    }
}
