package io.trefoil.sql.parser;

import io.trefoil.sql.parser.ast.ColumnDefinition;
import io.trefoil.sql.parser.ast.FromItem;
import io.trefoil.sql.parser.ast.IndexElement;
import io.trefoil.sql.parser.ast.ObjectKind;
import io.trefoil.sql.parser.ast.Operation.OperatorName;
import io.trefoil.sql.parser.ast.Option;
import io.trefoil.sql.parser.ast.Option.ListValue;
import io.trefoil.sql.parser.ast.Option.Text;
import io.trefoil.sql.parser.ast.Option.Value;
import io.trefoil.sql.parser.ast.QualifiedName;
import io.trefoil.sql.parser.ast.RoutineStatement.RoutineParameter;
import io.trefoil.sql.parser.ast.SchemaStatement.CreateComposite;
import io.trefoil.sql.parser.ast.SchemaStatement.CreateDomain;
import io.trefoil.sql.parser.ast.SchemaStatement.CreateEnum;
import io.trefoil.sql.parser.ast.SchemaStatement.CreateExtension;
import io.trefoil.sql.parser.ast.SchemaStatement.CreateRange;
import io.trefoil.sql.parser.ast.SchemaStatement.CreateStatistics;
import io.trefoil.sql.parser.ast.SchemaStatement.Define;
import io.trefoil.sql.parser.ast.Statement;
import io.trefoil.sql.parser.ast.TypeName;
import io.trefoil.sql.types.SqlState;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** CREATE of types, domains, extensions, statistics and of what is a name with a list of definitions. */
final class DefineGrammar {
    private final Grammar grammar;
    private final Tokens tokens;

    DefineGrammar(Grammar grammar) {
        this.grammar = grammar;
        this.tokens = grammar.tokens;
    }

    Statement create(int position) {
        return switch (tokens.kind()) {
            case TYPE -> {
                tokens.advance();
                yield type(position);
            }
            case DOMAIN -> {
                tokens.advance();
                yield domain(position);
            }
            case EXTENSION -> {
                tokens.advance();
                yield extension();
            }
            case STATISTICS -> {
                tokens.advance();
                yield statistics();
            }
            case OPERATOR -> {
                tokens.advance();
                yield operator(position);
            }
            case COLLATION -> {
                tokens.advance();
                yield collation(position);
            }
            default -> {
                ObjectKind kind = new ObjectGrammar(grammar).kind();
                yield define(kind, grammar.names.any(), null, new OptionGrammar(grammar).definition(), position);
            }
        };
    }

    private static Define define(
            ObjectKind kind,
            QualifiedName name,
            @Nullable List<RoutineParameter> arguments,
            List<Option> definition,
            int position) {
        return new Define(kind, name, arguments, false, false, definition, position);
    }

    private Statement type(int position) {
        QualifiedName name = grammar.names.any();
        if (tokens.is(TokenKind.LEFT_PARENTHESIS)) {
            return define(ObjectKind.TYPE, name, null, new OptionGrammar(grammar).definition(), position);
        }
        if (!tokens.accept(TokenKind.AS)) {
            return define(ObjectKind.TYPE, name, null, List.of(), position);
        }
        if (tokens.accept(TokenKind.ENUM)) {
            return new CreateEnum(name, labels());
        }
        if (tokens.accept(TokenKind.RANGE)) {
            return new CreateRange(name, new OptionGrammar(grammar).definition());
        }
        if (tokens.accept(TokenKind.LEFT_PARENTHESIS, TokenKind.RIGHT_PARENTHESIS)) {
            return new CreateComposite(name, List.of());
        }
        List<ColumnDefinition> attributes = grammar.from.columnDefinitions();
        return new CreateComposite(name, attributes);
    }

    private List<String> labels() {
        tokens.expect(TokenKind.LEFT_PARENTHESIS);
        List<String> labels = new ArrayList<>();
        if (!tokens.is(TokenKind.RIGHT_PARENTHESIS)) {
            do {
                labels.add(tokens.string());
            } while (tokens.accept(TokenKind.COMMA));
        }
        tokens.expect(TokenKind.RIGHT_PARENTHESIS);
        return List.copyOf(labels);
    }

    private CreateDomain domain(int position) {
        QualifiedName name = grammar.names.any();
        tokens.accept(TokenKind.AS);
        TypeName type = grammar.types.type();
        ConstraintGrammar.Qualifiers qualifiers = new ConstraintGrammar(grammar).qualifiers();
        return new CreateDomain(name, type, qualifiers.collation(), qualifiers.constraints(), position);
    }

