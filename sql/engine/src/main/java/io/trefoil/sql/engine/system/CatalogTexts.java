package io.trefoil.sql.engine.system;

import io.trefoil.sql.catalog.CatalogSnapshot;
import io.trefoil.sql.catalog.views.AclText;
import io.trefoil.sql.catalog.views.CatalogNames;
import io.trefoil.sql.catalog.views.Definitions;
import io.trefoil.sql.catalog.views.Descriptions;
import io.trefoil.sql.catalog.views.FunctionSignatures;
import io.trefoil.sql.catalog.views.PrivilegeInquiry;
import io.trefoil.sql.catalog.views.RegNames;
import io.trefoil.sql.functions.FunctionContext;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The pure functions over one catalog snapshot and search path, kept so that a query that calls them for every row makes
 * them once. Belongs to one session; not thread-safe.
 */
public final class CatalogTexts {
    private final CatalogNames names;
    private final Definitions definitions;
    private final FunctionSignatures functions;
    private final Descriptions descriptions;
    private final RegNames references;
    private final AclText acls;
    private final Map<Integer, PrivilegeInquiry> inquiries = new HashMap<>();

    public CatalogTexts(CatalogSnapshot catalog, int databaseOid, List<Integer> searchPath) {
        this.names = new CatalogNames(catalog, databaseOid, searchPath);
        this.definitions = new Definitions(names);
        this.functions = new FunctionSignatures(names);
        this.descriptions = new Descriptions(catalog);
        this.references = new RegNames(names);
        this.acls = new AclText(names);
    }

    /** Those of the statement that a function runs in. */
    static CatalogTexts of(FunctionContext context) {
        return ((SystemContext) context).texts();
    }

    /** Whether this was made for these very inputs. */
    public boolean isOf(CatalogSnapshot catalog, List<Integer> searchPath) {
        return names.snapshot() == catalog && names.searchPath().equals(searchPath);
    }

    CatalogNames names() {
        return names;
    }

    Definitions definitions() {
        return definitions;
    }

    FunctionSignatures functions() {
        return functions;
    }

    Descriptions descriptions() {
        return descriptions;
    }

    RegNames references() {
        return references;
    }

    AclText acls() {
        return acls;
    }

    /** Questions about what a role may do; 0 is PUBLIC. */
    PrivilegeInquiry privileges(int roleOid) {
        return inquiries.computeIfAbsent(roleOid, role -> new PrivilegeInquiry(names.snapshot(), role));
    }
}
