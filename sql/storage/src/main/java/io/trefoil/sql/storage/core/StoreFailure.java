package io.trefoil.sql.storage.core;

import io.trefoil.sql.storage.StorageException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The first error after which the store writes nothing more: a failed batch or sync is not retried, because what reached
 * the device is unknown. Reading goes on.
 */
final class StoreFailure {
    private final AtomicReference<@Nullable StorageException> first = new AtomicReference<>();

    void set(Throwable cause) {
        StorageException known = cause instanceof StorageException e
                ? e
                : new StorageException.EngineFailed("storage engine failed: " + cause.getMessage(), cause);
        first.compareAndSet(null, known);
    }

    @Nullable
    StorageException found() {
        return first.get();
    }

    /** Throws if the store has failed. */
    void check() {
        StorageException found = first.get();
        if (found != null) {
            throw again(found);
        }
    }

    /** What a transaction is told whose batch was in the hands of the engine when it failed. */
    StorageException ofCommit(StorageException found) {
        return found instanceof StorageException.DiskFull ? again(found) : new StorageException.CommitUnknown(found);
    }

    /** A new exception for every thread that meets the failure. */
    static StorageException again(StorageException found) {
        return found instanceof StorageException.DiskFull
                ? new StorageException.DiskFull(found.getMessage() == null ? "disk full" : found.getMessage(), found)
                : new StorageException.EngineFailed(
                        "the store takes no more writes after: " + found.getMessage(), found);
    }
}
