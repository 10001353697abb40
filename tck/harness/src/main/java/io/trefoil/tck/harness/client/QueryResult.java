package io.trefoil.tck.harness.client;

import io.trefoil.wire.protocol.message.Diagnostics;
import io.trefoil.wire.protocol.message.RowDescription;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything a server answered up to ReadyForQuery.
 *
 * @param results one a statement that ended well
 * @param error the error that ended it, if any
 * @param notices in the order they came
 * @param status 'I', 'T' or 'E' of ReadyForQuery
 */
public record QueryResult(List<Result> results, @Nullable Diagnostics error, List<Diagnostics> notices, char status) {
    /**
     * What one statement gave.
     *
     * @param fields empty for a statement without rows
     * @param rows values in text format, null for SQL NULL
     * @param tag the command tag, empty for an empty statement
     */
    public record Result(List<RowDescription.Field> fields, List<@Nullable String[]> rows, String tag) {
        /** The last word of the tag as a number, or -1. */
        public long count() {
            String last = tag.substring(tag.lastIndexOf(' ') + 1);
            return last.matches("[0-9]+") ? Long.parseLong(last) : -1;
        }
    }

    /** The last statement's result; fails with the server's error when there is one. */
    public Result last() {
        if (error != null) {
            throw new ServerError(error);
        }
        return results.getLast();
    }
}
