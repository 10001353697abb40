package io.trefoil.sql.catalog.builtin;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A value computed by the first thread that asks for it, and then kept. */
final class Lazy<T> {
    private final Supplier<T> supplier;
    private volatile @Nullable T value;

    Lazy(Supplier<T> supplier) {
        this.supplier = supplier;
    }

    T get() {
        T known = value;
        return known != null ? known : compute();
    }

    private synchronized T compute() {
        T known = value;
        if (known == null) {
            known = supplier.get();
            value = known;
        }
        return known;
    }
}
