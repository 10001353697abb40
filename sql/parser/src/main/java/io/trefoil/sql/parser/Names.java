package io.trefoil.sql.parser;

import io.trefoil.sql.parser.ast.Indirection;
import io.trefoil.sql.parser.ast.Operation.OperatorName;
import io.trefoil.sql.parser.ast.QualifiedName;
import io.trefoil.sql.parser.ast.RoleName;
import io.trefoil.sql.types.SqlState;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Names in the places where the grammar wants one: which keywords are allowed depends on the place. */
final class Names {
    private final Grammar grammar;
    private final Tokens tokens;

    Names(Grammar grammar) {
        this.grammar = grammar;
        this.tokens = grammar.tokens;
    }

    /** A column, table, alias, cursor: anything but reserved words and function words (ColId). */
    String column() {
        if (!tokens.kind().isColumnName()) {
            throw tokens.syntaxError();
        }
        return take();
    }

    /** A function, type or parameter name. */
    String typeOrFunction() {
        if (!tokens.kind().isTypeOrFunctionName()) {
            throw tokens.syntaxError();
        }
        return take();
    }

    /** Any word after AS or a dot (ColLabel). */
    String label() {
        if (!tokens.kind().isLabel()) {
            throw tokens.syntaxError();
        }
        return take();
    }

    /** Any word that is not reserved. */
    String nonReserved() {
        if (!tokens.kind().isNonReserved()) {
            throw tokens.syntaxError();
        }
        return take();
    }

    /** Takes the current token as a name without asking. */
    String take() {
        String name = tokens.name();
        tokens.advance();
        return name;
    }

    /** {@code name, name, ...} */
    List<String> columns() {
        String first = column();
        if (!tokens.is(TokenKind.COMMA)) {
            return List.of(first);
        }
        List<String> names = new ArrayList<>();
        names.add(first);
        while (tokens.accept(TokenKind.COMMA)) {
            names.add(column());
        }
        return List.copyOf(names);
    }

    /** {@code (name, ...)} */
    List<String> columnsInParentheses() {
        tokens.expect(TokenKind.LEFT_PARENTHESIS);
        List<String> names = columns();
        tokens.expect(TokenKind.RIGHT_PARENTHESIS);
        return names;
    }

    /** {@code [(name, ...)]} */
    List<String> optionalColumns() {
        return tokens.is(TokenKind.LEFT_PARENTHESIS) ? columnsInParentheses() : List.of();
    }

    /** A dotted name of any length (any_name): only words may follow the dots. */
    QualifiedName any() {
        int position = tokens.start();
        return dotted(column(), position);
    }

    /** The rest of a dotted name whose first part has been read. */
    QualifiedName dotted(String first, int position) {
        if (!tokens.is(TokenKind.DOT)) {
            return QualifiedName.of(first, position);
        }
        List<String> parts = new ArrayList<>(3);
        parts.add(first);
        while (tokens.accept(TokenKind.DOT)) {
            parts.add(label());
        }
        return new QualifiedName(List.copyOf(parts), position);
    }

    /** A relation's name (qualified_name): at most catalog.schema.name. */
    QualifiedName relation() {
        int position = tokens.start();
        return relation(column(), position);
    }

    private QualifiedName relation(String first, int position) {
        return checkedRelation(plain(first, position));
    }

    /** A function's name of any length, as the functions of FROM and the statements on functions take it. */
    QualifiedName function() {
        int position = tokens.start();
        return plain(column(), position);
    }

    /** The rest of a name after its first part; PostgreSQL reads stars and subscripts too and only then complains. */
    private QualifiedName plain(String first, int position) {
        if (!tokens.is(TokenKind.DOT) && !tokens.is(TokenKind.LEFT_BRACKET)) {
            return QualifiedName.of(first, position);
        }
        List<String> parts = new ArrayList<>(3);
        parts.add(first);
        for (Indirection step : grammar.primaries.indirection()) {
            if (!(step instanceof Indirection.Field field)) {
                throw tokens.syntaxError();
            }
            parts.add(field.name());
        }
        return new QualifiedName(List.copyOf(parts), position);
    }

