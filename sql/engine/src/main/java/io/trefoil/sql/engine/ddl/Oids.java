package io.trefoil.sql.engine.ddl;

/** New OIDs. */
final class Oids {
    private Oids() {}

    static int next(DdlContext context) {
        return context.catalogStore().nextOid();
    }

    /** The first of two OIDs in a row: a row type and the array type over it. */
    static int nextPair(DdlContext context) {
        int first = next(context);
        while (true) {
            int second = next(context);
            if (second == first + 1) {
                return first;
            }
            first = second;
        }
    }
}
