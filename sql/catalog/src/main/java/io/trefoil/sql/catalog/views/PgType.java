package io.trefoil.sql.catalog.views;

import io.trefoil.sql.catalog.builtin.TypeRow;
import io.trefoil.sql.catalog.resolve.UserTypes;
import java.util.List;

/** pg_type: PostgreSQL's types, enums, domains, composite types, row types of tables and views, and their arrays. */
final class PgType {
    private static final int ARRAY_TYPANALYZE = 3816;

    static final ViewDefinition<TypeRow> VIEW = ViewDefinition.of("pg_type", PgType::userTypes)
            .withBuiltinRows()
            .column("oid", TypeRow::oid)
            .column("typname", TypeRow::name)
            .column("typnamespace", TypeRow::namespace)
            .column("typowner", TypeRow::owner)
            .column("typlen", type -> SqlValues.int2(type.length()))
            .column("typbyval", TypeRow::byValue)
            .column("typtype", type -> SqlValues.letter(type.kind()))
            .column("typcategory", type -> SqlValues.letter(type.category()))
            .column("typispreferred", TypeRow::preferred)
            .column("typisdefined", TypeRow::defined)
            .column("typdelim", type -> SqlValues.letter(type.delimiter()))
            .column("typrelid", TypeRow::relation)
            .column("typsubscript", TypeRow::subscript)
            .column("typelem", TypeRow::element)
            .column("typarray", TypeRow::array)
            .column("typinput", TypeRow::input)
            .column("typoutput", TypeRow::output)
            .column("typreceive", TypeRow::receive)
            .column("typsend", TypeRow::send)
            .column("typmodin", TypeRow::modifierInput)
            .column("typmodout", TypeRow::modifierOutput)
            .column("typanalyze", type -> type.isArray() ? ARRAY_TYPANALYZE : 0)
            .column("typalign", type -> SqlValues.letter(type.align()))
            .column("typstorage", type -> SqlValues.letter(type.storage()))
            .column("typnotnull", TypeRow::notNull)
            .column("typbasetype", TypeRow::baseType)
            .column("typtypmod", TypeRow::baseModifier)
            .column("typndims", TypeRow::dimensions)
            .column("typcollation", TypeRow::collation)
            .column("typdefault", TypeRow::defaultText);

    private PgType() {}

    private static List<TypeRow> userTypes(ViewScope scope) {
        return UserTypes.of(scope.snapshot()).all().stream()
                .filter(type -> scope.isInDatabase(type.namespace()))
                .toList();
    }
}
