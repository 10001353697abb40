package io.trefoil.tck.harness.server;

/** A kind of server that scripts run on. Thread-safe; close ends what it started. */
public interface Target extends AutoCloseable {
    /** The word of {@code skipif} and {@code onlyif}: postgresql, memory or rocksdb. */
    String name();

    /** An empty database of its own, with the superuser of {@link TestDatabase#endpoint}. */
    TestDatabase create();

    @Override
    void close();
}
