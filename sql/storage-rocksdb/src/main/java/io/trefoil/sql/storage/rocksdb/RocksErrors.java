package io.trefoil.sql.storage.rocksdb;

import io.trefoil.sql.storage.StorageException;
import io.trefoil.sql.storage.StorageException.OpenFailed;
import io.trefoil.sql.storage.StorageException.OpenFailed.Reason;
import org.rocksdb.RocksDBException;
import org.rocksdb.Status;

/** RocksDB's errors in the words of the contract. */
final class RocksErrors {
    private RocksErrors() {}

    static StorageException failed(String doing, RocksDBException e) {
        if (isNoSpace(e)) {
            return new StorageException.DiskFull("no space left on the device while " + doing, e);
        }
        return new StorageException.EngineFailed("RocksDB failed while " + doing + ": " + e.getMessage(), e);
    }

    static OpenFailed openFailed(StoreDirectory directory, RocksDBException e) {
        String message = String.valueOf(e.getMessage());
        if (message.contains("lock ") && message.contains("LOCK")) {
            return StoreOwner.inUse(directory, e);
        }
        if (isNoSpace(e)) {
            return directory.failed(Reason.DISK_FULL, "is on a full device", e);
        }
        Status status = e.getStatus();
        if (status != null && status.getCode() == Status.Code.Corruption) {
            return directory.failed(Reason.CORRUPT, "is damaged: " + message, e);
        }
        if (message.contains("Permission denied") || message.contains("Read-only file system")) {
            return directory.failed(Reason.NOT_WRITABLE, "is not writable: " + message, e);
        }
        return directory.failed(Reason.CORRUPT, "cannot be opened: " + message, e);
    }

    private static boolean isNoSpace(RocksDBException e) {
        Status status = e.getStatus();
        return (status != null && status.getSubCode() == Status.SubCode.NoSpace)
                || String.valueOf(e.getMessage()).contains("No space left");
    }
}
