package io.trefoil.sql.engine.ddl;

import io.trefoil.sql.catalog.CatalogDelta;
import io.trefoil.sql.catalog.Column;
import io.trefoil.sql.catalog.Relation;
import io.trefoil.sql.catalog.Schema;
import io.trefoil.sql.catalog.View;
import io.trefoil.sql.catalog.builtin.Identifiers;
import io.trefoil.sql.engine.algebra.OutputColumn;
import io.trefoil.sql.engine.bind.ParameterTypes;
import io.trefoil.sql.engine.bind.StatementBinder;
import io.trefoil.sql.parser.ParsedStatement;
import io.trefoil.sql.parser.SqlParser;
import io.trefoil.sql.parser.ast.Reference;
import io.trefoil.sql.parser.ast.SelectStatement;
import io.trefoil.sql.parser.ast.TableOptions;
import io.trefoil.sql.parser.ast.TableStatement;
import io.trefoil.sql.parser.ast.TargetItem;
import io.trefoil.sql.parser.ast.WithClause;
import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;
import io.trefoil.sql.types.SqlType;
import io.trefoil.sql.types.SqlTypes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Collectors;

/** CREATE [OR REPLACE] VIEW. The query is kept as it was written, with relations qualified and stars spelled out. */
final class CreateView {
    private final TableStatement.CreateView statement;
    private final DdlContext context;

    private CreateView(TableStatement.CreateView statement, DdlContext context) {
        this.statement = statement;
        this.context = context;
    }

    static String run(TableStatement.CreateView statement, DdlContext context) {
        if (statement.checkOption() != TableStatement.CheckOption.NONE) {
            throw Messages.unsupported("WITH CHECK OPTION");
        }
        new CreateView(statement, context).create();
        return "CREATE VIEW";
    }

    private void create() {
        Schema schema = statement.persistence() == TableOptions.Persistence.TEMPORARY
                ? TemporarySchema.of(context)
                : Relations.creationSchema(context, statement.name());
        String name = statement.name().name();
        StatementBinder.Bound bound =
                StatementBinder.bind(context.binding(), statement.query(), ParameterTypes.inferred(), context.sql());
        List<Column> columns = columns(bound.rel().columns());
        Locks.use(context, schema.oid());
        Locks.name(context, schema.oid(), name);
        Relation existing = context.catalog().relationOrNull(schema.oid(), name);
        View replaced = null;
        if (existing != null) {
            if (!statement.orReplace()) {
                throw new SqlStateException(SqlState.DUPLICATE_TABLE, "relation \"" + name + "\" already exists");
            }
            if (!(existing instanceof View view)) {
                throw Relations.wrongKind(existing, "a view");
            }
            Rights.requireOwner(context, view);
            Locks.definition(context, view.oid());
            requireCompatible(view, columns);
            replaced = view;
        }
        String text = new ViewRewrite(context)
                .qualified(withoutStars(source(), bound.rel().columns()));
        View made = replaced == null
                ? new View(
                        Oids.next(context),
                        schema.oid(),
                        name,
                        context.role().oid(),
                        null,
                        columns,
                        text,
                        Oids.nextPair(context))
                : replaced.withColumns(columns).withQuery(text);
        context.apply(new CatalogDelta.Builder().put(made).build());
    }

    private List<Column> columns(List<OutputColumn> found) {
        if (statement.columns().size() > found.size()) {
            throw new SqlStateException(SqlState.SYNTAX_ERROR, "CREATE VIEW specifies more column names than columns");
        }
        List<Column> columns = new ArrayList<>();
        HashSet<String> names = new HashSet<>();
        for (int i = 0; i < found.size(); i++) {
            OutputColumn column = found.get(i);
            String name = i < statement.columns().size() ? statement.columns().get(i) : column.name();
            if (!names.add(name)) {
                throw new SqlStateException(
                        SqlState.DUPLICATE_COLUMN, "column \"" + name + "\" specified more than once");
            }
            SqlType type = column.type() == SqlTypes.UNKNOWN ? SqlTypes.TEXT : column.type();
            columns.add(new Column(
                    i + 1, name, type, column.typmod(), false, null, null, Column.Identity.NONE, false, false));
        }
        return columns;
    }

    private static void requireCompatible(View old, List<Column> columns) {
        if (columns.size() < old.columns().size()) {
            throw new SqlStateException(SqlState.INVALID_TABLE_DEFINITION, "cannot drop columns from view");
        }
        for (int i = 0; i < old.columns().size(); i++) {
            Column before = old.columns().get(i);
            Column after = columns.get(i);
            if (!before.name().equals(after.name())) {
                throw new SqlStateException(
                                SqlState.INVALID_TABLE_DEFINITION,
                                "cannot change name of view column \"" + before.name() + "\" to \"" + after.name()
                                        + "\"")
                        .withHint("Use ALTER VIEW ... RENAME COLUMN ... to change name of view column instead.");
            }
            if (before.type().oid() != after.type().oid() || before.typmod() != after.typmod()) {
                throw new SqlStateException(
                        SqlState.INVALID_TABLE_DEFINITION,
                        "cannot change data type of view column \""
                                + before.name() + "\" from " + before.type().formatted(before.typmod()) + " to "
                                + after.type().formatted(after.typmod()));
            }
        }
    }

    /** The query as written, without the semicolon. */
    private String source() {
        List<ParsedStatement> parsed = SqlParser.parse(context.sql());
        ParsedStatement own = parsed.get(parsed.size() - 1);
        int start = SourceText.behindAs(context.sql(), own.start());
        String query = context.sql().substring(start, own.end()).strip();
        return isRecursive() ? recursive(query) : query;
    }

    /** CREATE RECURSIVE VIEW has been parsed into a WITH query of the view's own name. */
    private boolean isRecursive() {
        int view = context.sql().toLowerCase(java.util.Locale.ROOT).indexOf("view");
        WithClause with = statement.query().with();
        return with != null
                && with.recursive()
                && view > 0
                && context.sql()
                        .substring(0, view)
                        .toLowerCase(java.util.Locale.ROOT)
                        .contains("recursive");
    }

    private String recursive(String query) {
        String columns = statement.columns().stream().map(Identifiers::quote).collect(Collectors.joining(", "));
        String name = Identifiers.quote(statement.name().name());
        return "WITH RECURSIVE " + name + "(" + columns + ") AS (" + query + ") SELECT " + columns + " FROM " + name;
    }

    /** Columns that tables get later are not the view's: a star becomes the list of columns that it stands for now. */
    private static String withoutStars(String sql, List<OutputColumn> columns) {
        SelectStatement query = (SelectStatement) SqlParser.parse(sql).get(0).statement();
        boolean starred = TreeWalk.find(query, Reference.ColumnReference.class).stream()
                .anyMatch(Reference.ColumnReference::star);
        List<String> names =
                columns.stream().map(column -> Identifiers.quote(column.name())).toList();
        if (!starred || new HashSet<>(names).size() < names.size() || names.contains("\"?column?\"")) {
            return sql;
        }
        String list = String.join(", ", names);
        if (query.body() instanceof SelectStatement.SelectCore core
                && core.targets().size() == 1) {
            TargetItem only = core.targets().get(0);
            boolean plain = only.expression() instanceof Reference.ColumnReference reference
                    && reference.star()
                    && reference.names().isEmpty();
            int at = only.expression().position();
            if (plain && at >= 0 && sql.charAt(at) == '*') {
                return sql.substring(0, at) + list + sql.substring(at + 1);
            }
        }
        return "SELECT " + list + " FROM (" + sql + ") AS v";
    }
}
