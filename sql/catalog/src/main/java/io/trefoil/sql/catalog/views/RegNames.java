package io.trefoil.sql.catalog.views;

import io.trefoil.sql.catalog.builtin.BuiltinCatalog;
import io.trefoil.sql.catalog.builtin.Identifiers;
import io.trefoil.sql.catalog.builtin.Namespaces;
import io.trefoil.sql.catalog.builtin.OperatorRow;
import io.trefoil.sql.catalog.builtin.ProcRow;
import io.trefoil.sql.catalog.builtin.TypeNames;
import io.trefoil.sql.types.ObjectNames;
import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The text forms of regclass, regtype, regproc and the like (PostgreSQL docs, "Object Identifier Types"). */
public final class RegNames implements ObjectNames {
    private final CatalogNames names;

    public RegNames(CatalogNames names) {
        this.names = names;
    }

    // OID to name

    @Override
    public @Nullable String nameOf(Kind kind, int oid) {
        return switch (kind) {
            case CLASS -> names.relationText(oid);
            case TYPE -> names.types().type(oid) == null ? null : TypeNames.of(names.types(), oid);
            case PROC -> procName(oid);
            case PROCEDURE -> procedureName(oid);
            case OPER -> operatorName(oid);
            case OPERATOR -> operatorSignature(oid);
            case NAMESPACE -> quoted(names.schemaName(oid));
            case ROLE -> quoted(names.roleName(oid));
            case COLLATION -> quoted(CatalogNames.builtinText("pg_collation", oid, "collname"));
            case CONFIG -> quoted(CatalogNames.builtinText("pg_ts_config", oid, "cfgname"));
            case DICTIONARY -> quoted(CatalogNames.builtinText("pg_ts_dict", oid, "dictname"));
        };
    }

    private static @Nullable String quoted(@Nullable String name) {
        return name == null ? null : Identifiers.quote(name);
    }

    private @Nullable String procName(int oid) {
        ProcRow proc = BuiltinCatalog.instance().proc(oid);
        if (proc == null) {
            return null;
        }
        boolean unique = visibleProcs(proc.name()).equals(List.of(proc));
        return unique ? Identifiers.quote(proc.name()) : qualified(proc.namespace(), proc.name());
    }

    private @Nullable String procedureName(int oid) {
        ProcRow proc = BuiltinCatalog.instance().proc(oid);
        if (proc == null) {
            return null;
        }
        boolean visible = Boolean.TRUE.equals(names.isFunctionVisible(oid));
        String name = visible ? Identifiers.quote(proc.name()) : qualified(proc.namespace(), proc.name());
        return name
                + Arrays.stream(proc.argumentTypes())
                        .mapToObj(type -> TypeNames.of(names.types(), type))
                        .collect(Collectors.joining(",", "(", ")"));
    }

    private @Nullable String operatorName(int oid) {
        OperatorRow operator = BuiltinCatalog.instance().operator(oid);
        if (operator == null) {
            return null;
        }
        boolean unique = BuiltinCatalog.instance().operators(operator.name()).size() == 1
                && names.searchPath().contains(operator.namespace());
        return unique ? operator.name() : names.schemaName(operator.namespace()) + "." + operator.name();
    }

    private @Nullable String operatorSignature(int oid) {
        OperatorRow operator = BuiltinCatalog.instance().operator(oid);
        if (operator == null) {
            return null;
        }
        boolean visible = Boolean.TRUE.equals(names.isOperatorVisible(oid));
        String schema = visible ? "" : names.schemaName(operator.namespace()) + ".";
        String left = operator.isPrefix() ? "NONE" : TypeNames.of(names.types(), operator.left());
        return schema + operator.name() + "(" + left + "," + TypeNames.of(names.types(), operator.right()) + ")";
    }

    private String qualified(int namespace, String name) {
        return names.qualifiedText(new CatalogNames.Qualified(namespace, name));
    }

    private List<ProcRow> visibleProcs(String name) {
        return BuiltinCatalog.instance().procs(name).stream()
                .filter(row -> names.searchPath().contains(row.namespace()))
                .toList();
    }

    // Name to OID

