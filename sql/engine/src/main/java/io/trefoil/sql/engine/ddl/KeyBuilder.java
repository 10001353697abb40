package io.trefoil.sql.engine.ddl;

import io.trefoil.sql.catalog.Column;
import io.trefoil.sql.catalog.Constraint;
import io.trefoil.sql.catalog.Index;
import io.trefoil.sql.catalog.Table;
import io.trefoil.sql.catalog.builtin.OpclassRow;
import io.trefoil.sql.catalog.resolve.TypeResolver;
import io.trefoil.sql.engine.algebra.Scalar;
import io.trefoil.sql.engine.bind.StatementBinder;
import io.trefoil.sql.engine.bind.StatementBinder.StoredExpression;
import io.trefoil.sql.parser.ast.ColumnConstraint;
import io.trefoil.sql.parser.ast.ColumnDefinition;
import io.trefoil.sql.parser.ast.Expression;
import io.trefoil.sql.parser.ast.ForeignKeyTarget;
import io.trefoil.sql.parser.ast.TableConstraint;
import io.trefoil.sql.types.EnumType;
import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;
import io.trefoil.sql.types.SqlType;
import io.trefoil.sql.types.TypeOid;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** PRIMARY KEY, UNIQUE and CHECK constraints of a table under construction. */
final class KeyBuilder {
    private static final int BTREE = 403;

    private final TableDraft draft;
    private final DdlContext context;

    KeyBuilder(TableDraft draft) {
        this.draft = draft;
        this.context = draft.context();
    }

    /** The constraints written with a column, as table constraints; NOT NULL and defaults are not among them. */
    static List<TableConstraint> ofColumn(ColumnDefinition definition, DdlContext context) {
        List<TableConstraint> found = new ArrayList<>();
        List<ColumnConstraint> written = definition.constraints();
        ConstraintAttributes.check(written, context);
        for (int i = 0; i < written.size(); i++) {
            TableConstraint.Timing timing = ConstraintAttributes.timing(written, i + 1);
            List<String> column = List.of(definition.name());
            switch (written.get(i)) {
                case ColumnConstraint.PrimaryKey key ->
                    found.add(new TableConstraint.Unique(
                            key.name(),
                            true,
                            false,
                            column,
                            List.of(),
                            null,
                            key.parameters(),
                            key.tablespace(),
                            timing,
                            key.position()));
                case ColumnConstraint.Unique key ->
                    found.add(new TableConstraint.Unique(
                            key.name(),
                            false,
                            key.nullsNotDistinct(),
                            column,
                            List.of(),
                            null,
                            key.parameters(),
                            key.tablespace(),
                            timing,
                            key.position()));
                case ColumnConstraint.Check check ->
                    found.add(new TableConstraint.Check(
                            check.name(),
                            check.condition(),
                            new TableConstraint.Timing(false, false, false, check.noInherit()),
                            check.position()));
                case ColumnConstraint.References key ->
                    found.add(new TableConstraint.ForeignKey(key.name(), column, key.target(), timing, key.position()));
                case ColumnConstraint.NotNull other -> {}
                case ColumnConstraint.Nullability other -> {}
                case ColumnConstraint.Default other -> {}
                case ColumnConstraint.Generated other -> {}
                case ColumnConstraint.Identity other -> {}
                case ColumnConstraint.AttributeWord other -> {}
            }
        }
        return found;
    }

    /** Adds a constraint of any kind. */
    void add(TableConstraint constraint) {
        requireFreeName(constraint);
        switch (constraint) {
            case TableConstraint.Unique key -> addKey(key);
            case TableConstraint.Check check ->
                addCheck(check.name(), check.condition(), !check.timing().notValid());
            case TableConstraint.ForeignKey key -> new ForeignKeyBuilder(draft).add(key);
            case TableConstraint.Exclude exclude -> throw Messages.unsupported("an EXCLUDE constraint");
        }
    }

    private void requireFreeName(TableConstraint constraint) {
        String name = constraint.name();
        if (name == null) {
            return;
        }
        for (Constraint existing : draft.table().constraints()) {
            if (existing.name().equals(name)) {
                if (isNew() && constraint instanceof TableConstraint.Check && existing instanceof Constraint.Check) {
                    throw new SqlStateException(
                            SqlState.DUPLICATE_OBJECT, "check constraint \"" + name + "\" already exists");
                }
                throw new SqlStateException(
                        SqlState.DUPLICATE_OBJECT,
                        "constraint \"" + name + "\" for relation \""
                                + draft.table().name() + "\" already exists");
            }
        }
        draft.naming().takeConstraint(name);
    }

    /** Whether the table is being created: only then do errors about keys point at their place. */
    private boolean isNew() {
        return context.catalog().table(draft.table().oid()).isEmpty();
    }

    private SqlStateException keyError(SqlState state, String message, int position) {
        return Messages.at(context, state, message, isNew() ? position : -1);
    }

