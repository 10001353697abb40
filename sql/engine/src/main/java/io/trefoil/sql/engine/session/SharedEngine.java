package io.trefoil.sql.engine.session;

import io.trefoil.sql.catalog.store.CatalogStore;
import io.trefoil.sql.engine.bind.FunctionCatalog;
import io.trefoil.sql.engine.execute.RowNumbers;
import io.trefoil.sql.engine.notification.NotificationHub;
import io.trefoil.sql.engine.outcome.CommitOutcomes;
import io.trefoil.sql.engine.plan.Planner;
import io.trefoil.sql.storage.TransactionalStore;
import java.util.concurrent.ScheduledExecutorService;

/** What all sessions of a server share. */
record SharedEngine(
        TransactionalStore store,
        CatalogStore catalogStore,
        FunctionCatalog functions,
        PlanCache plans,
        Planner.Optimizer optimizer,
        RowNumbers rowNumbers,
        Sequences.SequenceBlocks sequences,
        SessionRegistry sessions,
        CommitOutcomes outcomes,
        NotificationHub notifications,
        NodeRows nodes,
        ScheduledExecutorService timer,
        EngineSettings settings,
        long startMicros) {}
