package io.trefoil.sql.storage;

/**
 * What experience says of the rows that one query reads by their keys: does the same transaction write them afterwards, and
 * do such transactions get into each other's way? One object for all who run the query, of any thread; the numbers are
 * guesses, so updates that get lost do not matter.
 *
 * <p>A program that reads a balance, computes, and writes it back would, on a hot row, be shown what somebody else is about
 * to change; its commit then has to fail, and because it has seen the row, nobody can run it again for it. A query whose
 * rows are mostly written is therefore worth a place in a queue before it reads ({@link StorageStatement#expectWrite}).
 * Until more is known a query is taken for such a one: the first run of a program has nothing to learn from.
 */
public final class ReadHabit {
    /** How wide a turn is worth waiting for. */
    public enum Turn {
        /** The rows are read and left alone. */
        NONE,
        /** The row is written: wait until nobody else is about to. */
        ROW,
        /**
         * Several rows are written, read in different orders by different transactions: whoever waits for the second row with
         * the first one in hand would deadlock, so the whole space is taken in turns.
         */
        SPACE
    }

    private static final int WRITES_FIRST = 4;
    private static final int WRITES_SURE = 12;
    private static final int WRITES_MAX = 16;
    /** A query a third of whose rows are written is worth its turns. */
    private static final int WRITTEN = 2;

    private static final int GIVEN_UP = 4;

    /** So many calm transactions of one row before rows are taken in turns instead of the space. */
    private static final int CROSSINGS_MAX = 128;
    /** A hundred rows that everybody takes two of, in any order, are still better off with one queue. */
    private static final int CROSSED = 16;

    private static final int RECENT = 16;

    private volatile int writes = WRITES_FIRST;
    private volatile int crossings = CROSSINGS_MAX;
    /** Hashes of the rows that the latest transactions have written after reading them here. */
    private final long[] recent = new long[RECENT];

    private int position;

    /** What the next reader is to wait for. */
    public Turn turn() {
        if (writes <= 0) {
            return Turn.NONE;
        }
        return crossings > 0 ? Turn.SPACE : Turn.ROW;
    }

    /** Whether what is read is nearly always written. */
    public boolean sure() {
        return writes >= WRITES_SURE;
    }

    /** A transaction that had read a row ended, and had written it or not. */
    public void ended(boolean written) {
        int now = writes;
        if (written) {
            if (now < WRITES_MAX) {
                writes = Math.min(WRITES_MAX, now + WRITTEN);
            }
        } else if (now > 0) {
            writes = now - 1;
        }
    }

    /** A transaction let others wait for so long that its turn was taken from it. */
    public void lost() {
        writes = Math.max(0, writes - GIVEN_UP);
    }

    /**
     * A transaction that had written a row it had read ended.
     *
     * @param hash of the row
     * @param disorder it had read rows of the space in another order than that of their keys
     */
    public void wrote(long hash, boolean disorder) {
        int now = crossings;
        if (now <= 0) {
            return;
        }
        crossings = disorder && isRecent(hash) ? Math.min(CROSSINGS_MAX, now + CROSSED) : now - 1;
        recent[position++ & (RECENT - 1)] = hash;
    }

    /** Two transactions, each with a row in hand, waited for each other's. */
    public void crossed() {
        crossings = Math.min(CROSSINGS_MAX, Math.max(0, crossings) + CROSSED);
    }

    private boolean isRecent(long hash) {
        for (long known : recent) {
            if (known == hash) {
                return true;
            }
        }
        return false;
    }
}
