package io.trefoil.sql.engine.session;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;

/** Random numbers that are a function of a secret and their position, so that they can be drawn again from any position. */
abstract class RepeatableRandom implements RandomGenerator {
    private long position;

    private RepeatableRandom() {}

    /** For random(): SplitMix64 (Steele, Lea, Flood: Fast Splittable Pseudorandom Number Generators, 2014). */
    static RepeatableRandom fast() {
        long seed = ThreadLocalRandom.current().nextLong();
        return new RepeatableRandom() {
            @Override
            long at(long place) {
                long z = seed + place * 0x9E37_79B9_7F4A_7C15L;
                z = (z ^ z >>> 30) * 0xBF58_476D_1CE4_E5B9L;
                z = (z ^ z >>> 27) * 0x94D0_49BB_1331_11EBL;
                return z ^ z >>> 31;
            }
        };
    }

    /** For what nobody may guess: AES over the position, under a random key. */
    static RepeatableRandom secure() {
        byte[] key = new byte[16];
        new SecureRandom().nextBytes(key);
        try {
            Cipher cipher = Cipher.getInstance("AES/ECB/NoPadding");
            cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"));
            return new RepeatableRandom() {
                @Override
                long at(long place) {
                    byte[] block = ByteBuffer.allocate(16).putLong(8, place).array();
                    return ByteBuffer.wrap(cipher.update(block)).getLong();
                }
            };
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has AES", e);
        }
    }

    abstract long at(long place);

    @Override
    public final long nextLong() {
        return at(position++);
    }

    final long position() {
        return position;
    }

    final void position(long place) {
        position = place;
    }
}
