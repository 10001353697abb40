package io.trefoil.sql.catalog.views;

import io.trefoil.sql.catalog.builtin.BuiltinCatalog;
import io.trefoil.sql.catalog.builtin.GenericRow;
import io.trefoil.sql.catalog.builtin.Namespaces;
import io.trefoil.sql.catalog.builtin.OidMap;
import io.trefoil.sql.catalog.builtin.SystemColumn;
import io.trefoil.sql.catalog.builtin.SystemRelation;
import io.trefoil.sql.catalog.builtin.TypeRow;
import io.trefoil.sql.types.SqlType;
import io.trefoil.sql.types.SqlTypes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Every table and view of pg_catalog, information_schema and trefoil_catalog, by name and by OID. Those that nothing is known about
 * exist too, with PostgreSQL's columns and no rows.
 */
public final class SystemViews {
    private static final SystemViews INSTANCE = new SystemViews();

    private final Map<String, SystemView> byName = new HashMap<>();
    private final OidMap<SystemView> byOid;
    private final List<SystemView> all;

    private SystemViews() {
        Set<Integer> publicRelations = relationsReadableByPublic();
        List<SystemView> views = new ArrayList<>();
        for (SystemRelation relation : BuiltinCatalog.instance().relations()) {
            if (relation.kind() == 'i') {
                continue;
            }
            String name = schemaName(relation.namespace()) + '.' + relation.name();
            List<ViewColumn> columns =
                    relation.columns().stream().map(SystemViews::columnOf).toList();
            boolean isPublic = publicRelations.contains(relation.oid());
            SystemView view = new DefinedView(relation, columns, isPublic, () -> definitionOf(relation));
            byName.put(name, view);
            views.add(view);
        }
        this.all = List.copyOf(views);
        this.byOid = OidMap.of(all, SystemView::oid);
    }

    public static SystemViews instance() {
        return INSTANCE;
    }

    /** The view of this name in one of these schemas. */
    public Optional<SystemView> find(int namespace, String name) {
        return Optional.ofNullable(byName.get(schemaName(namespace) + '.' + name));
    }

    public Optional<SystemView> find(int oid) {
        return Optional.ofNullable(byOid.get(oid));
    }

    /** All of them, in OID order. */
    public List<SystemView> all() {
        return all;
    }

    private static String schemaName(int namespace) {
        return switch (namespace) {
            case Namespaces.PG_CATALOG -> "pg_catalog";
            case Namespaces.INFORMATION_SCHEMA -> "information_schema";
            case Namespaces.TREFOIL_CATALOG -> "trefoil_catalog";
            default -> "";
        };
    }

    private static Set<Integer> relationsReadableByPublic() {
        Set<Integer> oids = new HashSet<>();
        for (GenericRow row : BuiltinCatalog.instance().rows("pg_class")) {
            String acl = row.value("relacl");
            String oid = row.value("oid");
            if (acl != null && oid != null && acl.contains("=r/") && (acl.startsWith("{=r") || acl.contains(",=r"))) {
                oids.add(Integer.valueOf(oid));
            }
        }
        return oids;
    }

    static ViewDefinition<?> definitionOf(SystemRelation relation) {
        ViewDefinition<?> found = switch (relation.namespace()) {
            case Namespaces.PG_CATALOG -> ViewDefinitions.inCatalog(relation.name());
            case Namespaces.INFORMATION_SCHEMA -> ViewDefinitions.inInformationSchema(relation.name());
            default -> null;
        };
        return found == null ? ViewDefinition.builtinOnly(relation.name()) : found;
    }

    private static ViewColumn columnOf(SystemColumn column) {
        int type = column.type();
        int modifier = column.modifier();
        TypeRow row = BuiltinCatalog.instance().type(type);
        while (row != null && row.isDomain()) {
            type = row.baseType();
            modifier = row.baseModifier();
            row = BuiltinCatalog.instance().type(type);
        }
        // A type that is not implemented (inet, pg_mcv_list) is shown in its text form.
        SqlType valueType = SqlTypes.find(type).orElse(SqlTypes.TEXT);
        return new ViewColumn(column.name(), column.type(), valueType, modifier, column.notNull(), column.collation());
    }
}
