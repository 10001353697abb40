package io.trefoil.sql.storage.core;

import io.trefoil.sql.storage.LockInfo;
import io.trefoil.sql.storage.LockMode;
import io.trefoil.sql.storage.SpaceLock;
import java.util.EnumSet;
import java.util.Set;

/** Lock modes of keys and spaces as bits, so that several can be held at once and conflicts are one AND. */
final class LockModes {
    private static final LockMode[] KEY = LockMode.values();
    private static final SpaceLock[] SPACE = SpaceLock.values();
    private static final int SPACE_SHIFT = KEY.length;
    private static final int KEY_MODES = (1 << SPACE_SHIFT) - 1;

    /** Every bit. */
    static final int ALL = -1;
    /** Bits of the key modes that keep others from changing the value. */
    static final int PROTECTING = bit(LockMode.SHARE) | bit(LockMode.NO_KEY_UPDATE) | bit(LockMode.UPDATE);
    /** Bits of the key modes that allow to write. */
    static final int WRITING = bit(LockMode.NO_KEY_UPDATE) | bit(LockMode.UPDATE);

    /** A turn on a key or a whole space, in nobody's way but that of others who ask for one: see {@link Turns}. */
    static final int TURN = 1 << (SPACE_SHIFT + SPACE.length);

    private static final int[] CONFLICTS = conflicts();

    private LockModes() {}

    static int bit(LockMode mode) {
        return 1 << mode.ordinal();
    }

    static int bit(SpaceLock mode) {
        return 1 << (SPACE_SHIFT + mode.ordinal());
    }

    /** Bits of the modes that conflict with one mode. */
    static int conflictsOf(int bit) {
        return CONFLICTS[Integer.numberOfTrailingZeros(bit)];
    }

    /** Whether holding {@code held} makes asking for {@code bit} needless. */
    static boolean covers(int held, int bit) {
        if (bit == TURN) {
            return (held & TURN) != 0;
        }
        if (bit < 1 << SPACE_SHIFT) {
            return (held & KEY_MODES) >= bit;
        }
        int exclusive = bit(SpaceLock.EXCLUSIVE);
        return (held & (bit | exclusive)) != 0 || (bit == bit(SpaceLock.READ_INTENT) && (held & ~TURN) != 0);
    }

    /** Whether a holder of these space modes may write keys without locking them: no other can write in the space. */
    static boolean ownsSpace(int held) {
        int both = bit(SpaceLock.SHARED) | bit(SpaceLock.WRITE_INTENT);
        return (held & bit(SpaceLock.EXCLUSIVE)) != 0 || (held & both) == both;
    }

    /** What others are told of a hold or a wait. */
    static LockInfo info(LockOwner owner, LockEntry entry, int modes, boolean granted, long sinceNanos) {
        LockMode strongest = null;
        for (LockMode mode : KEY) {
            if ((modes & bit(mode)) != 0) {
                strongest = mode;
            }
        }
        Set<SpaceLock> ofSpace = EnumSet.noneOf(SpaceLock.class);
        for (SpaceLock mode : SPACE) {
            if ((modes & bit(mode)) != 0) {
                ofSpace.add(mode);
            }
        }
        return new LockInfo(
                owner.transactionId(), owner.label(), entry.space, entry.key, strongest, ofSpace, granted, sinceNanos);
    }

    private static int[] conflicts() {
        int[] result = new int[SPACE_SHIFT + SPACE.length + 1];
        for (LockMode a : KEY) {
            for (LockMode b : KEY) {
                if (a.conflictsWith(b)) {
                    result[a.ordinal()] |= bit(b);
                }
            }
        }
        for (SpaceLock a : SPACE) {
            for (SpaceLock b : SPACE) {
                if (a.conflictsWith(b)) {
                    result[SPACE_SHIFT + a.ordinal()] |= bit(b);
                }
            }
        }
        result[SPACE_SHIFT + SPACE.length] = TURN;
        return result;
    }
}
