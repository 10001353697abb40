package io.trefoil.sql.parser.deparse;

import io.trefoil.sql.parser.ast.TransactionStatement;
import io.trefoil.sql.parser.ast.TransactionStatement.Access;
import io.trefoil.sql.parser.ast.TransactionStatement.Begin;
import io.trefoil.sql.parser.ast.TransactionStatement.Commit;
import io.trefoil.sql.parser.ast.TransactionStatement.CommitPrepared;
import io.trefoil.sql.parser.ast.TransactionStatement.Deferrability;
import io.trefoil.sql.parser.ast.TransactionStatement.Isolation;
import io.trefoil.sql.parser.ast.TransactionStatement.PrepareTransaction;
import io.trefoil.sql.parser.ast.TransactionStatement.Release;
import io.trefoil.sql.parser.ast.TransactionStatement.Rollback;
import io.trefoil.sql.parser.ast.TransactionStatement.RollbackPrepared;
import io.trefoil.sql.parser.ast.TransactionStatement.RollbackTo;
import io.trefoil.sql.parser.ast.TransactionStatement.Savepoint;
import io.trefoil.sql.parser.ast.TransactionStatement.SetConstraints;
import io.trefoil.sql.parser.ast.TransactionStatement.SetTransaction;
import io.trefoil.sql.parser.ast.TransactionStatement.SetTransactionSnapshot;
import io.trefoil.sql.parser.ast.TransactionStatement.TransactionMode;
import java.util.List;

/** Transaction control. */
final class TransactionWriter {
    private final SqlText out;

    TransactionWriter(Writers writers) {
        this.out = writers.out;
    }

    void write(TransactionStatement statement) {
        switch (statement) {
            case Begin b -> {
                out.add(b.start() ? "START TRANSACTION" : "BEGIN");
                modes(" ", b.modes());
            }
            case Commit c -> out.add("COMMIT").when(c.chain(), " AND CHAIN");
            case Rollback r -> out.add("ROLLBACK").when(r.chain(), " AND CHAIN");
            case Savepoint s -> out.add("SAVEPOINT ").name(s.name());
            case Release r -> out.add("RELEASE SAVEPOINT ").name(r.name());
            case RollbackTo r -> out.add("ROLLBACK TO SAVEPOINT ").name(r.name());
            case PrepareTransaction p -> out.add("PREPARE TRANSACTION ").string(p.id());
            case CommitPrepared p -> out.add("COMMIT PREPARED ").string(p.id());
            case RollbackPrepared p -> out.add("ROLLBACK PREPARED ").string(p.id());
            case SetTransaction s -> {
                out.add(s.session() ? "SET SESSION CHARACTERISTICS AS TRANSACTION" : "SET TRANSACTION");
                modes(" ", s.modes());
            }
            case SetTransactionSnapshot s ->
                out.add("SET TRANSACTION SNAPSHOT ").string(s.id());
            case SetConstraints s -> {
                out.add("SET CONSTRAINTS ")
                        .when(s.constraints().isEmpty(), "ALL")
                        .list(s.constraints(), out::name);
                out.add(s.deferred() ? " DEFERRED" : " IMMEDIATE");
            }
        }
    }

    private void modes(String words, List<TransactionMode> modes) {
        if (!modes.isEmpty()) {
            out.add(words).list(modes, this::mode);
        }
    }

    private void mode(TransactionMode mode) {
        switch (mode) {
            case Isolation i -> out.add("ISOLATION LEVEL ").words(i.level());
            case Access a -> out.add(a.readOnly() ? "READ ONLY" : "READ WRITE");
            case Deferrability d -> out.add(d.deferrable() ? "DEFERRABLE" : "NOT DEFERRABLE");
        }
    }
}
