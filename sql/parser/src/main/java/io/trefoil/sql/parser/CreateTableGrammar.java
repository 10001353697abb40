package io.trefoil.sql.parser;

import io.trefoil.sql.parser.ast.ColumnDefinition;
import io.trefoil.sql.parser.ast.Expression;
import io.trefoil.sql.parser.ast.IndexElement;
import io.trefoil.sql.parser.ast.Option;
import io.trefoil.sql.parser.ast.Option.Text;
import io.trefoil.sql.parser.ast.QualifiedName;
import io.trefoil.sql.parser.ast.Statement;
import io.trefoil.sql.parser.ast.TableOptions;
import io.trefoil.sql.parser.ast.TableOptions.OnCommit;
import io.trefoil.sql.parser.ast.TableOptions.Persistence;
import io.trefoil.sql.parser.ast.TableStatement.Column;
import io.trefoil.sql.parser.ast.TableStatement.Constraint;
import io.trefoil.sql.parser.ast.TableStatement.CreateTable;
import io.trefoil.sql.parser.ast.TableStatement.CreateTableAs;
import io.trefoil.sql.parser.ast.TableStatement.DefaultBound;
import io.trefoil.sql.parser.ast.TableStatement.HashBound;
import io.trefoil.sql.parser.ast.TableStatement.Like;
import io.trefoil.sql.parser.ast.TableStatement.LikeChoice;
import io.trefoil.sql.parser.ast.TableStatement.LikeOption;
import io.trefoil.sql.parser.ast.TableStatement.ListBound;
import io.trefoil.sql.parser.ast.TableStatement.PartitionBound;
import io.trefoil.sql.parser.ast.TableStatement.PartitionBy;
import io.trefoil.sql.parser.ast.TableStatement.PartitionOf;
import io.trefoil.sql.parser.ast.TableStatement.RangeBound;
import io.trefoil.sql.parser.ast.TableStatement.TableElement;
import io.trefoil.sql.parser.ast.TypeName;
import io.trefoil.sql.types.SqlState;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** CREATE TABLE in its four shapes: with columns, OF a type, PARTITION OF a table, AS a query. */
final class CreateTableGrammar {
    private final Grammar grammar;
    private final Tokens tokens;
    private final ConstraintGrammar constraints;

    CreateTableGrammar(Grammar grammar) {
        this.grammar = grammar;
        this.tokens = grammar.tokens;
        this.constraints = new ConstraintGrammar(grammar);
    }

    /** After {@code CREATE [TEMP | UNLOGGED] TABLE}. */
    Statement table(Persistence persistence, int position) {
        boolean ifNotExists = Clauses.ifNotExists(tokens);
        QualifiedName name = grammar.names.relation();
        TypeName ofType = null;
        PartitionOf partitionOf = null;
        List<TableElement> elements;
        List<QualifiedName> inherits = List.of();
        if (tokens.accept(TokenKind.OF)) {
            int at = tokens.start();
            QualifiedName type = grammar.names.any();
            ofType = new TypeName(type, List.of(), List.of(), false, false, at);
            elements = typedElements();
        } else if (tokens.acceptPair(TokenKind.PARTITION, TokenKind.OF)) {
            QualifiedName parent = grammar.names.relation();
            elements = typedElements();
            partitionOf = new PartitionOf(parent, partitionBound());
        } else if (!tokens.is(TokenKind.LEFT_PARENTHESIS) || isColumnList()) {
            return tableAs(name, persistence, ifNotExists, position);
        } else {
            elements = elements();
            if (tokens.accept(TokenKind.INHERITS)) {
                tokens.expect(TokenKind.LEFT_PARENTHESIS);
                inherits = grammar.names.relations();
                tokens.expect(TokenKind.RIGHT_PARENTHESIS);
            }
        }
        PartitionBy partitionBy = tokens.is(TokenKind.PARTITION) ? partitionBy() : null;
        TableOptions options = options(true);
        return new CreateTable(
                name,
                persistence,
                ifNotExists,
                elements,
                inherits,
                ofType,
                partitionOf,
                partitionBy,
                options,
                position);
    }

    /** {@code (a, b)} before AS, as opposed to {@code (a int)}. */
    private boolean isColumnList() {
        TokenKind after = tokens.kindAhead(2);
        return tokens.kindAhead(1).isColumnName() && (after == TokenKind.COMMA || after == TokenKind.RIGHT_PARENTHESIS);
    }

    /** After {@code CREATE [TEMP | UNLOGGED] TABLE}, where only the shape with a query is taken. */
    Statement tableAs(Persistence persistence, int position) {
        boolean ifNotExists = Clauses.ifNotExists(tokens);
        return tableAs(grammar.names.relation(), persistence, ifNotExists, position);
    }

