package io.trefoil.sql.parser;

import io.trefoil.sql.parser.ast.FromItem.TableItem;
import io.trefoil.sql.parser.ast.MaintenanceStatement.Analyze;
import io.trefoil.sql.parser.ast.MaintenanceStatement.Checkpoint;
import io.trefoil.sql.parser.ast.MaintenanceStatement.Cluster;
import io.trefoil.sql.parser.ast.MaintenanceStatement.Reindex;
import io.trefoil.sql.parser.ast.MaintenanceStatement.ReindexKind;
import io.trefoil.sql.parser.ast.MaintenanceStatement.Vacuum;
import io.trefoil.sql.parser.ast.MaintenanceStatement.VacuumTarget;
import io.trefoil.sql.parser.ast.Option;
import io.trefoil.sql.parser.ast.QualifiedName;
import io.trefoil.sql.parser.ast.Statement;
import io.trefoil.sql.parser.ast.TableStatement.LockMode;
import io.trefoil.sql.parser.ast.TableStatement.LockTable;
import io.trefoil.sql.parser.ast.TableStatement.RefreshMaterializedView;
import io.trefoil.sql.parser.ast.TableStatement.Truncate;
import java.util.ArrayList;
import java.util.List;

/** VACUUM, ANALYZE, REINDEX, CLUSTER, CHECKPOINT, LOCK, TRUNCATE, REFRESH. */
final class MaintenanceGrammar {
    private final Grammar grammar;
    private final Tokens tokens;

    MaintenanceGrammar(Grammar grammar) {
        this.grammar = grammar;
        this.tokens = grammar.tokens;
    }

    Statement statement() {
        return switch (tokens.advance()) {
            case VACUUM -> vacuum();
            case ANALYZE, ANALYSE -> analyze();
            case REINDEX -> reindex();
            case CLUSTER -> cluster();
            case CHECKPOINT -> new Checkpoint();
            case LOCK -> lock();
            case TRUNCATE -> truncate();
            default -> refresh();
        };
    }

    private Vacuum vacuum() {
        List<Option> options = new ArrayList<>(2);
        if (tokens.is(TokenKind.LEFT_PARENTHESIS)) {
            options.addAll(new OptionGrammar(grammar).utilityOptions());
        } else {
            word(TokenKind.FULL, options);
            word(TokenKind.FREEZE, options);
            word(TokenKind.VERBOSE, options);
            word(TokenKind.ANALYZE, options);
            if (tokens.is(TokenKind.ANALYSE)) {
                options.add(new Option("analyze", null, tokens.start()));
                tokens.advance();
            }
        }
        return new Vacuum(List.copyOf(options), targets());
    }

    private void word(TokenKind word, List<Option> options) {
        int position = tokens.start();
        if (tokens.accept(word)) {
            options.add(new Option(word.text(), null, position));
        }
    }

    private Analyze analyze() {
        List<Option> options = new ArrayList<>(1);
        if (tokens.is(TokenKind.LEFT_PARENTHESIS)) {
            options.addAll(new OptionGrammar(grammar).utilityOptions());
        } else {
            word(TokenKind.VERBOSE, options);
        }
        return new Analyze(List.copyOf(options), targets());
    }

    private List<VacuumTarget> targets() {
        if (!tokens.kind().isColumnName()) {
            return List.of();
        }
        List<VacuumTarget> targets = new ArrayList<>(1);
        do {
            QualifiedName table = grammar.names.relation();
            targets.add(new VacuumTarget(table, grammar.names.optionalColumns()));
        } while (tokens.accept(TokenKind.COMMA));
        return List.copyOf(targets);
    }

