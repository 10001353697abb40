package io.trefoil.sql.parser.deparse;

import io.trefoil.sql.parser.ast.AlterTableAction;
import io.trefoil.sql.parser.ast.ObjectKind;
import io.trefoil.sql.parser.ast.Option;
import io.trefoil.sql.parser.ast.Option.ListValue;
import io.trefoil.sql.parser.ast.QualifiedName;
import io.trefoil.sql.parser.ast.RoutineStatement.RoutineParameter;
import io.trefoil.sql.parser.ast.SchemaStatement;
import io.trefoil.sql.parser.ast.SchemaStatement.AddEnumValue;
import io.trefoil.sql.parser.ast.SchemaStatement.CompositeAction;
import io.trefoil.sql.parser.ast.SchemaStatement.CreateStatistics;
import io.trefoil.sql.parser.ast.SchemaStatement.Define;
import io.trefoil.sql.parser.ast.SequenceOption;
import io.trefoil.sql.parser.ast.Statement;
import io.trefoil.sql.parser.ast.TypeName;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Databases, schemas, sequences, types, domains, extensions. */
final class SchemaWriter {
    private final Writers writers;
    private final SqlText out;

    SchemaWriter(Writers writers) {
        this.writers = writers;
        this.out = writers.out;
    }

    void write(SchemaStatement statement) {
        switch (statement) {
            case SchemaStatement.CreateDatabase d -> {
                out.add("CREATE DATABASE ").name(d.name());
                databaseOptions(d.options());
            }
            case SchemaStatement.AlterDatabase d -> {
                out.add("ALTER DATABASE ").name(d.name());
                databaseOptions(d.options());
            }
            case SchemaStatement.RefreshDatabaseCollation d ->
                out.add("ALTER DATABASE ").name(d.name()).add(" REFRESH COLLATION VERSION");
            case SchemaStatement.DropDatabase d -> {
                out.add("DROP DATABASE ").when(d.ifExists(), "IF EXISTS ").name(d.name());
                if (!d.options().isEmpty()) {
                    out.add(" WITH ");
                    writers.options.spaced(d.options());
                }
            }
            case SchemaStatement.CreateSchema s -> schema(s);
            case SchemaStatement.CreateSequence s -> {
                out.add("CREATE ").add(QueryWriter.persistence(s.persistence())).add("SEQUENCE ");
                out.when(s.ifNotExists(), "IF NOT EXISTS ").name(s.name());
                sequenceOptions(s.options());
            }
            case SchemaStatement.AlterSequence s -> {
                out.add("ALTER SEQUENCE ").when(s.ifExists(), "IF EXISTS ").name(s.name());
                sequenceOptions(s.options());
            }
            case SchemaStatement.CreateEnum t -> type(t.name()).add(" AS ENUM ").inParentheses(t.labels(), out::string);
            case SchemaStatement.CreateComposite t -> {
                type(t.name()).add(" AS ");
                writers.from.columns(t.attributes());
            }
            case SchemaStatement.CreateRange t -> {
                type(t.name()).add(" AS RANGE ");
                writers.options.assigned(t.options());
            }
            case Define d -> define(d);
            case AddEnumValue a -> {
                out.add("ALTER TYPE ").name(a.type()).add(" ADD VALUE ").when(a.ifNotExists(), "IF NOT EXISTS ");
                out.string(a.label());
                if (a.neighbour() != null) {
                    out.add(a.after() ? " AFTER " : " BEFORE ").string(a.neighbour());
                }
            }
            case SchemaStatement.RenameEnumValue r -> {
                out.add("ALTER TYPE ").name(r.type()).add(" RENAME VALUE ").string(r.label());
                out.add(" TO ").string(r.newLabel());
            }
            case SchemaStatement.AlterComposite a ->
                out.add("ALTER TYPE ").name(a.type()).add(" ").list(a.actions(), this::attribute);
            case SchemaStatement.AlterTypeOptions a -> {
                out.add("ALTER TYPE ").name(a.type()).add(" SET ");
                writers.options.assigned(a.options());
            }
            case SchemaStatement.CreateDomain d -> {
                out.add("CREATE DOMAIN ").name(d.name()).add(" AS ");
                writers.types.write(d.type());
                if (d.collation() != null) {
                    out.add(" COLLATE ").name(d.collation());
                }
                new ConstraintWriter(writers).constraints(d.constraints());
            }
            case SchemaStatement.AlterDomainDefault d -> {
                domain(d.name()).add(d.value() == null ? "DROP DEFAULT" : "SET DEFAULT ");
                writers.expressions.optional("", d.value());
            }
            case SchemaStatement.AlterDomainNotNull d ->
                domain(d.name()).add(d.notNull() ? "SET NOT NULL" : "DROP NOT NULL");
            case SchemaStatement.AddDomainConstraint d -> {
                domain(d.name()).add("ADD ");
                new ConstraintWriter(writers).table(d.constraint());
            }
            case SchemaStatement.DropDomainConstraint d -> {
                domain(d.name())
                        .add("DROP CONSTRAINT ")
                        .when(d.ifExists(), "IF EXISTS ")
                        .name(d.constraint());
                out.when(d.cascade(), " CASCADE");
            }
            case SchemaStatement.ValidateDomainConstraint d ->
                domain(d.name()).add("VALIDATE CONSTRAINT ").name(d.constraint());
            case SchemaStatement.CreateExtension e -> {
                out.add("CREATE EXTENSION ")
                        .when(e.ifNotExists(), "IF NOT EXISTS ")
                        .name(e.name());
                extensionOptions(e.options());
            }
            case SchemaStatement.AlterExtension e -> {
                out.add("ALTER EXTENSION ").name(e.name()).add(" UPDATE");
                for (Option option : e.options()) {
                    writers.options.value(" TO ", option.value());
                }
            }
            case SchemaStatement.AlterExtensionContents e -> {
                out.add("ALTER EXTENSION ").name(e.name()).add(e.add() ? " ADD " : " DROP ");
                out.add(e.kind().words()).add(" ");
                new ObjectWriter(writers).object(e.kind(), e.object());
            }
            case CreateStatistics s -> statistics(s);
        }
    }

