package io.trefoil.sql.catalog;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A table constraint (pg_constraint). NOT NULL is a property of the column, as in PostgreSQL 15. */
public sealed interface Constraint {
    int oid();

    String name();

    /** PRIMARY KEY or UNIQUE, enforced by its index. */
    record Key(
            int oid,
            String name,
            boolean primary,
            List<Integer> columns,
            int indexOid,
            boolean deferrable,
            boolean initiallyDeferred)
            implements Constraint {
        public Key {
            columns = List.copyOf(columns);
        }
    }

    /**
     * CHECK.
     *
     * @param expressionSql the condition as SQL text, as pg_get_expr prints it
     * @param columns numbers of the columns it mentions
     */
    record Check(int oid, String name, String expressionSql, List<Integer> columns, boolean validated)
            implements Constraint {
        public Check {
            columns = List.copyOf(columns);
        }
    }

    /**
     * FOREIGN KEY; actions are PostgreSQL's letters a, r, c, n, d and the match type s or f.
     */
    record ForeignKey(
            int oid,
            String name,
            List<Integer> columns,
            int referencedTableOid,
            List<Integer> referencedColumns,
            int referencedIndexOid,
            char onUpdate,
            char onDelete,
            char match,
            boolean deferrable,
            boolean initiallyDeferred,
            boolean validated)
            implements Constraint {
        public ForeignKey {
            columns = List.copyOf(columns);
            referencedColumns = List.copyOf(referencedColumns);
        }
    }

    /** The part of a constraint that PostgreSQL shows in pg_constraint.contype. */
    default char kind() {
        return switch (this) {
            case Key key -> key.primary() ? 'p' : 'u';
            case Check check -> 'c';
            case ForeignKey key -> 'f';
        };
    }

    /** The index behind the constraint, or null. */
    default @Nullable Integer indexOidOrNull() {
        return this instanceof Key key ? Integer.valueOf(key.indexOid()) : null;
    }
}
