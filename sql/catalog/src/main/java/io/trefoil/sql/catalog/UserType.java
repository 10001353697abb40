package io.trefoil.sql.catalog;

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
        List<String> labels,
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

    public UserType withLabels(List<String> changed) {
        return new UserType(
                oid, schemaOid, name, ownerOid, kind, arrayOid, changed, base, baseTypmod, checkSql, notNull, fields);
    }
}