    private Statement tableAs(QualifiedName name, Persistence persistence, boolean ifNotExists, int position) {
        List<String> columns = grammar.names.optionalColumns();
        TableOptions options = options(true);
        tokens.expect(TokenKind.AS);
        Statement query =
                tokens.is(TokenKind.EXECUTE) ? new SessionGrammar(grammar).execute() : grammar.queries.select();
        boolean withData = Clauses.withData(tokens);
        return new CreateTableAs(name, persistence, ifNotExists, columns, options, query, withData, position);
    }

    /** {@code [USING method] [WITH (...)] [ON COMMIT ...] [TABLESPACE name]} */
    TableOptions options(boolean mayCommit) {
        String method = tokens.accept(TokenKind.USING) ? grammar.names.column() : null;
        List<Option> parameters = new OptionGrammar(grammar).optionalRelationOptions();
        boolean withoutOids = mayCommit && parameters.isEmpty() && tokens.acceptPair(TokenKind.WITHOUT, TokenKind.OIDS);
        OnCommit onCommit = OnCommit.NOT_SET;
        if (mayCommit && tokens.acceptPair(TokenKind.ON, TokenKind.COMMIT)) {
            onCommit = onCommit();
        }
        String tablespace = tokens.accept(TokenKind.TABLESPACE) ? grammar.names.column() : null;
        if (method == null && parameters.isEmpty() && !withoutOids && tablespace == null) {
            return onCommit == OnCommit.NOT_SET
                    ? TableOptions.NONE
                    : new TableOptions(null, List.of(), false, onCommit, null);
        }
        return new TableOptions(method, parameters, withoutOids, onCommit, tablespace);
    }

    private OnCommit onCommit() {
        if (tokens.accept(TokenKind.DROP)) {
            return OnCommit.DROP;
        }
        OnCommit onCommit = tokens.is(TokenKind.DELETE) ? OnCommit.DELETE_ROWS : OnCommit.PRESERVE_ROWS;
        if (!tokens.accept(TokenKind.DELETE)) {
            tokens.expect(TokenKind.PRESERVE);
        }
        tokens.expect(TokenKind.ROWS);
        return onCommit;
    }

    private List<TableElement> elements() {
        tokens.expect(TokenKind.LEFT_PARENTHESIS);
        if (tokens.accept(TokenKind.RIGHT_PARENTHESIS)) {
            return List.of();
        }
        List<TableElement> elements = new ArrayList<>();
        do {
            elements.add(element());
        } while (tokens.accept(TokenKind.COMMA));
        tokens.expect(TokenKind.RIGHT_PARENTHESIS);
        return List.copyOf(elements);
    }

    private TableElement element() {
        if (tokens.accept(TokenKind.LIKE)) {
            return like();
        }
        if (constraints.startsTableConstraint()) {
            return new Constraint(constraints.tableConstraint());
        }
        return new Column(column());
    }

    /** {@code name type [COMPRESSION method] [OPTIONS (...)] constraints} */
    ColumnDefinition column() {
        int position = tokens.start();
        String name = grammar.names.column();
        TypeName type = grammar.types.type();
        String compression = tokens.accept(TokenKind.COMPRESSION) ? compression() : null;
        List<Option> foreignOptions = tokens.accept(TokenKind.OPTIONS) ? genericOptions() : List.of();
        ConstraintGrammar.Qualifiers qualifiers = constraints.qualifiers();
        return new ColumnDefinition(
                name, type, compression, qualifiers.collation(), qualifiers.constraints(), foreignOptions, position);
    }

    String compression() {
        return tokens.accept(TokenKind.DEFAULT) ? "default" : grammar.names.column();
    }

    /** {@code (name 'value', ...)} after OPTIONS. */
    private List<Option> genericOptions() {
        tokens.expect(TokenKind.LEFT_PARENTHESIS);
        List<Option> options = new ArrayList<>();
        do {
            int position = tokens.start();
            String name = grammar.names.label();
            options.add(new Option(name, new Text(tokens.string(), true), position));
        } while (tokens.accept(TokenKind.COMMA));
        tokens.expect(TokenKind.RIGHT_PARENTHESIS);
        return List.copyOf(options);
    }

