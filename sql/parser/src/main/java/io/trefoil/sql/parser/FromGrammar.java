package io.trefoil.sql.parser;

import io.trefoil.sql.parser.ast.ColumnDefinition;
import io.trefoil.sql.parser.ast.Expression;
import io.trefoil.sql.parser.ast.FromItem;
import io.trefoil.sql.parser.ast.FromItem.Alias;
import io.trefoil.sql.parser.ast.FromItem.FunctionItem;
import io.trefoil.sql.parser.ast.FromItem.RowsFunction;
import io.trefoil.sql.parser.ast.FromItem.SubqueryItem;
import io.trefoil.sql.parser.ast.FromItem.TableItem;
import io.trefoil.sql.parser.ast.FromItem.TableSample;
import io.trefoil.sql.parser.ast.QualifiedName;
import io.trefoil.sql.parser.ast.SelectStatement;
import io.trefoil.sql.parser.ast.SelectStatement.Values;
import io.trefoil.sql.parser.ast.TypeName;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The sources of rows in FROM. */
final class FromGrammar {
    private final Grammar grammar;
    private final Tokens tokens;

    FromGrammar(Grammar grammar) {
        this.grammar = grammar;
        this.tokens = grammar.tokens;
    }

    /** {@code item, ...} */
    List<FromItem> items() {
        FromItem first = item();
        if (!tokens.is(TokenKind.COMMA)) {
            return List.of(first);
        }
        List<FromItem> items = new ArrayList<>();
        items.add(first);
        while (tokens.accept(TokenKind.COMMA)) {
            items.add(item());
        }
        return List.copyOf(items);
    }

    /** One source with all its joins (table_ref). */
    FromItem item() {
        FromItem first = primary();
        return JoinGrammar.starts(tokens.kind()) ? new JoinGrammar(grammar).joins(first) : first;
    }

    /** A source without joins, or joins in parentheses. */
    FromItem primary() {
        int position = tokens.start();
        return switch (tokens.kind()) {
            case LEFT_PARENTHESIS -> parenthesized(position);
            case LATERAL -> lateral(position);
            case ROWS -> tokens.isNext(TokenKind.FROM) ? rowsFrom(false, position) : tableOrFunction(position);
            default -> tableOrFunction(position);
        };
    }

    private FromItem lateral(int position) {
        tokens.advance();
        if (tokens.is(TokenKind.LEFT_PARENTHESIS)) {
            int opening = tokens.start();
            SelectStatement query = grammar.queries.inParentheses();
            return new SubqueryItem(query, true, subqueryAlias(query, opening), position);
        }
        if (tokens.is(TokenKind.ROWS) && tokens.isNext(TokenKind.FROM)) {
            return rowsFrom(true, position);
        }
        return function(true, position);
    }

    /** After an opening parenthesis stands a query or a join; nested ones are told apart by what follows. */
    private FromItem parenthesized(int position) {
        tokens.enter();
        Opened opened = open();
        tokens.leave();
        SelectStatement query = opened.query();
        return query != null ? subquery(query, position) : closeJoin(opened.join());
    }

    /** A query with its parenthesis closed, or a source of a join whose parenthesis is still open. */
    private record Opened(
            @Nullable SelectStatement query, @Nullable FromItem item) {
        FromItem join() {
            if (item == null) {
                throw new IllegalStateException("a query was opened, not a join");
            }
            return item;
        }
    }

    private Opened open() {
        int position = tokens.start();
        tokens.expect(TokenKind.LEFT_PARENTHESIS);
        if (grammar.queries.starts()) {
            SelectStatement query = grammar.queries.select();
            tokens.expect(TokenKind.RIGHT_PARENTHESIS);
            return new Opened(query, null);
        }
        if (!tokens.is(TokenKind.LEFT_PARENTHESIS)) {
            return new Opened(null, primary());
        }
        tokens.enter();
        int innerPosition = tokens.start();
        Opened inner = open();
        tokens.leave();
        SelectStatement query = inner.query();
        if (query == null) {
            return new Opened(null, closeJoin(inner.join()));
        }
        if (grammar.queries.continues()) {
            SelectStatement whole = grammar.queries.continueFrom(query, position);
            tokens.expect(TokenKind.RIGHT_PARENTHESIS);
            return new Opened(whole, null);
        }
        if (tokens.accept(TokenKind.RIGHT_PARENTHESIS)) {
            return inner;
        }
        boolean mayEnd = JoinGrammar.starts(tokens.kind());
        if (!mayEnd && !tokens.is(TokenKind.AS) && !tokens.kind().isColumnName()) {
            throw tokens.syntaxError();
        }
        return new Opened(null, subquery(query, innerPosition));
    }

