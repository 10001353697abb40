package io.trefoil.sql.engine.ddl;

import io.trefoil.sql.api.Notice;
import io.trefoil.sql.catalog.CatalogDelta;
import io.trefoil.sql.catalog.CatalogSnapshot;
import io.trefoil.sql.catalog.Role;
import io.trefoil.sql.catalog.store.CatalogStore;
import io.trefoil.sql.engine.algebra.Plan;
import io.trefoil.sql.engine.algebra.Rel;
import io.trefoil.sql.engine.bind.BindEnvironment;
import io.trefoil.sql.engine.execute.ExecutionContext;
import io.trefoil.sql.engine.execute.compile.PlanCompiler;
import io.trefoil.sql.parser.ast.SettingStatement;
import io.trefoil.sql.storage.StorageStatement;
import io.trefoil.sql.storage.StorageTransaction;
import io.trefoil.sql.storage.TransactionalStore;
import java.util.function.Consumer;

/** What a DDL statement works with: its transaction, the catalog as that sees it, and the session around. */
public interface DdlContext {
    /** The statement's text, for error positions. */
    String sql();

    /** The catalog with every change of this transaction so far. */
    CatalogSnapshot catalog();

    /** Names and types against {@link #catalog}; made anew after each change. */
    BindEnvironment binding();

    Role role();

    int databaseOid();

    CatalogStore catalogStore();

    TransactionalStore store();

    StorageTransaction transaction();

    /** The statement's own view of the store, for reading rows and writing entries. */
    StorageStatement statement();

    /** For running queries and expressions inside the statement (backfill, ALTER TABLE ... USING). */
    ExecutionContext execution();

    /** Plans a logical tree that the statement wants to run. */
    Plan plan(Rel rel);

    /** Compiles plans and expressions, and does work over all rows of a table, against {@link #catalog} as it is now. */
    PlanCompiler compiler();

    /** Makes a change part of the transaction: {@link #catalog} shows it from now on. */
    void apply(CatalogDelta delta);

    /**
     * To be called after waiting for a lock: when the catalog was changed by others after this transaction's snapshot, the
     * statement starts anew with the newest catalog, or fails with 40001 if it has changed the catalog itself.
     */
    void requireCurrentCatalog();

    /**
     * Does a part of a statement that takes several transactions: commits what is open, then runs the work as a transaction of
     * its own, again where it has to be. Only outside of blocks; this context's own transaction and catalog are of no use
     * afterwards.
     */
    void phase(Consumer<DdlContext> work);

    /** How many other sessions are connected to a database. */
    int otherSessions(int databaseOid);

    /** How many transactions are prepared in a database. */
    int preparedTransactions(int databaseOid);

    /** Asks the other sessions of a database to end (DROP DATABASE ... WITH (FORCE)). */
    void terminateOtherSessions(int databaseOid);

    void notice(Notice notice);

    /** Whether the session is inside a transaction block (VACUUM, CREATE DATABASE and others refuse that, 25001). */
    boolean inBlock();

    /** The value of a setting as text, as it is kept for sessions to come; 22023 if it cannot be the setting's. */
    String settingValue(SettingStatement.Set set);

    /** The setting's name as it is spelled; 42704, 42501 or 55P02 if the session could not set it. */
    String requireSettable(String name);

    /** Whether {@link #requireSettable} would pass. */
    boolean maySet(String name);
}
