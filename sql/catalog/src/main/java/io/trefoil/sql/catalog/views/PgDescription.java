package io.trefoil.sql.catalog.views;

import io.trefoil.sql.catalog.ObjectAddress;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** pg_description and pg_shdescription: comments on objects of this database, and of the whole server. */
final class PgDescription {
    /** pg_database, pg_authid, pg_tablespace. */
    private static final Set<Integer> SHARED = Set.of(1262, 1260, 1213);

    static final ViewDefinition<Map.Entry<ObjectAddress, String>> VIEW = comments("pg_description", false)
            .withBuiltinRows()
            .column("objsubid", comment -> comment.getKey().subId());

    static final ViewDefinition<Map.Entry<ObjectAddress, String>> SHARED_VIEW = comments("pg_shdescription", true);

    private PgDescription() {}

    private static ViewDefinition<Map.Entry<ObjectAddress, String>> comments(String name, boolean shared) {
        return ViewDefinition.<Map.Entry<ObjectAddress, String>>of(name, scope -> find(scope, shared))
                .column("objoid", comment -> comment.getKey().objectOid())
                .column("classoid", comment -> comment.getKey().classOid())
                .column("description", Map.Entry::getValue);
    }

    private static List<Map.Entry<ObjectAddress, String>> find(ViewScope scope, boolean shared) {
        return scope.snapshot().comments().entrySet().stream()
                .filter(comment -> SHARED.contains(comment.getKey().classOid()) == shared)
                .toList();
    }
}
