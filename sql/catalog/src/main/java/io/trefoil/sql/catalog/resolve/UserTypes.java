package io.trefoil.sql.catalog.resolve;

import io.trefoil.sql.catalog.CatalogObject;
import io.trefoil.sql.catalog.CatalogSnapshot;
import io.trefoil.sql.catalog.Database;
import io.trefoil.sql.catalog.Extension;
import io.trefoil.sql.catalog.Index;
import io.trefoil.sql.catalog.Role;
import io.trefoil.sql.catalog.RoleSettings;
import io.trefoil.sql.catalog.Schema;
import io.trefoil.sql.catalog.Sequence;
import io.trefoil.sql.catalog.Table;
import io.trefoil.sql.catalog.UserType;
import io.trefoil.sql.catalog.View;
import io.trefoil.sql.catalog.builtin.BuiltinCatalog;
import io.trefoil.sql.catalog.builtin.TypeRow;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The pg_type rows of what users created: enums, domains, composite types, the row types of tables and views, and the
 * array type over each. Made once for a snapshot; the last few are kept.
 */
public final class UserTypes {
    private static volatile @Nullable UserTypes last;

    private final CatalogSnapshot snapshot;
    private final Map<Integer, TypeRow> byOid = new HashMap<>();
    private final Map<Name, TypeRow> byName = new HashMap<>();
    private final List<TypeRow> all = new ArrayList<>();

    private record Name(int namespace, String name) {}

    private UserTypes(CatalogSnapshot snapshot) {
        this.snapshot = snapshot;
        List<UserType> domains = new ArrayList<>(); // last, as a domain may be over any other type
        for (CatalogObject object : snapshot.objects()) {
            switch (object) {
                case UserType type -> {
                    if (type.kind() == 'd') {
                        domains.add(type);
                    } else {
                        add(rowOf(type), type.arrayOid());
                    }
                }
                case Table table ->
                    addRowType(table.rowTypeOid(), table.name(), table.schemaOid(), table.ownerOid(), table.oid());
                case View view ->
                    addRowType(view.rowTypeOid(), view.name(), view.schemaOid(), view.ownerOid(), view.oid());
                case Database other -> {}
                case Schema other -> {}
                case Role other -> {}
                case Extension other -> {}
                case RoleSettings other -> {}
                case Index other -> {}
                case Sequence other -> {}
            }
        }
        domains.forEach(type -> add(domain(type), type.arrayOid()));
    }

    /** The types of a snapshot. */
    public static UserTypes of(CatalogSnapshot snapshot) {
        UserTypes known = last;
        if (known == null || known.snapshot != snapshot) {
            known = new UserTypes(snapshot);
            last = known;
        }
        return known;
    }

    public @Nullable TypeRow find(int oid) {
        return byOid.get(oid);
    }

    public @Nullable TypeRow find(int namespace, String name) {
        return byName.get(new Name(namespace, name));
    }

    /** All of them, array types too. */
    public List<TypeRow> all() {
        return all;
    }

    private void addRowType(int oid, String name, int namespace, int owner, int relation) {
        if (oid != 0) {
            add(composite(oid, name, namespace, owner, relation, oid + 1), oid + 1);
        }
    }

    private void add(TypeRow row, int arrayOid) {
        put(row);
        if (arrayOid != 0) {
            put(arrayOver(row, arrayOid));
        }
    }

    private void put(TypeRow row) {
        all.add(row);
        byOid.put(row.oid(), row);
        byName.putIfAbsent(new Name(row.namespace(), row.name()), row);
    }

    private static TypeRow rowOf(UserType type) {
        return type.kind() == 'e'
                ? enumeration(type)
                : composite(type.oid(), type.name(), type.schemaOid(), type.ownerOid(), type.oid(), type.arrayOid());
    }

    /** enum_in, enum_out, enum_recv and enum_send do its input and output. */
    private static TypeRow enumeration(UserType type) {
        return new TypeRow(
                type.oid(),
                type.name(),
                type.schemaOid(),
                type.ownerOid(),
                4,
                true,
                'e',
                'E',
                false,
                true,
                ',',
                0,
                0,
                0,
                type.arrayOid(),
                3506,
                3507,
                3532,
                3533,
                0,
                0,
                'i',
                'p',
                false,
                0,
                -1,
                0,
                0,
                null);
    }

    /** domain_in and domain_recv check the constraints; everything else is the base type's. */
    private TypeRow domain(UserType type) {
        int baseOid = type.base() == null ? 0 : type.base().oid();
        TypeRow builtin = BuiltinCatalog.instance().type(baseOid);
        TypeRow base = builtin != null ? builtin : byOid.get(baseOid);
        if (base == null) {
            throw new IllegalStateException(
                    "domain " + type.name() + " over type " + baseOid + ", which does not exist");
        }
        return new TypeRow(
                type.oid(),
                type.name(),
                type.schemaOid(),
                type.ownerOid(),
                base.length(),
                base.byValue(),
                'd',
                base.category(),
                false,
                true,
                base.delimiter(),
                0,
                0,
                0,
                type.arrayOid(),
                2597,
                base.output(),
                2598,
                base.send(),
                0,
                0,
                base.align(),
                base.storage(),
                type.notNull(),
                baseOid,
                type.baseTypmod(),
                0,
                base.collation(),
                null);
    }

    /** record_in, record_out, record_recv and record_send do its input and output. */
    private static TypeRow composite(int oid, String name, int namespace, int owner, int relation, int arrayOid) {
        return new TypeRow(
                oid, name, namespace, owner, -1, false, 'c', 'C', false, true, ',', relation, 0, 0, arrayOid, 2290,
                2291, 2402, 2403, 0, 0, 'd', 'x', false, 0, -1, 0, 0, null);
    }

    /** array_in, array_out, array_recv and array_send do its input and output. */
    private static TypeRow arrayOver(TypeRow element, int oid) {
        return new TypeRow(
                oid,
                "_" + element.name(),
                element.namespace(),
                element.owner(),
                -1,
                false,
                'b',
                'A',
                false,
                true,
                element.delimiter(),
                0,
                TypeRow.ARRAY_SUBSCRIPT_HANDLER,
                element.oid(),
                0,
                750,
                751,
                2400,
                2401,
                0,
                0,
                element.align() == 'd' ? 'd' : 'i',
                'x',
                false,
                0,
                -1,
                0,
                element.collation(),
                null);
    }
}
