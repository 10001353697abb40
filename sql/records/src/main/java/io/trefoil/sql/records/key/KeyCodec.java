package io.trefoil.sql.records.key;

/**
 * The order-preserving bytes of one type's values, ascending and without NULL. An encoding is never a prefix of another
 * of the same type, so that columns can be put one behind the other.
 */
abstract class KeyCodec {
    private final int fixedSize;
    private final boolean lossless;

    /**
     * @param fixedSize bytes of every value, or -1
     * @param lossless whether a value can be read back exactly; false where SQL calls different values equal (1.0 and 1.00)
     */
    KeyCodec(int fixedSize, boolean lossless) {
        this.fixedSize = fixedSize;
        this.lossless = lossless;
    }

    final int fixedSize() {
        return fixedSize;
    }

    final boolean lossless() {
        return lossless;
    }

    abstract void write(Object value, KeyWriter out);

    /** The value; of lossy codecs one that is equal to what was written. */
    abstract Object read(KeyReader in);

    /** Moves behind the value. */
    void skip(KeyReader in) {
        if (fixedSize >= 0) {
            in.skip(fixedSize);
        } else {
            read(in);
        }
    }
}
