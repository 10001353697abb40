package io.trefoil.sql.engine.system;

import static io.trefoil.sql.functions.Arguments.int4;
import static io.trefoil.sql.functions.Arguments.text;
import static io.trefoil.sql.functions.FunctionFamily.general;

import io.trefoil.sql.functions.FunctionFamily;

/** Comments: obj_description, col_description, shobj_description. */
final class CommentFunctions implements FunctionFamily {
    @Override
    public void define(Definitions d) {
        general(
                d,
                "obj_description(oid,name)",
                (context, a) -> CatalogTexts.of(context).descriptions().ofObject(int4(a, 0), text(a, 1)));
        general(
                d,
                "obj_description(oid)",
                (context, a) -> CatalogTexts.of(context).descriptions().ofObject(int4(a, 0)));
        general(
                d,
                "shobj_description(oid,name)",
                (context, a) -> CatalogTexts.of(context).descriptions().ofObject(int4(a, 0), text(a, 1)));
        general(
                d,
                "col_description(oid,int4)",
                (context, a) -> CatalogTexts.of(context).descriptions().ofColumn(int4(a, 0), int4(a, 1)));
    }
}
