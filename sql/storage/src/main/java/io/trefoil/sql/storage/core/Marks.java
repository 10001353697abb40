package io.trefoil.sql.storage.core;

import io.trefoil.sql.storage.Mark;
import java.util.ArrayList;

/** The marks of one transaction that can be rolled back to, oldest first. */
final class Marks {
    private final CoreTransaction transaction;
    private final ArrayList<CoreMark> alive = new ArrayList<>(0);
    private int made;
    /** Writes from this position on are behind every mark. */
    private long lastUndo;

    Marks(CoreTransaction transaction) {
        this.transaction = transaction;
    }

    long lastUndo() {
        return lastUndo;
    }

    void lastUndo(long position) {
        lastUndo = position;
    }

    CoreMark add(long undo, ReadSet.Position reads) {
        CoreMark mark = new CoreMark(transaction, ++made, undo, reads);
        alive.add(mark);
        lastUndo = undo;
        return mark;
    }

    /** Ends the marks behind {@code mark}, which stays. */
    CoreMark rollBackTo(Mark mark) {
        CoreMark to = own(mark);
        while (alive.getLast() != to) {
            alive.removeLast();
        }
        return to;
    }

    /** Ends {@code mark} and those behind it. */
    void release(Mark mark) {
        rollBackTo(mark);
        alive.removeLast();
    }

    void clear(long position) {
        alive.clear();
        lastUndo = position;
    }

    private CoreMark own(Mark mark) {
        if (mark instanceof CoreMark known && known.transaction() == transaction) {
            for (int i = alive.size() - 1; i >= 0 && alive.get(i).number() >= known.number(); i--) {
                if (alive.get(i) == known) {
                    return known;
                }
            }
        }
        throw new IllegalStateException("the mark is not one of this transaction, or was rolled back over");
    }
}
