package io.trefoil.sql.types;

import java.util.List;

/** record with columns that are known, as a function with OUT arguments returns it: {@code (f(x)).n} finds its column. */
public final class NamedRecordType extends SqlType {
    private final List<String> names;
    private final List<SqlType> types;

    public NamedRecordType(List<String> names, List<SqlType> types) {
        super(TypeOid.RECORD, TypeOid.RECORD_ARRAY, "record", "record", 'P', false, -1);
        assert names.size() == types.size();
        this.names = List.copyOf(names);
        this.types = List.copyOf(types);
    }

    public List<String> names() {
        return names;
    }

    public List<SqlType> types() {
        return types;
    }

    @Override
    public Class<?> javaClass() {
        return SqlTypes.RECORD.javaClass();
    }

    @Override
    public Object parse(String text, int typmod, TextFormat format) {
        return SqlTypes.RECORD.parse(text, typmod, format);
    }

    @Override
    public Object readBinary(byte[] source, int offset, int length, int typmod) {
        return SqlTypes.RECORD.readBinary(source, offset, length, typmod);
    }

    @Override
    public void writeText(Object value, TextFormat format, ByteSink out) {
        SqlTypes.RECORD.writeText(value, format, out);
    }

    @Override
    public void writeBinary(Object value, ByteSink out) {
        SqlTypes.RECORD.writeBinary(value, out);
    }

    @Override
    public int compare(Object left, Object right) {
        return SqlTypes.RECORD.compare(left, right);
    }
}
