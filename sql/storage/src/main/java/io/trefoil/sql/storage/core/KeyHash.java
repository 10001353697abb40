package io.trefoil.sql.storage.core;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * 64-bit hashes of (space, key). Two different keys with one hash only cost a needless conflict. Never 0. They are on record
 * for prepared transactions ({@link PreparedFormat}) and so the same for ever.
 */
final class KeyHash {
    private static final VarHandle WORD = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    // Odd 64-bit constants: the golden ratio and the finaliser of MurmurHash3 (Austin Appleby, public domain).
    private static final long STEP = 0x9E3779B97F4A7C15L;
    private static final long MIX_1 = 0xFF51AFD7ED558CCDL;
    private static final long MIX_2 = 0xC4CEB9FE1A85EC53L;

    private KeyHash() {}

    static long of(int space, byte[] key) {
        int length = key.length;
        long hash = (((long) space << 32) | length) * STEP;
        int i = 0;
        for (; i + 8 <= length; i += 8) {
            hash = step(hash, (long) WORD.get(key, i));
        }
        if (i < length) {
            long last = 0;
            for (; i < length; i++) {
                last = (last << 8) | (key[i] & 0xff);
            }
            hash = step(hash, last);
        }
        return finish(hash);
    }

    /** The hash under which a whole space is locked. */
    static long ofSpace(int space) {
        return finish(((long) space << 32) * STEP + 1);
    }

    private static long step(long hash, long word) {
        return Long.rotateLeft((hash ^ word) * MIX_1, 31) * STEP;
    }

    private static long finish(long hash) {
        long h = hash;
        h ^= h >>> 33;
        h *= MIX_1;
        h ^= h >>> 33;
        h *= MIX_2;
        h ^= h >>> 33;
        return h == 0 ? 1 : h;
    }
}
