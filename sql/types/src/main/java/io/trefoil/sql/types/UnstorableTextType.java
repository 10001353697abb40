package io.trefoil.sql.types;

/** pg_node_tree: text that the system writes and nobody can enter. */
final class UnstorableTextType extends StringType {
    UnstorableTextType(int oid, String name) {
        super(oid, 0, name, name, 'Z', false, -1);
    }

    @Override
    public Object parse(String text, int typmod, TextFormat format) {
        throw new SqlStateException(SqlState.FEATURE_NOT_SUPPORTED, "cannot accept a value of type " + name());
    }
}
