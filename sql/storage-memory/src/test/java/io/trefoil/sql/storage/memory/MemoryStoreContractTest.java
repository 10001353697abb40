package io.trefoil.sql.storage.memory;

import io.trefoil.tck.storage.CursorModelContract;
import io.trefoil.tck.storage.HistoryContract;
import io.trefoil.tck.storage.InterleavingContract;
import io.trefoil.tck.storage.IsolationContract;
import io.trefoil.tck.storage.LoadContract;
import io.trefoil.tck.storage.LockContract;
import io.trefoil.tck.storage.LongTransactionContract;
import io.trefoil.tck.storage.ObservationContract;
import io.trefoil.tck.storage.PreparedContract;
import io.trefoil.tck.storage.QueueContract;
import io.trefoil.tck.storage.ReadWriteContract;
import io.trefoil.tck.storage.ReferenceContract;
import io.trefoil.tck.storage.RetryLadderContract;
import io.trefoil.tck.storage.SavepointContract;
import io.trefoil.tck.storage.StoreContract;
import io.trefoil.tck.storage.StoreFixture;
import io.trefoil.tck.storage.TurnContract;
import org.junit.jupiter.api.Nested;

/** The storage contract on this engine. */
final class MemoryStoreContractTest {
    private static final StoreFixture FIXTURE = new MemoryFixture();

    @Nested
    final class ReadsAndWrites extends ReadWriteContract {
        @Override
        protected StoreFixture fixture() {
            return FIXTURE;
        }
    }

    @Nested
    final class Savepoints extends SavepointContract {
        @Override
        protected StoreFixture fixture() {
            return FIXTURE;
        }
    }

    @Nested
    final class Loads extends LoadContract {
        @Override
        protected StoreFixture fixture() {
            return FIXTURE;
        }
    }

    @Nested
    final class Isolations extends IsolationContract {
        @Override
        protected StoreFixture fixture() {
            return FIXTURE;
        }
    }

    @Nested
    final class Locks extends LockContract {
        @Override
        protected StoreFixture fixture() {
            return FIXTURE;
        }
    }

    @Nested
    final class Turns extends TurnContract {
        @Override
        protected StoreFixture fixture() {
            return FIXTURE;
        }
    }

    @Nested
    final class CursorModel extends CursorModelContract {
        @Override
        protected StoreFixture fixture() {
            return FIXTURE;
        }
    }

    @Nested
    final class Histories extends HistoryContract {
        @Override
        protected StoreFixture fixture() {
            return FIXTURE;
        }
    }

    @Nested
    final class Stores extends StoreContract {
        @Override
        protected StoreFixture fixture() {
            return FIXTURE;
        }
    }

    @Nested
    final class Observations extends ObservationContract {
        @Override
        protected StoreFixture fixture() {
            return FIXTURE;
        }
    }

    @Nested
    final class Interleavings extends InterleavingContract {
        @Override
        protected StoreFixture fixture() {
            return FIXTURE;
        }

        @Override
        protected int seeds() {
            return 10_000;
        }
    }

    @Nested
    final class RetryLadder extends RetryLadderContract {
        @Override
        protected StoreFixture fixture() {
            return FIXTURE;
        }
    }

    @Nested
    final class References extends ReferenceContract {
        @Override
        protected StoreFixture fixture() {
            return FIXTURE;
        }
    }

    @Nested
    final class LongTransactions extends LongTransactionContract {
        @Override
        protected StoreFixture fixture() {
            return FIXTURE;
        }
    }

    @Nested
    final class Queues extends QueueContract {
        @Override
        protected StoreFixture fixture() {
            return FIXTURE;
        }
    }

    @Nested
    final class Prepared extends PreparedContract {
        @Override
        protected StoreFixture fixture() {
            return FIXTURE;
        }
    }
}
