package io.trefoil.sql.storage;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where a store is: {@code mem} for one in memory that ends with its close, a directory (or {@code rocksdb:DIR}) for the
 * embedded store on disk, {@code scheme:rest} for other engines.
 *
 * @param scheme names the engine, lower case
 * @param path what the engine makes of it; null if there is nothing behind the scheme
 */
public record StoreLocation(String scheme, @Nullable String path) {

    /** The location written as on the command line: {@code mem}, {@code DIR} or {@code scheme:rest}. */
    public static StoreLocation parse(String text) {
        if (text.equals("mem") || text.equals("mem:")) {
            return new StoreLocation("mem", null);
        }
        int colon = text.indexOf(':');
        if (colon > 1 && text.substring(0, colon).chars().allMatch(c -> c >= 'a' && c <= 'z')) {
            return new StoreLocation(text.substring(0, colon), text.substring(colon + 1));
        }
        return directory(Path.of(text));
    }

    /** A store on disk with the default engine. */
    public static StoreLocation directory(Path directory) {
        return new StoreLocation("rocksdb", directory.toString());
    }

    @Override
    public String toString() {
        return path == null ? scheme : scheme + ":" + path;
    }
}
