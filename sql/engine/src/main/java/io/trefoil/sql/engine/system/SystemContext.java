package io.trefoil.sql.engine.system;

import io.trefoil.sql.catalog.CatalogSnapshot;
import io.trefoil.sql.catalog.Role;
import io.trefoil.sql.catalog.views.ViewContext;
import io.trefoil.sql.engine.largeobject.LargeObjects;
import io.trefoil.sql.engine.largeobject.OpenLargeObjects;
import io.trefoil.sql.functions.FunctionContext;
import io.trefoil.sql.storage.RangeEstimate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the functions of the system may know beyond {@link FunctionContext}. Every context that the engine hands to
 * functions is one.
 */
public interface SystemContext extends FunctionContext {
    /** The catalog that the running statement sees. */
    CatalogSnapshot catalog();

    int databaseOid();

    Role role();

    /** OIDs of the schemas that unqualified names are looked up in, pg_catalog included. */
    List<Integer> searchPathOids();

    ViewContext views();

    /** Texts and names of the catalog as the running statement sees it; made once for a catalog and search path. */
    CatalogTexts texts();

    /** The number of the running transaction; begins one when there is none. */
    long transactionId();

    /** The advisory locks of the session. */
    AdvisoryLocks advisoryLocks();

    /** A guess at the size of a space. */
    RangeEstimate estimate(int space);

    /** pg_cancel_backend: asks another session's statement to end; false when there is no such session. */
    boolean cancelBackend(int processId);

    /** pg_blocking_pids: the sessions that a session waits for; empty when it does not wait, or is not there. */
    List<Integer> blockingBackends(int processId);

    /** pg_stat_reset: the counters of the session's database start at zero. */
    void resetStatistics();

    /** pg_terminate_backend. */
    boolean terminateBackend(int processId);

    /** The descriptors of large objects that the transaction has open. */
    OpenLargeObjects openLargeObjects();

    /** The large objects as the running statement sees them. */
    LargeObjects largeObjects();

    /** An OID that nothing has had. */
    int newOid();

    /** pg_notify: sent when the transaction commits. */
    void sendNotification(String channel, String payload);

    /** pg_listening_channels. */
    List<String> listenedChannels();

    /** pg_notification_queue_usage. */
    double notificationQueueUsage();

    /** commit_outcome: what became of the transaction that a session has ended in a cycle; ends the session if it is open. */
    String commitOutcome(String session, long cycle);

    /** commit_answer: the messages that answered a transaction which ended without COMMIT; null when they are not kept. */
    byte @Nullable [] commitAnswer(String session, long cycle);

    /** Microseconds since 2000-01-01 00:00 UTC at which the server started. */
    long serverStartMicros();
}
