package io.trefoil.sql.catalog;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A role (pg_authid).
 *
 * @param scramVerifier SCRAM-SHA-256 verifier, null without a password; the password itself is never kept
 * @param validUntilMicros microseconds since 2000-01-01 UTC, null for ever
 * @param memberOf OIDs of the roles it is a direct member of
 * @param settings ALTER ROLE ... SET
 */
public record Role(
        int oid,
        String name,
        boolean superuser,
        boolean inherit,
        boolean createRole,
        boolean createDatabase,
        boolean canLogin,
        boolean replication,
        boolean bypassRowSecurity,
        int connectionLimit,
        @Nullable String scramVerifier,
        @Nullable Long validUntilMicros,
        List<Membership> memberOf,
        Map<String, String> settings)
        implements CatalogObject {
    /** The bootstrap superuser's OID, as in PostgreSQL. */
    public static final int BOOTSTRAP_OID = 10;

    /** Membership in another role. */
    public record Membership(int roleOid, boolean admin, int grantorOid) {}

    public Role {
        memberOf = List.copyOf(memberOf);
        settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    }
}
