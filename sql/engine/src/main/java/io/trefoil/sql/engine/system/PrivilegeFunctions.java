package io.trefoil.sql.engine.system;

import static io.trefoil.sql.functions.Arguments.int4;
import static io.trefoil.sql.functions.Arguments.text;
import static io.trefoil.sql.functions.FunctionFamily.general;

import io.trefoil.sql.catalog.Database;
import io.trefoil.sql.catalog.Sequence;
import io.trefoil.sql.catalog.views.CatalogNames;
import io.trefoil.sql.catalog.views.PrivilegeInquiry;
import io.trefoil.sql.functions.FunctionContext;
import io.trefoil.sql.functions.FunctionFamily;
import io.trefoil.sql.types.ObjectNames;
import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;
import org.jspecify.annotations.Nullable;

/**
 * has_table_privilege and its kin, each for the current role, a role's name or a role's OID, and an object's name or OID
 * (PostgreSQL docs, "Access Privilege Inquiry Functions"). An OID of nothing gives NULL, a name of nothing an error.
 */
final class PrivilegeFunctions implements FunctionFamily {
    static final String[] ROLE_ARGUMENTS = {"", "name,", "oid,"};

    /** Finds an object by what a user calls it. */
    private interface Finder {
        int find(FunctionContext context, String name);
    }

    /** The answer about an object. */
    private interface Question {
        @Nullable
        Boolean ask(PrivilegeInquiry inquiry, int object, String privileges);
    }

    @Override
    public void define(Definitions d) {
        family(d, "has_table_privilege", DefinitionFunctions::relation, PrivilegeInquiry::onRelation);
        family(d, "has_any_column_privilege", DefinitionFunctions::relation, PrivilegeInquiry::onColumn);
        family(d, "has_schema_privilege", PrivilegeFunctions::schema, PrivilegeInquiry::onSchema);
        family(d, "has_database_privilege", PrivilegeFunctions::database, PrivilegeInquiry::onDatabase);
        family(
                d,
                "has_function_privilege",
                finder(ObjectNames.Kind.PROCEDURE, SqlState.UNDEFINED_FUNCTION, "function"),
                PrivilegeInquiry::onFunction);
        family(
                d,
                "has_type_privilege",
                finder(ObjectNames.Kind.TYPE, SqlState.UNDEFINED_OBJECT, "type"),
                PrivilegeInquiry::onType);
        family(
                d,
                "has_language_privilege",
                builtin("pg_language", "lanname", "language"),
                PrivilegeInquiry::onLanguage);
        family(
                d,
                "has_tablespace_privilege",
                builtin("pg_tablespace", "spcname", "tablespace"),
                PrivilegeInquiry::onTablespace);
        family(
                d,
                "has_foreign_data_wrapper_privilege",
                builtin("pg_foreign_data_wrapper", "fdwname", "foreign-data wrapper"),
                (inquiry, object, privileges) -> null);
        family(
                d,
                "has_server_privilege",
                builtin("pg_foreign_server", "srvname", "server"),
                (inquiry, object, privileges) -> null);
        sequences(d);
    }

    private static void family(Definitions d, String name, Finder finder, Question question) {
        for (String role : ROLE_ARGUMENTS) {
            int object = role.isEmpty() ? 0 : 1;
            general(
                    d,
                    name + "(" + role + "text,text)",
                    (context, a) -> question.ask(
                            inquiry(context, a), finder.find(context, text(a, object)), text(a, object + 1)));
            general(
                    d,
                    name + "(" + role + "oid,text)",
                    (context, a) -> question.ask(inquiry(context, a), int4(a, object), text(a, object + 1)));
        }
    }

    private static void sequences(Definitions d) {
        for (String role : ROLE_ARGUMENTS) {
            int object = role.isEmpty() ? 0 : 1;
            general(
                    d,
                    "has_sequence_privilege(" + role + "text,text)",
                    (context, a) -> onSequence(
                            context,
                            inquiry(context, a),
                            DefinitionFunctions.relation(context, text(a, object)),
                            text(a, object + 1)));
            general(
                    d,
                    "has_sequence_privilege(" + role + "oid,text)",
                    (context, a) -> onSequence(context, inquiry(context, a), int4(a, object), text(a, object + 1)));
        }
    }

    private static @Nullable Boolean onSequence(
            FunctionContext context, PrivilegeInquiry inquiry, int oid, String privileges) {
        CatalogNames names = CatalogTexts.of(context).names();
        CatalogNames.Qualified relation = names.relation(oid);
        if (relation != null && !(names.snapshot().relation(oid).orElse(null) instanceof Sequence)) {
            throw new SqlStateException(SqlState.WRONG_OBJECT_TYPE, "\"" + relation.name() + "\" is not a sequence");
        }
        return inquiry.onRelation(oid, privileges);
    }

    /** What the role may do that the first of three arguments names; with two arguments it is the current role. */
    private static PrivilegeInquiry inquiry(FunctionContext context, @Nullable Object[] arguments) {
        return inquiry(context, arguments.length == 3 ? arguments[0] : null);
    }

    /** What a role may do, given by name or OID; null is the current role. */
    static PrivilegeInquiry inquiry(FunctionContext context, @Nullable Object role) {
        int oid = switch (role) {
            case String name -> name.equals("public") ? 0 : role(context, name);
            case Integer number -> number;
            case null, default -> ((SystemContext) context).role().oid();
        };
        return CatalogTexts.of(context).privileges(oid);
    }

    /** The role of this name; 42704 when there is none. */
    static int role(FunctionContext context, String name) {
        return found(CatalogTexts.of(context).names().roleOid(name), SqlState.UNDEFINED_OBJECT, "role", name);
    }

    private static int schema(FunctionContext context, String name) {
        return found(CatalogTexts.of(context).names().schemaOid(name), SqlState.INVALID_SCHEMA_NAME, "schema", name);
    }

    static int database(FunctionContext context, String name) {
        int oid = ((SystemContext) context)
                .catalog()
                .database(name)
                .map(Database::oid)
                .orElse(0);
        return found(oid, SqlState.INVALID_CATALOG_NAME, "database", name);
    }

    static int tablespace(String name) {
        return found(
                CatalogNames.builtinOid("pg_tablespace", "spcname", name),
                SqlState.UNDEFINED_OBJECT,
                "tablespace",
                name);
    }

    private static Finder finder(ObjectNames.Kind kind, SqlState state, String noun) {
        return (context, name) ->
                found(CatalogTexts.of(context).references().oidOf(kind, name).orElse(0), state, noun, name);
    }

    private static Finder builtin(String table, String column, String noun) {
        return (context, name) ->
                found(CatalogNames.builtinOid(table, column, name), SqlState.UNDEFINED_OBJECT, noun, name);
    }

    private static int found(int oid, SqlState state, String noun, String name) {
        if (oid == 0) {
            throw new SqlStateException(state, noun + " \"" + name + "\" does not exist");
        }
        return oid;
    }
}