    private void addKey(TableConstraint.Unique key) {
        if (key.primaryKey() && draft.hasPrimaryKey()) {
            throw keyError(
                    SqlState.INVALID_TABLE_DEFINITION,
                    "multiple primary keys for table \"" + draft.table().name() + "\" are not allowed",
                    key.position());
        }
        List<Integer> columns = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (String name : key.columns()) {
            Column column = keyColumn(name, key.position());
            if (!seen.add(name)) {
                throw keyError(
                        SqlState.DUPLICATE_COLUMN,
                        "column \"" + name + "\" appears twice in " + (key.primaryKey() ? "primary key" : "unique")
                                + " constraint",
                        key.position());
            }
            columns.add(column.number());
        }
        List<Integer> included = key.included().stream()
                .map(name -> keyColumn(name, key.position()).number())
                .toList();
        String name = keyName(key);
        if (key.primaryKey()) {
            for (int number : columns) {
                draft.replace(draft.table().column(number).withNotNull(true));
            }
        }
        addKeyIndex(name, key, columns, included);
    }

    private void addKeyIndex(String name, TableConstraint.Unique key, List<Integer> columns, List<Integer> included) {
        List<Index.Key> keys = columns.stream()
                .map(number -> key(draft.table().column(number)))
                .toList();
        int indexOid = Oids.next(context);
        Table table = draft.table();
        // a deferrable key may be there twice for a while: it neither orders the rows nor makes its entries unique
        boolean deferrable = key.timing().deferrable();
        boolean ordersRows = key.primaryKey() && !deferrable;
        int space = ordersRows ? 0 : Locks.newSpace(context);
        draft.add(new Index(
                indexOid,
                table.schemaOid(),
                name,
                table.ownerOid(),
                table.oid(),
                space,
                "btree",
                !deferrable,
                key.primaryKey(),
                key.nullsNotDistinct(),
                keys,
                included,
                null,
                Index.State.PUBLIC));
        if (ordersRows) {
            draft.table(draft.table().withStorage(draft.table().spaceId(), columns));
        }
        draft.add(new Constraint.Key(
                Oids.next(context),
                name,
                key.primaryKey(),
                columns,
                indexOid,
                key.timing().deferrable(),
                key.timing().initiallyDeferred()));
    }

    private Column keyColumn(String name, int position) {
        return draft.table()
                .findColumn(name)
                .orElseThrow(() -> keyError(
                        SqlState.UNDEFINED_COLUMN, "column \"" + name + "\" named in key does not exist", position));
    }

    private String keyName(TableConstraint.Unique key) {
        String given = key.name();
        Table table = draft.table();
        if (given != null) {
            if (context.catalog().relationOrNull(table.schemaOid(), given) != null) {
                throw new SqlStateException(SqlState.DUPLICATE_TABLE, "relation \"" + given + "\" already exists");
            }
            draft.naming().takeRelation(given);
            return given;
        }
        return key.primaryKey()
                ? draft.naming().key(table.name(), "", "pkey")
                : draft.naming().key(table.name(), String.join("_", key.columns()), "key");
    }

    /** An ascending key over a column. */
    static Index.Key key(Column column) {
        return new Index.Key(
                column.number(),
                null,
                column.type().oid(),
                column.typmod(),
                false,
                false,
                defaultOpclass(column.type(), "btree"));
    }

    /** OID of the operator class that an index of this method takes for a type; 42704 when there is none. */
    static int defaultOpclass(SqlType type, String method) {
        int methodOid = method.equals("hash") ? 405 : BTREE;
        OpclassRow found = TypeResolver.builtin()
                .defaultOpclass(methodOid, opclassInput(type))
                .orElse(null);
        if (found == null || !type.ordered()) {
            throw new SqlStateException(
                            SqlState.UNDEFINED_OBJECT,
                            "data type " + type.sqlName() + " has no default operator class for access method \""
                                    + method + "\"")
                    .withHint("You must specify an operator class for the index or define a default operator class for"
                            + " the data type.");
        }
        return found.oid();
    }

    /** The type as operator classes name it: those of enums and of arrays over them are polymorphic. */
    private static int opclassInput(SqlType type) {
        return type instanceof EnumType
                ? TypeOid.ANYENUM
                : type.elementType() instanceof EnumType ? TypeOid.ANYARRAY : type.oid();
    }

    /** Adds a CHECK constraint. */
    void addCheck(@Nullable String given, Expression condition, boolean validated) {
        Table table = draft.table();
        Scalar bound =
                StatementBinder.expression(context.binding(), table, condition, StoredExpression.CHECK, context.sql());
        List<Integer> columns = ColumnUse.of(bound);
        String name = given != null
                ? given
                : draft.naming()
                        .constraint(
                                table.name(),
                                columns.size() == 1
                                        ? table.column(columns.get(0)).name()
                                        : "",
                                "check");
        draft.add(new Constraint.Check(Oids.next(context), name, ExpressionText.of(bound), columns, validated));
    }

    /** The letter that the catalog keeps for a foreign key's action. */
    static char letter(ForeignKeyTarget.Action action) {
        return switch (action) {
            case NO_ACTION -> 'a';
            case RESTRICT -> 'r';
            case CASCADE -> 'c';
            case SET_NULL -> 'n';
            case SET_DEFAULT -> 'd';
        };
    }
}
