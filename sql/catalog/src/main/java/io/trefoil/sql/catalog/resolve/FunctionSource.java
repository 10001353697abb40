package io.trefoil.sql.catalog.resolve;

import io.trefoil.sql.catalog.builtin.ProcRow;
import java.util.List;

/** Where functions are looked up: the built-in ones, or a snapshot that also knows the users' functions. */
public interface FunctionSource {
    /** Every function of this name in any schema. */
    List<ProcRow> functions(String name);
}
