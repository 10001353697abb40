package io.trefoil.sql.engine.system;

import static io.trefoil.sql.functions.Arguments.int4;
import static io.trefoil.sql.functions.Arguments.text;
import static io.trefoil.sql.functions.FunctionFamily.general;

import io.trefoil.sql.catalog.Index;
import io.trefoil.sql.catalog.builtin.BuiltinCatalog;
import io.trefoil.sql.catalog.builtin.SystemRelation;
import io.trefoil.sql.catalog.views.CatalogNames;
import io.trefoil.sql.functions.FunctionContext;
import io.trefoil.sql.functions.FunctionFamily;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What indexes and access methods can do: pg_index_column_has_property and its kin (PostgreSQL docs, "Index Column
 * Properties"). NULL is an unknown property or object.
 */
final class AccessMethodFunctions implements FunctionFamily {
    @Override
    public void define(Definitions d) {
        general(d, "pg_indexam_has_property(oid,text)", (context, a) -> {
            String method = CatalogNames.builtinText("pg_am", int4(a, 0), "amname");
            return method == null || method.equals("heap") ? null : ofMethod(method, property(text(a, 1)));
        });
        general(d, "pg_index_has_property(regclass,text)", (context, a) -> {
            String method = method(context, int4(a, 0));
            return method == null ? null : ofIndex(method, property(text(a, 1)));
        });
        general(
                d,
                "pg_index_column_has_property(regclass,int4,text)",
                (context, a) -> ofColumn(context, int4(a, 0), int4(a, 1), property(text(a, 2))));
        general(d, "pg_indexam_progress_phasename(oid,int8)", (context, a) -> null);
    }

    private static String property(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    private static @Nullable String method(FunctionContext context, int oid) {
        if (((SystemContext) context).catalog().relation(oid).orElse(null) instanceof Index index) {
            return index.method();
        }
        SystemRelation system = BuiltinCatalog.instance().relation(oid);
        return system != null && system.kind() == 'i' ? "btree" : null;
    }

    private static @Nullable Boolean ofMethod(String method, String property) {
        boolean btree = method.equals("btree");
        boolean ranges = method.equals("gist") || method.equals("spgist");
        return switch (property) {
            case "can_order", "can_unique" -> btree;
            case "can_multi_col" -> !method.equals("hash") && !method.equals("spgist");
            case "can_exclude" -> btree || ranges || method.equals("hash");
            case "can_include" -> btree || ranges;
            default -> null;
        };
    }

    private static @Nullable Boolean ofIndex(String method, String property) {
        boolean ordered = method.equals("btree");
        return switch (property) {
            case "clusterable" -> ordered || method.equals("gist");
            case "index_scan" -> !method.equals("gin") && !method.equals("brin");
            case "bitmap_scan" -> true;
            case "backward_scan" -> ordered || method.equals("hash");
            default -> null;
        };
    }

    private static @Nullable Boolean ofColumn(FunctionContext context, int oid, int column, String property) {
        String method = method(context, oid);
        if (method == null || column < 1) {
            return null;
        }
        boolean ordered = method.equals("btree");
        Index.Key key = null;
        boolean included = false;
        if (((SystemContext) context).catalog().relation(oid).orElse(null) instanceof Index index) {
            int keys = index.keys().size();
            if (column > keys + index.included().size()) {
                return null;
            }
            included = column > keys;
            key = included ? null : index.keys().get(column - 1);
        }
        boolean descending = key != null && key.descending();
        boolean nullsFirst = key != null && key.nullsFirst();
        return switch (property) {
            case "asc" -> included ? null : Boolean.valueOf(ordered && !descending);
            case "desc" -> included ? null : Boolean.valueOf(ordered && descending);
            case "nulls_first" -> included ? null : Boolean.valueOf(ordered && nullsFirst);
            case "nulls_last" -> included ? null : Boolean.valueOf(ordered && !nullsFirst);
            case "search_array", "search_nulls" -> included ? null : Boolean.valueOf(ordered);
            case "orderable" -> ordered && !included;
            case "distance_orderable" -> method.equals("hnsw");
            case "returnable" -> ordered;
            default -> null;
        };
    }
}
