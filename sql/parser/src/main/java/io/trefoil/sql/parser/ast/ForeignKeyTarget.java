package io.trefoil.sql.parser.ast;

import java.util.List;

/**
 * What a foreign key points at: {@code REFERENCES table [(columns)] [MATCH ...] [ON DELETE ...] [ON UPDATE ...]}.
 *
 * @param onDeleteColumns the list of {@code SET NULL (columns)} or {@code SET DEFAULT (columns)}, which only ON DELETE
 *     takes
 */
public record ForeignKeyTarget(
        QualifiedName table,
        List<String> columns,
        Match match,
        Action onDelete,
        List<String> onDeleteColumns,
        Action onUpdate) {

    /** How partly null keys match; PostgreSQL rejects PARTIAL in the grammar. */
    public enum Match {
        SIMPLE,
        FULL
    }

    /** What happens to the referencing row. */
    public enum Action {
        NO_ACTION,
        RESTRICT,
        CASCADE,
        SET_NULL,
        SET_DEFAULT
    }
}
