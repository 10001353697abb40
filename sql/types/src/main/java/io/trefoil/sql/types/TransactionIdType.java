package io.trefoil.sql.types;

/** xid and cid: 32-bit counters; input takes whatever number the text begins with and never fails. No order. */
final class TransactionIdType extends UnsignedIntType {
    TransactionIdType(int oid, int arrayOid, String name) {
        super(oid, arrayOid, name, 'U', false);
    }

    @Override
    public Object parse(byte[] source, int offset, int length, int typmod, TextFormat format) {
        return (int) new UnsignedText(source, offset, offset + length).read(0);
    }

    @Override
    public boolean ordered() {
        return false;
    }
}