    private Like like() {
        QualifiedName source = grammar.names.relation();
        List<LikeChoice> choices = new ArrayList<>();
        while (tokens.is(TokenKind.INCLUDING) || tokens.is(TokenKind.EXCLUDING)) {
            boolean including = tokens.advance() == TokenKind.INCLUDING;
            LikeOption option = switch (tokens.kind()) {
                case COMMENTS -> LikeOption.COMMENTS;
                case COMPRESSION -> LikeOption.COMPRESSION;
                case CONSTRAINTS -> LikeOption.CONSTRAINTS;
                case DEFAULTS -> LikeOption.DEFAULTS;
                case IDENTITY -> LikeOption.IDENTITY;
                case GENERATED -> LikeOption.GENERATED;
                case INDEXES -> LikeOption.INDEXES;
                case STATISTICS -> LikeOption.STATISTICS;
                case STORAGE -> LikeOption.STORAGE;
                case ALL -> LikeOption.ALL;
                default -> throw tokens.syntaxError();
            };
            tokens.advance();
            choices.add(new LikeChoice(including, option));
        }
        return new Like(source, List.copyOf(choices));
    }

    /** {@code [(column [WITH OPTIONS] constraints, ...)]} of typed tables and partitions. */
    private List<TableElement> typedElements() {
        if (!tokens.accept(TokenKind.LEFT_PARENTHESIS)) {
            return List.of();
        }
        List<TableElement> elements = new ArrayList<>();
        do {
            elements.add(
                    constraints.startsTableConstraint()
                            ? new Constraint(constraints.tableConstraint())
                            : new Column(typedColumn()));
        } while (tokens.accept(TokenKind.COMMA));
        tokens.expect(TokenKind.RIGHT_PARENTHESIS);
        return List.copyOf(elements);
    }

    private ColumnDefinition typedColumn() {
        int position = tokens.start();
        String name = grammar.names.column();
        tokens.acceptPair(TokenKind.WITH, TokenKind.OPTIONS);
        ConstraintGrammar.Qualifiers qualifiers = constraints.qualifiers();
        return new ColumnDefinition(
                name, null, null, qualifiers.collation(), qualifiers.constraints(), List.of(), position);
    }

    private PartitionBy partitionBy() {
        int position = tokens.start();
        tokens.advance();
        tokens.expect(TokenKind.BY);
        String strategy = grammar.names.column();
        tokens.expect(TokenKind.LEFT_PARENTHESIS);
        List<IndexElement> keys = new ArrayList<>(1);
        do {
            keys.add(new IndexElementGrammar(grammar).partitionKey());
        } while (tokens.accept(TokenKind.COMMA));
        tokens.expect(TokenKind.RIGHT_PARENTHESIS);
        return new PartitionBy(strategy, List.copyOf(keys), position);
    }

    /** {@code DEFAULT} or {@code FOR VALUES ...} */
    PartitionBound partitionBound() {
        if (tokens.accept(TokenKind.DEFAULT)) {
            return new DefaultBound();
        }
        tokens.expect(TokenKind.FOR, TokenKind.VALUES);
        if (tokens.accept(TokenKind.IN)) {
            return new ListBound(listInParentheses());
        }
        if (tokens.accept(TokenKind.FROM)) {
            List<Expression> from = listInParentheses();
            tokens.expect(TokenKind.TO);
            return new RangeBound(from, listInParentheses());
        }
        tokens.expect(TokenKind.WITH);
        return hashBound();
    }

    private List<Expression> listInParentheses() {
        tokens.expect(TokenKind.LEFT_PARENTHESIS);
        List<Expression> list = grammar.expressions.list();
        tokens.expect(TokenKind.RIGHT_PARENTHESIS);
        return list;
    }

    private HashBound hashBound() {
        tokens.expect(TokenKind.LEFT_PARENTHESIS);
        @Nullable Integer modulus = null;
        @Nullable Integer remainder = null;
        List<Option> parts = new ArrayList<>(2);
        do {
            int at = tokens.start();
            String word = grammar.names.nonReserved();
            parts.add(new Option(word, new Option.Number(Integer.toString(tokens.integer())), at));
        } while (tokens.accept(TokenKind.COMMA));
        tokens.expect(TokenKind.RIGHT_PARENTHESIS);
        for (Option part : parts) {
            boolean isModulus = part.name().equals("modulus");
            if (!isModulus && !part.name().equals("remainder")) {
                throw tokens.error(
                        part.position(), "unrecognized hash partition bound specification \"" + part.name() + "\"");
            }
            if ((isModulus ? modulus : remainder) != null) {
                throw tokens.error(
                        part.position(),
                        SqlState.DUPLICATE_OBJECT,
                        part.name() + " for hash partition provided more than once");
            }
            String text = part.text();
            Integer number = Integer.valueOf(text == null ? "0" : text);
            if (isModulus) {
                modulus = number;
            } else {
                remainder = number;
            }
        }
        if (modulus == null) {
            throw tokens.error(-1, "modulus for hash partition must be specified");
        }
        if (remainder == null) {
            throw tokens.error(-1, "remainder for hash partition must be specified");
        }
        return new HashBound(modulus, remainder);
    }
}
