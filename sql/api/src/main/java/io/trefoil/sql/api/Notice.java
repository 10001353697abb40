package io.trefoil.sql.api;

import io.trefoil.sql.types.SqlStateException;

/**
 * A message that is no error, with the same fields.
 *
 * @param severity DEBUG, LOG, INFO, NOTICE or WARNING
 * @param content the fields; never thrown
 */
public record Notice(String severity, SqlStateException content) {}
