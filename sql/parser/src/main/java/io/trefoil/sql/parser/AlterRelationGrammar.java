package io.trefoil.sql.parser;

import io.trefoil.sql.parser.ast.AlterTableAction;
import io.trefoil.sql.parser.ast.AlterTableAction.AttachPartition;
import io.trefoil.sql.parser.ast.AlterTableAction.DetachPartition;
import io.trefoil.sql.parser.ast.FromItem.TableItem;
import io.trefoil.sql.parser.ast.ObjectKind;
import io.trefoil.sql.parser.ast.ObjectStatement.ObjectName;
import io.trefoil.sql.parser.ast.ObjectStatement.Rename;
import io.trefoil.sql.parser.ast.ObjectStatement.SetSchema;
import io.trefoil.sql.parser.ast.QualifiedName;
import io.trefoil.sql.parser.ast.SchemaStatement.AlterSequence;
import io.trefoil.sql.parser.ast.SequenceOption;
import io.trefoil.sql.parser.ast.Statement;
import io.trefoil.sql.parser.ast.TableStatement.AlterTable;
import java.util.List;

/** ALTER TABLE, INDEX, SEQUENCE, VIEW, MATERIALIZED VIEW and FOREIGN TABLE. */
final class AlterRelationGrammar {
    private final Grammar grammar;
    private final Tokens tokens;

    AlterRelationGrammar(Grammar grammar) {
        this.grammar = grammar;
        this.tokens = grammar.tokens;
    }

    Statement statement(int position) {
        ObjectKind kind = new ObjectGrammar(grammar).kind();
        boolean movable = kind != ObjectKind.SEQUENCE && kind != ObjectKind.VIEW && kind != ObjectKind.FOREIGN_TABLE;
        if (movable && tokens.acceptPair(TokenKind.ALL, TokenKind.IN)) {
            tokens.expect(TokenKind.TABLESPACE);
            throw StatementGrammar.unsupported(tokens, "ALTER " + kind.words() + " ALL IN TABLESPACE");
        }
        boolean ifExists = Clauses.ifExists(tokens);
        boolean table = kind == ObjectKind.TABLE || kind == ObjectKind.FOREIGN_TABLE;
        int namePosition = tokens.start();
        TableItem relation =
                table ? grammar.from.table() : new TableItem(grammar.names.relation(), false, null, null, namePosition);
        QualifiedName name = relation.name();
        ObjectName object = ObjectName.of(name);
        if (tokens.is(TokenKind.RENAME)) {
            return rename(kind, relation, ifExists, position);
        }
        if (kind != ObjectKind.INDEX && tokens.accept(TokenKind.SET, TokenKind.SCHEMA)) {
            return new SetSchema(kind, object, ifExists, grammar.names.column());
        }
        if (kind == ObjectKind.SEQUENCE && startsSequenceOption()) {
            List<SequenceOption> options = new SequenceGrammar(grammar).options();
            return new AlterSequence(name, ifExists, options);
        }
        if (tokens.is(TokenKind.DEPENDS) || (tokens.is(TokenKind.NO) && tokens.isNext(TokenKind.DEPENDS))) {
            throw StatementGrammar.unsupported(tokens, "ALTER " + kind.words() + " DEPENDS ON EXTENSION");
        }
        List<AlterTableAction> actions =
                partition(kind) ? List.of(partitionAction(kind)) : new AlterTableGrammar(grammar).actions();
        return new AlterTable(kind, name, relation.only(), ifExists, actions, position);
    }

    private boolean startsSequenceOption() {
        return switch (tokens.kind()) {
            case AS, CACHE, CYCLE, INCREMENT, MAXVALUE, MINVALUE, OWNED, SEQUENCE, START, RESTART, LOGGED, UNLOGGED ->
                true;
            case NO -> !tokens.isNext(TokenKind.INHERIT) && !tokens.isNext(TokenKind.FORCE);
            default -> false;
        };
    }

    private boolean partition(ObjectKind kind) {
        boolean table = kind == ObjectKind.TABLE;
        return (tokens.is(TokenKind.ATTACH) && (table || kind == ObjectKind.INDEX))
                || (tokens.is(TokenKind.DETACH) && table);
    }

    private AlterTableAction partitionAction(ObjectKind kind) {
        boolean attach = tokens.advance() == TokenKind.ATTACH;
        tokens.expect(TokenKind.PARTITION);
        QualifiedName partition = grammar.names.relation();
        if (attach) {
            boolean index = kind == ObjectKind.INDEX;
            return new AttachPartition(partition, index ? null : new CreateTableGrammar(grammar).partitionBound());
        }
        boolean concurrently = tokens.accept(TokenKind.CONCURRENTLY);
        boolean finalizing = !concurrently && tokens.accept(TokenKind.FINALIZE);
        return new DetachPartition(partition, concurrently, finalizing);
    }

    private Rename rename(ObjectKind kind, TableItem relation, boolean ifExists, int position) {
        tokens.advance();
        ObjectKind subKind = kind;
        String subName = null;
        boolean columns = kind != ObjectKind.INDEX && kind != ObjectKind.SEQUENCE;
        if (kind == ObjectKind.TABLE && tokens.is(TokenKind.CONSTRAINT)) {
            tokens.advance();
            subKind = ObjectKind.CONSTRAINT;
            subName = grammar.names.column();
        } else if (columns && !tokens.is(TokenKind.TO)) {
            tokens.accept(TokenKind.COLUMN);
            subKind = ObjectKind.COLUMN;
            subName = grammar.names.column();
        }
        tokens.expect(TokenKind.TO);
        return new Rename(
                kind,
                ObjectName.of(relation.name()),
                relation.only(),
                ifExists,
                subKind,
                subName,
                grammar.names.column(),
                false,
                position);
    }
}
