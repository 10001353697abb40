package io.trefoil.sql.catalog.resolve;

import io.trefoil.sql.catalog.CatalogSnapshot;
import io.trefoil.sql.catalog.builtin.BuiltinCatalog;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The resolver for a snapshot, seen through a search path. The last one that knows types of users is kept. */
public final class SnapshotResolvers {
    private static volatile @Nullable Kept last;

    private record Kept(CatalogSnapshot snapshot, List<Integer> searchPath, TypeResolver resolver) {}

    private SnapshotResolvers() {}

    public static TypeResolver of(CatalogSnapshot snapshot, List<Integer> searchPath) {
        if (!snapshot.hasValueTypes()) {
            return TypeResolver.builtin();
        }
        Kept known = last;
        if (known == null || known.snapshot != snapshot || !known.searchPath.equals(searchPath)) {
            TypeResolver made =
                    TypeResolver.over(new SnapshotTypes(snapshot, searchPath), BuiltinCatalog.instance()::procs);
            known = new Kept(snapshot, List.copyOf(searchPath), made);
            last = known;
        }
        return known.resolver;
    }
}
