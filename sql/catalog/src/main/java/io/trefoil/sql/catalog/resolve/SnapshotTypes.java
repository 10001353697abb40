package io.trefoil.sql.catalog.resolve;

import io.trefoil.sql.catalog.CatalogSnapshot;
import io.trefoil.sql.catalog.Schema;
import io.trefoil.sql.catalog.builtin.BuiltinCatalog;
import io.trefoil.sql.catalog.builtin.Identifiers;
import io.trefoil.sql.catalog.builtin.Namespaces;
import io.trefoil.sql.catalog.builtin.RangeRow;
import io.trefoil.sql.catalog.builtin.TypeRow;
import io.trefoil.sql.catalog.builtin.TypeSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The types that a session sees: PostgreSQL's own and those of the users, printed by its search path. */
public final class SnapshotTypes implements TypeSource {
    private final CatalogSnapshot snapshot;
    private final UserTypes userTypes;
    private final List<Integer> searchPath;

    /**
     * @param searchPath OIDs of the schemas that unqualified names are looked up in; includes pg_catalog
     */
    public SnapshotTypes(CatalogSnapshot snapshot, List<Integer> searchPath) {
        this.snapshot = snapshot;
        this.userTypes = UserTypes.of(snapshot);
        this.searchPath = List.copyOf(searchPath);
    }

    @Override
    public @Nullable TypeRow type(int oid) {
        TypeRow builtin = BuiltinCatalog.instance().type(oid);
        return builtin != null ? builtin : userTypes.find(oid);
    }

    @Override
    public @Nullable TypeRow type(int namespace, String name) {
        TypeRow builtin = BuiltinCatalog.instance().type(namespace, name);
        return builtin != null ? builtin : userTypes.find(namespace, name);
    }

    /** The type that an unqualified name means. */
    public @Nullable TypeRow visible(String name) {
        for (int namespace : searchPath) {
            TypeRow type = type(namespace, name);
            if (type != null) {
                return type;
            }
        }
        return null;
    }

    @Override
    public @Nullable RangeRow rangeOf(int range) {
        return BuiltinCatalog.instance().rangeOf(range);
    }

    @Override
    public @Nullable RangeRow rangeOfMultirange(int multirange) {
        return BuiltinCatalog.instance().rangeOfMultirange(multirange);
    }

    @Override
    public String nameOf(TypeRow type) {
        TypeRow visible = visible(type.name());
        if (visible != null && visible.oid() == type.oid()) {
            return Identifiers.quote(type.name());
        }
        String schema = type.namespace() == Namespaces.INFORMATION_SCHEMA
                ? "information_schema"
                : snapshot.schema(type.namespace()).map(Schema::name).orElse("???");
        return Identifiers.qualified(schema, type.name());
    }
}
