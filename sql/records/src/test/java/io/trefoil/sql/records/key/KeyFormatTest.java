package io.trefoil.sql.records.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trefoil.sql.records.GeneratedValues;
import io.trefoil.sql.storage.KeyRange;
import io.trefoil.sql.types.SqlNumeric;
import io.trefoil.sql.types.SqlStateException;
import io.trefoil.sql.types.SqlType;
import io.trefoil.sql.types.SqlTypes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Byte order of keys against SqlType.compare, on generated values of every ordered type. */
class KeyFormatTest {
    private static final long SEED = Long.getLong("tck.seed", 20_000_101L);

    @TestFactory
    Stream<DynamicTest> bytesOrderAsValuesDo() {
        return GeneratedValues.ORDERED.stream()
                .map(type -> DynamicTest.dynamicTest(type + " seed " + SEED, () -> checkOrder(type)));
    }

    private static void checkOrder(SqlType type) {
        Random random = new Random(SEED + type.oid());
        GeneratedValues values = new GeneratedValues(random);
        for (boolean descending : new boolean[] {false, true}) {
            for (boolean nullsFirst : new boolean[] {false, true}) {
                KeyFormat format = new KeyFormat(List.of(new KeyColumn(type, descending, nullsFirst)));
                for (int i = 0; i < 3000; i++) {
                    Object left = values.orNull(type);
                    Object right = values.orNull(type);
                    int expected = compare(type, left, right, descending, nullsFirst);
                    byte[] a = format.encode(new @Nullable Object[] {left});
                    byte[] b = format.encode(new @Nullable Object[] {right});
                    assertThat(Integer.signum(Arrays.compareUnsigned(a, b)))
                            .as(
                                    "%s against %s, descending %s, nulls first %s",
                                    GeneratedValues.show(left), GeneratedValues.show(right), descending, nullsFirst)
                            .isEqualTo(Integer.signum(expected));
                }
            }
        }
    }

    private static int compare(
            SqlType type, @Nullable Object left, @Nullable Object right, boolean descending, boolean nullsFirst) {
        if (left == null || right == null) {
            return left == right ? 0 : (left == null) == nullsFirst ? -1 : 1;
        }
        return descending ? type.compare(right, left) : type.compare(left, right);
    }

    @TestFactory
    Stream<DynamicTest> valuesAreReadBack() {
        return GeneratedValues.ORDERED.stream()
                .map(type -> DynamicTest.dynamicTest(type + " seed " + SEED, () -> checkRoundTrip(type)));
    }

    private static void checkRoundTrip(SqlType type) {
        GeneratedValues values = new GeneratedValues(new Random(SEED + type.oid()));
        for (boolean descending : new boolean[] {false, true}) {
            KeyFormat format =
                    new KeyFormat(List.of(new KeyColumn(type, descending, false), KeyColumn.ascending(SqlTypes.INT4)));
            for (int i = 0; i < 2000; i++) {
                Object value = values.orNull(type);
                byte[] key = format.encode(new @Nullable Object[] {value, i});
                byte[] longer = Arrays.copyOf(key, key.length + 3);
                assertThat(format.sizeOf(longer, 0, longer.length)).isEqualTo(key.length);
                @Nullable Object[] out = new @Nullable Object[2];
                format.decode(longer, 0, longer.length, new int[] {0, 1}, out);
                assertThat(out[1]).isEqualTo(i);
                if (format.lossless(0)) {
                    assertThat(GeneratedValues.identical(out[0], value))
                            .as(GeneratedValues.show(value))
                            .isTrue();
                } else {
                    assertThat(value == null ? out[0] == null : out[0] != null && type.compare(value, out[0]) == 0)
                            .as("%s read as %s", GeneratedValues.show(value), GeneratedValues.show(out[0]))
                            .isTrue();
                }
                @Nullable Object[] second = new @Nullable Object[1];
                format.decode(key, 0, key.length, new int[] {-1, 0}, second);
                assertThat(second[0]).isEqualTo(i);
            }
        }
    }

    @Test
    void severalColumnsOrderAsRowsDo() {
        Random random = new Random(SEED);
        GeneratedValues values = new GeneratedValues(random);
        for (int round = 0; round < 300; round++) {
            List<KeyColumn> columns = new ArrayList<>();
            for (int i = random.nextInt(1, 4); i > 0; i--) {
                SqlType type = GeneratedValues.ORDERED.get(random.nextInt(GeneratedValues.ORDERED.size()));
                columns.add(new KeyColumn(type, random.nextBoolean(), random.nextBoolean()));
            }
            KeyFormat format = new KeyFormat(columns);
            for (int i = 0; i < 50; i++) {
                @Nullable
                Object[] left = columns.stream()
                        .map(column -> values.orNull(column.type()))
                        .toArray();
                @Nullable Object[] right = left.clone();
                int from = random.nextInt(columns.size());
                for (int j = from; j < right.length; j++) {
                    right[j] = values.orNull(columns.get(j).type());
                }
                int expected = 0;
                for (int j = 0; j < right.length && expected == 0; j++) {
                    KeyColumn column = columns.get(j);
                    expected = compare(column.type(), left[j], right[j], column.descending(), column.nullsFirst());
                }
                int found = Arrays.compareUnsigned(format.encode(left), format.encode(right));
                assertThat(Integer.signum(found))
                        .as("seed %s, %s", SEED, columns)
                        .isEqualTo(Integer.signum(expected));
            }
        }
    }