    private CreateExtension extension() {
        boolean ifNotExists = Clauses.ifNotExists(tokens);
        String name = grammar.names.column();
        if (!tokens.accept(TokenKind.WITH)) {
            tokens.accept(TokenKind.WITH_BEFORE_TIME);
        }
        List<Option> options = new ArrayList<>(1);
        while (true) {
            int position = tokens.start();
            if (tokens.accept(TokenKind.SCHEMA)) {
                options.add(new Option("schema", new Text(grammar.names.column(), false), position));
            } else if (tokens.accept(TokenKind.VERSION)) {
                options.add(new Option("new_version", wordOrString(), position));
            } else if (tokens.accept(TokenKind.CASCADE)) {
                options.add(new Option("cascade", null, position));
            } else if (tokens.accept(TokenKind.FROM)) {
                wordOrString();
                throw tokens.error(
                        position, SqlState.FEATURE_NOT_SUPPORTED, "CREATE EXTENSION ... FROM is no longer supported");
            } else {
                return new CreateExtension(name, ifNotExists, List.copyOf(options));
            }
        }
    }

    /** A word that is not reserved, or a string. */
    Text wordOrString() {
        return tokens.is(TokenKind.STRING_CONSTANT)
                ? new Text(tokens.string(), true)
                : new Text(grammar.names.nonReserved(), false);
    }

    private Statement operator(int position) {
        boolean named = !tokens.isNext(TokenKind.DOT);
        if (named && (tokens.is(TokenKind.CLASS) || tokens.is(TokenKind.FAMILY))) {
            String kind = tokens.is(TokenKind.CLASS) ? "CLASS" : "FAMILY";
            throw StatementGrammar.unsupported(tokens, "CREATE OPERATOR " + kind);
        }
        int at = tokens.start();
        OperatorName operator = grammar.names.anyOperator();
        String schema = operator.schema();
        QualifiedName name = schema == null
                ? QualifiedName.of(operator.symbol(), at)
                : new QualifiedName(List.of(schema, operator.symbol()), at);
        return define(ObjectKind.OPERATOR, name, null, new OptionGrammar(grammar).definition(), position);
    }

    private Statement collation(int position) {
        boolean ifNotExists = Clauses.ifNotExists(tokens);
        QualifiedName name = grammar.names.any();
        List<Option> definition;
        if (tokens.is(TokenKind.FROM)) {
            int at = tokens.start();
            tokens.advance();
            definition = List.of(new Option("from", names(grammar.names.any()), at));
        } else {
            definition = new OptionGrammar(grammar).definition();
        }
        return new Define(ObjectKind.COLLATION, name, null, false, ifNotExists, definition, position);
    }

    private static Value names(QualifiedName name) {
        List<Value> items = new ArrayList<>();
        for (String part : name.parts()) {
            items.add(new Text(part, false));
        }
        return new ListValue(List.copyOf(items));
    }

    /** At AGGREGATE. The old style without argument list is a list of definitions too. */
    Define aggregate(boolean orReplace, int position) {
        tokens.advance();
        ObjectGrammar objects = new ObjectGrammar(grammar);
        QualifiedName name = objects.routineName();
        OptionGrammar options = new OptionGrammar(grammar);
        boolean oldStyle = tokens.isNext(TokenKind.IDENTIFIER) && tokens.kindAhead(2) == TokenKind.EQUALS;
        List<RoutineParameter> arguments = oldStyle ? null : new ParameterGrammar(grammar).aggregateParameters();
        List<Option> definition = oldStyle ? options.oldAggregateDefinition() : options.definition();
        return new Define(ObjectKind.AGGREGATE, name, arguments, orReplace, false, definition, position);
    }

    private CreateStatistics statistics() {
        boolean ifNotExists = Clauses.ifNotExists(tokens);
        QualifiedName name = grammar.names.any();
        List<String> kinds = grammar.names.optionalColumns();
        tokens.expect(TokenKind.ON);
        List<IndexElement> expressions = new ArrayList<>(2);
        do {
            expressions.add(new IndexElementGrammar(grammar).bare());
        } while (tokens.accept(TokenKind.COMMA));
        tokens.expect(TokenKind.FROM);
        List<FromItem> from = grammar.from.items();
        return new CreateStatistics(name, ifNotExists, kinds, List.copyOf(expressions), from);
    }
}
