package io.trefoil.sql.parser;

import io.trefoil.sql.parser.ast.FromItem;
import io.trefoil.sql.parser.ast.Option;
import io.trefoil.sql.parser.ast.QualifiedName;
import io.trefoil.sql.parser.ast.Reference.ColumnReference;
import io.trefoil.sql.parser.ast.SelectStatement;
import io.trefoil.sql.parser.ast.SelectStatement.SelectCore;
import io.trefoil.sql.parser.ast.TableOptions.Persistence;
import io.trefoil.sql.parser.ast.TableStatement.CheckOption;
import io.trefoil.sql.parser.ast.TableStatement.CreateView;
import io.trefoil.sql.parser.ast.TargetItem;
import io.trefoil.sql.parser.ast.WithClause;
import io.trefoil.sql.parser.ast.WithClause.CommonTableExpression;
import io.trefoil.sql.parser.ast.WithClause.Materialization;
import io.trefoil.sql.types.SqlState;
import java.util.ArrayList;
import java.util.List;

/** CREATE VIEW. */
final class ViewGrammar {
    private final Grammar grammar;
    private final Tokens tokens;

    ViewGrammar(Grammar grammar) {
        this.grammar = grammar;
        this.tokens = grammar.tokens;
    }

    /** At VIEW or RECURSIVE VIEW. */
    CreateView view(boolean orReplace, Persistence persistence, int position) {
        boolean recursive = tokens.accept(TokenKind.RECURSIVE);
        tokens.expect(TokenKind.VIEW);
        QualifiedName name = grammar.names.relation();
        List<String> columns = recursive ? grammar.names.columnsInParentheses() : grammar.names.optionalColumns();
        List<Option> options = new OptionGrammar(grammar).optionalRelationOptions();
        tokens.expect(TokenKind.AS);
        SelectStatement query = grammar.queries.select();
        int checkPosition = tokens.start();
        CheckOption check = checkOption();
        if (recursive) {
            if (check != CheckOption.NONE) {
                throw tokens.error(
                        checkPosition,
                        SqlState.FEATURE_NOT_SUPPORTED,
                        "WITH CHECK OPTION not supported on recursive views");
            }
            query = recursiveQuery(name.name(), columns, query);
        }
        return new CreateView(name, orReplace, persistence, columns, options, query, check, position);
    }

    private CheckOption checkOption() {
        if (!tokens.accept(TokenKind.WITH)) {
            return CheckOption.NONE;
        }
        boolean local = tokens.accept(TokenKind.LOCAL);
        if (!local) {
            tokens.accept(TokenKind.CASCADED);
        }
        tokens.expect(TokenKind.CHECK, TokenKind.OPTION);
        return local ? CheckOption.LOCAL : CheckOption.CASCADED;
    }

    /** {@code WITH RECURSIVE name (columns) AS (query) SELECT columns FROM name} */
    private static SelectStatement recursiveQuery(String name, List<String> columns, SelectStatement query) {
        CommonTableExpression expression =
                new CommonTableExpression(name, columns, Materialization.DEFAULT, query, null, null, -1);
        List<TargetItem> targets = new ArrayList<>(columns.size());
        for (String column : columns) {
            targets.add(new TargetItem(new ColumnReference(List.of(column), false, -1), null, -1));
        }
        FromItem table = new FromItem.TableItem(QualifiedName.of(name, -1), false, null, null, -1);
        SelectCore core = new SelectCore(
                null, List.copyOf(targets), null, List.of(table), null, List.of(), false, null, List.of(), -1);
        WithClause with = new WithClause(true, List.of(expression), -1);
        return new SelectStatement(with, core, List.of(), null, List.of(), query.position());
    }
}