    @Test
    void rangesHoldExactlyTheValuesWithinTheirBounds() {
        Random random = new Random(SEED);
        for (int round = 0; round < 2000; round++) {
            boolean descending = random.nextBoolean();
            KeyFormat format = new KeyFormat(List.of(
                    KeyColumn.ascending(SqlTypes.TEXT),
                    new KeyColumn(SqlTypes.INT4, descending, random.nextBoolean()),
                    KeyColumn.ascending(SqlTypes.INT4)));
            KeyRanges.Bound lower =
                    random.nextInt(3) == 0 ? null : new KeyRanges.Bound(random.nextInt(5), random.nextBoolean());
            KeyRanges.Bound upper =
                    random.nextInt(3) == 0 ? null : new KeyRanges.Bound(random.nextInt(5), random.nextBoolean());
            KeyRange range = KeyRanges.bounded(format, 7, new @Nullable Object[] {"a"}, 1, lower, upper);
            for (int i = 0; i < 10; i++) {
                Integer value = random.nextInt(6) == 0 ? null : Integer.valueOf(random.nextInt(-1, 7));
                String prefix = random.nextInt(4) == 0 ? "b" : "a";
                byte[] key = format.encode(new @Nullable Object[] {prefix, value, random.nextInt()});
                boolean inside = prefix.equals("a") && value != null && within(value, lower, upper);
                assertThat(range.contains(key))
                        .as("%s in %s %s, descending %s", value, lower, upper, descending)
                        .isEqualTo(inside);
            }
        }
    }

    private static boolean within(int value, KeyRanges.@Nullable Bound lower, KeyRanges.@Nullable Bound upper) {
        boolean above = lower == null
                || value > (Integer) lower.value()
                || lower.inclusive() && lower.value().equals(value);
        boolean below = upper == null
                || value < (Integer) upper.value()
                || upper.inclusive() && upper.value().equals(value);
        return above && below;
    }

    @Test
    void encodingsStayAsDocumented() {
        assertThat(hex(SqlTypes.INT4, 1)).isEqualTo("0180000001");
        assertThat(hex(SqlTypes.INT4, null)).isEqualTo("02");
        assertThat(hex(SqlTypes.TEXT, "ab")).isEqualTo("0161620000");
        assertThat(hex(SqlTypes.NUMERIC, SqlNumeric.of(12345, 2))).isEqualTo("01408202182e00");
        assertThat(hex(SqlTypes.NUMERIC, SqlNumeric.of(-12345, 2))).isEqualTo("01207dfde7d1ff");
        assertThat(hex(SqlTypes.NUMERIC, SqlNumeric.of(1, 2))).isEqualTo("0140800200");
        assertThat(hex(SqlTypes.BOOL, true)).isEqualTo("0101");
        KeyFormat descending = new KeyFormat(List.of(new KeyColumn(SqlTypes.INT2, true, true)));
        assertThat(HexFormat.of().formatHex(descending.encode(new @Nullable Object[] {(short) 1})))
                .isEqualTo("017ffe");
    }

    private static String hex(SqlType type, @Nullable Object value) {
        KeyFormat format = new KeyFormat(List.of(KeyColumn.ascending(type)));
        return HexFormat.of().formatHex(format.encode(new @Nullable Object[] {value}));
    }

    @Test
    void typesWithoutAnOrderAreRefused() {
        assertThatThrownBy(() -> new KeyFormat(List.of(KeyColumn.ascending(SqlTypes.JSON))))
                .isInstanceOf(SqlStateException.class)
                .hasMessage("data type json has no default operator class for access method \"btree\"");
        assertThat(KeyColumn.supports(SqlTypes.XML)).isFalse();
    }

    @Test
    void damagedKeysAreFound() {
        KeyFormat format = new KeyFormat(List.of(KeyColumn.ascending(SqlTypes.TEXT)));
        byte[] key = format.encode(new @Nullable Object[] {"abc"});
        assertThatThrownBy(() -> format.decode(key, 0, key.length - 1, new int[] {0}, new @Nullable Object[1]))
                .isInstanceOf(SqlStateException.class);
        assertThatThrownBy(() -> format.sizeOf(key, 0, 2)).isInstanceOf(SqlStateException.class);
    }
}
