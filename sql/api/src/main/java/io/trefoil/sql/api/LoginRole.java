package io.trefoil.sql.api;

import org.jspecify.annotations.Nullable;

/**
 * What authentication needs to know of a role.
 *
 * @param scramVerifier {@code SCRAM-SHA-256$iterations:salt$storedKey:serverKey} (RFC 5803), null without a password
 */
public record LoginRole(
        String name,
        boolean canLogin,
        boolean superuser,
        @Nullable String scramVerifier) {}
