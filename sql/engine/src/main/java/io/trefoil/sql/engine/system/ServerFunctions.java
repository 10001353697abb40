package io.trefoil.sql.engine.system;

import static io.trefoil.sql.functions.Arguments.int4;
import static io.trefoil.sql.functions.Arguments.int8;
import static io.trefoil.sql.functions.Arguments.text;
import static io.trefoil.sql.functions.FunctionFamily.general;
import static io.trefoil.sql.functions.FunctionFamily.rows;

import io.trefoil.sql.functions.FunctionContext;
import io.trefoil.sql.functions.FunctionFamily;
import io.trefoil.sql.types.SqlArray;
import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;
import io.trefoil.sql.types.SqlTypes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The server's state and signals to its sessions; there is no recovery and no write-ahead log that clients could see. */
final class ServerFunctions implements FunctionFamily {
    @Override
    public void define(Definitions d) {
        general(d, "pg_postmaster_start_time()", (context, a) -> ((SystemContext) context).serverStartMicros());
        general(d, "pg_conf_load_time()", (context, a) -> ((SystemContext) context).serverStartMicros());
        general(d, "pg_cancel_backend(int4)", (context, a) -> ((SystemContext) context).cancelBackend(int4(a, 0)));
        general(
                d,
                "pg_terminate_backend(int4,int8)",
                (context, a) -> ((SystemContext) context).terminateBackend(int4(a, 0)));
        general(
                d,
                "commit_outcome(text,int8)",
                (context, a) -> ((SystemContext) context).commitOutcome(text(a, 0), int8(a, 1)));
        general(
                d,
                "commit_answer(text,int8)",
                (context, a) -> ((SystemContext) context).commitAnswer(text(a, 0), int8(a, 1)));
        general(
                d,
                "pg_blocking_pids(int4)",
                (context, a) -> SqlArray.of(
                        SqlTypes.INT4,
                        ((SystemContext) context).blockingBackends(int4(a, 0)).toArray()));
        general(d, "pg_stat_reset()", (context, a) -> {
            ((SystemContext) context).resetStatistics();
            return "";
        });
        general(d, "pg_safe_snapshot_blocking_pids(int4)", (context, a) -> SqlArray.of(SqlTypes.INT4));
        general(d, "pg_reload_conf()", (context, a) -> true);
        general(d, "pg_jit_available()", (context, a) -> false);
        general(d, "pg_trigger_depth()", (context, a) -> 0);
        general(d, "pg_notification_queue_usage()", (context, a) -> ((SystemContext) context).notificationQueueUsage());
        rows(
                d,
                "pg_listening_channels()",
                (context, a) -> List.<@Nullable Object>copyOf(((SystemContext) context).listenedChannels())
                        .iterator());
        general(d, "pg_notify(text,text)", (context, a) -> {
            ((SystemContext) context).sendNotification(a[0] == null ? "" : text(a, 0), a[1] == null ? "" : text(a, 1));
            return "";
        });
        general(d, "pg_current_logfile()", (context, a) -> null);
        general(d, "pg_current_logfile(text)", (context, a) -> null);
        general(d, "inet_client_port()", (context, a) -> null);
        general(d, "inet_server_port()", (context, a) -> null);
        transactions(d);
        recovery(d);
    }

    private static void transactions(Definitions d) {
        general(d, "txid_current()", (context, a) -> ((SystemContext) context).transactionId());
        general(d, "txid_current_if_assigned()", (context, a) -> ((SystemContext) context).transactionId());
        general(d, "pg_current_xact_id()", (context, a) -> ((SystemContext) context).transactionId());
        general(d, "pg_current_xact_id_if_assigned()", (context, a) -> ((SystemContext) context).transactionId());
        general(d, "age(xid)", (context, a) -> age(context, int4(a, 0)));
        general(d, "mxid_age(xid)", (context, a) -> Integer.MAX_VALUE);
    }

    /** The permanent numbers below 3 are older than everything. */
    private static int age(FunctionContext context, int transaction) {
        boolean permanent = Integer.compareUnsigned(transaction, 3) < 0;
        return permanent ? Integer.MAX_VALUE : (int) ((SystemContext) context).transactionId() - transaction;
    }

    private static void recovery(Definitions d) {
        general(d, "pg_is_in_recovery()", (context, a) -> false);
        for (String control : new String[] {
            "pg_is_wal_replay_paused()",
            "pg_get_wal_replay_pause_state()",
            "pg_wal_replay_pause()",
            "pg_wal_replay_resume()"
        }) {
            general(d, control, (context, a) -> {
                throw new SqlStateException(SqlState.OBJECT_NOT_IN_PREREQUISITE_STATE, "recovery is not in progress")
                        .withHint("Recovery control functions can only be executed during recovery.");
            });
        }
        general(d, "pg_last_wal_receive_lsn()", (context, a) -> null);
        general(d, "pg_last_wal_replay_lsn()", (context, a) -> null);
        general(d, "pg_last_xact_replay_timestamp()", (context, a) -> null);
        for (String position :
                new String[] {"pg_current_wal_lsn()", "pg_current_wal_insert_lsn()", "pg_current_wal_flush_lsn()"}) {
            general(d, position, (context, a) -> 0L);
        }
    }
}
