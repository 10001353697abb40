package io.trefoil.sql.catalog.views;

import io.trefoil.sql.catalog.Acl;
import io.trefoil.sql.catalog.CatalogObject;
import io.trefoil.sql.catalog.CatalogSnapshot;
import io.trefoil.sql.catalog.Constraint;
import io.trefoil.sql.catalog.Relation;
import io.trefoil.sql.catalog.Schema;
import io.trefoil.sql.catalog.Table;
import io.trefoil.sql.catalog.UserType;
import io.trefoil.sql.catalog.builtin.BuiltinCatalog;
import io.trefoil.sql.catalog.builtin.Namespaces;
import io.trefoil.sql.catalog.builtin.TypeRow;
import io.trefoil.sql.types.SqlArray;
import io.trefoil.sql.types.TypeOid;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the columns of a system view may look at while its rows are made: one reader at one moment. */
final class ViewScope {
    private final CatalogSnapshot snapshot;
    private final ViewContext context;
    private final CatalogNames names;
    private final Definitions definitions;
    private final AclText aclText;
    private final AccessRights rights;
    private @Nullable List<Relation> relations;
    private @Nullable Set<Integer> foreignKeyTables;

    ViewScope(CatalogSnapshot snapshot, ViewContext context) {
        this.snapshot = snapshot;
        this.context = context;
        this.names = new CatalogNames(snapshot, context.databaseOid(), context.searchPath());
        this.definitions = new Definitions(names);
        this.aclText = new AclText(names);
        this.rights = new AccessRights(snapshot, context.roleOid());
    }

    CatalogSnapshot snapshot() {
        return snapshot;
    }

    ViewContext context() {
        return context;
    }

    CatalogNames names() {
        return names;
    }

    Definitions definitions() {
        return definitions;
    }

    AccessRights rights() {
        return rights;
    }

    @Nullable
    SqlArray acl(@Nullable Acl acl) {
        return aclText.array(acl);
    }

    AclText aclText() {
        return aclText;
    }

    /** The name of the session's database. */
    String databaseName() {
        return snapshot.find(context.databaseOid()).map(CatalogObject::name).orElse("");
    }

    @Nullable
    String schemaName(int oid) {
        return names.schemaName(oid);
    }

    /** Schemas that users created, public among them. */
    List<Schema> schemas() {
        return snapshot.schemas(context.databaseOid()).stream()
                .filter(schema -> Namespaces.nameOf(schema.oid()) == null)
                .toList();
    }

    /** Tables, indexes, sequences and views that users created in this database. */
    List<Relation> relations() {
        List<Relation> known = relations;
        if (known == null) {
            known = snapshot.relations(context.databaseOid());
            relations = known;
        }
        return known;
    }

    <T> List<T> relations(Class<T> kind) {
        return relations().stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    List<Table> tables() {
        return relations(Table.class);
    }

    /** Enums, domains and composite types that users created in this database. */
    List<UserType> userTypes() {
        List<UserType> types = new ArrayList<>();
        for (CatalogObject object : snapshot.objects()) {
            if (object instanceof UserType type && isInDatabase(type.schemaOid())) {
                types.add(type);
            }
        }
        return types;
    }

    boolean isInDatabase(int schemaOid) {
        return snapshot.schema(schemaOid)
                .map(schema -> schema.databaseOid() == context.databaseOid())
                .orElse(false);
    }

    /** The pg_type row of any type; the row of "unknown" for one that does not exist. */
    TypeRow type(int oid) {
        TypeRow type = names.types().type(oid);
        return type != null
                ? type
                : Objects.requireNonNull(BuiltinCatalog.instance().type(TypeOid.UNKNOWN));
    }

    /** Tables that reference others or are referenced: in PostgreSQL these have triggers. */
    Set<Integer> foreignKeyTables() {
        Set<Integer> known = foreignKeyTables;
        if (known == null) {
            known = new HashSet<>();
            for (Table table : tables()) {
                for (Constraint constraint : table.constraints()) {
                    if (constraint instanceof Constraint.ForeignKey key) {
                        known.add(table.oid());
                        known.add(key.referencedTableOid());
                    }
                }
            }
            foreignKeyTables = known;
        }
        return known;
    }
}
