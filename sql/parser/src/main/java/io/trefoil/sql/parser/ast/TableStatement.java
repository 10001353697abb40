package io.trefoil.sql.parser.ast;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Making and changing tables, indexes and views. */
public sealed interface TableStatement extends Statement {

    /**
     * {@code CREATE TABLE name (...)}.
     *
     * @param elements columns, constraints and LIKE clauses in the order written
     * @param ofType {@code OF type}
     * @param partitionOf {@code PARTITION OF parent}
     */
    record CreateTable(
            QualifiedName name,
            TableOptions.Persistence persistence,
            boolean ifNotExists,
            List<TableElement> elements,
            List<QualifiedName> inherits,
            @Nullable TypeName ofType,
            @Nullable PartitionOf partitionOf,
            @Nullable PartitionBy partitionBy,
            TableOptions options,
            int position)
            implements TableStatement {}

    /** What may stand between the parentheses of CREATE TABLE. */
    sealed interface TableElement {}

    /** A column. */
    record Column(ColumnDefinition definition) implements TableElement {}

    /** A table constraint. */
    record Constraint(TableConstraint constraint) implements TableElement {}

    /** What {@code LIKE source INCLUDING ...} copies. */
    enum LikeOption {
        COMMENTS,
        COMPRESSION,
        CONSTRAINTS,
        DEFAULTS,
        IDENTITY,
        GENERATED,
        INDEXES,
        STATISTICS,
        STORAGE,
        ALL
    }

    /** {@code INCLUDING option} or {@code EXCLUDING option} */
    record LikeChoice(boolean including, LikeOption option) {}

    /** {@code LIKE source [INCLUDING ...]} */
    record Like(QualifiedName source, List<LikeChoice> choices) implements TableElement {}

    /** {@code PARTITION BY strategy (keys)}; an unknown strategy is the binder's to reject. */
    record PartitionBy(String strategy, List<IndexElement> keys, int position) {}

    /** {@code PARTITION OF parent bound} */
    record PartitionOf(QualifiedName parent, PartitionBound bound) {}

    /** The rows a partition takes. */
    sealed interface PartitionBound {}

    /** {@code DEFAULT} */
    record DefaultBound() implements PartitionBound {}

    /** {@code FOR VALUES IN (...)} */
    record ListBound(List<Expression> values) implements PartitionBound {}

    /** {@code FOR VALUES FROM (...) TO (...)}; MINVALUE and MAXVALUE are column references of that name. */
    record RangeBound(List<Expression> from, List<Expression> to) implements PartitionBound {}

    /** {@code FOR VALUES WITH (MODULUS m, REMAINDER r)} */
    record HashBound(int modulus, int remainder) implements PartitionBound {}

    /** {@code CREATE TABLE name AS query}; the query is a SELECT or EXECUTE. */
    record CreateTableAs(
            QualifiedName name,
            TableOptions.Persistence persistence,
            boolean ifNotExists,
            List<String> columns,
            TableOptions options,
            Statement query,
            boolean withData,
            int position)
            implements TableStatement {}

    /** {@code CREATE MATERIALIZED VIEW name AS query} */
    record CreateMaterializedView(
            QualifiedName name,
            boolean unlogged,
            boolean ifNotExists,
            List<String> columns,
            TableOptions options,
            SelectStatement query,
            boolean withData,
            int position)
            implements TableStatement {}

    /** {@code REFRESH MATERIALIZED VIEW [CONCURRENTLY] name [WITH [NO] DATA]} */
    record RefreshMaterializedView(QualifiedName name, boolean concurrently, boolean withData)
            implements TableStatement {}

    /** WITH CHECK OPTION of a view. */
    enum CheckOption {
        NONE,
        LOCAL,
        CASCADED
    }

    /** {@code CREATE [OR REPLACE] [TEMP] [RECURSIVE] VIEW}; a recursive one has already become a WITH query. */
    record CreateView(
            QualifiedName name,
            boolean orReplace,
            TableOptions.Persistence persistence,
            List<String> columns,
            List<Option> options,
            SelectStatement query,
            CheckOption checkOption,
            int position)
            implements TableStatement {}

    /** {@code CREATE [UNIQUE] INDEX [CONCURRENTLY] [name] ON table ...} */
    record CreateIndex(
            @Nullable String name,
            QualifiedName table,
            boolean only,
            boolean unique,
            boolean concurrently,
            boolean ifNotExists,
            @Nullable String method,
            List<IndexElement> elements,
            List<IndexElement> included,
            boolean nullsNotDistinct,
            List<Option> parameters,
            @Nullable String tablespace,
            @Nullable Expression predicate,
            int position)
            implements TableStatement {}

    /**
     * {@code ALTER TABLE | INDEX | SEQUENCE | VIEW | MATERIALIZED VIEW | FOREIGN TABLE} with a list of sub-commands.
     *
     * @param kind the word after ALTER
     */
    record AlterTable(
            ObjectKind kind,
            QualifiedName name,
            boolean only,
            boolean ifExists,
            List<AlterTableAction> actions,
            int position)
            implements TableStatement {}

    /** {@code TRUNCATE [TABLE] [ONLY] name, ...} */
    record Truncate(List<FromItem.TableItem> tables, boolean restartIdentity, boolean cascade)
            implements TableStatement {}

    /** Lock modes of LOCK TABLE, weakest first. */
    enum LockMode {
        ACCESS_SHARE,
        ROW_SHARE,
        ROW_EXCLUSIVE,
        SHARE_UPDATE_EXCLUSIVE,
        SHARE,
        SHARE_ROW_EXCLUSIVE,
        EXCLUSIVE,
        ACCESS_EXCLUSIVE
    }

    /** {@code LOCK [TABLE] name, ... [IN mode MODE] [NOWAIT]} */
    record LockTable(List<FromItem.TableItem> tables, LockMode mode, boolean nowait) implements TableStatement {}
}
