package io.trefoil.sql.parser.deparse;

import io.trefoil.sql.parser.ast.CopyStatement;
import io.trefoil.sql.parser.ast.MaintenanceStatement;
import io.trefoil.sql.parser.ast.MaintenanceStatement.VacuumTarget;
import io.trefoil.sql.parser.ast.Option;
import io.trefoil.sql.parser.ast.SessionStatement;
import io.trefoil.sql.parser.ast.SessionStatement.DeclareCursor;
import io.trefoil.sql.parser.ast.SessionStatement.Fetch;
import io.trefoil.sql.parser.ast.SessionStatement.FetchDirection;
import io.trefoil.sql.parser.ast.SessionStatement.Prepare;
import io.trefoil.sql.parser.ast.SessionStatement.Scroll;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Prepared statements, cursors, notifications, COPY and maintenance. */
final class SessionWriter {
    private final Writers writers;
    private final SqlText out;

    SessionWriter(Writers writers) {
        this.writers = writers;
        this.out = writers.out;
    }

    void write(SessionStatement statement) {
        switch (statement) {
            case Prepare p -> {
                out.add("PREPARE ").name(p.name());
                if (!p.types().isEmpty()) {
                    out.add(" ").inParentheses(p.types(), writers.types::write);
                }
                out.add(" AS ");
                writers.statements.write(p.statement());
            }
            case SessionStatement.Execute e -> {
                out.add("EXECUTE ").name(e.name());
                if (!e.arguments().isEmpty()) {
                    out.inParentheses(e.arguments(), writers.expressions::write);
                }
            }
            case SessionStatement.Deallocate d -> orAll("DEALLOCATE ", d.name());
            case DeclareCursor d -> declare(d);
            case Fetch f -> fetch(f);
            case SessionStatement.Close c -> orAll("CLOSE ", c.cursor());
            case SessionStatement.Listen l -> out.add("LISTEN ").name(l.channel());
            case SessionStatement.Unlisten u ->
                out.add("UNLISTEN ").when(u.channel() == null, "*").optionalName("", u.channel());
            case SessionStatement.Notify n -> {
                out.add("NOTIFY ").name(n.channel());
                if (n.payload() != null) {
                    out.add(", ").string(n.payload());
                }
            }
            case SessionStatement.Discard d -> out.add("DISCARD ").words(d.target());
            case SessionStatement.Load l -> out.add("LOAD ").string(l.file());
        }
    }

    private void orAll(String words, @Nullable String name) {
        out.add(words).when(name == null, "ALL").optionalName("", name);
    }

    private void declare(DeclareCursor cursor) {
        out.add("DECLARE ").name(cursor.name()).when(cursor.binary(), " BINARY");
        if (cursor.sensitivity() != SessionStatement.Sensitivity.NOT_SET) {
            out.add(" ").words(cursor.sensitivity());
        }
        if (cursor.scroll() != Scroll.NOT_SET) {
            out.add(" ").words(cursor.scroll());
        }
        out.add(" CURSOR").when(cursor.hold(), " WITH HOLD").add(" FOR ");
        writers.queries.write(cursor.query());
    }

    private void fetch(Fetch fetch) {
        out.add(fetch.move() ? "MOVE " : "FETCH ").words(fetch.direction()).add(" ");
        boolean all = fetch.count() == Long.MAX_VALUE;
        boolean counts = fetch.direction() == FetchDirection.ABSOLUTE || fetch.direction() == FetchDirection.RELATIVE;
        if (all && !counts) {
            out.add("ALL");
        } else {
            out.add(fetch.count());
        }
        out.add(" FROM ").name(fetch.cursor());
    }

    void copy(CopyStatement copy) {
        out.add("COPY ");
        if (copy.query() != null) {
            out.add("(");
            writers.statements.write(copy.query());
            out.add(")");
        }
        if (copy.table() != null) {
            out.name(copy.table()).optionalNames(copy.columns());
        }
        out.add(copy.from() ? " FROM " : " TO ").when(copy.program(), "PROGRAM ");
        if (copy.file() == null) {
            out.add(copy.from() ? "STDIN" : "STDOUT");
        } else {
            out.string(copy.file());
        }
        if (!copy.options().isEmpty()) {
            out.add(" WITH ");
            writers.options.spaced(copy.options());
        }
        writers.expressions.optional(" WHERE ", copy.where());
    }

    void maintenance(MaintenanceStatement statement) {
        switch (statement) {
            case MaintenanceStatement.Vacuum v -> {
                out.add("VACUUM");
                optionsAndTargets(v.options(), v.targets());
            }
            case MaintenanceStatement.Analyze a -> {
                out.add("ANALYZE");
                optionsAndTargets(a.options(), a.targets());
            }
            case MaintenanceStatement.Reindex r -> {
                out.add("REINDEX");
                options(r.options());
                out.add(" ").words(r.kind()).add(" ").name(r.name());
            }
            case MaintenanceStatement.Cluster c -> {
                out.add("CLUSTER");
                if (c.table() == null) {
                    out.when(!c.options().isEmpty(), " VERBOSE");
                    return;
                }
                options(c.options());
                out.add(" ").name(c.table()).optionalName(" USING ", c.index());
            }
            case MaintenanceStatement.Checkpoint ignored -> out.add("CHECKPOINT");
        }
    }

    private void options(List<Option> options) {
        if (!options.isEmpty()) {
            out.add(" ");
            writers.options.spaced(options);
        }
    }

    private void optionsAndTargets(List<Option> options, List<VacuumTarget> targets) {
        options(options);
        out.when(!targets.isEmpty(), " ");
        out.list(targets, target -> out.name(target.table()).optionalNames(target.columns()));
    }
}
