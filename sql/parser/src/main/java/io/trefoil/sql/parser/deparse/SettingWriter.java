package io.trefoil.sql.parser.deparse;

import io.trefoil.sql.parser.Identifiers;
import io.trefoil.sql.parser.ast.Expression;
import io.trefoil.sql.parser.ast.Literal.StringLiteral;
import io.trefoil.sql.parser.ast.Operation;
import io.trefoil.sql.parser.ast.RoleName;
import io.trefoil.sql.parser.ast.SettingStatement;
import java.util.List;

/** Settings. The special spellings come out as plain settings, which mean the same. */
final class SettingWriter {
    private final Writers writers;
    private final SqlText out;

    SettingWriter(Writers writers) {
        this.writers = writers;
        this.out = writers.out;
    }

    void write(SettingStatement statement) {
        switch (statement) {
            case SettingStatement.Set s -> set(s);
            case SettingStatement.SetDefault s -> {
                out.add(s.local() ? "SET LOCAL " : "SET ");
                variable(s.name());
                out.add(" TO DEFAULT");
            }
            case SettingStatement.SetFromCurrent s -> {
                out.add("SET ");
                variable(s.name());
                out.add(" FROM CURRENT");
            }
            case SettingStatement.Reset s -> {
                out.add("RESET ");
                variable(s.name());
            }
            case SettingStatement.ResetAll ignored -> out.add("RESET ALL");
            case SettingStatement.Show s -> {
                out.add("SHOW ");
                variable(s.name());
            }
            case SettingStatement.ShowAll ignored -> out.add("SHOW ALL");
            case SettingStatement.ShowSavepointStatus ignored -> out.add("SHOW SAVEPOINT STATUS");
            case SettingStatement.AlterRoleSetting s -> {
                RoleName role = s.role();
                out.add("ALTER ROLE ");
                if (role == null) {
                    out.add("ALL");
                } else {
                    ObjectWriter.role(out, role);
                }
                out.optionalName(" IN DATABASE ", s.database()).add(" ");
                write(s.setting());
            }
            case SettingStatement.AlterDatabaseSetting s -> {
                out.add("ALTER DATABASE ").name(s.database()).add(" ");
                write(s.setting());
            }
            case SettingStatement.AlterSystem s -> {
                out.add("ALTER SYSTEM ");
                write(s.setting());
            }
        }
    }

    private void set(SettingStatement.Set set) {
        out.add(set.local() ? "SET LOCAL " : "SET ");
        List<Expression> values = set.values();
        if (values.get(0) instanceof Operation.Cast) {
            // Only SET TIME ZONE takes an interval.
            out.add("TIME ZONE ");
            writers.expressions.list(values);
            return;
        }
        variable(set.name());
        out.add(" TO ").list(values, this::value);
    }

    private void value(Expression value) {
        if (value instanceof StringLiteral literal) {
            out.string(literal.value());
        } else {
            writers.expressions.write(value);
        }
    }

    private void variable(String name) {
        String separator = "";
        for (String part : name.split("\\.", -1)) {
            out.add(separator).add(Identifiers.quote(part));
            separator = ".";
        }
    }
}
