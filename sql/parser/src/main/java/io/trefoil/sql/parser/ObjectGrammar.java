package io.trefoil.sql.parser;

import io.trefoil.sql.parser.ast.ObjectKind;
import io.trefoil.sql.parser.ast.ObjectStatement.Comment;
import io.trefoil.sql.parser.ast.ObjectStatement.ObjectName;
import io.trefoil.sql.parser.ast.Operation.OperatorName;
import io.trefoil.sql.parser.ast.QualifiedName;
import io.trefoil.sql.parser.ast.RoutineStatement.RoutineParameter;
import io.trefoil.sql.parser.ast.TypeName;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How statements on objects of any kind say which object they mean; and COMMENT, which knows all kinds. */
final class ObjectGrammar {
    private final Grammar grammar;
    private final Tokens tokens;

    ObjectGrammar(Grammar grammar) {
        this.grammar = grammar;
        this.tokens = grammar.tokens;
    }

    /** {@code COMMENT ON kind object IS 'text' | NULL} */
    Comment comment() {
        tokens.advance();
        tokens.expect(TokenKind.ON);
        ObjectKind kind = kind();
        if (kind == ObjectKind.CONSTRAINT) {
            return constraintComment();
        }
        ObjectName object = object(kind);
        return new Comment(kind, object, commentText());
    }

    private @Nullable String commentText() {
        tokens.expect(TokenKind.IS);
        return tokens.accept(TokenKind.NULL) ? null : tokens.string();
    }

    private Comment constraintComment() {
        int position = tokens.start();
        QualifiedName name = QualifiedName.of(grammar.names.column(), position);
        tokens.expect(TokenKind.ON);
        boolean onDomain = tokens.is(TokenKind.DOMAIN) && tokens.kindAhead(1).isColumnName();
        if (onDomain) {
            tokens.advance();
        }
        ObjectName object = new ObjectName(name, null, List.of(), grammar.names.any());
        return new Comment(onDomain ? ObjectKind.DOMAIN_CONSTRAINT : ObjectKind.CONSTRAINT, object, commentText());
    }

    /** The words that name a kind of object, in all statements that take many kinds. */
    ObjectKind kind() {
        TokenKind word = tokens.advance();
        return switch (word) {
            case TABLE -> ObjectKind.TABLE;
            case SEQUENCE -> ObjectKind.SEQUENCE;
            case VIEW -> ObjectKind.VIEW;
            case MATERIALIZED -> second(TokenKind.VIEW, ObjectKind.MATERIALIZED_VIEW);
            case INDEX -> ObjectKind.INDEX;
            case FOREIGN -> foreign();
            case COLLATION -> ObjectKind.COLLATION;
            case CONVERSION -> ObjectKind.CONVERSION;
            case STATISTICS -> ObjectKind.STATISTICS;
            case TEXT -> textSearch();
            case ACCESS -> second(TokenKind.METHOD, ObjectKind.ACCESS_METHOD);
            case EVENT -> second(TokenKind.TRIGGER, ObjectKind.EVENT_TRIGGER);
            case EXTENSION -> ObjectKind.EXTENSION;
            case PROCEDURAL -> second(TokenKind.LANGUAGE, ObjectKind.LANGUAGE);
            case LANGUAGE -> ObjectKind.LANGUAGE;
            case PUBLICATION -> ObjectKind.PUBLICATION;
            case SUBSCRIPTION -> ObjectKind.SUBSCRIPTION;
            case TABLESPACE -> ObjectKind.TABLESPACE;
            case SCHEMA -> ObjectKind.SCHEMA;
            case SERVER -> ObjectKind.FOREIGN_SERVER;
            case DATABASE -> ObjectKind.DATABASE;
            case ROLE -> ObjectKind.ROLE;
            case COLUMN -> ObjectKind.COLUMN;
            case TYPE -> ObjectKind.TYPE;
            case DOMAIN -> ObjectKind.DOMAIN;
            case AGGREGATE -> ObjectKind.AGGREGATE;
            case FUNCTION -> ObjectKind.FUNCTION;
            case PROCEDURE -> ObjectKind.PROCEDURE;
            case ROUTINE -> ObjectKind.ROUTINE;
            case OPERATOR -> operator();
            case CONSTRAINT -> ObjectKind.CONSTRAINT;
            case POLICY -> ObjectKind.POLICY;
            case RULE -> ObjectKind.RULE;
            case TRIGGER -> ObjectKind.TRIGGER;
            case TRANSFORM -> ObjectKind.TRANSFORM;
            case LARGE -> second(TokenKind.OBJECT, ObjectKind.LARGE_OBJECT);
            case CAST -> ObjectKind.CAST;
            case END_OF_INPUT, FAILURE -> throw tokens.syntaxError();
            default -> throw tokens.syntaxErrorAhead(-1);
        };
    }

