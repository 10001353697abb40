package io.trefoil.sql.parser.ast;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Databases, schemas, sequences, types, domains and extensions. */
public sealed interface SchemaStatement extends Statement {

    /** {@code CREATE DATABASE name [WITH] options} */
    record CreateDatabase(String name, List<Option> options) implements SchemaStatement {}

    /** {@code ALTER DATABASE name options} and {@code SET TABLESPACE} (option tablespace). */
    record AlterDatabase(String name, List<Option> options) implements SchemaStatement {}

    /** {@code ALTER DATABASE name REFRESH COLLATION VERSION} */
    record RefreshDatabaseCollation(String name) implements SchemaStatement {}

    /** {@code DROP DATABASE [IF EXISTS] name [(FORCE)]} */
    record DropDatabase(String name, boolean ifExists, List<Option> options) implements SchemaStatement {}

    /** {@code CREATE SCHEMA [IF NOT EXISTS] [name] [AUTHORIZATION role] [elements]} */
    record CreateSchema(
            @Nullable String name,
            @Nullable RoleName owner,
            boolean ifNotExists,
            List<Statement> elements,
            int position)
            implements SchemaStatement {}

    /** {@code CREATE [TEMP | UNLOGGED] SEQUENCE [IF NOT EXISTS] name options} */
    record CreateSequence(
            QualifiedName name,
            TableOptions.Persistence persistence,
            boolean ifNotExists,
            List<SequenceOption> options,
            int position)
            implements SchemaStatement {}

    /** {@code ALTER SEQUENCE [IF EXISTS] name options} */
    record AlterSequence(QualifiedName name, boolean ifExists, List<SequenceOption> options)
            implements SchemaStatement {}

    /** {@code CREATE TYPE name AS ENUM (...)} */
    record CreateEnum(QualifiedName name, List<String> labels) implements SchemaStatement {}

    /** {@code CREATE TYPE name AS (attribute type, ...)} */
    record CreateComposite(QualifiedName name, List<ColumnDefinition> attributes) implements SchemaStatement {}

    /** {@code CREATE TYPE name AS RANGE (options)} */
    record CreateRange(QualifiedName name, List<Option> options) implements SchemaStatement {}

    /**
     * {@code CREATE TYPE name (options)}, {@code CREATE TYPE name} and the other CREATEs that are a name with a list of
     * definitions: AGGREGATE, OPERATOR, TEXT SEARCH ..., COLLATION.
     *
     * @param arguments of an aggregate, otherwise null
     */
    record Define(
            ObjectKind kind,
            QualifiedName name,
            @Nullable List<RoutineStatement.RoutineParameter> arguments,
            boolean orReplace,
            boolean ifNotExists,
            List<Option> definition,
            int position)
            implements SchemaStatement {}

    /** {@code ALTER TYPE name ADD VALUE [IF NOT EXISTS] label [BEFORE | AFTER neighbour]} */
    record AddEnumValue(
            QualifiedName type,
            String label,
            boolean ifNotExists,
            @Nullable String neighbour,
            boolean after) implements SchemaStatement {}

    /** {@code ALTER TYPE name RENAME VALUE label TO newLabel} */
    record RenameEnumValue(QualifiedName type, String label, String newLabel) implements SchemaStatement {}

    /** {@code ALTER TYPE name ADD | DROP | ALTER ATTRIBUTE ...}, as the column actions they resemble. */
    record AlterComposite(QualifiedName type, List<CompositeAction> actions) implements SchemaStatement {}

    /** An attribute change with its CASCADE. */
    record CompositeAction(AlterTableAction action, boolean cascade) {}

    /** {@code ALTER TYPE name SET (options)} */
    record AlterTypeOptions(QualifiedName type, List<Option> options) implements SchemaStatement {}

    /** {@code CREATE DOMAIN name [AS] type [COLLATE c] constraints} */
    record CreateDomain(
            QualifiedName name,
            TypeName type,
            @Nullable QualifiedName collation,
            List<ColumnConstraint> constraints,
            int position)
            implements SchemaStatement {}

    /** {@code ALTER DOMAIN name SET DEFAULT value}; null is DROP DEFAULT. */
    record AlterDomainDefault(QualifiedName name, @Nullable Expression value) implements SchemaStatement {}

    /** {@code ALTER DOMAIN name SET | DROP NOT NULL} */
    record AlterDomainNotNull(QualifiedName name, boolean notNull) implements SchemaStatement {}

    /** {@code ALTER DOMAIN name ADD constraint} */
    record AddDomainConstraint(QualifiedName name, TableConstraint constraint) implements SchemaStatement {}

    /** {@code ALTER DOMAIN name DROP CONSTRAINT [IF EXISTS] constraint [CASCADE]} */
    record DropDomainConstraint(QualifiedName name, String constraint, boolean ifExists, boolean cascade)
            implements SchemaStatement {}

    /** {@code ALTER DOMAIN name VALIDATE CONSTRAINT constraint} */
    record ValidateDomainConstraint(QualifiedName name, String constraint) implements SchemaStatement {}

    /** {@code CREATE EXTENSION [IF NOT EXISTS] name [WITH] [SCHEMA s] [VERSION v] [CASCADE]} */
    record CreateExtension(String name, boolean ifNotExists, List<Option> options) implements SchemaStatement {}

    /** {@code ALTER EXTENSION name UPDATE [TO version]} */
    record AlterExtension(String name, List<Option> options) implements SchemaStatement {}

    /** {@code ALTER EXTENSION name ADD | DROP kind object} */
    record AlterExtensionContents(String name, boolean add, ObjectKind kind, ObjectStatement.ObjectName object)
            implements SchemaStatement {}

    /** {@code CREATE STATISTICS [IF NOT EXISTS] name [(kinds)] ON expressions FROM items} */
    record CreateStatistics(
            QualifiedName name,
            boolean ifNotExists,
            List<String> kinds,
            List<IndexElement> expressions,
            List<FromItem> from)
            implements SchemaStatement {}
}
