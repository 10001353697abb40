package io.trefoil.sql.types;

/** tid: the place of a row version, {@code (block,line)}. */
final class TidType extends ByteParsedType {
    TidType() {
        super(TypeOid.TID, TypeOid.TID_ARRAY, "tid", "tid", 'U', false, 6);
    }

    @Override
    public Class<?> javaClass() {
        return TupleId.class;
    }

    /** Looks for the first parenthesis or comma and the next comma, as PostgreSQL does; text around them is ignored. */
    @Override
    public Object parse(byte[] source, int offset, int length, int typmod, TextFormat format) {
        int end = offset + length;
        int[] starts = new int[2];
        int found = 0;
        for (int at = offset; at < end && found < 2 && source[at] != ')'; at++) {
            if (source[at] == ',' || source[at] == '(' && found == 0) {
                starts[found++] = at + 1;
            }
        }
        if (found == 2) {
            UnsignedText block = new UnsignedText(source, starts[0], end);
            long blockNumber = block.read(10);
            UnsignedText line = new UnsignedText(source, starts[1], end);
            long lineNumber = line.read(10);
            if (follows(source, block, end, ',')
                    && follows(source, line, end, ')')
                    && (blockNumber >>> 32 == 0 || blockNumber == (int) blockNumber)
                    && lineNumber >= 0
                    && lineNumber <= 0xffff) {
                return new TupleId((int) blockNumber, (int) lineNumber);
            }
        }
        throw InputErrors.syntax("tid", Utf8.decode(source, offset, length));
    }

    private static boolean follows(byte[] source, UnsignedText number, int end, char wanted) {
        return !number.overflowed() && number.end() < end && source[number.end()] == wanted;
    }

    @Override
    public void writeText(Object value, TextFormat format, ByteSink out) {
        out.putAscii(value.toString());
    }

    @Override
    public Object readBinary(byte[] source, int offset, int length, int typmod) {
        BinaryReader.require(length, 6);
        return new TupleId(BinaryReader.intAt(source, offset, 4), BinaryReader.shortAt(source, offset + 4, 2) & 0xffff);
    }

    @Override
    public void writeBinary(Object value, ByteSink out) {
        TupleId tuple = (TupleId) value;
        out.putInt(tuple.block());
        out.putShort(tuple.offset());
    }

    @Override
    public int compare(Object left, Object right) {
        return ((TupleId) left).compareTo((TupleId) right);
    }
}
