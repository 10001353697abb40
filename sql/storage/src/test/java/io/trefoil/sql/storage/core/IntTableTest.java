package io.trefoil.sql.storage.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The small map of spaces agrees with a big one. */
final class IntTableTest {

    @Test
    void agreesWithAHashMap() {
        Random random = new Random(3);
        for (int round = 0; round < 100; round++) {
            IntTable<Integer> table = new IntTable<>();
            Map<Integer, Integer> expected = new HashMap<>();
            for (int i = random.nextInt(300); i >= 0; i--) {
                int key = random.nextInt(1000) - 500;
                assertThat(table.find(key)).isEqualTo(expected.get(key));
                if (!expected.containsKey(key)) {
                    table.add(key, i);
                    expected.put(key, i);
                }
            }
            assertThat(table.size()).isEqualTo(expected.size());
            for (int i = 0; i < table.size(); i++) {
                assertThat(table.valueAt(i)).isEqualTo(expected.get(table.keyAt(i)));
            }
            table.clear();
            assertThat(table.size()).isZero();
            assertThat(table.find(expected.keySet().iterator().next())).isNull();
        }
    }
}
