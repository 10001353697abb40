package io.trefoil.sql.parser.ast;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code WITH [RECURSIVE] name AS (...), ...} */
public record WithClause(boolean recursive, List<CommonTableExpression> expressions, int position) {

    /** Whether the query may be inlined. */
    public enum Materialization {
        DEFAULT,
        ALWAYS,
        NEVER
    }

    /** One named query; a SELECT, INSERT, UPDATE or DELETE (MERGE is accepted by the grammar and rejected later). */
    public record CommonTableExpression(
            String name,
            List<String> columns,
            Materialization materialization,
            Statement query,
            @Nullable Search search,
            @Nullable Cycle cycle,
            int position) {}

    /** {@code SEARCH BREADTH | DEPTH FIRST BY columns SET sequenceColumn} */
    public record Search(boolean breadthFirst, List<String> columns, String sequenceColumn, int position) {}

    /** {@code CYCLE columns SET mark [TO value DEFAULT value] USING path} */
    public record Cycle(
            List<String> columns,
            String markColumn,
            @Nullable Expression markValue,
            @Nullable Expression markDefault,
            String pathColumn,
            int position) {}
}