    private SqlText type(QualifiedName name) {
        return out.add("CREATE TYPE ").name(name);
    }

    private SqlText domain(QualifiedName name) {
        return out.add("ALTER DOMAIN ").name(name).add(" ");
    }

    private void databaseOptions(List<Option> options) {
        for (Option option : options) {
            out.add(" ");
            switch (option.name()) {
                case "connection_limit" -> out.add("CONNECTION LIMIT");
                default -> out.name(option.name());
            }
            out.add(" =").when(option.value() == null, " DEFAULT");
            writers.options.value(" ", option.value());
        }
    }

    private void extensionOptions(List<Option> options) {
        for (Option option : options) {
            switch (option.name()) {
                case "schema" -> out.optionalName(" SCHEMA ", option.text());
                case "new_version" -> writers.options.value(" VERSION ", option.value());
                default -> out.add(" CASCADE");
            }
        }
    }

    private void sequenceOptions(List<SequenceOption> options) {
        for (SequenceOption option : options) {
            out.add(" ");
            new ConstraintWriter(writers).sequenceOption(option);
        }
    }

    private void schema(SchemaStatement.CreateSchema schema) {
        out.add("CREATE SCHEMA").when(schema.ifNotExists(), " IF NOT EXISTS").optionalName(" ", schema.name());
        if (schema.owner() != null) {
            out.add(" AUTHORIZATION ");
            ObjectWriter.role(out, schema.owner());
        }
        for (Statement element : schema.elements()) {
            out.add(" ");
            writers.statements.write(element);
        }
    }

    private void define(Define define) {
        out.add("CREATE ")
                .when(define.orReplace(), "OR REPLACE ")
                .add(define.kind().words())
                .add(" ");
        out.when(define.ifNotExists(), "IF NOT EXISTS ");
        if (define.kind() == ObjectKind.OPERATOR) {
            new ObjectWriter(writers).operator(define.name());
        } else {
            out.name(define.name());
        }
        List<RoutineParameter> arguments = define.arguments();
        if (arguments != null) {
            if (arguments.isEmpty()) {
                out.add("(*)");
            } else {
                out.inParentheses(arguments, new RoutineWriter(writers)::parameter);
            }
        }
        List<Option> definition = define.definition();
        if (definition.size() == 1 && definition.get(0).value() instanceof ListValue source) {
            out.add(" FROM ").list(source.items(), ".", item -> writers.options.value("", item));
        } else if (!definition.isEmpty()) {
            out.add(" ");
            writers.options.assigned(definition);
        }
    }

    private void attribute(CompositeAction action) {
        switch (action.action()) {
            case AlterTableAction.AddColumn a -> {
                out.add("ADD ATTRIBUTE ");
                writers.from.column(a.column());
            }
            case AlterTableAction.DropColumn a ->
                out.add("DROP ATTRIBUTE ").when(a.ifExists(), "IF EXISTS ").name(a.column());
            case AlterTableAction.AlterType a -> attributeType(a.column(), a.type(), a.collation());
            default -> throw new IllegalArgumentException("no attribute action: " + action);
        }
        out.when(action.cascade(), " CASCADE");
    }

    private void attributeType(String name, TypeName type, @Nullable QualifiedName collation) {
        out.add("ALTER ATTRIBUTE ").name(name).add(" TYPE ");
        writers.types.write(type);
        if (collation != null) {
            out.add(" COLLATE ").name(collation);
        }
    }

    private void statistics(CreateStatistics statistics) {
        out.add("CREATE STATISTICS ")
                .when(statistics.ifNotExists(), "IF NOT EXISTS ")
                .name(statistics.name());
        out.optionalNames(statistics.kinds()).add(" ON ");
        out.list(statistics.expressions(), writers.modifications::indexElement);
        writers.queries.from(" FROM ", statistics.from());
    }
}
