package io.trefoil.sql.parser.ast;

import java.util.List;

/** Transaction control. */
public sealed interface TransactionStatement extends Statement {

    /** Isolation levels as asked for. */
    enum IsolationLevel {
        READ_UNCOMMITTED,
        READ_COMMITTED,
        REPEATABLE_READ,
        SERIALIZABLE
    }

    /** A transaction mode in the order written; later ones win. */
    sealed interface TransactionMode {}

    /** {@code ISOLATION LEVEL level} */
    record Isolation(IsolationLevel level, int position) implements TransactionMode {}

    /** {@code READ ONLY} or {@code READ WRITE} */
    record Access(boolean readOnly, int position) implements TransactionMode {}

    /** {@code [NOT] DEFERRABLE} */
    record Deferrability(boolean deferrable, int position) implements TransactionMode {}

    /** {@code BEGIN} or {@code START TRANSACTION}; the command tag differs. */
    record Begin(boolean start, List<TransactionMode> modes) implements TransactionStatement {}

    /** {@code COMMIT} or {@code END} */
    record Commit(boolean chain) implements TransactionStatement {}

    /** {@code ROLLBACK} or {@code ABORT} */
    record Rollback(boolean chain) implements TransactionStatement {}

    /** {@code SAVEPOINT name} */
    record Savepoint(String name) implements TransactionStatement {}

    /** {@code RELEASE [SAVEPOINT] name} */
    record Release(String name) implements TransactionStatement {}

    /** {@code ROLLBACK TO [SAVEPOINT] name} */
    record RollbackTo(String name) implements TransactionStatement {}

    /** {@code PREPARE TRANSACTION 'id'} */
    record PrepareTransaction(String id) implements TransactionStatement {}

    /** {@code COMMIT PREPARED 'id'} */
    record CommitPrepared(String id) implements TransactionStatement {}

    /** {@code ROLLBACK PREPARED 'id'} */
    record RollbackPrepared(String id) implements TransactionStatement {}

    /** {@code SET [LOCAL] TRANSACTION modes}, or {@code SET SESSION CHARACTERISTICS AS TRANSACTION modes}. */
    record SetTransaction(boolean session, List<TransactionMode> modes) implements TransactionStatement {}

    /** {@code SET [LOCAL] TRANSACTION SNAPSHOT 'id'} */
    record SetTransactionSnapshot(String id) implements TransactionStatement {}

    /** {@code SET CONSTRAINTS ALL | names DEFERRED | IMMEDIATE}; an empty list is ALL. */
    record SetConstraints(List<QualifiedName> constraints, boolean deferred) implements TransactionStatement {}
}
