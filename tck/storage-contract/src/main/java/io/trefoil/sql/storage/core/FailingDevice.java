package io.trefoil.sql.storage.core;

import io.trefoil.sql.storage.StorageException;
import io.trefoil.sql.storage.TransactionalStore;

/** Lets the device under a store fail, where the core calls its engine. For stores that are built on the core. */
public final class FailingDevice {
    private final EngineFaults faults;

    public FailingDevice(TransactionalStore store) {
        this.faults = ((CoreStore) store).faults();
    }

    /** The device has no room: batches are refused until {@link #recover}. */
    public void fillUp() {
        faults.failApply(() -> new StorageException.DiskFull("no space left on the device (planted)", null));
    }

    /** A log that met the end of the device: neither batches nor syncs until {@link #recover}. */
    public void fillUpUnderTheLog() {
        fillUp();
        faults.failSync(() -> new StorageException.DiskFull("no space left on the device (planted)", null));
    }

    /** What was written cannot be forced. */
    public void failSync() {
        faults.failSync(() -> new StorageException.EngineFailed("input/output error (planted)", null));
    }

    /** Batches cannot be written, and it is unknown how far they got. */
    public void failWrites() {
        faults.failApply(() -> new StorageException.EngineFailed("input/output error (planted)", null));
    }

    public void recover() {
        faults.failApply(null);
        faults.failSync(null);
    }
}
