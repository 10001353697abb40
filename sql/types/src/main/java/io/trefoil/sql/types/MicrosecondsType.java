package io.trefoil.sql.types;

/** A type whose values are a {@code Long} of microseconds, in eight bytes, with a precision of the seconds as typmod. */
abstract class MicrosecondsType extends ByteParsedType {
    private final String zone;

    /**
     * @param name without the words about time zones, which {@code formatted} puts behind the precision
     * @param zone those words
     */
    MicrosecondsType(int oid, int arrayOid, String typeName, String name, String zone, boolean preferred) {
        super(oid, arrayOid, typeName, name + zone, 'D', preferred, 8);
        this.zone = zone;
    }

    @Override
    public final Class<?> javaClass() {
        return Long.class;
    }

    /** Rounds to the typmod's precision. */
    abstract long rounded(long micros, int typmod);

    @Override
    public final void writeBinary(Object value, ByteSink out) {
        out.putLong((Long) value);
    }

    @Override
    public final int compare(Object left, Object right) {
        return Long.compare((Long) left, (Long) right);
    }

    @Override
    public final Object applyTypmod(Object value, int typmod, boolean explicit) {
        return rounded((Long) value, typmod);
    }

    @Override
    public final String typmodSuffix(int typmod) {
        return typmod < 0 ? "" : "(" + typmod + ")";
    }

    @Override
    public final String formatted(int typmod) {
        String name = sqlName().substring(0, sqlName().length() - zone.length());
        return name + typmodSuffix(typmod) + zone;
    }
}
