package io.trefoil.sql.parser.deparse;

import io.trefoil.sql.parser.ast.AlterTableAction;
import io.trefoil.sql.parser.ast.AlterTableAction.AlterType;
import io.trefoil.sql.parser.ast.AlterTableAction.SwitchTrigger;
import io.trefoil.sql.parser.ast.Option;
import io.trefoil.sql.parser.ast.SequenceOption;
import io.trefoil.sql.parser.ast.TableStatement.AlterTable;
import java.util.List;

/** ALTER TABLE and its kin. */
final class AlterTableWriter {
    private final Writers writers;
    private final SqlText out;

    AlterTableWriter(Writers writers) {
        this.writers = writers;
        this.out = writers.out;
    }

    void write(AlterTable alter) {
        out.add("ALTER ").add(alter.kind().words()).add(" ").when(alter.ifExists(), "IF EXISTS ");
        out.when(alter.only(), "ONLY ").name(alter.name()).add(" ").list(alter.actions(), this::action);
    }

    private SqlText column(String column) {
        return out.add("ALTER COLUMN ").name(column).add(" ");
    }

    private void action(AlterTableAction action) {
        ConstraintWriter constraints = new ConstraintWriter(writers);
        switch (action) {
            case AlterTableAction.AddColumn a -> {
                out.add("ADD COLUMN ").when(a.ifNotExists(), "IF NOT EXISTS ");
                constraints.column(a.column());
            }
            case AlterTableAction.DropColumn a ->
                out.add("DROP COLUMN ")
                        .when(a.ifExists(), "IF EXISTS ")
                        .name(a.column())
                        .when(a.cascade(), " CASCADE");
            case AlterTableAction.SetDefault a -> {
                column(a.column()).add(a.value() == null ? "DROP DEFAULT" : "SET DEFAULT ");
                writers.expressions.optional("", a.value());
            }
            case AlterTableAction.SetNotNull a ->
                column(a.column()).add(a.notNull() ? "SET NOT NULL" : "DROP NOT NULL");
            case AlterTableAction.DropExpression a ->
                column(a.column()).add("DROP EXPRESSION").when(a.ifExists(), " IF EXISTS");
            case AlterType a -> {
                column(a.column()).add("TYPE ");
                writers.types.write(a.type());
                if (a.collation() != null) {
                    out.add(" COLLATE ").name(a.collation());
                }
                writers.expressions.optional(" USING ", a.using());
            }
            case AlterTableAction.SetStatistics a -> {
                out.add("ALTER COLUMN ");
                if (a.column() == null) {
                    out.add(a.columnNumber());
                } else {
                    out.name(a.column());
                }
                out.add(" SET STATISTICS ").add(a.target());
            }
            case AlterTableAction.SetColumnOptions a -> {
                column(a.column()).add(a.reset() ? "RESET " : "SET ");
                writers.options.assigned(a.options());
            }
            case AlterTableAction.SetStorage a ->
                column(a.column()).add("SET STORAGE ").name(a.storage());
            case AlterTableAction.SetCompression a -> {
                boolean standard = a.method().equals("default");
                column(a.column()).add("SET COMPRESSION ").add(standard ? "DEFAULT" : "");
                out.optionalName("", standard ? null : a.method());
            }
            case AlterTableAction.AddIdentity a -> {
                column(a.column()).add("ADD ");
                constraints.identity(a.always(), a.options());
            }
            case AlterTableAction.SetIdentity a -> {
                column(a.column());
                out.list(a.options(), " ", option -> {
                    out.when(!(option instanceof SequenceOption.Restart), "SET ");
                    constraints.sequenceOption(option);
                });
            }
            case AlterTableAction.DropIdentity a ->
                column(a.column()).add("DROP IDENTITY").when(a.ifExists(), " IF EXISTS");
            case AlterTableAction.AddConstraint a -> {
                out.add("ADD ");
                constraints.table(a.constraint());
            }
            case AlterTableAction.AlterConstraint a -> {
                out.add("ALTER CONSTRAINT ").name(a.name());
                constraints.timing(a.timing());
            }
            case AlterTableAction.ValidateConstraint a ->
                out.add("VALIDATE CONSTRAINT ").name(a.name());
            case AlterTableAction.DropConstraint a -> {
                out.add("DROP CONSTRAINT ").when(a.ifExists(), "IF EXISTS ").name(a.name());
                out.when(a.cascade(), " CASCADE");
            }
            case AlterTableAction.ClusterOn a ->
                out.add(a.index() == null ? "SET WITHOUT CLUSTER" : "").optionalName("CLUSTER ON ", a.index());
            case AlterTableAction.DropOids ignored -> out.add("SET WITHOUT OIDS");
            case AlterTableAction.SetLogged a -> out.add(a.logged() ? "SET LOGGED" : "SET UNLOGGED");
            case AlterTableAction.SetParameters a -> {
                out.add(a.reset() ? "RESET " : "SET ");
                writers.options.assigned(a.parameters());
            }
            case AlterTableAction.Inherit a ->
                out.add(a.inherit() ? "INHERIT " : "NO INHERIT ").name(a.parent());
            case AlterTableAction.OfType a -> {
                out.add(a.type() == null ? "NOT OF" : "OF ");
                if (a.type() != null) {
                    writers.types.write(a.type());
                }
            }
            case AlterTableAction.OwnerTo a -> {
                out.add("OWNER TO ");
                ObjectWriter.role(out, a.owner());
            }
            case AlterTableAction.SetTablespace a -> out.add("SET TABLESPACE ").name(a.tablespace());
            case AlterTableAction.SetAccessMethod a ->
                out.add("SET ACCESS METHOD ").name(a.method());
            case AlterTableAction.ReplicaIdentity a ->
                out.add("REPLICA IDENTITY ")
                        .add(a.index() == null ? "" : "USING ")
                        .capitals(a.kind())
                        .optionalName(" ", a.index());
            case AlterTableAction.RowSecurity a -> out.capitals(a.change()).add(" ROW LEVEL SECURITY");
            case SwitchTrigger a -> trigger(a);
            case AlterTableAction.AttachPartition a -> {
                out.add("ATTACH PARTITION ").name(a.partition());
                if (a.bound() != null) {
                    out.add(" ");
                    new TableWriter(writers).bound(a.bound());
                }
            }
            case AlterTableAction.DetachPartition a ->
                out.add("DETACH PARTITION ")
                        .name(a.partition())
                        .when(a.concurrently(), " CONCURRENTLY")
                        .when(a.finalizing(), " FINALIZE");
            case AlterTableAction.ForeignOptions a -> {
                if (a.column() != null) {
                    column(a.column());
                }
                foreignOptions(a.options());
            }
        }
    }

    private void trigger(SwitchTrigger trigger) {
        out.capitals(trigger.mode()).add(trigger.rule() ? " RULE " : " TRIGGER ");
        switch (trigger.scope()) {
            case NAMED -> out.optionalName("", trigger.name());
            case ALL, USER -> out.words(trigger.scope());
        }
    }

    private void foreignOptions(List<Option> options) {
        out.add("OPTIONS ").inParentheses(options, option -> {
            if (option.namespace() != null) {
                out.capitals(option.namespace()).add(" ");
            }
            out.name(option.name());
            writers.options.value(" ", option.value());
        });
    }
}
