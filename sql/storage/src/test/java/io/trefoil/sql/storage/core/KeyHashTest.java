package io.trefoil.sql.storage.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Hashes are on record for prepared transactions, so they stay what they are. */
final class KeyHashTest {
    @Test
    void hashesAreTheSameForEver() {
        assertThat(KeyHash.of(0, new byte[0])).isEqualTo(1L);
        assertThat(KeyHash.of(1024, "short".getBytes(StandardCharsets.US_ASCII)))
                .isEqualTo(5006513713360263947L);
        assertThat(KeyHash.of(-2, "longer than one word".getBytes(StandardCharsets.US_ASCII)))
                .isEqualTo(113701180991644156L);
        assertThat(KeyHash.ofSpace(1024)).isEqualTo(8692506976259004446L);
    }
}
