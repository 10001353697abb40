package io.trefoil.sql.engine.bind;

import io.trefoil.sql.catalog.Column;
import io.trefoil.sql.catalog.Table;
import io.trefoil.sql.catalog.UserType;
import io.trefoil.sql.catalog.builtin.StoredNames;
import io.trefoil.sql.parser.ast.Expression;
import io.trefoil.sql.parser.ast.Literal;
import io.trefoil.sql.parser.ast.QualifiedName;
import io.trefoil.sql.parser.ast.TypeName;
import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;
import io.trefoil.sql.types.SqlType;
import io.trefoil.sql.types.SqlTypes;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** From a type as written to a type and its typmod. */
public final class TypeNames {
    private TypeNames() {}

    /** A type with its modifier. */
    public record TypeAndMod(SqlType type, int typmod) {}

    /** The type; 42704 {@code type "x" does not exist}. The position is a 0-based offset. */
    public static TypeAndMod resolve(BindEnvironment environment, TypeName name) {
        try {
            if (name.columnType()) {
                return columnType(environment, name.name());
            }
            SqlType element = base(environment, name.name());
            int typmod = name.modifiers().isEmpty() ? -1 : element.typmodOf(modifiers(name.modifiers()));
            return new TypeAndMod(name.arrayBounds().isEmpty() ? element : arrayOf(element), typmod);
        } catch (SqlStateException e) {
            throw e.withPosition(name.position() < 0 ? 0 : name.position() + 1);
        }
    }

    private static SqlType arrayOf(SqlType element) {
        return element.category() == 'A' && element.arrayOid() == 0 ? element : SqlTypes.arrayOf(element);
    }

    private static SqlType base(BindEnvironment environment, QualifiedName name) {
        String schema = name.schema();
        Optional<SqlType> builtin =
                schema == null || schema.equals("pg_catalog") ? SqlTypes.byName(name.name()) : Optional.empty();
        if (builtin.isPresent()) {
            return builtin.get();
        }
        OptionalInt stored = StoredNames.oidOf(name.name());
        if (stored.isPresent()) {
            return environment.catalog().valueType(stored.getAsInt()).orElseThrow(() -> missing(name));
        }
        Optional<UserType> user = Optional.empty();
        for (int oid : schemas(environment, schema)) {
            Optional<SqlType> values = values(environment, oid, name.name());
            if (values.isPresent()) {
                return values.get();
            }
            user = user.isPresent() ? user : environment.catalog().type(oid, name.name());
        }
        if (user.isPresent()) {
            throw new SqlStateException(
                    SqlState.FEATURE_NOT_SUPPORTED,
                    "columns of user-defined type \"" + name.name() + "\" are not supported yet");
        }
        if (schema != null && schema.equals("information_schema")) {
            return informationSchemaDomain(name);
        }
        throw missing(name);
    }

    private static List<Integer> schemas(BindEnvironment environment, @Nullable String schema) {
        if (schema == null) {
            return environment.searchPath();
        }
        OptionalInt oid = RelationNames.schemaOid(environment, schema);
        if (oid.isEmpty()) {
            throw new SqlStateException(SqlState.INVALID_SCHEMA_NAME, "schema \"" + schema + "\" does not exist");
        }
        return List.of(oid.getAsInt());
    }

    /** The enum of this name, or the array over one by its own name, {@code _mood}. */
    private static Optional<SqlType> values(BindEnvironment environment, int schema, String name) {
        Optional<SqlType> named = environment
                .catalog()
                .type(schema, name)
                .filter(UserType::isEnum)
                .map(UserType::enumType);
        return named.isPresent() || !name.startsWith("_")
                ? named
                : environment
                        .catalog()
                        .type(schema, name.substring(1))
                        .filter(UserType::isEnum)
                        .map(type -> SqlTypes.arrayOf(type.enumType()));
    }

    /** The domains of the SQL standard's information schema, seen as their base types. */
    private static SqlType informationSchemaDomain(QualifiedName name) {
        return switch (name.name()) {
            case "cardinal_number" -> SqlTypes.INT4;
            case "character_data", "yes_or_no" -> SqlTypes.VARCHAR;
            case "sql_identifier" -> SqlTypes.NAME;
            case "time_stamp" -> SqlTypes.TIMESTAMPTZ;
            default -> throw missing(name);
        };
    }

    private static SqlStateException missing(QualifiedName name) {
        return new SqlStateException(
                SqlState.UNDEFINED_OBJECT, "type \"" + String.join(".", name.parts()) + "\" does not exist");
    }

    private static TypeAndMod columnType(BindEnvironment environment, QualifiedName name) {
        List<String> parts = name.parts();
        QualifiedName relation = new QualifiedName(parts.subList(0, parts.size() - 1), name.position());
        if (RelationNames.require(environment, relation) instanceof RelationNames.Target.User user
                && user.relation() instanceof Table table) {
            Column column = table.findColumn(name.name())
                    .orElseThrow(() -> new SqlStateException(
                            SqlState.UNDEFINED_COLUMN,
                            "column \"" + name.name() + "\" of relation \"" + table.name() + "\" does not exist"));
            return new TypeAndMod(column.type(), column.typmod());
        }
        throw missing(name);
    }

    private static int[] modifiers(List<Expression> expressions) {
        int[] values = new int[expressions.size()];
        for (int i = 0; i < values.length; i++) {
            if (!(expressions.get(i) instanceof Literal.IntegerLiteral literal)) {
                throw new SqlStateException(
                        SqlState.SYNTAX_ERROR, "type modifiers must be simple constants or identifiers");
            }
            values[i] = literal.value();
        }
        return values;
    }
}
