package io.trefoil.sql.catalog.views;

import io.trefoil.sql.catalog.CatalogSnapshot;
import io.trefoil.sql.catalog.Relation;
import io.trefoil.sql.catalog.Role;
import io.trefoil.sql.catalog.Schema;
import io.trefoil.sql.catalog.builtin.BuiltinCatalog;
import io.trefoil.sql.catalog.builtin.GenericRow;
import io.trefoil.sql.catalog.builtin.Identifiers;
import io.trefoil.sql.catalog.builtin.Namespaces;
import io.trefoil.sql.catalog.builtin.OperatorRow;
import io.trefoil.sql.catalog.builtin.ProcRow;
import io.trefoil.sql.catalog.builtin.SystemRelation;
import io.trefoil.sql.catalog.builtin.TypeRow;
import io.trefoil.sql.catalog.resolve.SnapshotTypes;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Names and OIDs of catalog objects, PostgreSQL's own and the users', as one session sees them: its database and its
 * search path. OID 0 stands for "none" in both directions.
 */
public final class CatalogNames {
    private final CatalogSnapshot snapshot;
    private final int databaseOid;
    private final List<Integer> searchPath;
    private final SnapshotTypes types;

    /**
     * @param searchPath OIDs of the schemas that unqualified names are looked up in, in order; includes pg_catalog
     */
    public CatalogNames(CatalogSnapshot snapshot, int databaseOid, List<Integer> searchPath) {
        this.snapshot = snapshot;
        this.databaseOid = databaseOid;
        this.searchPath = List.copyOf(searchPath);
        this.types = new SnapshotTypes(snapshot, searchPath);
    }

    /** A name within a schema. */
    public record Qualified(int namespace, String name) {}

    public CatalogSnapshot snapshot() {
        return snapshot;
    }

    public int databaseOid() {
        return databaseOid;
    }

    public List<Integer> searchPath() {
        return searchPath;
    }

    public SnapshotTypes types() {
        return types;
    }

    // Schemas and roles

    public @Nullable String schemaName(int oid) {
        String builtin = Namespaces.nameOf(oid);
        return builtin != null
                ? builtin
                : snapshot.schema(oid).map(Schema::name).orElse(null);
    }

    public int schemaOid(String name) {
        int builtin = Namespaces.oidOf(name);
        return builtin != 0
                ? builtin
                : snapshot.schema(databaseOid, name).map(Schema::oid).orElse(0);
    }

    /** The name of a role, predefined ones included. */
    public @Nullable String roleName(int oid) {
        return snapshot.role(oid).map(Role::name).orElseGet(() -> builtinText("pg_authid", oid, "rolname"));
    }

    public int roleOid(String name) {
        return snapshot.role(name).map(Role::oid).orElseGet(() -> builtinOid("pg_authid", "rolname", name));
    }

    /** SQL function pg_get_userbyid. */
    public String userName(int oid) {
        String name = roleName(oid);
        return name != null ? name : "unknown (OID=" + Integer.toUnsignedString(oid) + ")";
    }

    // Relations

    /** Where a table, view, index or sequence is; null when there is none. */
    public @Nullable Qualified relation(int oid) {
        SystemRelation system = BuiltinCatalog.instance().relation(oid);
        return system != null
                ? new Qualified(system.namespace(), system.name())
                : snapshot.relation(oid)
                        .map(found -> new Qualified(found.schemaOid(), found.name()))
                        .orElse(null);
    }

    public int relationOid(int namespace, String name) {
        SystemRelation system = BuiltinCatalog.instance().relation(namespace, name);
        if (system != null) {
            return system.oid();
        }
        Relation relation = snapshot.relationOrNull(namespace, name);
        return relation == null ? 0 : relation.oid();
    }

    /** The relation that an unqualified name means. */
    public int visibleRelation(String name) {
        for (int namespace : searchPath) {
            int oid = relationOid(namespace, name);
            if (oid != 0) {
                return oid;
            }
        }
        return 0;
    }

    /** A relation's name, quoted where needed, qualified where not visible; null when there is none. */
    public @Nullable String relationText(int oid) {
        Qualified relation = relation(oid);
        if (relation == null) {
            return null;
        }
        return visibleRelation(relation.name()) == oid ? Identifiers.quote(relation.name()) : qualifiedText(relation);
    }

    /** A name with its schema, both quoted where needed. */
    public String qualifiedText(Qualified name) {
        String schema = schemaName(name.namespace());
        return Identifiers.qualified(schema == null ? "???" : schema, name.name());
    }

    // Visibility: the SQL functions pg_..._is_visible; null when there is no such object

    public @Nullable Boolean isTableVisible(int oid) {
        Qualified relation = relation(oid);
        return relation == null ? null : visibleRelation(relation.name()) == oid;
    }

    public @Nullable Boolean isTypeVisible(int oid) {
        TypeRow type = types.type(oid);
        if (type == null) {
            return null;
        }
        TypeRow visible = types.visible(type.name());
        return visible != null && visible.oid() == oid;
    }

    public @Nullable Boolean isFunctionVisible(int oid) {
        ProcRow proc = BuiltinCatalog.instance().proc(oid);
        if (proc == null) {
            return null;
        }
        ProcRow first = null;
        int firstAt = Integer.MAX_VALUE;
        for (ProcRow other : BuiltinCatalog.instance().procs(proc.name())) {
            int at = searchPath.indexOf(other.namespace());
            if (at >= 0 && at < firstAt && Arrays.equals(other.argumentTypes(), proc.argumentTypes())) {
                first = other;
                firstAt = at;
            }
        }
        return first == proc;
    }

    public @Nullable Boolean isOperatorVisible(int oid) {
        OperatorRow operator = BuiltinCatalog.instance().operator(oid);
        return operator == null ? null : searchPath.contains(operator.namespace());
    }

    /** Collations, conversions, operator classes and families, text search objects: all of them are in pg_catalog. */
    public @Nullable Boolean isBuiltinVisible(String table, int oid) {
        return builtinRow(table, oid) == null ? null : searchPath.contains(Namespaces.PG_CATALOG);
    }

    // PostgreSQL's own rows of tables without a record of their own

    static @Nullable GenericRow builtinRow(String table, int oid) {
        String text = Integer.toUnsignedString(oid);
        for (GenericRow row : BuiltinCatalog.instance().rows(table)) {
            if (text.equals(row.value("oid"))) {
                return row;
            }
        }
        return null;
    }

    /** A column of one of those rows; null when there is no such row or it is SQL NULL. */
    public static @Nullable String builtinText(String table, int oid, String column) {
        GenericRow row = builtinRow(table, oid);
        return row == null ? null : row.value(column);
    }

    /** The OID of the row that has this value in a column; 0 when there is none. */
    public static int builtinOid(String table, String column, String value) {
        for (GenericRow row : BuiltinCatalog.instance().rows(table)) {
            String oid = row.value("oid");
            if (value.equals(row.value(column)) && oid != null) {
                return Integer.parseUnsignedInt(oid);
            }
        }
        return 0;
    }
}