    private QualifiedName checkedRelation(QualifiedName name) {
        if (name.parts().size() > 3) {
            throw tokens.error(
                    name.position(),
                    "improper qualified name (too many dotted names): " + String.join(".", name.parts()));
        }
        return name;
    }

    List<QualifiedName> relations() {
        List<QualifiedName> names = new ArrayList<>(1);
        do {
            names.add(relation());
        } while (tokens.accept(TokenKind.COMMA));
        return List.copyOf(names);
    }

    List<QualifiedName> anyList() {
        List<QualifiedName> names = new ArrayList<>(1);
        do {
            names.add(any());
        } while (tokens.accept(TokenKind.COMMA));
        return List.copyOf(names);
    }

    /** A role, or PUBLIC, CURRENT_USER ... (RoleSpec). */
    RoleName role() {
        int position = tokens.start();
        switch (tokens.kind()) {
            case CURRENT_ROLE -> {
                return new RoleName(RoleName.Kind.CURRENT_ROLE, take(), position);
            }
            case CURRENT_USER -> {
                return new RoleName(RoleName.Kind.CURRENT_USER, take(), position);
            }
            case SESSION_USER -> {
                return new RoleName(RoleName.Kind.SESSION_USER, take(), position);
            }
            default -> {}
        }
        String name = nonReserved();
        if (name.equals("public")) {
            return new RoleName(RoleName.Kind.PUBLIC, name, position);
        }
        if (name.equals("none")) {
            throw reserved(position, name);
        }
        return new RoleName(RoleName.Kind.NAMED, name, position);
    }

    /** The name of a new role (RoleId): none of the special words. */
    String newRole() {
        RoleName role = role();
        return switch (role.kind()) {
            case NAMED -> role.name();
            case PUBLIC -> throw reserved(role.position(), role.name());
            case CURRENT_ROLE, CURRENT_USER, SESSION_USER ->
                throw tokens.error(
                        role.position(),
                        SqlState.RESERVED_NAME,
                        role.name().toUpperCase(Locale.ROOT) + " cannot be used as a role name here");
        };
    }

    private RuntimeException reserved(int position, String name) {
        return tokens.error(position, SqlState.RESERVED_NAME, "role name \"" + name + "\" is reserved");
    }

    List<RoleName> roles() {
        List<RoleName> roles = new ArrayList<>(1);
        do {
            roles.add(role());
        } while (tokens.accept(TokenKind.COMMA));
        return List.copyOf(roles);
    }

    /** Whether the current token is an operator symbol of any kind (all_Op). */
    boolean isOperator() {
        return switch (tokens.kind()) {
            case OPERATOR_SYMBOL,
                    PLUS,
                    MINUS,
                    STAR,
                    SLASH,
                    PERCENT,
                    CARET,
                    LESS,
                    GREATER,
                    EQUALS,
                    LESS_EQUALS,
                    GREATER_EQUALS,
                    NOT_EQUALS -> true;
            default -> false;
        };
    }

    /** An operator symbol; {@code !=} becomes {@code <>}. */
    String operatorSymbol() {
        if (!isOperator()) {
            throw tokens.syntaxError();
        }
        String symbol = tokens.is(TokenKind.NOT_EQUALS) ? "<>" : tokens.slice();
        tokens.advance();
        return symbol;
    }

    /** An operator with an optional schema, as in DROP OPERATOR and inside OPERATOR(). */
    OperatorName anyOperator() {
        String schema = null;
        while (!isOperator()) {
            schema = column();
            tokens.expect(TokenKind.DOT);
        }
        return new OperatorName(schema, operatorSymbol());
    }

    /** {@code op} or {@code OPERATOR(schema.op)} */
    OperatorName operator() {
        if (tokens.accept(TokenKind.OPERATOR)) {
            tokens.expect(TokenKind.LEFT_PARENTHESIS);
            OperatorName name = anyOperator();
            tokens.expect(TokenKind.RIGHT_PARENTHESIS);
            return name;
        }
        return OperatorName.of(operatorSymbol());
    }
}
