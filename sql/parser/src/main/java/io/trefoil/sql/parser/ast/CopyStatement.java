package io.trefoil.sql.parser.ast;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code COPY table [(columns)] | (query) FROM | TO source ...}. Options of the old syntax have become those of the new
 * one: format, delimiter, null, header, quote, escape, force_quote, force_not_null, force_null, encoding, freeze.
 *
 * @param table null when copying a query
 * @param query SELECT, INSERT, UPDATE or DELETE; null when copying a table
 * @param from COPY FROM rather than TO
 * @param file a server file or program, null for STDIN and STDOUT
 */
public record CopyStatement(
        @Nullable QualifiedName table,
        List<String> columns,
        @Nullable Statement query,
        boolean from,
        boolean program,
        @Nullable String file,
        List<Option> options,
        @Nullable Expression where,
        int position)
        implements Statement {}
