package io.trefoil.sql.parser;

import io.trefoil.sql.parser.ast.ColumnConstraint;
import io.trefoil.sql.parser.ast.ColumnConstraint.Attribute;
import io.trefoil.sql.parser.ast.ColumnConstraint.AttributeWord;
import io.trefoil.sql.parser.ast.Expression;
import io.trefoil.sql.parser.ast.ForeignKeyTarget;
import io.trefoil.sql.parser.ast.ForeignKeyTarget.Action;
import io.trefoil.sql.parser.ast.ForeignKeyTarget.Match;
import io.trefoil.sql.parser.ast.IndexElement;
import io.trefoil.sql.parser.ast.Operation.OperatorName;
import io.trefoil.sql.parser.ast.Option;
import io.trefoil.sql.parser.ast.QualifiedName;
import io.trefoil.sql.parser.ast.TableConstraint;
import io.trefoil.sql.parser.ast.TableConstraint.Check;
import io.trefoil.sql.parser.ast.TableConstraint.Exclude;
import io.trefoil.sql.parser.ast.TableConstraint.ExcludeElement;
import io.trefoil.sql.parser.ast.TableConstraint.ForeignKey;
import io.trefoil.sql.parser.ast.TableConstraint.Timing;
import io.trefoil.sql.parser.ast.TableConstraint.Unique;
import io.trefoil.sql.types.SqlState;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Constraints of columns, tables and domains. */
final class ConstraintGrammar {
    private final Grammar grammar;
    private final Tokens tokens;

    ConstraintGrammar(Grammar grammar) {
        this.grammar = grammar;
        this.tokens = grammar.tokens;
    }

    /** What stands after a column's type, except COLLATE: the constraints and the collation found among them. */
    record Qualifiers(
            List<ColumnConstraint> constraints, @Nullable QualifiedName collation) {}

    Qualifiers qualifiers() {
        List<ColumnConstraint> constraints = new ArrayList<>(2);
        QualifiedName collation = null;
        int secondCollation = -1;
        while (true) {
            int position = tokens.start();
            if (tokens.accept(TokenKind.COLLATE)) {
                if (collation != null && secondCollation < 0) {
                    secondCollation = position;
                }
                collation = grammar.names.any();
                continue;
            }
            ColumnConstraint constraint = columnConstraint(position);
            if (constraint == null) {
                if (secondCollation >= 0) {
                    throw tokens.error(secondCollation, "multiple COLLATE clauses not allowed");
                }
                return new Qualifiers(List.copyOf(constraints), collation);
            }
            constraints.add(constraint);
        }
    }

    private @Nullable ColumnConstraint columnConstraint(int position) {
        if (tokens.accept(TokenKind.CONSTRAINT)) {
            String name = grammar.names.column();
            ColumnConstraint element = columnElement(name, position);
            if (element == null) {
                throw tokens.syntaxError();
            }
            return element;
        }
        if (tokens.accept(TokenKind.DEFERRABLE)) {
            return new AttributeWord(Attribute.DEFERRABLE, position);
        }
        if (tokens.accept(TokenKind.NOT, TokenKind.DEFERRABLE)) {
            return new AttributeWord(Attribute.NOT_DEFERRABLE, position);
        }
        if (tokens.accept(TokenKind.INITIALLY)) {
            boolean deferred = tokens.accept(TokenKind.DEFERRED);
            if (!deferred) {
                tokens.expect(TokenKind.IMMEDIATE);
            }
            return new AttributeWord(deferred ? Attribute.INITIALLY_DEFERRED : Attribute.INITIALLY_IMMEDIATE, position);
        }
        return columnElement(null, position);
    }

    private @Nullable ColumnConstraint columnElement(@Nullable String name, int position) {
        switch (tokens.kind()) {
            case NOT -> {
                tokens.advance();
                tokens.expect(TokenKind.NULL);
                return new ColumnConstraint.NotNull(name, position);
            }
            case NULL -> {
                tokens.advance();
                return new ColumnConstraint.Nullability(name, position);
            }
            case UNIQUE -> {
                tokens.advance();
                boolean notDistinct = nullsNotDistinct();
                List<Option> parameters = definition();
                return new ColumnConstraint.Unique(name, notDistinct, parameters, indexTablespace(), position);
            }
            case PRIMARY -> {
                tokens.advance();
                tokens.expect(TokenKind.KEY);
                return new ColumnConstraint.PrimaryKey(name, definition(), indexTablespace(), position);
            }
            case CHECK -> {
                tokens.advance();
                Expression condition = condition();
                boolean noInherit = tokens.acceptPair(TokenKind.NO, TokenKind.INHERIT);
                return new ColumnConstraint.Check(name, condition, noInherit, position);
            }
            case DEFAULT -> {
                tokens.advance();
                return new ColumnConstraint.Default(name, grammar.expressions.restricted(), position);
            }
            case GENERATED -> {
                tokens.advance();
                return generated(name, position);
            }
            case REFERENCES -> {
                tokens.advance();
                return new ColumnConstraint.References(name, foreignKeyTarget(), position);
            }
            default -> {
                return null;
            }
        }
    }

