package io.trefoil.sql.records.row;

/** The stored bytes of one type's values, exact to the last digit. NULL is told by the row's bitmap. */
abstract class ColumnCodec {
    /** Size of {@link #fixedSize} for values of their own length. */
    static final int VARIABLE = -1;

    private final int fixedSize;

    ColumnCodec(int fixedSize) {
        this.fixedSize = fixedSize;
    }

    /** Bytes of every value, or {@link #VARIABLE}. */
    final int fixedSize() {
        return fixedSize;
    }

    abstract Object read(byte[] source, int offset, int length);

    /** A type whose values all take the same number of bytes. */
    abstract static class Fixed extends ColumnCodec {
        Fixed(int size) {
            super(size);
        }

        abstract void write(Object value, byte[] target, int offset);
    }

    /** A type whose values differ in length. */
    abstract static class Variable extends ColumnCodec {
        Variable() {
            super(VARIABLE);
        }

        /** The value's bytes; may be an array of the value itself, so it is only read. */
        abstract byte[] toBytes(Object value);
    }
}
