package io.trefoil.sql.catalog.views;

import io.trefoil.sql.catalog.CatalogSnapshot;
import io.trefoil.sql.catalog.ObjectAddress;
import io.trefoil.sql.catalog.builtin.BuiltinCatalog;
import io.trefoil.sql.catalog.builtin.GenericRow;
import io.trefoil.sql.catalog.builtin.Namespaces;
import io.trefoil.sql.catalog.builtin.SystemRelation;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Comments: PostgreSQL's SQL functions obj_description, col_description and shobj_description. */
public final class Descriptions {
    private static final int PG_CLASS = 1259;

    private final CatalogSnapshot snapshot;

    public Descriptions(CatalogSnapshot snapshot) {
        this.snapshot = snapshot;
    }

    /** Comments on PostgreSQL's own objects, loaded when first asked for. */
    private static final class Builtin {
        static final Map<ObjectAddress, String> COMMENTS = read();

        private static Map<ObjectAddress, String> read() {
            Map<ObjectAddress, String> comments = new HashMap<>();
            for (GenericRow row : BuiltinCatalog.instance().rows("pg_description")) {
                ObjectAddress address =
                        new ObjectAddress(number(row, "classoid"), number(row, "objoid"), number(row, "objsubid"));
                comments.put(address, Objects.requireNonNull(row.value("description")));
            }
            return comments;
        }

        private static int number(GenericRow row, String column) {
            return Integer.parseInt(Objects.requireNonNull(row.value(column)));
        }
    }

    /** obj_description(object, catalog) and shobj_description; the catalog's name is such as pg_class. */
    public @Nullable String ofObject(int object, String catalog) {
        SystemRelation relation = BuiltinCatalog.instance().relation(Namespaces.PG_CATALOG, catalog);
        return relation == null ? null : find(new ObjectAddress(relation.oid(), object, 0));
    }

    /** obj_description(object), which PostgreSQL keeps for old clients: any object with this OID. */
    public @Nullable String ofObject(int object) {
        for (Map.Entry<ObjectAddress, String> comment : snapshot.comments().entrySet()) {
            if (comment.getKey().objectOid() == object && comment.getKey().subId() == 0) {
                return comment.getValue();
            }
        }
        for (Map.Entry<ObjectAddress, String> comment : Builtin.COMMENTS.entrySet()) {
            if (comment.getKey().objectOid() == object && comment.getKey().subId() == 0) {
                return comment.getValue();
            }
        }
        return null;
    }

    /** col_description(table, column number). */
    public @Nullable String ofColumn(int table, int column) {
        return column == 0 ? null : find(new ObjectAddress(PG_CLASS, table, column));
    }

    private @Nullable String find(ObjectAddress address) {
        return snapshot.comment(address).orElseGet(() -> Builtin.COMMENTS.get(address));
    }
}