    /** The joins after the first source inside parentheses; a join may be wrapped once more: {@code ((a JOIN b))}. */
    private FromItem closeJoin(FromItem first) {
        FromItem joined = first;
        if (JoinGrammar.starts(tokens.kind())) {
            joined = new JoinGrammar(grammar).joins(first);
        } else if (!(first instanceof FromItem.Join join) || join.alias() != null) {
            throw tokens.syntaxError();
        }
        tokens.expect(TokenKind.RIGHT_PARENTHESIS);
        Alias alias = optionalAlias();
        if (alias == null || !(joined instanceof FromItem.Join join)) {
            return joined;
        }
        return new FromItem.Join(
                join.kind(),
                join.natural(),
                join.left(),
                join.right(),
                join.using(),
                join.usingAlias(),
                join.on(),
                alias,
                join.position());
    }

    private SubqueryItem subquery(SelectStatement query, int position) {
        return new SubqueryItem(query, false, subqueryAlias(query, position), position);
    }

    /** PostgreSQL 15 still demands an alias. */
    private Alias subqueryAlias(SelectStatement query, int position) {
        Alias alias = optionalAlias();
        if (alias == null) {
            boolean values = query.body() instanceof Values && query.with() == null;
            String what = values ? "VALUES" : "subquery";
            String example = values ? "(VALUES ...)" : "(SELECT ...)";
            throw tokens.error(position, what + " in FROM must have an alias")
                    .withHint("For example, FROM " + example + " [AS] foo.");
        }
        return alias;
    }

    private FromItem tableOrFunction(int position) {
        if (tokens.is(TokenKind.ONLY)) {
            return sampled(only());
        }
        if (isFunction()) {
            return function(false, position);
        }
        QualifiedName name = grammar.names.relation();
        tokens.accept(TokenKind.STAR);
        return sampled(new TableItem(name, false, null, null, position));
    }

    /** A name with an opening parenthesis, or a keyword that is a function by itself. */
    private boolean isFunction() {
        switch (tokens.kind()) {
            case CURRENT_DATE,
                    CURRENT_TIME,
                    CURRENT_TIMESTAMP,
                    LOCALTIME,
                    LOCALTIMESTAMP,
                    CURRENT_ROLE,
                    CURRENT_USER,
                    USER,
                    SESSION_USER,
                    CURRENT_CATALOG,
                    CURRENT_SCHEMA,
                    CAST -> {
                return true;
            }
            case COLLATION -> {
                return true;
            }
            case COALESCE,
                    GREATEST,
                    LEAST,
                    NULLIF,
                    EXTRACT,
                    NORMALIZE,
                    OVERLAY,
                    POSITION,
                    SUBSTRING,
                    TREAT,
                    TRIM,
                    XMLCONCAT,
                    XMLELEMENT,
                    XMLEXISTS,
                    XMLFOREST,
                    XMLPARSE,
                    XMLPI,
                    XMLROOT,
                    XMLSERIALIZE,
                    XMLTABLE -> {
                return tokens.isNext(TokenKind.LEFT_PARENTHESIS);
            }
            default -> {}
        }
        if (!tokens.kind().isColumnName()) {
            return tokens.kind().isTypeOrFunctionName();
        }
        int ahead = 1;
        while (tokens.kindAhead(ahead) == TokenKind.DOT
                && tokens.kindAhead(ahead + 1).isLabel()) {
            ahead += 2;
        }
        boolean opens = tokens.kindAhead(ahead) == TokenKind.LEFT_PARENTHESIS;
        return opens && (ahead > 1 || tokens.kind().isTypeOrFunctionName());
    }

    /** {@code [ONLY] name [*]} without an alias (relation_expr). */
    TableItem table() {
        if (tokens.is(TokenKind.ONLY)) {
            return only();
        }
        int position = tokens.start();
        QualifiedName name = grammar.names.relation();
        tokens.accept(TokenKind.STAR);
        return new TableItem(name, false, null, null, position);
    }

    private TableItem only() {
        tokens.advance();
        int position = tokens.start();
        if (tokens.accept(TokenKind.LEFT_PARENTHESIS)) {
            position = tokens.start();
            QualifiedName name = grammar.names.relation();
            tokens.expect(TokenKind.RIGHT_PARENTHESIS);
            return new TableItem(name, true, null, null, position);
        }
        return new TableItem(grammar.names.relation(), true, null, null, position);
    }