    private ColumnConstraint generated(@Nullable String name, int position) {
        int when = tokens.start();
        boolean always = generatedAlways();
        tokens.expect(TokenKind.AS);
        if (tokens.accept(TokenKind.IDENTITY)) {
            return new ColumnConstraint.Identity(
                    name, always, new SequenceGrammar(grammar).optionalInParentheses(), position);
        }
        Expression expression = condition();
        tokens.expect(TokenKind.STORED);
        if (!always) {
            throw tokens.error(when, "for a generated column, GENERATED ALWAYS must be specified");
        }
        return new ColumnConstraint.Generated(name, expression, position);
    }

    /** {@code ALWAYS} or {@code BY DEFAULT} */
    boolean generatedAlways() {
        boolean always = tokens.accept(TokenKind.ALWAYS);
        if (!always) {
            tokens.expect(TokenKind.BY, TokenKind.DEFAULT);
        }
        return always;
    }

    /** {@code (condition)} */
    Expression condition() {
        tokens.expect(TokenKind.LEFT_PARENTHESIS);
        Expression condition = grammar.expressions.expression();
        tokens.expect(TokenKind.RIGHT_PARENTHESIS);
        return condition;
    }

    /** {@code [NULLS [NOT] DISTINCT]} */
    boolean nullsNotDistinct() {
        if (!tokens.accept(TokenKind.NULLS)) {
            return false;
        }
        boolean not = tokens.accept(TokenKind.NOT);
        tokens.expect(TokenKind.DISTINCT);
        return not;
    }

    private List<Option> definition() {
        return tokens.accept(TokenKind.WITH) ? new OptionGrammar(grammar).definition() : List.of();
    }

    private @Nullable String indexTablespace() {
        if (!tokens.acceptPair(TokenKind.USING, TokenKind.INDEX)) {
            return null;
        }
        tokens.expect(TokenKind.TABLESPACE);
        return grammar.names.column();
    }

    private ForeignKeyTarget foreignKeyTarget() {
        QualifiedName table = grammar.names.relation();
        List<String> columns = grammar.names.optionalColumns();
        Match match = Match.SIMPLE;
        int position = tokens.start();
        if (tokens.accept(TokenKind.MATCH)) {
            if (tokens.accept(TokenKind.FULL)) {
                match = Match.FULL;
            } else if (tokens.accept(TokenKind.PARTIAL)) {
                throw tokens.error(position, SqlState.FEATURE_NOT_SUPPORTED, "MATCH PARTIAL not yet implemented");
            } else {
                tokens.expect(TokenKind.SIMPLE);
            }
        }
        return actions(table, columns, match);
    }

    private ForeignKeyTarget actions(QualifiedName table, List<String> columns, Match match) {
        Action onDelete = null;
        Action onUpdate = null;
        List<String> deleteColumns = List.of();
        while (tokens.is(TokenKind.ON)) {
            int position = tokens.start();
            tokens.advance();
            boolean delete = tokens.is(TokenKind.DELETE);
            boolean update = tokens.is(TokenKind.UPDATE);
            if (!delete && !update || (delete ? onDelete : onUpdate) != null) {
                throw tokens.syntaxError();
            }
            tokens.advance();
            Action action = action();
            List<String> actionColumns = action == Action.SET_NULL || action == Action.SET_DEFAULT
                    ? grammar.names.optionalColumns()
                    : List.of();
            if (delete) {
                onDelete = action;
                deleteColumns = actionColumns;
            } else {
                onUpdate = action;
                rejectColumns(action, actionColumns, position);
            }
        }
        return new ForeignKeyTarget(
                table,
                columns,
                match,
                onDelete == null ? Action.NO_ACTION : onDelete,
                deleteColumns,
                onUpdate == null ? Action.NO_ACTION : onUpdate);
    }

    private void rejectColumns(Action action, List<String> columns, int position) {
        if (!columns.isEmpty()) {
            String words = action.name().replace('_', ' ').toUpperCase(Locale.ROOT);
            throw tokens.error(
                    position,
                    SqlState.FEATURE_NOT_SUPPORTED,
                    "a column list with " + words + " is only supported for ON DELETE actions");
        }
    }

