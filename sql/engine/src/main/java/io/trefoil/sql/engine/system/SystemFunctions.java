package io.trefoil.sql.engine.system;

import io.trefoil.sql.functions.FunctionFamily;
import java.util.List;

/** The families of functions that look at the catalog and the server. */
public final class SystemFunctions {
    private SystemFunctions() {}

    public static List<FunctionFamily> families() {
        return List.of(
                new AccessMethodFunctions(),
                new AclFunctions(),
                new AdvisoryLockFunctions(),
                new ActivityCounters(),
                new ColumnPrivilegeFunctions(),
                new CommentFunctions(),
                new DefinitionFunctions(),
                new EncodingFunctions(),
                new FunctionTexts(),
                new InformationSchemaFunctions(),
                new LargeObjectFunctions(),
                new NameLookups(),
                new PrivilegeFunctions(),
                new RelationFunctions(),
                new ServerFunctions(),
                new SessionRows(),
                new SizeFunctions(),
                new VisibilityFunctions());
    }
}
