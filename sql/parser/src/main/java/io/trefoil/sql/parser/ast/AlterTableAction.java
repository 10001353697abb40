package io.trefoil.sql.parser.ast;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** One sub-command of ALTER TABLE (and of ALTER INDEX, VIEW, SEQUENCE, MATERIALIZED VIEW where they share it). */
public sealed interface AlterTableAction {

    /** {@code ADD [COLUMN] [IF NOT EXISTS] definition} */
    record AddColumn(ColumnDefinition column, boolean ifNotExists) implements AlterTableAction {}

    /** {@code DROP [COLUMN] [IF EXISTS] name [CASCADE]} */
    record DropColumn(String column, boolean ifExists, boolean cascade) implements AlterTableAction {}

    /** {@code ALTER [COLUMN] name SET DEFAULT value}; null is DROP DEFAULT. */
    record SetDefault(String column, @Nullable Expression value) implements AlterTableAction {}

    /** {@code ALTER [COLUMN] name SET NOT NULL | DROP NOT NULL} */
    record SetNotNull(String column, boolean notNull) implements AlterTableAction {}

    /** {@code ALTER [COLUMN] name DROP EXPRESSION [IF EXISTS]} */
    record DropExpression(String column, boolean ifExists) implements AlterTableAction {}

    /** {@code ALTER [COLUMN] name [SET DATA] TYPE type [COLLATE c] [USING expression]} */
    record AlterType(
            String column,
            TypeName type,
            @Nullable QualifiedName collation,
            @Nullable Expression using,
            int position) implements AlterTableAction {}

    /** {@code ALTER [COLUMN] name SET STATISTICS n}; column by name or, for indexes, by number. */
    record SetStatistics(@Nullable String column, int columnNumber, int target) implements AlterTableAction {}

    /** {@code ALTER [COLUMN] name SET | RESET (options)} */
    record SetColumnOptions(String column, boolean reset, List<Option> options) implements AlterTableAction {}

    /** {@code ALTER [COLUMN] name SET STORAGE kind} */
    record SetStorage(String column, String storage) implements AlterTableAction {}

    /** {@code ALTER [COLUMN] name SET COMPRESSION method} */
    record SetCompression(String column, String method) implements AlterTableAction {}

    /** {@code ALTER [COLUMN] name ADD GENERATED ... AS IDENTITY} */
    record AddIdentity(String column, boolean always, List<SequenceOption> options) implements AlterTableAction {}

    /** {@code ALTER [COLUMN] name SET GENERATED ... | SET sequence option | RESTART} */
    record SetIdentity(String column, List<SequenceOption> options) implements AlterTableAction {}

    /** {@code ALTER [COLUMN] name DROP IDENTITY [IF EXISTS]} */
    record DropIdentity(String column, boolean ifExists) implements AlterTableAction {}

    /** {@code ADD table_constraint} */
    record AddConstraint(TableConstraint constraint) implements AlterTableAction {}

    /** {@code ALTER CONSTRAINT name timing} */
    record AlterConstraint(String name, TableConstraint.Timing timing) implements AlterTableAction {}

    /** {@code VALIDATE CONSTRAINT name} */
    record ValidateConstraint(String name) implements AlterTableAction {}

    /** {@code DROP CONSTRAINT [IF EXISTS] name [CASCADE]} */
    record DropConstraint(String name, boolean ifExists, boolean cascade) implements AlterTableAction {}

    /** {@code CLUSTER ON index}; null is SET WITHOUT CLUSTER. */
    record ClusterOn(@Nullable String index) implements AlterTableAction {}

    /** {@code SET WITHOUT OIDS} */
    record DropOids() implements AlterTableAction {}

    /** {@code SET LOGGED | UNLOGGED} */
    record SetLogged(boolean logged) implements AlterTableAction {}

    /** {@code SET | RESET (storage parameters)} */
    record SetParameters(boolean reset, List<Option> parameters) implements AlterTableAction {}

    /** {@code [NO] INHERIT parent} */
    record Inherit(QualifiedName parent, boolean inherit) implements AlterTableAction {}

    /** {@code OF type}; null is NOT OF. */
    record OfType(@Nullable TypeName type) implements AlterTableAction {}

    /** {@code OWNER TO role} */
    record OwnerTo(RoleName owner) implements AlterTableAction {}

    /** {@code SET TABLESPACE name} */
    record SetTablespace(String tablespace) implements AlterTableAction {}

    /** {@code SET ACCESS METHOD name} */
    record SetAccessMethod(String method) implements AlterTableAction {}

    /** {@code REPLICA IDENTITY NOTHING | FULL | DEFAULT | USING INDEX name}: the word, or {@code index} with its name. */
    record ReplicaIdentity(String kind, @Nullable String index) implements AlterTableAction {}

    /** {@code [NO] FORCE | ENABLE | DISABLE ROW LEVEL SECURITY}, the words before ROW in lower case. */
    record RowSecurity(String change) implements AlterTableAction {}

    /** Which triggers or rules {@link SwitchTrigger} means. */
    enum TriggerScope {
        NAMED,
        ALL,
        USER
    }

    /** {@code ENABLE [ALWAYS | REPLICA] | DISABLE TRIGGER | RULE name}; mode is enable, enable always, ... */
    record SwitchTrigger(
            String mode,
            boolean rule,
            TriggerScope scope,
            @Nullable String name) implements AlterTableAction {}

    /** {@code ATTACH PARTITION name bound} (or, on an index, without a bound). */
    record AttachPartition(QualifiedName partition, TableStatement.@Nullable PartitionBound bound)
            implements AlterTableAction {}

    /** {@code DETACH PARTITION name [CONCURRENTLY | FINALIZE]} */
    record DetachPartition(QualifiedName partition, boolean concurrently, boolean finalizing)
            implements AlterTableAction {}

    /** {@code OPTIONS (...)} of a foreign table; each option's namespace is ADD, SET, DROP or null. */
    record ForeignOptions(@Nullable String column, List<Option> options) implements AlterTableAction {}
}
