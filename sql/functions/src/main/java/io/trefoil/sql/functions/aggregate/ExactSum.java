package io.trefoil.sql.functions.aggregate;

import io.trefoil.sql.types.SqlNumeric;
import java.math.BigDecimal;
import java.math.BigInteger;

/** A sum of integers without limit that stays in one long while it fits. */
final class ExactSum {
    private long low;
    private BigInteger high = BigInteger.ZERO;

    void add(long value) {
        long sum = low + value;
        if (((low ^ sum) & (value ^ sum)) < 0) {
            high = high.add(BigInteger.valueOf(low)).add(BigInteger.valueOf(value));
            low = 0;
        } else {
            low = sum;
        }
    }

    SqlNumeric toNumeric() {
        return high.signum() == 0
                ? SqlNumeric.of(low)
                : SqlNumeric.of(new BigDecimal(high.add(BigInteger.valueOf(low))));
    }
}
