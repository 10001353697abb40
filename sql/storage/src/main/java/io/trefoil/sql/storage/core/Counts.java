package io.trefoil.sql.storage.core;

import io.trefoil.sql.storage.StoreStatistics;
import java.util.concurrent.atomic.LongAdder;

/** The running numbers behind {@link StoreStatistics}. */
final class Counts {
    final LongAdder commits = new LongAdder();
    final LongAdder readCommits = new LongAdder();
    final LongAdder rollbacks = new LongAdder();
    final LongAdder readConflicts = new LongAdder();
    final LongAdder writeConflicts = new LongAdder();
    final LongAdder snapshotsTooOld = new LongAdder();
    final LongAdder deadlocks = new LongAdder();
    final LongAdder statementRestarts = new LongAdder();
    final LongAdder transactionRestarts = new LongAdder();
    final LongAdder refreshesTried = new LongAdder();
    final LongAdder refreshes = new LongAdder();
    final LongAdder lockWaits = new LongAdder();
    final LongAdder lockWaitNanos = new LongAdder();
    final LongAdder lockTimeouts = new LongAdder();
    final LongAdder groups = new LongAdder();
    final LongAdder groupedCommits = new LongAdder();
    final LongAdder syncs = new LongAdder();
    final LongAdder syncNanos = new LongAdder();
    final LongAdder spills = new LongAdder();

    /** Sequencer only. */
    volatile long groupSizeMax;

    StoreStatistics snapshot(int active, long lastVersion, long durableVersion, long logKeys) {
        return new StoreStatistics(
                commits.sum(),
                readCommits.sum(),
                rollbacks.sum(),
                readConflicts.sum(),
                writeConflicts.sum(),
                snapshotsTooOld.sum(),
                deadlocks.sum(),
                statementRestarts.sum(),
                transactionRestarts.sum(),
                refreshesTried.sum(),
                refreshes.sum(),
                lockWaits.sum(),
                lockWaitNanos.sum(),
                lockTimeouts.sum(),
                groups.sum(),
                groupedCommits.sum(),
                groupSizeMax,
                syncs.sum(),
                syncNanos.sum(),
                spills.sum(),
                active,
                lastVersion,
                durableVersion,
                logKeys);
    }
}
