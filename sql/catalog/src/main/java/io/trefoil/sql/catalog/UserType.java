package io.trefoil.sql.catalog;

import io.trefoil.sql.catalog.builtin.Identifiers;
import io.trefoil.sql.types.EnumLabel;
import io.trefoil.sql.types.EnumType;
import io.trefoil.sql.types.SqlType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A type made by CREATE TYPE or CREATE DOMAIN.
 *
 * @param kind e for an enum, d for a domain, c for a composite
 * @param labels labels of an enum in order
 * @param base the type under a domain, else null
 * @param checkSql a domain's CHECK over VALUE, null for none
 * @param fields columns of a composite
 */
public record UserType(
        int oid,
        int schemaOid,
        String name,
        int ownerOid,
        char kind,
        int arrayOid,
        List<EnumLabel> labels,
        @Nullable SqlType base,
        int baseTypmod,
        @Nullable String checkSql,
        boolean notNull,
        List<Column> fields)
        implements CatalogObject {
    public UserType {
        labels = List.copyOf(labels);
        fields = List.copyOf(fields);
    }

    public UserType withName(String renamed) {
        return new UserType(
                oid, schemaOid, renamed, ownerOid, kind, arrayOid, labels, base, baseTypmod, checkSql, notNull, fields);
    }

    public UserType withOwner(int owner) {
        return new UserType(
                oid, schemaOid, name, owner, kind, arrayOid, labels, base, baseTypmod, checkSql, notNull, fields);
    }

    public boolean isEnum() {
        return kind == 'e';
    }

    /** The type of values of this enum. */
    public EnumType enumType() {
        return EnumType.of(oid, arrayOid, name, Identifiers.quote(name), labels);
    }

    public UserType withLabels(List<EnumLabel> replaced) {
        return new UserType(
                oid, schemaOid, name, ownerOid, kind, arrayOid, replaced, base, baseTypmod, checkSql, notNull, fields);
    }
}
