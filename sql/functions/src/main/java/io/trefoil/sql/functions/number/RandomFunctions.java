package io.trefoil.sql.functions.number;

import static io.trefoil.sql.functions.FunctionFamily.general;

import io.trefoil.sql.functions.Arguments;
import io.trefoil.sql.functions.FunctionErrors;
import io.trefoil.sql.functions.FunctionFamily;
import java.util.UUID;
import java.util.random.RandomGenerator;

/** The session's random numbers and random UUIDs. */
public final class RandomFunctions implements FunctionFamily {
    @Override
    public void define(Definitions d) {
        general(d, "random()", (context, arguments) -> context.random().nextDouble());
        general(d, "setseed(float8)", (context, arguments) -> {
            double seed = Arguments.float8(arguments, 0);
            if (!(seed >= -1 && seed <= 1)) {
                throw FunctionErrors.invalidParameter(
                        "setseed parameter " + Double.toString(seed) + " is out of allowed range [-1,1]");
            }
            context.seedRandom(seed);
            return "";
        });
        general(d, "gen_random_uuid()", (context, arguments) -> randomUuid(context.secureRandom()));
    }

    /** A version 4 UUID (RFC 4122, 4.4). */
    private static UUID randomUuid(RandomGenerator random) {
        long high = random.nextLong() & ~0xF000L | 0x4000L;
        long low = random.nextLong() & 0x3FFF_FFFF_FFFF_FFFFL | 0x8000_0000_0000_0000L;
        return new UUID(high, low);
    }
}