    private ObjectKind second(TokenKind word, ObjectKind kind) {
        tokens.expect(word);
        return kind;
    }

    private ObjectKind foreign() {
        if (tokens.accept(TokenKind.TABLE)) {
            return ObjectKind.FOREIGN_TABLE;
        }
        tokens.expect(TokenKind.DATA, TokenKind.WRAPPER);
        return ObjectKind.FOREIGN_DATA_WRAPPER;
    }

    private ObjectKind operator() {
        if (tokens.is(TokenKind.CLASS) && !tokens.isNext(TokenKind.DOT)) {
            return second(TokenKind.CLASS, ObjectKind.OPERATOR_CLASS);
        }
        if (tokens.is(TokenKind.FAMILY) && !tokens.isNext(TokenKind.DOT)) {
            return second(TokenKind.FAMILY, ObjectKind.OPERATOR_FAMILY);
        }
        return ObjectKind.OPERATOR;
    }

    private ObjectKind textSearch() {
        tokens.expect(TokenKind.SEARCH);
        ObjectKind kind = switch (tokens.kind()) {
            case PARSER -> ObjectKind.TEXT_SEARCH_PARSER;
            case DICTIONARY -> ObjectKind.TEXT_SEARCH_DICTIONARY;
            case TEMPLATE -> ObjectKind.TEXT_SEARCH_TEMPLATE;
            case CONFIGURATION -> ObjectKind.TEXT_SEARCH_CONFIGURATION;
            default -> throw tokens.syntaxError();
        };
        tokens.advance();
        return kind;
    }

    /** One object of the given kind, as COMMENT names it. */
    ObjectName object(ObjectKind kind) {
        return switch (kind) {
            case TABLE,
                    SEQUENCE,
                    VIEW,
                    MATERIALIZED_VIEW,
                    INDEX,
                    FOREIGN_TABLE,
                    COLLATION,
                    CONVERSION,
                    STATISTICS,
                    TEXT_SEARCH_PARSER,
                    TEXT_SEARCH_DICTIONARY,
                    TEXT_SEARCH_TEMPLATE,
                    TEXT_SEARCH_CONFIGURATION,
                    COLUMN -> ObjectName.of(grammar.names.any());
            case ACCESS_METHOD,
                    EVENT_TRIGGER,
                    EXTENSION,
                    FOREIGN_DATA_WRAPPER,
                    LANGUAGE,
                    PUBLICATION,
                    SUBSCRIPTION,
                    TABLESPACE,
                    SCHEMA,
                    FOREIGN_SERVER,
                    DATABASE,
                    ROLE,
                    PARAMETER,
                    USER_MAPPING -> simple();
            case TYPE, DOMAIN -> type();
            case AGGREGATE -> aggregate();
            case FUNCTION, PROCEDURE, ROUTINE -> routine();
            case OPERATOR -> operatorObject();
            case OPERATOR_CLASS, OPERATOR_FAMILY -> operatorClass();
            case POLICY, RULE, TRIGGER -> onRelation();
            case TRANSFORM -> transform();
            case LARGE_OBJECT -> largeObject();
            case CAST -> cast();
            case ATTRIBUTE, CONSTRAINT, DOMAIN_CONSTRAINT -> throw tokens.syntaxError();
        };
    }

    private ObjectName simple() {
        int position = tokens.start();
        return ObjectName.of(QualifiedName.of(grammar.names.column(), position));
    }

    private ObjectName type() {
        TypeName type = grammar.types.type();
        return new ObjectName(type.name(), null, List.of(type), null);
    }

    /** {@code name ON relation} */
    ObjectName onRelation() {
        int position = tokens.start();
        QualifiedName name = QualifiedName.of(grammar.names.column(), position);
        tokens.expect(TokenKind.ON);
        return new ObjectName(name, null, List.of(), grammar.names.any());
    }