    private TableItem sampled(TableItem table) {
        Alias alias = optionalAlias();
        TableSample sample = tokens.is(TokenKind.TABLESAMPLE) ? sample() : null;
        if (alias == null && sample == null) {
            return table;
        }
        return new TableItem(table.name(), table.only(), alias, sample, table.position());
    }

    private TableSample sample() {
        tokens.advance();
        int position = tokens.start();
        QualifiedName method;
        if (tokens.kind().isColumnName() && tokens.isNext(TokenKind.DOT)) {
            method = grammar.names.any();
        } else {
            method = QualifiedName.of(grammar.names.typeOrFunction(), position);
        }
        tokens.expect(TokenKind.LEFT_PARENTHESIS);
        List<Expression> arguments = grammar.expressions.list();
        tokens.expect(TokenKind.RIGHT_PARENTHESIS);
        Expression seed = null;
        if (tokens.accept(TokenKind.REPEATABLE)) {
            tokens.expect(TokenKind.LEFT_PARENTHESIS);
            seed = grammar.expressions.expression();
            tokens.expect(TokenKind.RIGHT_PARENTHESIS);
        }
        return new TableSample(method, arguments, seed, position);
    }

    /** {@code [[AS] name [(column, ...)]]} */
    @Nullable
    Alias optionalAlias() {
        if (!tokens.accept(TokenKind.AS) && !tokens.kind().isColumnName()) {
            return null;
        }
        String name = grammar.names.column();
        return new Alias(name, grammar.names.optionalColumns());
    }

    private FunctionItem function(boolean lateral, int position) {
        Expression call = grammar.calls.windowless();
        boolean ordinality = ordinality();
        return aliased(List.of(new RowsFunction(call, List.of())), false, lateral, ordinality, position);
    }

    private FunctionItem rowsFrom(boolean lateral, int position) {
        tokens.expect(TokenKind.ROWS, TokenKind.FROM);
        tokens.expect(TokenKind.LEFT_PARENTHESIS);
        List<RowsFunction> functions = new ArrayList<>(2);
        do {
            Expression call = grammar.calls.windowless();
            functions.add(new RowsFunction(call, tokens.accept(TokenKind.AS) ? columnDefinitions() : List.of()));
        } while (tokens.accept(TokenKind.COMMA));
        tokens.expect(TokenKind.RIGHT_PARENTHESIS);
        boolean ordinality = ordinality();
        return aliased(List.copyOf(functions), true, lateral, ordinality, position);
    }

    private boolean ordinality() {
        if (tokens.is(TokenKind.WITH_BEFORE_TIME)) {
            tokens.advance();
            tokens.expect(TokenKind.ORDINALITY);
            return true;
        }
        return false;
    }

    private FunctionItem aliased(
            List<RowsFunction> functions, boolean rowsFrom, boolean lateral, boolean ordinality, int position) {
        boolean as = tokens.accept(TokenKind.AS);
        if (as && tokens.is(TokenKind.LEFT_PARENTHESIS)) {
            return new FunctionItem(functions, rowsFrom, lateral, ordinality, null, columnDefinitions(), position);
        }
        if (!as && !tokens.kind().isColumnName()) {
            return new FunctionItem(functions, rowsFrom, lateral, ordinality, null, List.of(), position);
        }
        String name = grammar.names.column();
        if (!tokens.is(TokenKind.LEFT_PARENTHESIS)) {
            Alias alias = new Alias(name, List.of());
            return new FunctionItem(functions, rowsFrom, lateral, ordinality, alias, List.of(), position);
        }
        TokenKind after = tokens.kindAhead(2);
        if (after == TokenKind.COMMA || after == TokenKind.RIGHT_PARENTHESIS) {
            Alias alias = new Alias(name, grammar.names.columnsInParentheses());
            return new FunctionItem(functions, rowsFrom, lateral, ordinality, alias, List.of(), position);
        }
        Alias alias = new Alias(name, List.of());
        return new FunctionItem(functions, rowsFrom, lateral, ordinality, alias, columnDefinitions(), position);
    }

    /** {@code (name type [COLLATE c], ...)} */
    List<ColumnDefinition> columnDefinitions() {
        tokens.expect(TokenKind.LEFT_PARENTHESIS);
        List<ColumnDefinition> columns = new ArrayList<>();
        do {
            int position = tokens.start();
            String name = grammar.names.column();
            TypeName type = grammar.types.type();
            QualifiedName collation = tokens.accept(TokenKind.COLLATE) ? grammar.names.any() : null;
            columns.add(ColumnDefinition.of(name, type, collation, position));
        } while (tokens.accept(TokenKind.COMMA));
        tokens.expect(TokenKind.RIGHT_PARENTHESIS);
        return List.copyOf(columns);
    }
}
