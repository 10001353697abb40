package io.trefoil.sql.parser.deparse;

import io.trefoil.sql.parser.ast.CopyStatement;
import io.trefoil.sql.parser.ast.DataModification;
import io.trefoil.sql.parser.ast.ExplainStatement;
import io.trefoil.sql.parser.ast.MaintenanceStatement;
import io.trefoil.sql.parser.ast.ObjectStatement;
import io.trefoil.sql.parser.ast.RoleStatement;
import io.trefoil.sql.parser.ast.RoutineStatement;
import io.trefoil.sql.parser.ast.SchemaStatement;
import io.trefoil.sql.parser.ast.SelectStatement;
import io.trefoil.sql.parser.ast.SessionStatement;
import io.trefoil.sql.parser.ast.SettingStatement;
import io.trefoil.sql.parser.ast.Statement;
import io.trefoil.sql.parser.ast.TableStatement;
import io.trefoil.sql.parser.ast.TransactionStatement;

/** The choice among the families of statements. */
final class StatementWriter {
    private final Writers writers;

    StatementWriter(Writers writers) {
        this.writers = writers;
    }

    void write(Statement statement) {
        switch (statement) {
            case SelectStatement s -> writers.queries.write(s);
            case DataModification s -> writers.modifications.write(s);
            case TableStatement s -> new TableWriter(writers).write(s);
            case SchemaStatement s -> new SchemaWriter(writers).write(s);
            case RoutineStatement s -> new RoutineWriter(writers).write(s);
            case RoleStatement s -> new RoleWriter(writers).write(s);
            case ObjectStatement s -> new ObjectWriter(writers).write(s);
            case TransactionStatement s -> new TransactionWriter(writers).write(s);
            case SettingStatement s -> new SettingWriter(writers).write(s);
            case SessionStatement s -> new SessionWriter(writers).write(s);
            case CopyStatement s -> new SessionWriter(writers).copy(s);
            case ExplainStatement s -> {
                writers.out.add("EXPLAIN ");
                if (!s.options().isEmpty()) {
                    writers.options.spaced(s.options());
                    writers.out.add(" ");
                }
                write(s.statement());
            }
            case MaintenanceStatement s -> new SessionWriter(writers).maintenance(s);
        }
    }
}
