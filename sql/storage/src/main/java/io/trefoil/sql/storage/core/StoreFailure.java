package io.trefoil.sql.storage.core;

import io.trefoil.sql.storage.StorageException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * What keeps the store from writing. There are two kinds:
 *
 * <ul>
 *   <li>A failed batch or sync ends the writing until the store is opened again, because what reached the device is unknown
 *       and cannot be found out by trying once more (fsync reports an error once, then forgets it). Reading goes on, at the
 *       last state that is certainly safe.
 *   <li>A full device refuses single commits; the next one may find room again.
 * </ul>
 */
final class StoreFailure {
    private static final System.Logger LOGGER = System.getLogger(StoreFailure.class.getName());

    private static final long LOG_NANOS = 10_000_000_000L;

    private final AtomicReference<@Nullable StorageException> first = new AtomicReference<>();
    private volatile @Nullable StorageException shortage;
    /** On the brink a device is full and not full many times a second. */
    private volatile long shortageLoggedNanos = System.nanoTime() - LOG_NANOS;

    private volatile Runnable whenFailed = () -> {};

    /** @param action done before anybody is told of the failure; may be done twice */
    void whenFailed(Runnable action) {
        whenFailed = action;
    }

    /** The end of writing. */
    void set(Throwable cause) {
        StorageException known = cause instanceof StorageException e
                ? e
                : new StorageException.EngineFailed("storage engine failed: " + cause, cause);
        if (first.get() == null) {
            // Before anybody can know of the failure, nobody gets to see more than what survives it.
            whenFailed.run();
        }
        if (first.compareAndSet(null, known)) {
            LOGGER.log(
                    System.Logger.Level.ERROR,
                    "the store takes no more commits until the server is started again; reading goes on",
                    known);
        }
    }

    /** A commit was refused because the device is full. */
    void shortOfSpace(StorageException.DiskFull cause) {
        long now = System.nanoTime();
        if (shortage == null && now - shortageLoggedNanos > LOG_NANOS) {
            shortageLoggedNanos = now;
            LOGGER.log(System.Logger.Level.ERROR, "commits are refused: {0}", cause.getMessage());
        }
        shortage = cause;
    }

    /** A batch was applied. */
    void written() {
        if (shortage != null) {
            shortage = null;
        }
    }

    @Nullable
    StorageException found() {
        return first.get();
    }

    /** What is wrong, in one line for people; empty while all is well. */
    Optional<String> condition() {
        StorageException found = first.get();
        if (found != null) {
            return Optional.of("no commits until the next start: " + found.getMessage());
        }
        return Optional.ofNullable(shortage).map(cause -> "commits are refused: " + cause.getMessage());
    }

    /** Throws if the store has failed for good. */
    void check() {
        StorageException found = first.get();
        if (found != null) {
            throw again(found);
        }
    }

    /** A new exception for every thread that meets the failure. */
    static StorageException again(StorageException found) {
        return found instanceof StorageException.DiskFull
                ? new StorageException.DiskFull(String.valueOf(found.getMessage()), found)
                : new StorageException.EngineFailed(
                        "the store takes no more commits after: " + found.getMessage(), found);
    }
}
