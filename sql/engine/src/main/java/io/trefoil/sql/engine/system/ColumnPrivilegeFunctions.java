package io.trefoil.sql.engine.system;

import static io.trefoil.sql.functions.Arguments.int4;
import static io.trefoil.sql.functions.Arguments.text;
import static io.trefoil.sql.functions.Arguments.value;
import static io.trefoil.sql.functions.FunctionFamily.general;

import io.trefoil.sql.catalog.Column;
import io.trefoil.sql.catalog.Relation;
import io.trefoil.sql.catalog.Table;
import io.trefoil.sql.catalog.View;
import io.trefoil.sql.catalog.builtin.BuiltinCatalog;
import io.trefoil.sql.catalog.builtin.SystemColumn;
import io.trefoil.sql.catalog.builtin.SystemRelation;
import io.trefoil.sql.catalog.views.CatalogNames;
import io.trefoil.sql.catalog.views.PrivilegeInquiry;
import io.trefoil.sql.functions.FunctionContext;
import io.trefoil.sql.functions.FunctionFamily;
import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** has_column_privilege, pg_has_role, has_parameter_privilege and row_security_active. */
final class ColumnPrivilegeFunctions implements FunctionFamily {
    @Override
    public void define(Definitions d) {
        for (String role : PrivilegeFunctions.ROLE_ARGUMENTS) {
            for (String table : new String[] {"text", "oid"}) {
                for (String column : new String[] {"text", "int2"}) {
                    int first = role.isEmpty() ? 0 : 1;
                    general(
                            d,
                            "has_column_privilege(" + role + table + "," + column + ",text)",
                            (context, a) -> onColumn(
                                    context,
                                    first == 0 ? null : a[0],
                                    value(a, first),
                                    value(a, first + 1),
                                    text(a, first + 2)));
                }
            }
            int first = role.isEmpty() ? 0 : 1;
            general(
                    d,
                    "has_parameter_privilege(" + role + "text,text)",
                    (context, a) -> onParameter(context, first == 0 ? null : a[0], text(a, first + 1)));
        }
        roles(d);
        general(d, "row_security_active(oid)", (context, a) -> false);
        general(d, "row_security_active(text)", (context, a) -> {
            DefinitionFunctions.relation(context, text(a, 0));
            return false;
        });
    }

    private static void roles(Definitions d) {
        for (String role : PrivilegeFunctions.ROLE_ARGUMENTS) {
            int other = role.isEmpty() ? 0 : 1;
            general(
                    d,
                    "pg_has_role(" + role + "name,text)",
                    (context, a) -> PrivilegeFunctions.inquiry(context, other == 0 ? null : a[0])
                            .hasRole(PrivilegeFunctions.role(context, text(a, other)), text(a, other + 1)));
            general(
                    d,
                    "pg_has_role(" + role + "oid,text)",
                    (context, a) -> PrivilegeFunctions.inquiry(context, other == 0 ? null : a[0])
                            .hasRole(int4(a, other), text(a, other + 1)));
        }
    }

    private static @Nullable Boolean onColumn(
            FunctionContext context, @Nullable Object role, Object table, Object column, String privileges) {
        PrivilegeInquiry inquiry = PrivilegeFunctions.inquiry(context, role);
        int oid = table instanceof String name ? DefinitionFunctions.relation(context, name) : (Integer) table;
        CatalogNames names = CatalogTexts.of(context).names();
        CatalogNames.Qualified relation = names.relation(oid);
        if (relation == null) {
            return null;
        }
        if (!hasColumn(names, oid, column)) {
            if (column instanceof String name) {
                throw new SqlStateException(
                        SqlState.UNDEFINED_COLUMN,
                        "column \"" + name + "\" of relation \"" + relation.name() + "\" does not exist");
            }
            return null;
        }
        return inquiry.onColumn(oid, privileges);
    }

    private static boolean hasColumn(CatalogNames names, int oid, Object column) {
        SystemRelation system = BuiltinCatalog.instance().relation(oid);
        if (system != null) {
            return system.columns().stream().anyMatch(own -> isSame(own, column));
        }
        Relation relation = names.snapshot().relation(oid).orElse(null);
        List<Column> columns = relation instanceof Table found
                ? found.columns()
                : relation instanceof View view ? view.columns() : List.of();
        return columns.stream()
                .anyMatch(own -> !own.dropped()
                        && (column instanceof String name ? own.name().equals(name) : own.number() == (Short) column));
    }

    private static boolean isSame(SystemColumn own, Object column) {
        return column instanceof String name ? own.name().equals(name) : own.number() == (Short) column;
    }

    /** Rights on settings are not granted one by one: a superuser has them all, others none. */
    private static Boolean onParameter(FunctionContext context, @Nullable Object role, String privileges) {
        for (String item : privileges.split(",")) {
            String word = item.strip().toUpperCase(Locale.ROOT).replace(" WITH GRANT OPTION", "");
            if (!word.equals("SET") && !word.equals("ALTER SYSTEM")) {
                throw new SqlStateException(
                        SqlState.INVALID_PARAMETER_VALUE, "unrecognized privilege type: \"" + item.strip() + "\"");
            }
        }
        return PrivilegeFunctions.inquiry(context, role).isSuperuser();
    }
}
