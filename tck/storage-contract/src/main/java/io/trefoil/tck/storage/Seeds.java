package io.trefoil.tck.storage;

/** Seeds of random tests: printed, and taken back with {@code -Dtck.seed=N}. */
final class Seeds {
    private Seeds() {}

    static long next(String test) {
        Long given = Long.getLong("tck.seed");
        long seed = given != null ? given : System.nanoTime() & 0xffffffffL;
        System.out.println(test + ": -Dtck.seed=" + seed);
        return seed;
    }
}