    @Override
    public OptionalInt oidOf(Kind kind, String name) {
        int oid = switch (kind) {
            case CLASS -> relation(QualifiedName.parts(name));
            case TYPE -> new TypeNameReader(names).read(name);
            case PROC -> proc(name);
            case PROCEDURE -> procedure(name);
            case OPER -> operator(name);
            case OPERATOR -> operatorBySignature(name);
            case NAMESPACE -> names.schemaOid(single(name));
            case ROLE -> names.roleOid(single(name));
            case COLLATION -> builtin("pg_collation", "collname", name);
            case CONFIG -> builtin("pg_ts_config", "cfgname", name);
            case DICTIONARY -> builtin("pg_ts_dict", "dictname", name);
        };
        return oid == 0 ? OptionalInt.empty() : OptionalInt.of(oid);
    }

    private static String single(String name) {
        List<String> parts = QualifiedName.parts(name);
        if (parts.size() != 1) {
            throw new SqlStateException(SqlState.INVALID_NAME, "invalid name syntax");
        }
        return parts.getFirst();
    }

    private int relation(List<String> parts) {
        if (parts.size() > 3) {
            throw new SqlStateException(
                    SqlState.SYNTAX_ERROR,
                    "improper relation name (too many dotted names): " + String.join(".", parts));
        }
        return parts.size() == 1
                ? names.visibleRelation(parts.getFirst())
                : names.relationOid(names.schemaOid(parts.get(parts.size() - 2)), parts.getLast());
    }

    private int builtin(String table, String column, String name) {
        List<String> parts = QualifiedName.parts(name);
        boolean inCatalog = parts.size() == 1
                ? names.searchPath().contains(Namespaces.PG_CATALOG)
                : names.schemaOid(parts.get(parts.size() - 2)) == Namespaces.PG_CATALOG;
        return inCatalog ? CatalogNames.builtinOid(table, column, parts.getLast()) : 0;
    }

    private List<ProcRow> procs(String name) {
        List<String> parts = QualifiedName.parts(name);
        if (parts.size() == 1) {
            return visibleProcs(parts.getFirst());
        }
        int namespace = names.schemaOid(parts.get(parts.size() - 2));
        return BuiltinCatalog.instance().procs(parts.getLast()).stream()
                .filter(row -> row.namespace() == namespace)
                .toList();
    }

    private int proc(String name) {
        List<ProcRow> found = procs(name);
        if (found.size() > 1) {
            throw new SqlStateException(SqlState.AMBIGUOUS_FUNCTION, "more than one function named \"" + name + "\"");
        }
        return found.isEmpty() ? 0 : found.getFirst().oid();
    }

    private int procedure(String signature) {
        int open = signature.indexOf('(');
        int close = signature.lastIndexOf(')');
        if (open < 0 || close < open) {
            throw new SqlStateException(
                    SqlState.INVALID_TEXT_REPRESENTATION,
                    open < 0 ? "expected a left parenthesis" : "expected a right parenthesis");
        }
        int[] types = types(signature.substring(open + 1, close));
        for (ProcRow row : procs(signature.substring(0, open))) {
            if (Arrays.equals(row.argumentTypes(), types)) {
                return row.oid();
            }
        }
        return 0;
    }

    private int[] types(String list) {
        List<Integer> types = new ArrayList<>();
        if (!list.isBlank()) {
            TypeNameReader reader = new TypeNameReader(names);
            for (String name : list.split(",")) {
                types.add(name.strip().equalsIgnoreCase("none") ? 0 : reader.read(name));
            }
        }
        return types.stream().mapToInt(Integer::intValue).toArray();
    }

    private int operator(String name) {
        List<OperatorRow> found = operators(name.strip());
        if (found.size() > 1) {
            throw new SqlStateException(SqlState.AMBIGUOUS_FUNCTION, "more than one operator named " + name.strip());
        }
        return found.isEmpty() ? 0 : found.getFirst().oid();
    }

    private List<OperatorRow> operators(String name) {
        int dot = name.lastIndexOf('.');
        boolean inCatalog = dot < 0
                ? names.searchPath().contains(Namespaces.PG_CATALOG)
                : names.schemaOid(name.substring(0, dot).strip()) == Namespaces.PG_CATALOG;
        return inCatalog
                ? BuiltinCatalog.instance().operators(name.substring(dot + 1).strip())
                : List.of();
    }

    private int operatorBySignature(String signature) {
        int open = signature.indexOf('(');
        int close = signature.lastIndexOf(')');
        if (open < 0 || close < open) {
            throw new SqlStateException(SqlState.INVALID_TEXT_REPRESENTATION, "expected a left parenthesis");
        }
        int[] types = types(signature.substring(open + 1, close));
        for (OperatorRow row : operators(signature.substring(0, open))) {
            if (types.length == 2 && row.left() == types[0] && row.right() == types[1]) {
                return row.oid();
            }
        }
        return 0;
    }
}