    private ObjectName operatorClass() {
        QualifiedName name = grammar.names.any();
        tokens.expect(TokenKind.USING);
        int position = tokens.start();
        return new ObjectName(name, null, List.of(), QualifiedName.of(grammar.names.column(), position));
    }

    private ObjectName transform() {
        tokens.expect(TokenKind.FOR);
        TypeName type = grammar.types.type();
        tokens.expect(TokenKind.LANGUAGE);
        int position = tokens.start();
        QualifiedName language = QualifiedName.of(grammar.names.column(), position);
        return new ObjectName(language, null, List.of(type), null);
    }

    private ObjectName largeObject() {
        int position = tokens.start();
        return ObjectName.of(QualifiedName.of(new OptionGrammar(grammar).number(), position));
    }

    private ObjectName cast() {
        int position = tokens.start();
        tokens.expect(TokenKind.LEFT_PARENTHESIS);
        TypeName source = grammar.types.type();
        tokens.expect(TokenKind.AS);
        TypeName target = grammar.types.type();
        tokens.expect(TokenKind.RIGHT_PARENTHESIS);
        return new ObjectName(QualifiedName.of("", position), null, List.of(source, target), null);
    }

    private ObjectName operatorObject() {
        int position = tokens.start();
        OperatorName operator = grammar.names.anyOperator();
        String schema = operator.schema();
        QualifiedName name = schema == null
                ? QualifiedName.of(operator.symbol(), position)
                : new QualifiedName(List.of(schema, operator.symbol()), position);
        tokens.expect(TokenKind.LEFT_PARENTHESIS);
        @Nullable TypeName left = operand();
        if (left != null && tokens.is(TokenKind.RIGHT_PARENTHESIS)) {
            throw tokens.error(tokens.start(), "missing argument")
                    .withHint("Use NONE to denote the missing argument of a unary operator.");
        }
        tokens.expect(TokenKind.COMMA);
        if (left == null && tokens.is(TokenKind.NONE)) {
            throw tokens.syntaxError();
        }
        @Nullable TypeName right = operand();
        tokens.expect(TokenKind.RIGHT_PARENTHESIS);
        List<@Nullable TypeName> operands = new ArrayList<>(2);
        operands.add(left);
        operands.add(right);
        return new ObjectName(name, null, Collections.unmodifiableList(operands), null);
    }

    private @Nullable TypeName operand() {
        return tokens.accept(TokenKind.NONE) ? null : grammar.types.type();
    }

    /** A function with or without its argument list (function_with_argtypes). */
    ObjectName routine() {
        int position = tokens.start();
        boolean bare = tokens.kind().isColumnName() && !tokens.isNext(TokenKind.LEFT_PARENTHESIS);
        QualifiedName name = bare ? grammar.names.function() : routineName();
        if (!tokens.accept(TokenKind.LEFT_PARENTHESIS)) {
            return ObjectName.of(name);
        }
        List<RoutineParameter> arguments = List.of();
        if (!tokens.is(TokenKind.RIGHT_PARENTHESIS)) {
            arguments = new ParameterGrammar(grammar).parameters(false);
        }
        tokens.expect(TokenKind.RIGHT_PARENTHESIS);
        return new ObjectName(new QualifiedName(name.parts(), position), arguments, List.of(), null);
    }

    /** A function's name, which may be a function word or a dotted name. */
    QualifiedName routineName() {
        int position = tokens.start();
        boolean dotted = tokens.isNext(TokenKind.DOT) || tokens.isNext(TokenKind.LEFT_BRACKET);
        if (tokens.kind().isColumnName() && dotted) {
            return grammar.names.function();
        }
        if (tokens.kind().isColumnName() && !tokens.kind().isTypeOrFunctionName()) {
            throw tokens.syntaxErrorAhead(1);
        }
        return QualifiedName.of(grammar.names.typeOrFunction(), position);
    }

    List<ObjectName> routines() {
        List<ObjectName> routines = new ArrayList<>(1);
        do {
            routines.add(routine());
        } while (tokens.accept(TokenKind.COMMA));
        return List.copyOf(routines);
    }

    /** {@code name (*)}, {@code name (types)} or with ORDER BY among them, as aggregates are written. */
    ObjectName aggregate() {
        QualifiedName name = routineName();
        return new ObjectName(name, new ParameterGrammar(grammar).aggregateParameters(), List.of(), null);
    }
}
