package io.trefoil.sql.catalog.views;

import io.trefoil.sql.catalog.Role;
import java.util.ArrayList;
import java.util.List;

/** pg_auth_members: which role is a member of which. */
final class PgAuthMembers {
    static final ViewDefinition<Entry> VIEW = ViewDefinition.of("pg_auth_members", PgAuthMembers::entries)
            .withBuiltinRows()
            .column("roleid", entry -> entry.membership().roleOid())
            .column("member", entry -> entry.member().oid())
            .column("grantor", entry -> entry.membership().grantorOid())
            .column("admin_option", entry -> entry.membership().admin());

    /** A member and one of its memberships. */
    record Entry(Role member, Role.Membership membership) {}

    private PgAuthMembers() {}

    private static List<Entry> entries(ViewScope scope) {
        List<Entry> entries = new ArrayList<>();
        for (Role role : scope.snapshot().roles()) {
            role.memberOf().forEach(membership -> entries.add(new Entry(role, membership)));
        }
        return entries;
    }
}
