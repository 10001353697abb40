package io.trefoil.sql.catalog.views;

import io.trefoil.sql.catalog.UserType;
import io.trefoil.sql.catalog.builtin.BuiltinCatalog;
import io.trefoil.sql.catalog.builtin.TypeRow;
import java.util.ArrayList;
import java.util.List;

/** information_schema.domains and domain_constraints. */
final class InformationDomains {
    static final ViewDefinition<TypeRow> VIEW = TypeDescription.describe(
                    ViewDefinition.of("domains", InformationDomains::domains),
                    (scope, type) -> TypeDescription.of(scope, type.oid(), -1))
            .column("domain_catalog", (scope, type) -> scope.databaseName())
            .column("domain_schema", (scope, type) -> scope.schemaName(type.namespace()))
            .column("domain_name", TypeRow::name)
            .column("collation_catalog", (scope, type) -> hasCollation(scope, type) ? scope.databaseName() : null)
            .column("collation_schema", (scope, type) -> hasCollation(scope, type) ? "pg_catalog" : null)
            .column("collation_name", (scope, type) -> hasCollation(scope, type) ? "C" : null)
            .column("domain_default", TypeRow::defaultText)
            .column("udt_catalog", (scope, type) -> scope.databaseName())
            .column(
                    "udt_schema",
                    (scope, type) ->
                            scope.schemaName(scope.type(type.baseType()).namespace()))
            .column("udt_name", (scope, type) -> scope.type(type.baseType()).name())
            .constant("dtd_identifier", "1");

    static final ViewDefinition<UserType> CONSTRAINTS = ViewDefinition.of(
                    "domain_constraints",
                    scope -> scope.userTypes().stream()
                            .filter(type -> type.checkSql() != null)
                            .toList())
            .column("constraint_catalog", (scope, type) -> scope.databaseName())
            .column("constraint_schema", (scope, type) -> scope.schemaName(type.schemaOid()))
            .column("constraint_name", type -> type.name() + "_check")
            .column("domain_catalog", (scope, type) -> scope.databaseName())
            .column("domain_schema", (scope, type) -> scope.schemaName(type.schemaOid()))
            .column("domain_name", UserType::name)
            .constant("is_deferrable", "NO")
            .constant("initially_deferred", "NO");

    private InformationDomains() {}

    private static boolean hasCollation(ViewScope scope, TypeRow type) {
        return TypeDescription.of(scope, type.oid(), -1).hasOwnCollation();
    }

    private static List<TypeRow> domains(ViewScope scope) {
        List<TypeRow> domains = new ArrayList<>();
        for (TypeRow type : BuiltinCatalog.instance().types()) {
            if (type.isDomain()) {
                domains.add(type);
            }
        }
        for (UserType type : scope.userTypes()) {
            if (type.kind() == 'd') {
                domains.add(scope.type(type.oid()));
            }
        }
        return domains;
    }
}
