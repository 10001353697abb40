package io.trefoil.sql.engine.ddl;

import io.trefoil.sql.catalog.Column;
import io.trefoil.sql.catalog.Constraint;
import io.trefoil.sql.catalog.Index;
import io.trefoil.sql.catalog.ObjectAddress;
import io.trefoil.sql.catalog.Privilege;
import io.trefoil.sql.catalog.Relation;
import io.trefoil.sql.catalog.Sequence;
import io.trefoil.sql.catalog.Table;
import io.trefoil.sql.catalog.View;
import io.trefoil.sql.engine.bind.Privileges;
import io.trefoil.sql.parser.SqlParser;
import io.trefoil.sql.parser.ast.SequenceOption;
import io.trefoil.sql.parser.ast.TableConstraint;
import io.trefoil.sql.parser.ast.TableStatement;
import io.trefoil.sql.parser.ast.TableStatement.LikeOption;
import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** LIKE source INCLUDING ... of CREATE TABLE. */
final class LikeClause {
    private static final int PG_CLASS = 1259;

    private final TableDraft draft;
    private final DdlContext context;
    private final Relation source;
    private final List<Column> columns;
    private final Set<LikeOption> including = EnumSet.noneOf(LikeOption.class);
    /** Numbers of the source's columns to those of the new table. */
    private final Map<Integer, Integer> numbers = new HashMap<>();

    LikeClause(TableStatement.Like like, TableDraft draft) {
        this.draft = draft;
        this.context = draft.context();
        this.source = Relations.require(context, like.source());
        this.columns = switch (source) {
            case Table table -> table.columns();
            case View view -> view.columns();
            default -> throw Relations.wrongKind(source, "a table, view, composite type, or foreign table");
        };
        Privileges.require(context.catalog(), context.role(), source, Privilege.SELECT);
        for (TableStatement.LikeChoice choice : like.choices()) {
            Set<LikeOption> options =
                    choice.option() == LikeOption.ALL ? EnumSet.allOf(LikeOption.class) : EnumSet.of(choice.option());
            if (choice.including()) {
                including.addAll(options);
            } else {
                including.removeAll(options);
            }
        }
    }

    void declareColumns() {
        for (Column column : columns) {
            if (column.dropped()) {
                continue;
            }
            if (draft.table().findColumn(column.name()).isPresent()) {
                throw new SqlStateException(
                        SqlState.DUPLICATE_COLUMN, "column \"" + column.name() + "\" specified more than once");
            }
            int number = draft.table().columns().size() + 1;
            numbers.put(column.number(), number);
            draft.add(new Column(
                    number,
                    column.name(),
                    column.type(),
                    column.typmod(),
                    column.notNull(),
                    null,
                    null,
                    Column.Identity.NONE,
                    false,
                    false));
            if (including.contains(LikeOption.COMMENTS)) {
                context.catalog()
                        .comment(new ObjectAddress(PG_CLASS, source.oid(), column.number()))
                        .ifPresent(text -> draft.comment(
                                new ObjectAddress(PG_CLASS, draft.table().oid(), number), text));
            }
        }
    }

    void completeColumns() {
        for (Column column : columns) {
            Integer number = numbers.get(column.number());
            if (number == null) {
                continue;
            }
            Column copy = draft.table().column(number);
            boolean wanted = including.contains(column.generated() ? LikeOption.GENERATED : LikeOption.DEFAULTS);
            if (wanted && column.defaultSql() != null) {
                draft.replace(new Column(
                        copy.number(),
                        copy.name(),
                        copy.type(),
                        copy.typmod(),
                        copy.notNull(),
                        column.defaultSql(),
                        null,
                        copy.identity(),
                        column.generated(),
                        false));
            }
            if (column.identity() != Column.Identity.NONE && including.contains(LikeOption.IDENTITY)) {
                copyIdentity(column, copy);
            }
        }
        if (including.contains(LikeOption.CONSTRAINTS) && source instanceof Table table) {
            for (Constraint constraint : table.constraints()) {
                if (constraint instanceof Constraint.Check check) {
                    new KeyBuilder(draft)
                            .addCheck(check.name(), SqlParser.parseExpression(check.expressionSql()), true);
                }
            }
        }
    }

    private void copyIdentity(Column column, Column copy) {
        Sequence original = OwnedSequences.identity(context.catalog(), source.oid(), column.number());
        List<SequenceOption> options = original == null
                ? List.of()
                : List.of(
                        new SequenceOption.Increment(Long.toString(original.increment()), -1),
                        new SequenceOption.Minimum(Long.toString(original.minimum()), -1),
                        new SequenceOption.Maximum(Long.toString(original.maximum()), -1),
                        new SequenceOption.Start(Long.toString(original.start()), -1),
                        new SequenceOption.Cache(Long.toString(original.cache()), -1),
                        new SequenceOption.Cycle(original.cycle(), -1));
        new ColumnBuilder(draft).addIdentity(copy, column.identity() == Column.Identity.ALWAYS, options);
    }

    /** Copies unique constraints and other indexes. */
    void copyIndexes() {
        if (!including.contains(LikeOption.INDEXES) || !(source instanceof Table table)) {
            return;
        }
        for (Index index : context.catalog().indexes(table)) {
            Constraint.Key constraint = table.constraints().stream()
                    .filter(c -> c instanceof Constraint.Key key && key.indexOid() == index.oid())
                    .map(Constraint.Key.class::cast)
                    .findFirst()
                    .orElse(null);
            if (constraint != null) {
                List<String> names = index.keys().stream()
                        .map(key -> table.column(key.column()).name())
                        .toList();
                List<String> included = index.included().stream()
                        .map(number -> table.column(number).name())
                        .toList();
                new KeyBuilder(draft)
                        .add(new TableConstraint.Unique(
                                null,
                                index.primary(),
                                index.nullsNotDistinct(),
                                names,
                                included,
                                null,
                                List.of(),
                                null,
                                new TableConstraint.Timing(
                                        constraint.deferrable(), constraint.initiallyDeferred(), false, false),
                                -1));
            } else {
                copyIndex(table, index);
            }
        }
    }

    private void copyIndex(Table table, Index index) {
        List<Index.Key> keys = index.keys().stream()
                .map(key -> new Index.Key(
                        key.column() == 0 ? 0 : numbers.getOrDefault(key.column(), 0),
                        key.expressionSql(),
                        key.typeOid(),
                        key.typmod(),
                        key.descending(),
                        key.nullsFirst(),
                        key.opclassOid()))
                .toList();
        String columnNames = String.join(
                "_",
                index.keys().stream()
                        .map(key -> key.column() == 0
                                ? "expr"
                                : table.column(key.column()).name())
                        .toList());
        String name = draft.naming().relation(draft.table().name(), columnNames, "idx");
        draft.add(new Index(
                Oids.next(context),
                draft.table().schemaOid(),
                name,
                draft.table().ownerOid(),
                draft.table().oid(),
                Locks.newSpace(context),
                index.method(),
                index.unique(),
                false,
                index.nullsNotDistinct(),
                keys,
                index.included().stream()
                        .map(number -> numbers.getOrDefault(number, 0))
                        .toList(),
                index.predicateSql(),
                Index.State.PUBLIC));
    }
}
