package io.trefoil.embedded;

import io.trefoil.sql.storage.StoreLocation;
import io.trefoil.sql.storage.StoreOptions;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Where a database is; equal for connections that share one. */
sealed interface Place {
    /** Slots of the table of last changes of a database in memory: half a megabyte. */
    int MEMORY_SLOTS = 1 << 16;

    StoreLocation location();

    StoreOptions options();

    /** A name shared by the connections of this class loader. */
    record Memory(String name) implements Place {
        @Override
        public StoreLocation location() {
            return StoreLocation.parse("mem");
        }

        @Override
        public StoreOptions options() {
            return StoreOptions.DEFAULT.withVersionTableSlots(MEMORY_SLOTS);
        }

        @Override
        public String toString() {
            return "mem:" + name;
        }
    }

    /** For one connection: equal to itself only. */
    final class PrivateMemory implements Place {
        @Override
        public StoreLocation location() {
            return StoreLocation.parse("mem");
        }

        @Override
        public StoreOptions options() {
            return StoreOptions.DEFAULT.withVersionTableSlots(MEMORY_SLOTS);
        }

        @Override
        public String toString() {
            return "mem:";
        }
    }

    /** A directory by its one true name. */
    record Directory(Path path) implements Place {
        @Override
        public StoreLocation location() {
            return StoreLocation.directory(path);
        }

        /** The heap is the application's: a transaction that needs more than an eighth of it goes to disk. */
        @Override
        public StoreOptions options() {
            long eighthOfHeap = Runtime.getRuntime().maxMemory() / 8;
            return StoreOptions.DEFAULT.withTransactionMemoryBytes(
                    Math.min(StoreOptions.DEFAULT.transactionMemoryBytes(), eighthOfHeap));
        }

        @Override
        public String toString() {
            return "file:" + path;
        }
    }

    /** The place of a directory that may not exist yet, whichever way it is spelled. */
    static Place directory(Path spelled) {
        Path absolute = spelled.toAbsolutePath();
        for (Path existing = absolute; existing != null; existing = existing.getParent()) {
            Path real = realPath(existing);
            if (real != null) {
                return new Directory(real.resolve(existing.relativize(absolute)).normalize());
            }
        }
        return new Directory(absolute.normalize());
    }

    private static @Nullable Path realPath(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException absent) {
            return null;
        }
    }
}
