package io.trefoil.sql.engine.ddl;

import io.trefoil.sql.catalog.CatalogDelta;
import io.trefoil.sql.catalog.Schema;
import io.trefoil.sql.catalog.UserType;
import io.trefoil.sql.parser.ast.QualifiedName;
import io.trefoil.sql.parser.ast.SchemaStatement;
import io.trefoil.sql.types.EnumLabel;
import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** CREATE TYPE ... AS ENUM, ALTER TYPE ... ADD VALUE and RENAME VALUE. */
final class EnumCommands {
    private static final int LABEL_BYTES_MAX = 63;

    private EnumCommands() {}

    static String create(SchemaStatement.CreateEnum statement, DdlContext context) {
        Schema schema = Relations.creationSchema(context, statement.name());
        String name = statement.name().name();
        Locks.use(context, schema.oid());
        Locks.name(context, schema.oid(), name);
        if (context.catalog().type(schema.oid(), name).isPresent()
                || context.catalog().relationOrNull(schema.oid(), name) != null) {
            throw new SqlStateException(SqlState.DUPLICATE_OBJECT, "type \"" + name + "\" already exists");
        }
        int oid = Oids.next(context);
        for (int i = 0; i < statement.labels().size(); i++) {
            String label = statement.labels().get(i);
            requireShort(label);
            if (statement.labels().indexOf(label) < i) {
                throw new SqlStateException(
                                SqlState.UNIQUE_VIOLATION,
                                "duplicate key value violates unique constraint \"pg_enum_typid_label_index\"")
                        .withDetail("Key (enumtypid, enumlabel)=(" + Integer.toUnsignedString(oid) + ", " + label
                                + ") already exists.");
            }
        }
        UserType type = new UserType(
                oid,
                schema.oid(),
                name,
                context.role().oid(),
                'e',
                Oids.next(context),
                EnumLabel.listOf(statement.labels()),
                null,
                -1,
                null,
                false,
                List.of());
        context.apply(new CatalogDelta.Builder().put(type).build());
        return "CREATE TYPE";
    }

    private static void requireShort(String label) {
        if (label.getBytes(StandardCharsets.UTF_8).length > LABEL_BYTES_MAX) {
            throw new SqlStateException(SqlState.INVALID_NAME, "invalid enum label \"" + label + "\"")
                    .withDetail("Labels must be 63 bytes or less.");
        }
    }

    /** The enum as it is now, locked against other definitions. */
    private static UserType lock(DdlContext context, QualifiedName name) {
        UserType found = TypeCommands.require(context, name);
        if (!found.isEnum()) {
            throw new SqlStateException(SqlState.WRONG_OBJECT_TYPE, found.name() + " is not an enum");
        }
        Rights.requireOwner(context, found.ownerOid(), "type", found.name());
        Locks.definition(context, found.oid());
        return TypeCommands.require(context, name);
    }

    /** ALTER TYPE ... ADD VALUE. */
    static String addValue(SchemaStatement.AddEnumValue statement, DdlContext context) {
        requireShort(statement.label());
        UserType type = lock(context, statement.type());
        List<EnumLabel> labels = new ArrayList<>(type.labels());
        if (find(labels, statement.label()) >= 0) {
            String message = "enum label \"" + statement.label() + "\" already exists";
            if (!statement.ifNotExists()) {
                throw new SqlStateException(SqlState.DUPLICATE_OBJECT, message);
            }
            Messages.notice(context, SqlState.DUPLICATE_OBJECT, message + ", skipping");
            return "ALTER TYPE";
        }
        String neighbour = statement.neighbour();
        int at = neighbour == null ? labels.size() : require(labels, neighbour) + (statement.after() ? 1 : 0);
        labels.add(at, new EnumLabel(statement.label(), between(labels, at)));
        context.apply(new CatalogDelta.Builder().put(type.withLabels(labels)).build());
        return "ALTER TYPE";
    }

    /** The place of a label that is put before this one: as the places of others are stored, it lies between theirs. */
    private static double between(List<EnumLabel> labels, int at) {
        EnumLabel before = at == 0 ? null : labels.get(at - 1);
        EnumLabel after = at == labels.size() ? null : labels.get(at);
        double position = middle(before, after);
        if (before != null && position <= before.position() || after != null && position >= after.position()) {
            throw new SqlStateException(SqlState.PROGRAM_LIMIT_EXCEEDED, "no more labels fit between their neighbours");
        }
        return position;
    }

    private static double middle(@Nullable EnumLabel before, @Nullable EnumLabel after) {
        if (before == null) {
            return after == null ? 1 : after.position() - 1;
        }
        return after == null ? before.position() + 1 : (before.position() + after.position()) / 2;
    }

    /** ALTER TYPE ... RENAME VALUE. */
    static String renameValue(SchemaStatement.RenameEnumValue statement, DdlContext context) {
        requireShort(statement.newLabel());
        UserType type = lock(context, statement.type());
        List<EnumLabel> labels = new ArrayList<>(type.labels());
        int at = require(labels, statement.label());
        if (find(labels, statement.newLabel()) >= 0) {
            throw new SqlStateException(
                    SqlState.DUPLICATE_OBJECT, "enum label \"" + statement.newLabel() + "\" already exists");
        }
        labels.set(at, new EnumLabel(statement.newLabel(), labels.get(at).position()));
        UserType renamed = type.withLabels(labels);
        CatalogDelta.Builder delta = new CatalogDelta.Builder().put(renamed);
        new EnumConstants(type.enumType(), renamed.enumType()).rewrite(context, delta);
        context.apply(delta.build());
        EnumConstants.requireReadableViews(context);
        return "ALTER TYPE";
    }

    private static int find(List<EnumLabel> labels, String text) {
        for (int i = 0; i < labels.size(); i++) {
            if (labels.get(i).text().equals(text)) {
                return i;
            }
        }
        return -1;
    }

    private static int require(List<EnumLabel> labels, String text) {
        int found = find(labels, text);
        if (found < 0) {
            throw new SqlStateException(
                    SqlState.INVALID_PARAMETER_VALUE, "\"" + text + "\" is not an existing enum label");
        }
        return found;
    }
}
