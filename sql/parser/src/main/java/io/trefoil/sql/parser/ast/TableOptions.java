package io.trefoil.sql.parser.ast;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What stands after the column list of CREATE TABLE and CREATE TABLE AS.
 *
 * @param withoutOids the obsolete {@code WITHOUT OIDS}, which does nothing
 */
public record TableOptions(
        @Nullable String accessMethod,
        List<Option> parameters,
        boolean withoutOids,
        OnCommit onCommit,
        @Nullable String tablespace) {
    public static final TableOptions NONE = new TableOptions(null, List.of(), false, OnCommit.NOT_SET, null);

    /** How long a relation lives and whether it is logged. */
    public enum Persistence {
        PERMANENT,
        TEMPORARY,
        UNLOGGED
    }

    /** What becomes of a temporary table at commit. */
    public enum OnCommit {
        NOT_SET,
        PRESERVE_ROWS,
        DELETE_ROWS,
        DROP
    }
}
