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
     *
     * @param deleteColumns those that ON DELETE SET NULL or SET DEFAULT sets, empty for all
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
            List<Integer> deleteColumns,
            char match,
            boolean deferrable,
            boolean initiallyDeferred,
            boolean validated)
            implements Constraint {
        public ForeignKey {
            columns = List.copyOf(columns);
            referencedColumns = List.copyOf(referencedColumns);
            deleteColumns = List.copyOf(deleteColumns);
        }

        public ForeignKey withName(String other) {
            return new ForeignKey(
                    oid,
                    other,
                    columns,
                    referencedTableOid,
                    referencedColumns,
                    referencedIndexOid,
                    onUpdate,
                    onDelete,
                    deleteColumns,
                    match,
                    deferrable,
                    initiallyDeferred,
                    validated);
        }

        public ForeignKey withTiming(boolean newDeferrable, boolean newInitiallyDeferred) {
            return new ForeignKey(
                    oid,
                    name,
                    columns,
                    referencedTableOid,
                    referencedColumns,
                    referencedIndexOid,
                    onUpdate,
                    onDelete,
                    deleteColumns,
                    match,
                    newDeferrable,
                    newInitiallyDeferred,
                    validated);
        }

        public ForeignKey asValidated() {
            return new ForeignKey(
                    oid,
                    name,
                    columns,
                    referencedTableOid,
                    referencedColumns,
                    referencedIndexOid,
                    onUpdate,
                    onDelete,
                    deleteColumns,
                    match,
                    deferrable,
                    initiallyDeferred,
                    true);
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
