package io.trefoil.sql.catalog;

/** Anything with an OID that a user can create. Records are immutable; a change is a new record under the same OID. */
public sealed interface CatalogObject permits Database, Schema, Relation, Role, UserType, Extension, RoleSettings {
    int oid();

    String name();
}