    private Reindex reindex() {
        List<Option> options = new ArrayList<>(1);
        if (tokens.is(TokenKind.LEFT_PARENTHESIS)) {
            options.addAll(new OptionGrammar(grammar).utilityOptions());
        }
        ReindexKind kind = switch (tokens.kind()) {
            case INDEX -> ReindexKind.INDEX;
            case TABLE -> ReindexKind.TABLE;
            case SCHEMA -> ReindexKind.SCHEMA;
            case SYSTEM -> ReindexKind.SYSTEM;
            case DATABASE -> ReindexKind.DATABASE;
            default -> throw tokens.syntaxError();
        };
        tokens.advance();
        word(TokenKind.CONCURRENTLY, options);
        boolean relation = kind == ReindexKind.INDEX || kind == ReindexKind.TABLE;
        int position = tokens.start();
        QualifiedName name = relation ? grammar.names.relation() : QualifiedName.of(grammar.names.column(), position);
        return new Reindex(kind, name, List.copyOf(options));
    }

    private Cluster cluster() {
        List<Option> options = new ArrayList<>(1);
        boolean listed = tokens.is(TokenKind.LEFT_PARENTHESIS);
        if (listed) {
            options.addAll(new OptionGrammar(grammar).utilityOptions());
        } else {
            word(TokenKind.VERBOSE, options);
        }
        if (!listed && !tokens.kind().isColumnName()) {
            return new Cluster(null, null, List.copyOf(options));
        }
        QualifiedName table = grammar.names.relation();
        String index = null;
        if (tokens.accept(TokenKind.USING)) {
            index = grammar.names.column();
        } else if (!listed && table.parts().size() == 1 && tokens.accept(TokenKind.ON)) {
            index = table.name();
            table = grammar.names.relation();
        }
        return new Cluster(table, index, List.copyOf(options));
    }

    private LockTable lock() {
        tokens.accept(TokenKind.TABLE);
        List<TableItem> tables = tables();
        LockMode mode = LockMode.ACCESS_EXCLUSIVE;
        if (tokens.accept(TokenKind.IN)) {
            mode = lockMode();
            tokens.expect(TokenKind.MODE);
        }
        return new LockTable(tables, mode, tokens.accept(TokenKind.NOWAIT));
    }

    private LockMode lockMode() {
        TokenKind word = tokens.kind();
        switch (word) {
            case ACCESS, ROW -> {
                tokens.advance();
                boolean share = tokens.accept(TokenKind.SHARE);
                if (!share) {
                    tokens.expect(TokenKind.EXCLUSIVE);
                }
                if (word == TokenKind.ACCESS) {
                    return share ? LockMode.ACCESS_SHARE : LockMode.ACCESS_EXCLUSIVE;
                }
                return share ? LockMode.ROW_SHARE : LockMode.ROW_EXCLUSIVE;
            }
            case SHARE -> {
                tokens.advance();
                if (tokens.acceptPair(TokenKind.UPDATE, TokenKind.EXCLUSIVE)) {
                    return LockMode.SHARE_UPDATE_EXCLUSIVE;
                }
                return tokens.acceptPair(TokenKind.ROW, TokenKind.EXCLUSIVE)
                        ? LockMode.SHARE_ROW_EXCLUSIVE
                        : LockMode.SHARE;
            }
            default -> {
                tokens.expect(TokenKind.EXCLUSIVE);
                return LockMode.EXCLUSIVE;
            }
        }
    }

    private List<TableItem> tables() {
        List<TableItem> tables = new ArrayList<>(1);
        do {
            tables.add(grammar.from.table());
        } while (tokens.accept(TokenKind.COMMA));
        return List.copyOf(tables);
    }

    private Truncate truncate() {
        tokens.accept(TokenKind.TABLE);
        List<TableItem> tables = tables();
        boolean restart = tokens.acceptPair(TokenKind.RESTART, TokenKind.IDENTITY);
        if (!restart) {
            tokens.acceptPair(TokenKind.CONTINUE, TokenKind.IDENTITY);
        }
        return new Truncate(tables, restart, Clauses.cascade(tokens));
    }

    private RefreshMaterializedView refresh() {
        tokens.expect(TokenKind.MATERIALIZED, TokenKind.VIEW);
        boolean concurrently = tokens.accept(TokenKind.CONCURRENTLY);
        QualifiedName name = grammar.names.relation();
        return new RefreshMaterializedView(name, concurrently, Clauses.withData(tokens));
    }
}
