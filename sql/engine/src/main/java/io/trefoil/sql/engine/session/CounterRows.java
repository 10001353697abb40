package io.trefoil.sql.engine.session;

import io.trefoil.sql.storage.StoreStatistics;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** trefoil_catalog.counters: what the store has done since it was opened. Times are in microseconds. */
final class CounterRows {
    private final List<@Nullable Object[]> rows = new ArrayList<>();

    private CounterRows() {}

    static List<@Nullable Object[]> of(SharedEngine engine) {
        CounterRows collected = new CounterRows();
        collected.addAll(engine.store().statistics());
        collected.add("sessions", engine.sessions().all().size(), "open sessions, now");
        return collected.rows;
    }

    private void addAll(StoreStatistics s) {
        add("commits", s.commits(), "transactions with writes that committed");
        add("read_commits", s.readCommits(), "transactions without writes that committed");
        add("rollbacks", s.rollbacks(), "transactions rolled back");
        add("aborts_read_changed", s.readConflicts(), "transactions refused because something they read had changed");
        add("aborts_write_changed", s.writeConflicts(), "transactions refused because a row to be written had changed");
        add(
                "aborts_snapshot_too_old",
                s.snapshotsTooOld(),
                "transactions refused because commits since their snapshot were forgotten");
        add("aborts_deadlock", s.deadlocks(), "transactions that had to end a deadlock");
        add("statement_restarts", s.statementRestarts(), "statements run again on a newer snapshot");
        add("transaction_restarts", s.transactionRestarts(), "transactions run again with their locks");
        add("refreshes_tried", s.refreshesTried(), "attempts to move a snapshot forward");
        add("refreshes", s.refreshes(), "snapshots moved forward because nothing read had changed");
        add("lock_waits", s.lockWaits(), "locks that were not free at once");
        add("lock_wait_us", s.lockWaitNanos() / 1000, "time spent waiting for locks, microseconds");
        add("lock_timeouts", s.lockTimeouts(), "waits given up after lock_timeout");
        add("commit_groups", s.groups(), "batches written to the log");
        add("commit_group_members", s.groupedCommits(), "commits in those batches");
        add("commit_group_max", s.groupSizeMax(), "commits in the largest batch");
        add("syncs", s.syncs(), "times the log was forced to the device");
        add("sync_us", s.syncNanos() / 1000, "time spent forcing it, microseconds");
        add("spills", s.spills(), "times a transaction's writes were moved out of memory");
        add("active_transactions", s.activeTransactions(), "open transactions, now");
        add("last_version", s.lastVersion(), "version of the last commit");
        add("durable_version", s.durableVersion(), "version up to which everything is safe on the device");
        add("commit_log_keys", s.commitLogKeys(), "written keys remembered for the oldest open transaction, now");
    }

    private void add(String name, long value, String description) {
        @Nullable Object[] row = {name, value, description};
        rows.add(row);
    }
}
