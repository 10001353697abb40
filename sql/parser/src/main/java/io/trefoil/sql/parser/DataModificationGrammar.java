package io.trefoil.sql.parser;

import io.trefoil.sql.parser.ast.DataModification.Assignment;
import io.trefoil.sql.parser.ast.DataModification.AssignmentTarget;
import io.trefoil.sql.parser.ast.DataModification.Delete;
import io.trefoil.sql.parser.ast.DataModification.Insert;
import io.trefoil.sql.parser.ast.DataModification.MultipleAssignment;
import io.trefoil.sql.parser.ast.DataModification.OnConflict;
import io.trefoil.sql.parser.ast.DataModification.Overriding;
import io.trefoil.sql.parser.ast.DataModification.SingleAssignment;
import io.trefoil.sql.parser.ast.DataModification.Update;
import io.trefoil.sql.parser.ast.Expression;
import io.trefoil.sql.parser.ast.FromItem;
import io.trefoil.sql.parser.ast.FromItem.Alias;
import io.trefoil.sql.parser.ast.FromItem.TableItem;
import io.trefoil.sql.parser.ast.IndexElement;
import io.trefoil.sql.parser.ast.QualifiedName;
import io.trefoil.sql.parser.ast.Reference.CurrentOf;
import io.trefoil.sql.parser.ast.SelectStatement;
import io.trefoil.sql.parser.ast.Statement;
import io.trefoil.sql.parser.ast.TargetItem;
import io.trefoil.sql.parser.ast.WithClause;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** INSERT, UPDATE and DELETE, and the choice among all statements that may be prepared. */
final class DataModificationGrammar {
    private final Grammar grammar;
    private final Tokens tokens;

    DataModificationGrammar(Grammar grammar) {
        this.grammar = grammar;
        this.tokens = grammar.tokens;
    }

    /** SELECT, INSERT, UPDATE, DELETE or MERGE, with its WITH clause (PreparableStmt). */
    Statement preparable() {
        int position = tokens.start();
        WithClause with = grammar.queries.optionalWith();
        return switch (tokens.kind()) {
            case INSERT -> insert(with, position);
            case UPDATE -> update(with, position);
            case DELETE -> delete(with, position);
            case MERGE -> new MergeGrammar(grammar, this).merge(with, position);
            default -> grammar.queries.afterWith(with, position);
        };
    }

    private Insert insert(@Nullable WithClause with, int position) {
        tokens.advance();
        tokens.expect(TokenKind.INTO);
        QualifiedName target = grammar.names.relation();
        String alias = tokens.accept(TokenKind.AS) ? grammar.names.column() : null;
        List<AssignmentTarget> columns = List.of();
        Overriding overriding = Overriding.NOT_SET;
        SelectStatement source = null;
        if (!tokens.accept(TokenKind.DEFAULT, TokenKind.VALUES)) {
            if (tokens.is(TokenKind.DEFAULT)) {
                throw tokens.syntaxErrorAhead(1);
            }
            if (tokens.is(TokenKind.LEFT_PARENTHESIS) && !parenthesisOpensQuery()) {
                columns = columns();
            }
            overriding = overriding();
            source = grammar.queries.select();
        }
        OnConflict onConflict = tokens.is(TokenKind.ON) ? onConflict() : null;
        List<TargetItem> returning = returning();
        return new Insert(with, target, alias, columns, overriding, source, onConflict, returning, position);
    }

    private boolean parenthesisOpensQuery() {
        return switch (tokens.kindAhead(1)) {
            case SELECT, TABLE, WITH, WITH_BEFORE_TIME, LEFT_PARENTHESIS -> true;
            case VALUES -> tokens.kindAhead(2) == TokenKind.LEFT_PARENTHESIS;
            default -> false;
        };
    }

    /** {@code (column, ...)}, each perhaps with subscripts. */
    List<AssignmentTarget> columns() {
        tokens.expect(TokenKind.LEFT_PARENTHESIS);
        List<AssignmentTarget> columns = new ArrayList<>();
        do {
            columns.add(target());
        } while (tokens.accept(TokenKind.COMMA));
        tokens.expect(TokenKind.RIGHT_PARENTHESIS);
        return List.copyOf(columns);
    }

