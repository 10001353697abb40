package io.trefoil.sql.parser.deparse;

import io.trefoil.sql.parser.ast.Expression;
import io.trefoil.sql.parser.ast.IndexElement;
import io.trefoil.sql.parser.ast.TableOptions;
import io.trefoil.sql.parser.ast.TableOptions.OnCommit;
import io.trefoil.sql.parser.ast.TableStatement;
import io.trefoil.sql.parser.ast.TableStatement.CreateIndex;
import io.trefoil.sql.parser.ast.TableStatement.CreateMaterializedView;
import io.trefoil.sql.parser.ast.TableStatement.CreateTable;
import io.trefoil.sql.parser.ast.TableStatement.CreateTableAs;
import io.trefoil.sql.parser.ast.TableStatement.CreateView;
import io.trefoil.sql.parser.ast.TableStatement.PartitionBound;
import io.trefoil.sql.parser.ast.TableStatement.TableElement;
import java.util.List;

/** Tables, indexes and views. */
final class TableWriter {
    private final Writers writers;
    private final SqlText out;

    TableWriter(Writers writers) {
        this.writers = writers;
        this.out = writers.out;
    }

    void write(TableStatement statement) {
        switch (statement) {
            case CreateTable t -> table(t);
            case CreateTableAs t -> {
                out.add("CREATE ").add(QueryWriter.persistence(t.persistence())).add("TABLE ");
                out.when(t.ifNotExists(), "IF NOT EXISTS ").name(t.name()).optionalNames(t.columns());
                options(t.options());
                out.add(" AS ");
                writers.statements.write(t.query());
                out.when(!t.withData(), " WITH NO DATA");
            }
            case CreateMaterializedView v -> {
                out.add("CREATE ").when(v.unlogged(), "UNLOGGED ").add("MATERIALIZED VIEW ");
                out.when(v.ifNotExists(), "IF NOT EXISTS ").name(v.name()).optionalNames(v.columns());
                options(v.options());
                out.add(" AS ");
                writers.queries.write(v.query());
                out.when(!v.withData(), " WITH NO DATA");
            }
            case TableStatement.RefreshMaterializedView r -> {
                out.add("REFRESH MATERIALIZED VIEW ")
                        .when(r.concurrently(), "CONCURRENTLY ")
                        .name(r.name());
                out.when(!r.withData(), " WITH NO DATA");
            }
            case CreateView v -> view(v);
            case CreateIndex i -> index(i);
            case TableStatement.AlterTable a -> new AlterTableWriter(writers).write(a);
            case TableStatement.Truncate t -> {
                out.add("TRUNCATE TABLE ").list(t.tables(), writers.from::table);
                out.when(t.restartIdentity(), " RESTART IDENTITY").when(t.cascade(), " CASCADE");
            }
            case TableStatement.LockTable l -> {
                out.add("LOCK TABLE ").list(l.tables(), writers.from::table);
                out.add(" IN ").add(lockMode(l.mode())).add(" MODE").when(l.nowait(), " NOWAIT");
            }
        }
    }

    private static String lockMode(TableStatement.LockMode mode) {
        return mode.name().replace('_', ' ');
    }

    private void table(CreateTable table) {
        out.add("CREATE ").add(QueryWriter.persistence(table.persistence())).add("TABLE ");
        out.when(table.ifNotExists(), "IF NOT EXISTS ").name(table.name());
        TableStatement.PartitionOf partition = table.partitionOf();
        if (table.ofType() != null) {
            out.add(" OF ");
            writers.types.write(table.ofType());
        }
        if (partition != null) {
            out.add(" PARTITION OF ").name(partition.parent());
        }
        boolean typed = table.ofType() != null || partition != null;
        if (!typed || !table.elements().isEmpty()) {
            out.add(" ").inParentheses(table.elements(), this::element);
        }
        if (partition != null) {
            out.add(" ");
            bound(partition.bound());
        }
        if (!table.inherits().isEmpty()) {
            out.add(" INHERITS ").inParentheses(table.inherits(), out::name);
        }
        TableStatement.PartitionBy by = table.partitionBy();
        if (by != null) {
            out.add(" PARTITION BY ").name(by.strategy()).add(" ");
            out.inParentheses(by.keys(), writers.modifications::indexElement);
        }
        options(table.options());
    }

    private void element(TableElement element) {
        switch (element) {
            case TableStatement.Column c -> new ConstraintWriter(writers).column(c.definition());
            case TableStatement.Constraint c -> new ConstraintWriter(writers).table(c.constraint());
            case TableStatement.Like l -> {
                out.add("LIKE ").name(l.source());
                for (TableStatement.LikeChoice choice : l.choices()) {
                    out.add(choice.including() ? " INCLUDING " : " EXCLUDING ").words(choice.option());
                }
            }
        }
    }

    void bound(PartitionBound bound) {
        switch (bound) {
            case TableStatement.DefaultBound ignored -> out.add("DEFAULT");
            case TableStatement.ListBound l -> values("FOR VALUES IN ", l.values());
            case TableStatement.RangeBound r -> {
                values("FOR VALUES FROM ", r.from());
                values(" TO ", r.to());
            }
            case TableStatement.HashBound h -> {
                out.add("FOR VALUES WITH (modulus ")
                        .add(h.modulus())
                        .add(", remainder ")
                        .add(h.remainder())
                        .add(")");
            }
        }
    }

    private void values(String words, List<Expression> values) {
        out.add(words).inParentheses(values, writers.expressions::write);
    }

    private void options(TableOptions options) {
        out.optionalName(" USING ", options.accessMethod());
        writers.options.optional(" WITH ", options.parameters());
        out.when(options.withoutOids(), " WITHOUT OIDS");
        if (options.onCommit() != OnCommit.NOT_SET) {
            out.add(" ON COMMIT ").words(options.onCommit());
        }
        out.optionalName(" TABLESPACE ", options.tablespace());
    }

    private void view(CreateView view) {
        out.add("CREATE ").when(view.orReplace(), "OR REPLACE ").add(QueryWriter.persistence(view.persistence()));
        out.add("VIEW ").name(view.name()).optionalNames(view.columns());
        writers.options.optional(" WITH ", view.options());
        out.add(" AS ");
        writers.queries.write(view.query());
        switch (view.checkOption()) {
            case NONE -> {}
            case LOCAL -> out.add(" WITH LOCAL CHECK OPTION");
            case CASCADED -> out.add(" WITH CASCADED CHECK OPTION");
        }
    }

    private void index(CreateIndex index) {
        out.add("CREATE ").when(index.unique(), "UNIQUE ").add("INDEX ").when(index.concurrently(), "CONCURRENTLY ");
        out.when(index.ifNotExists(), "IF NOT EXISTS ")
                .optionalName("", index.name())
                .add(" ON ");
        out.when(index.only(), "ONLY ")
                .name(index.table())
                .optionalName(" USING ", index.method())
                .add(" ");
        elements(index.elements());
        if (!index.included().isEmpty()) {
            out.add(" INCLUDE ");
            elements(index.included());
        }
        out.when(index.nullsNotDistinct(), " NULLS NOT DISTINCT");
        writers.options.optional(" WITH ", index.parameters());
        out.optionalName(" TABLESPACE ", index.tablespace());
        writers.expressions.optional(" WHERE ", index.predicate());
    }

    private void elements(List<IndexElement> elements) {
        out.inParentheses(elements, writers.modifications::indexElement);
    }
}
