package io.trefoil.sql.types;

/** record: the anonymous composite type. It can be written and compared but, lacking column types, not read. */
final class RecordType extends SqlType {
    RecordType() {
        super(TypeOid.RECORD, TypeOid.RECORD_ARRAY, "record", "record", 'P', false, -1);
    }

    @Override
    public Class<?> javaClass() {
        return SqlRecord.class;
    }

    @Override
    public Object parse(String text, int typmod, TextFormat format) {
        throw notReadable();
    }

    @Override
    public Object readBinary(byte[] source, int offset, int length, int typmod) {
        throw notReadable();
    }

    private static SqlStateException notReadable() {
        return new SqlStateException(
                SqlState.FEATURE_NOT_SUPPORTED, "input of anonymous composite types is not implemented");
    }

    @Override
    public void writeText(Object value, TextFormat format, ByteSink out) {
        RecordText.write((SqlRecord) value, format, out);
    }

    @Override
    public void writeBinary(Object value, ByteSink out) {
        RecordBinary.write((SqlRecord) value, out);
    }

    @Override
    public int compare(Object left, Object right) {
        return RecordOrder.compare((SqlRecord) left, (SqlRecord) right);
    }
}