    private AssignmentTarget target() {
        int position = tokens.start();
        String column = grammar.names.column();
        boolean partly = tokens.is(TokenKind.DOT) || tokens.is(TokenKind.LEFT_BRACKET);
        return new AssignmentTarget(column, partly ? grammar.primaries.indirection() : List.of(), position);
    }

    Overriding overriding() {
        if (!tokens.accept(TokenKind.OVERRIDING)) {
            return Overriding.NOT_SET;
        }
        Overriding overriding = tokens.is(TokenKind.USER) ? Overriding.USER_VALUE : Overriding.SYSTEM_VALUE;
        if (!tokens.accept(TokenKind.USER)) {
            tokens.expect(TokenKind.SYSTEM);
        }
        tokens.expect(TokenKind.VALUE);
        return overriding;
    }

    private OnConflict onConflict() {
        int position = tokens.start();
        tokens.advance();
        tokens.expect(TokenKind.CONFLICT);
        List<IndexElement> elements = List.of();
        Expression targetWhere = null;
        String constraint = null;
        if (tokens.is(TokenKind.LEFT_PARENTHESIS)) {
            elements = new IndexElementGrammar(grammar).elementsInParentheses();
            targetWhere = grammar.queries.optionalWhere();
        } else if (tokens.acceptPair(TokenKind.ON, TokenKind.CONSTRAINT)) {
            constraint = grammar.names.column();
        }
        tokens.expect(TokenKind.DO);
        if (tokens.accept(TokenKind.NOTHING)) {
            return new OnConflict(elements, targetWhere, constraint, null, null, position);
        }
        tokens.expect(TokenKind.UPDATE, TokenKind.SET);
        List<Assignment> assignments = assignments();
        Expression where = grammar.queries.optionalWhere();
        return new OnConflict(elements, targetWhere, constraint, assignments, where, position);
    }

    /** {@code column = value, (columns) = source, ...} */
    List<Assignment> assignments() {
        List<Assignment> assignments = new ArrayList<>(2);
        do {
            if (tokens.is(TokenKind.LEFT_PARENTHESIS)) {
                List<AssignmentTarget> targets = columns();
                tokens.expect(TokenKind.EQUALS);
                assignments.add(new MultipleAssignment(targets, grammar.expressions.expression()));
            } else {
                AssignmentTarget target = target();
                tokens.expect(TokenKind.EQUALS);
                assignments.add(new SingleAssignment(target, grammar.expressions.expression()));
            }
        } while (tokens.accept(TokenKind.COMMA));
        return List.copyOf(assignments);
    }

    private List<TargetItem> returning() {
        return tokens.accept(TokenKind.RETURNING) ? grammar.queries.targets() : List.of();
    }

    private Update update(@Nullable WithClause with, int position) {
        tokens.advance();
        TableItem target = changedTable();
        tokens.expect(TokenKind.SET);
        List<Assignment> assignments = assignments();
        List<FromItem> from = tokens.accept(TokenKind.FROM) ? grammar.from.items() : List.of();
        Expression where = whereOrCurrent();
        return new Update(with, target, assignments, from, where, returning(), position);
    }

    private Delete delete(@Nullable WithClause with, int position) {
        tokens.advance();
        tokens.expect(TokenKind.FROM);
        TableItem target = changedTable();
        List<FromItem> using = tokens.accept(TokenKind.USING) ? grammar.from.items() : List.of();
        Expression where = whereOrCurrent();
        return new Delete(with, target, using, where, returning(), position);
    }

    /** The table to change with its alias; SET is an alias only after AS (relation_expr_opt_alias). */
    TableItem changedTable() {
        TableItem table = grammar.from.table();
        String alias = null;
        if (tokens.accept(TokenKind.AS) || (tokens.kind().isColumnName() && !tokens.is(TokenKind.SET))) {
            alias = grammar.names.column();
        }
        if (alias == null) {
            return table;
        }
        return new TableItem(table.name(), table.only(), new Alias(alias, List.of()), null, table.position());
    }

    private @Nullable Expression whereOrCurrent() {
        if (!tokens.accept(TokenKind.WHERE)) {
            return null;
        }
        int position = tokens.start();
        if (tokens.accept(TokenKind.CURRENT, TokenKind.OF)) {
            return new CurrentOf(grammar.names.column(), position);
        }
        return grammar.expressions.expression();
    }
}