    private Action action() {
        switch (tokens.kind()) {
            case RESTRICT -> {
                tokens.advance();
                return Action.RESTRICT;
            }
            case CASCADE -> {
                tokens.advance();
                return Action.CASCADE;
            }
            case SET -> {
                tokens.advance();
                if (tokens.accept(TokenKind.NULL)) {
                    return Action.SET_NULL;
                }
                tokens.expect(TokenKind.DEFAULT);
                return Action.SET_DEFAULT;
            }
            default -> {
                tokens.expect(TokenKind.NO, TokenKind.ACTION);
                return Action.NO_ACTION;
            }
        }
    }

    /** Whether a table constraint rather than a column starts here. */
    boolean startsTableConstraint() {
        return switch (tokens.kind()) {
            case CONSTRAINT, CHECK, UNIQUE, PRIMARY, FOREIGN -> true;
            case EXCLUDE -> tokens.isNext(TokenKind.USING) || tokens.isNext(TokenKind.LEFT_PARENTHESIS);
            default -> false;
        };
    }

    TableConstraint tableConstraint() {
        int position = tokens.start();
        String name = tokens.accept(TokenKind.CONSTRAINT) ? grammar.names.column() : null;
        switch (tokens.kind()) {
            case CHECK -> {
                tokens.advance();
                Expression condition = condition();
                Timing timing = new TimingGrammar(tokens).timing("CHECK", true, true, false);
                return new Check(name, condition, timing, position);
            }
            case UNIQUE -> {
                tokens.advance();
                return unique(name, false, position);
            }
            case PRIMARY -> {
                tokens.advance();
                tokens.expect(TokenKind.KEY);
                return unique(name, true, position);
            }
            case FOREIGN -> {
                tokens.advance();
                tokens.expect(TokenKind.KEY);
                List<String> columns = grammar.names.columnsInParentheses();
                tokens.expect(TokenKind.REFERENCES);
                ForeignKeyTarget target = foreignKeyTarget();
                Timing timing = new TimingGrammar(tokens).timing("FOREIGN KEY", true, false, true);
                return new ForeignKey(name, columns, target, timing, position);
            }
            default -> {
                tokens.expect(TokenKind.EXCLUDE);
                return exclude(name, position);
            }
        }
    }

    private TableConstraint unique(@Nullable String name, boolean primaryKey, int position) {
        String words = primaryKey ? "PRIMARY KEY" : "UNIQUE";
        if (tokens.acceptPair(TokenKind.USING, TokenKind.INDEX)) {
            String index = grammar.names.column();
            Timing timing = new TimingGrammar(tokens).timing(words, false, false, true);
            return new Unique(name, primaryKey, false, List.of(), List.of(), index, List.of(), null, timing, position);
        }
        boolean notDistinct = !primaryKey && nullsNotDistinct();
        List<String> columns = grammar.names.columnsInParentheses();
        List<String> included = included();
        List<Option> parameters = definition();
        String tablespace = indexTablespace();
        Timing timing = new TimingGrammar(tokens).timing(words, false, false, true);
        return new Unique(
                name, primaryKey, notDistinct, columns, included, null, parameters, tablespace, timing, position);
    }

    private List<String> included() {
        return tokens.accept(TokenKind.INCLUDE) ? grammar.names.columnsInParentheses() : List.of();
    }

    private TableConstraint exclude(@Nullable String name, int position) {
        String method = tokens.accept(TokenKind.USING) ? grammar.names.column() : null;
        tokens.expect(TokenKind.LEFT_PARENTHESIS);
        List<ExcludeElement> elements = new ArrayList<>(2);
        do {
            IndexElement element = new IndexElementGrammar(grammar).element();
            tokens.expect(TokenKind.WITH);
            OperatorName operator = tokens.is(TokenKind.OPERATOR) && tokens.isNext(TokenKind.LEFT_PARENTHESIS)
                    ? grammar.names.operator()
                    : grammar.names.anyOperator();
            elements.add(new ExcludeElement(element, operator));
        } while (tokens.accept(TokenKind.COMMA));
        tokens.expect(TokenKind.RIGHT_PARENTHESIS);
        List<String> included = included();
        List<Option> parameters = definition();
        String tablespace = indexTablespace();
        Expression predicate = tokens.accept(TokenKind.WHERE) ? condition() : null;
        Timing timing = new TimingGrammar(tokens).timing("EXCLUDE", false, false, true);
        return new Exclude(
                name, method, List.copyOf(elements), included, parameters, tablespace, predicate, timing, position);
    }
}
