package io.trefoil.tck.storage;

import io.trefoil.sql.storage.Access;
import io.trefoil.sql.storage.KeyCursor;
import io.trefoil.sql.storage.KeyRange;
import io.trefoil.sql.storage.LockWait;
import io.trefoil.sql.storage.ScanRequest;
import io.trefoil.sql.storage.StorageStatement;
import io.trefoil.sql.storage.StorageTransaction;
import io.trefoil.sql.storage.StoreLocation;
import io.trefoil.sql.storage.StoreOptions;
import io.trefoil.sql.storage.TransactionOptions;
import io.trefoil.sql.storage.TransactionalStore;
import java.nio.ByteBuffer;
import java.util.Random;

/** Prints figures of one very large transaction: {@code BulkFigures LOCATION ROWS}; run it with a small heap. */
public final class BulkFigures {
    private static final int TABLE = 2000;
    private static final int INDEX = 2001;

    private BulkFigures() {}

    public static void main(String[] args) {
        int rows = Integer.parseInt(args[1]);
        try (TransactionalStore store = TransactionalStore.open(StoreLocation.parse(args[0]), StoreOptions.DEFAULT)) {
            System.out.println(
                    store.description() + ", heap " + (Runtime.getRuntime().maxMemory() >> 20) + " MB");
            long start = System.nanoTime();
            try (StorageTransaction transaction = store.begin(TransactionOptions.DEFAULT)) {
                Random random = new Random(1);
                try (StorageStatement statement = transaction.beginStatement()) {
                    for (int i = 0; i < rows; i++) {
                        statement.insert(TABLE, key(i), new byte[104], LockWait.BLOCK);
                        statement.put(
                                INDEX,
                                ByteBuffer.allocate(16)
                                        .putLong(random.nextLong())
                                        .putLong(i)
                                        .array(),
                                new byte[0]);
                    }
                }
                report("insert of a row and a random index entry", rows, start);
                start = System.nanoTime();
                transaction.commit();
                report("commit", rows, start);
            }
            start = System.nanoTime();
            int seen = 0;
            try (StorageTransaction transaction = store.begin(TransactionOptions.READ_ONLY);
                    StorageStatement statement = transaction.beginStatement();
                    KeyCursor cursor =
                            statement.scan(ScanRequest.of(KeyRange.all(TABLE)).with(Access.UNTRACKED))) {
                while (cursor.next()) {
                    seen++;
                }
            }
            report("scan of " + seen, seen, start);
            System.out.println(store.statistics());
        }
    }

    private static byte[] key(int i) {
        return ByteBuffer.allocate(8).putInt(7).putInt(i).array();
    }

    private static void report(String what, int count, long start) {
        double wall = (System.nanoTime() - start) / 1e9;
        System.out.printf("%-44s %.1f s, %,.0f /s%n", what, wall, count / wall);
    }
}
