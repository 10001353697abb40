package io.trefoil.sql.storage.core;

import io.trefoil.sql.storage.engine.EngineSnapshot;
import java.util.concurrent.atomic.AtomicInteger;

/** An engine snapshot shared by everyone who began at the same state; closed by the last one to release it. */
final class Snap {
    private final EngineSnapshot engine;
    private final long version;
    private final AtomicInteger references = new AtomicInteger(1);

    Snap(EngineSnapshot engine) {
        this.engine = engine;
        this.version = engine.version();
    }

    EngineSnapshot engine() {
        return engine;
    }

    long version() {
        return version;
    }

    /** False if it is closed already. */
    boolean tryAcquire() {
        while (true) {
            int n = references.get();
            if (n == 0) {
                return false;
            }
            if (references.compareAndSet(n, n + 1)) {
                return true;
            }
        }
    }

    void release() {
        int left = references.decrementAndGet();
        assert left >= 0 : "snapshot released too often";
        if (left == 0) {
            engine.close();
        }
    }

    boolean isClosed() {
        return references.get() == 0;
    }
}
