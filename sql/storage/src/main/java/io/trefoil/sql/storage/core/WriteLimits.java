package io.trefoil.sql.storage.core;

import io.trefoil.sql.storage.engine.ScratchStore;

/** How much the writes of one transaction may take, in memory and at all. */
final class WriteLimits {
    private final CoreStore store;

    WriteLimits(CoreStore store) {
        this.store = store;
    }

    /** Throws when the writes, with {@code more} bytes that are not yet among them, are too large. */
    void check(Overlay overlay, long more) {
        if (overlay.bytes() + overlay.spilledBytes() + more > store.transactionBytesMax()) {
            throw store.tooManyWrites();
        }
    }

    /** The same, and moves writes out of memory when there are many, if the engine has a place for them. */
    void keep(Overlay overlay) {
        check(overlay, 0);
        if (overlay.bytes() <= store.transactionMemoryBytes()) {
            return;
        }
        SpilledWrites target = overlay.spilled();
        if (target == null) {
            ScratchStore scratch = store.engine().openScratch();
            if (scratch == null) {
                return;
            }
            target = new SpilledWrites(scratch);
        }
        overlay.spillTo(target);
        store.counts().spills.increment();
    }
}
