package io.trefoil.sql.parser.deparse;

import io.trefoil.sql.parser.ast.ObjectKind;
import io.trefoil.sql.parser.ast.ObjectStatement;
import io.trefoil.sql.parser.ast.ObjectStatement.Comment;
import io.trefoil.sql.parser.ast.ObjectStatement.Drop;
import io.trefoil.sql.parser.ast.ObjectStatement.ObjectName;
import io.trefoil.sql.parser.ast.ObjectStatement.Rename;
import io.trefoil.sql.parser.ast.ObjectStatement.SetOwner;
import io.trefoil.sql.parser.ast.ObjectStatement.SetSchema;
import io.trefoil.sql.parser.ast.QualifiedName;
import io.trefoil.sql.parser.ast.RoleName;
import io.trefoil.sql.parser.ast.RoutineStatement.RoutineParameter;
import io.trefoil.sql.parser.ast.TypeName;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Statements on objects of any kind, and the names of such objects. */
final class ObjectWriter {
    private final Writers writers;
    private final SqlText out;

    ObjectWriter(Writers writers) {
        this.writers = writers;
        this.out = writers.out;
    }

    static void role(SqlText out, RoleName role) {
        switch (role.kind()) {
            case NAMED -> out.name(role.name());
            case CURRENT_ROLE, CURRENT_USER, SESSION_USER, PUBLIC ->
                out.add(role.kind().name());
        }
    }

    void write(ObjectStatement statement) {
        switch (statement) {
            case Drop d -> {
                out.add("DROP ").add(d.kind().words()).when(d.concurrently(), " CONCURRENTLY");
                out.when(d.ifExists(), " IF EXISTS").add(" ");
                out.list(d.objects(), object -> object(d.kind(), object)).when(d.cascade(), " CASCADE");
            }
            case Comment c -> {
                out.add("COMMENT ON ").add(c.kind().words()).add(" ");
                object(c.kind(), c.object());
                out.add(" IS ");
                if (c.text() == null) {
                    out.add("NULL");
                } else {
                    out.string(c.text());
                }
            }
            case Rename r -> {
                alter(r.kind(), r.ifExists());
                out.when(r.only(), "ONLY ");
                object(r.kind(), r.object());
                out.add(" RENAME ");
                if (r.subName() != null) {
                    out.add(r.subKind().words()).add(" ").name(r.subName()).add(" ");
                }
                out.add("TO ").name(r.newName()).when(r.cascade(), " CASCADE");
            }
            case SetSchema s -> {
                alter(s.kind(), s.ifExists());
                object(s.kind(), s.object());
                out.add(" SET SCHEMA ").name(s.schema());
            }
            case SetOwner s -> {
                alter(s.kind(), false);
                object(s.kind(), s.object());
                out.add(" OWNER TO ");
                role(out, s.owner());
            }
        }
    }

    private void alter(ObjectKind kind, boolean ifExists) {
        out.add("ALTER ").add(kind.words()).add(" ").when(ifExists, "IF EXISTS ");
    }

    void object(ObjectKind kind, ObjectName object) {
        QualifiedName relation = object.relation();
        switch (kind) {
            case TYPE, DOMAIN -> {
                if (object.types().isEmpty()) {
                    out.name(object.name());
                } else {
                    operand(object.types().get(0));
                }
            }
            case CAST -> {
                out.add("(");
                operand(object.types().get(0));
                out.add(" AS ");
                operand(object.types().get(1));
                out.add(")");
            }
            case TRANSFORM -> {
                out.add("FOR ");
                operand(object.types().get(0));
                out.add(" LANGUAGE ").name(object.name());
            }
            case OPERATOR -> {
                operator(object.name());
                out.add(" (");
                operand(object.types().get(0));
                out.add(", ");
                operand(object.types().get(1));
                out.add(")");
            }
            case OPERATOR_CLASS, OPERATOR_FAMILY -> {
                out.name(object.name());
                on(" USING ", relation);
            }
            case LARGE_OBJECT -> out.add(object.name().name());
            case DOMAIN_CONSTRAINT -> {
                out.name(object.name());
                on(" ON DOMAIN ", relation);
            }
            default -> {
                out.name(object.name());
                List<RoutineParameter> arguments = object.arguments();
                if (arguments != null) {
                    arguments(kind, arguments);
                }
                on(" ON ", relation);
            }
        }
    }

    private void on(String words, @Nullable QualifiedName relation) {
        if (relation != null) {
            out.add(words).name(relation);
        }
    }

    private void arguments(ObjectKind kind, List<RoutineParameter> arguments) {
        if (kind == ObjectKind.AGGREGATE && arguments.isEmpty()) {
            out.add("(*)");
        } else {
            out.inParentheses(arguments, new RoutineWriter(writers)::parameter);
        }
    }

    private void operand(@Nullable TypeName type) {
        if (type == null) {
            out.add("NONE");
        } else {
            writers.types.write(type);
        }
    }

    /** An operator's own name is no identifier. */
    void operator(QualifiedName name) {
        if (name.schema() != null) {
            out.name(name.schema()).add(".");
        }
        out.add(name.name());
    }
}
