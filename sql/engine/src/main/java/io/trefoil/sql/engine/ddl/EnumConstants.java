package io.trefoil.sql.engine.ddl;

import io.trefoil.sql.catalog.CatalogDelta;
import io.trefoil.sql.catalog.CatalogObject;
import io.trefoil.sql.catalog.Column;
import io.trefoil.sql.catalog.Constraint;
import io.trefoil.sql.catalog.Index;
import io.trefoil.sql.catalog.Table;
import io.trefoil.sql.catalog.View;
import io.trefoil.sql.engine.bind.ParameterTypes;
import io.trefoil.sql.engine.bind.StatementBinder;
import io.trefoil.sql.parser.SqlParser;
import io.trefoil.sql.parser.ast.SelectStatement;
import io.trefoil.sql.types.EnumLabel;
import io.trefoil.sql.types.EnumType;
import io.trefoil.sql.types.SqlArray;
import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;
import io.trefoil.sql.types.SqlType;
import io.trefoil.sql.types.SqlTypes;
import io.trefoil.sql.types.TextFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Writes the constants of an enum anew in stored expressions after one of its labels has got another text. */
final class EnumConstants {
    private static final Pattern LITERAL = Pattern.compile("E?('(?:[^']|'')*')");

    private final EnumType before;
    private final EnumType after;
    private final Pattern constants;

    EnumConstants(EnumType before, EnumType after) {
        this.before = before;
        this.after = after;
        this.constants = Pattern.compile(
                LITERAL.pattern() + "::" + Pattern.quote(ExpressionText.typeName(before, -1)) + "(\\[])?");
    }

    /** Adds what changes to the delta. */
    void rewrite(DdlContext context, CatalogDelta.Builder delta) {
        for (CatalogObject object : context.catalog().objects()) {
            switch (object) {
                case Table table -> {
                    Table written = written(table);
                    if (!written.equals(table)) {
                        delta.put(written);
                    }
                }
                case Index index -> {
                    Index written = written(index);
                    if (!written.equals(index)) {
                        delta.put(written);
                    }
                }
                default -> {}
            }
        }
    }

    private Table written(Table table) {
        List<Column> columns = table.columns().stream()
                .map(column -> new Column(
                        column.number(),
                        column.name(),
                        column.type(),
                        column.typmod(),
                        column.notNull(),
                        written(column.defaultSql()),
                        missing(column),
                        column.identity(),
                        column.generated(),
                        column.dropped()))
                .toList();
        List<Constraint> constraints = table.constraints().stream()
                .map(constraint -> constraint instanceof Constraint.Check check
                        ? new Constraint.Check(
                                check.oid(),
                                check.name(),
                                expression(check.expressionSql()),
                                check.columns(),
                                check.validated())
                        : constraint)
                .toList();
        return table.withColumns(columns).withConstraints(constraints);
    }

    /** The literal of a column's value in rows that are older than the column. */
    private @Nullable String missing(Column column) {
        String sql = column.missingSql();
        boolean array = column.type().oid() == before.arrayOid();
        Matcher literal = sql == null || !array && column.type().oid() != before.oid() ? null : LITERAL.matcher(sql);
        if (literal == null || !literal.lookingAt()) {
            return sql;
        }
        return constant(literal.group(1), literal.group().startsWith("E"), array);
    }

    private Index written(Index index) {
        return new Index(
                index.oid(),
                index.schemaOid(),
                index.name(),
                index.ownerOid(),
                index.tableOid(),
                index.spaceId(),
                index.method(),
                index.unique(),
                index.primary(),
                index.nullsNotDistinct(),
                index.keys().stream()
                        .map(key -> new Index.Key(
                                key.column(),
                                written(key.expressionSql()),
                                key.typeOid(),
                                key.typmod(),
                                key.descending(),
                                key.nullsFirst(),
                                key.opclassOid()))
                        .toList(),
                index.included(),
                written(index.predicateSql()),
                index.state());
    }

    private @Nullable String written(@Nullable String sql) {
        return sql == null ? null : expression(sql);
    }

    private String expression(String sql) {
        Matcher matcher = constants.matcher(sql);
        StringBuilder out = new StringBuilder();
        while (matcher.find()) {
            boolean array = matcher.group(2) != null;
            String written = constant(matcher.group(1), matcher.group().startsWith("E"), array);
            matcher.appendReplacement(
                    out,
                    Matcher.quoteReplacement(
                            written + "::" + ExpressionText.typeName(array ? SqlTypes.arrayOf(after) : after, -1)));
        }
        return matcher.appendTail(out).toString();
    }

    private String constant(String literal, boolean escapes, boolean array) {
        SqlType type = array ? SqlTypes.arrayOf(before) : before;
        SqlType now = array ? SqlTypes.arrayOf(after) : after;
        Object value = today(type.parse(unquoted(literal, escapes), -1, TextFormat.DEFAULT));
        return ExpressionText.literal(now.toText(value, TextFormat.DEFAULT));
    }

    private static String unquoted(String literal, boolean escapes) {
        String text = literal.substring(1, literal.length() - 1).replace("''", "'");
        return escapes ? text.replace("\\\\", "\\") : text;
    }

    /** The same value with the text that its label has now. */
    private Object today(Object value) {
        if (value instanceof EnumLabel label) {
            return after.at(label.position());
        }
        SqlArray array = (SqlArray) value;
        @Nullable Object[] elements = array.elements().clone();
        for (int i = 0; i < elements.length; i++) {
            elements[i] = elements[i] instanceof EnumLabel label ? after.at(label.position()) : null;
        }
        return array.withElements(after, elements);
    }

    /** The texts of views are their authors': 0A000 when one does not mean anything any more. */
    static void requireReadableViews(DdlContext context) {
        for (CatalogObject object : context.catalog().objects()) {
            if (object instanceof View view
                    && SqlParser.parse(view.querySql()).get(0).statement() instanceof SelectStatement query) {
                try {
                    StatementBinder.bind(context.binding(), query, ParameterTypes.inferred(), view.querySql());
                } catch (SqlStateException e) {
                    if (e.state() == SqlState.INVALID_TEXT_REPRESENTATION) {
                        throw new SqlStateException(
                                        SqlState.FEATURE_NOT_SUPPORTED,
                                        "cannot rename a label that view \"" + view.name() + "\" names",
                                        e)
                                .withDetail(e.text());
                    }
                }
            }
        }
    }
}
