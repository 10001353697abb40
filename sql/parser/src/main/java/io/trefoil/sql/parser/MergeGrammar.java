package io.trefoil.sql.parser;

import io.trefoil.sql.parser.ast.DataModification.AssignmentTarget;
import io.trefoil.sql.parser.ast.DataModification.Merge;
import io.trefoil.sql.parser.ast.DataModification.MergeAction;
import io.trefoil.sql.parser.ast.DataModification.MergeDelete;
import io.trefoil.sql.parser.ast.DataModification.MergeDoNothing;
import io.trefoil.sql.parser.ast.DataModification.MergeInsert;
import io.trefoil.sql.parser.ast.DataModification.MergeUpdate;
import io.trefoil.sql.parser.ast.DataModification.MergeWhen;
import io.trefoil.sql.parser.ast.DataModification.Overriding;
import io.trefoil.sql.parser.ast.Expression;
import io.trefoil.sql.parser.ast.FromItem;
import io.trefoil.sql.parser.ast.FromItem.TableItem;
import io.trefoil.sql.parser.ast.WithClause;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** MERGE. */
final class MergeGrammar {
    private final Grammar grammar;
    private final Tokens tokens;
    private final DataModificationGrammar modifications;

    MergeGrammar(Grammar grammar, DataModificationGrammar modifications) {
        this.grammar = grammar;
        this.tokens = grammar.tokens;
        this.modifications = modifications;
    }

    Merge merge(@Nullable WithClause with, int position) {
        tokens.advance();
        tokens.expect(TokenKind.INTO);
        TableItem target = modifications.changedTable();
        tokens.expect(TokenKind.USING);
        FromItem source = grammar.from.item();
        tokens.expect(TokenKind.ON);
        Expression condition = grammar.expressions.expression();
        List<MergeWhen> actions = new ArrayList<>(2);
        do {
            actions.add(when());
        } while (tokens.is(TokenKind.WHEN));
        return new Merge(with, target, source, condition, List.copyOf(actions), position);
    }

    private MergeWhen when() {
        tokens.expect(TokenKind.WHEN);
        boolean matched = !tokens.accept(TokenKind.NOT);
        tokens.expect(TokenKind.MATCHED);
        Expression condition = tokens.accept(TokenKind.AND) ? grammar.expressions.expression() : null;
        tokens.expect(TokenKind.THEN);
        return new MergeWhen(matched, condition, matched ? changeAction() : insertAction());
    }

    private MergeAction changeAction() {
        switch (tokens.kind()) {
            case UPDATE -> {
                tokens.advance();
                tokens.expect(TokenKind.SET);
                return new MergeUpdate(modifications.assignments());
            }
            case DELETE -> {
                tokens.advance();
                return new MergeDelete();
            }
            default -> {
                return nothing();
            }
        }
    }

    private MergeAction nothing() {
        tokens.expect(TokenKind.DO, TokenKind.NOTHING);
        return new MergeDoNothing();
    }

    private MergeAction insertAction() {
        if (!tokens.is(TokenKind.INSERT)) {
            return nothing();
        }
        tokens.advance();
        if (tokens.acceptPair(TokenKind.DEFAULT, TokenKind.VALUES)) {
            return new MergeInsert(List.of(), Overriding.NOT_SET, null);
        }
        List<AssignmentTarget> columns = tokens.is(TokenKind.LEFT_PARENTHESIS) ? modifications.columns() : List.of();
        Overriding overriding = modifications.overriding();
        tokens.expect(TokenKind.VALUES, TokenKind.LEFT_PARENTHESIS);
        List<Expression> values = grammar.expressions.list();
        tokens.expect(TokenKind.RIGHT_PARENTHESIS);
        return new MergeInsert(columns, overriding, values);
    }
}
