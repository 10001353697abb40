package io.trefoil.sql.records.row;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trefoil.sql.records.GeneratedValues;
import io.trefoil.sql.types.SqlStateException;
import io.trefoil.sql.types.SqlType;
import io.trefoil.sql.types.SqlTypes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RowFormatTest {
    private static final long SEED = Long.getLong("tck.seed", 20_000_102L);

    private static final List<SqlType> TYPES = types();

    private static List<SqlType> types() {
        List<SqlType> types = new ArrayList<>(GeneratedValues.ORDERED);
        types.add(SqlTypes.JSON);
        types.add(SqlTypes.XML);
        types.add(SqlTypes.RECORD);
        return types;
    }

    private static int[] upTo(int count) {
        int[] numbers = new int[count];
        Arrays.setAll(numbers, i -> i);
        return numbers;
    }

    @Test
    void rowsOfAllTypesAreReadBackExactly() {
        Random random = new Random(SEED);
        GeneratedValues values = new GeneratedValues(random);
        for (int round = 0; round < 2000; round++) {
            List<SqlType> types = randomTypes(random);
            RowFormat format = new RowFormat(types);
            boolean nulls = random.nextBoolean();
            @Nullable
            Object[] row = types.stream()
                    .map(type -> nulls ? values.orNull(type) : values.next(type))
                    .toArray();
            byte[] stored = new RowEncoder(format, upTo(row.length)).encode(row);
            byte[] padded = new byte[stored.length + 10];
            System.arraycopy(stored, 0, padded, 5, stored.length);
            int[] wanted = random.ints(0, types.size())
                    .distinct()
                    .limit(random.nextInt(types.size() + 1))
                    .toArray();
            @Nullable Object[] out = new @Nullable Object[wanted.length];
            new RowDecoder(format, wanted, upTo(wanted.length), Collections.nCopies(wanted.length, null))
                    .decode(padded, 5, stored.length, out);
            for (int i = 0; i < wanted.length; i++) {
                assertThat(GeneratedValues.identical(out[i], row[wanted[i]]))
                        .as("seed %s, %s of %s", SEED, GeneratedValues.show(row[wanted[i]]), types)
                        .isTrue();
            }
        }
    }

    private static List<SqlType> randomTypes(Random random) {
        List<SqlType> types = new ArrayList<>();
        for (int i = random.nextInt(1, 20); i > 0; i--) {
            types.add(TYPES.get(random.nextInt(TYPES.size())));
        }
        return types;
    }

    @Test
    void rowsWrittenBeforeColumnsWereAddedHaveTheMissingValues() {
        Random random = new Random(SEED);
        GeneratedValues values = new GeneratedValues(random);
        for (int round = 0; round < 500; round++) {
            List<SqlType> now = randomTypes(random);
            int before = random.nextInt(now.size() + 1);
            @Nullable
            Object[] row = now.stream().limit(before).map(values::orNull).toArray();
            byte[] stored = new RowEncoder(new RowFormat(now.subList(0, before)), upTo(before)).encode(row);
            List<@Nullable Object> missing = new ArrayList<>();
            now.forEach(type -> missing.add(values.orNull(type)));
            @Nullable Object[] out = new @Nullable Object[now.size()];
            new RowDecoder(new RowFormat(now), upTo(now.size()), upTo(now.size()), missing)
                    .decode(stored, 0, stored.length, out);
            for (int i = 0; i < out.length; i++) {
                assertThat(GeneratedValues.identical(out[i], i < before ? row[i] : missing.get(i)))
                        .as("seed " + SEED)
                        .isTrue();
            }
        }
    }

    @Test
    void longRowsHaveWideOffsets() {
        RowFormat format = new RowFormat(List.of(SqlTypes.TEXT, SqlTypes.INT4, SqlTypes.BYTEA));
        @Nullable Object[] row = {"x".repeat(70_000), 5, new byte[100_000]};
        byte[] stored = new RowEncoder(format, upTo(3)).encode(row);
        @Nullable Object[] out = new @Nullable Object[3];
        new RowDecoder(format, upTo(3), upTo(3), Collections.nCopies(3, null)).decode(stored, 0, stored.length, out);
        assertThat(GeneratedValues.all(out, row)).isTrue();
    }

    @Test
    void manyColumnsHaveALongCount() {
        RowFormat format = new RowFormat(Collections.nCopies(1600, SqlTypes.INT4));
        @Nullable Object[] row = new @Nullable Object[1600];
        for (int i = 0; i < row.length; i += 3) {
            row[i] = i;
        }
        byte[] stored = new RowEncoder(format, upTo(1600)).encode(row);
        @Nullable Object[] out = new @Nullable Object[1600];
        new RowDecoder(format, upTo(1600), upTo(1600), Collections.nCopies(1600, null))
                .decode(stored, 0, stored.length, out);
        assertThat(out).isEqualTo(row);
    }

    @Test
    void bytesStayAsDocumented() {
        RowFormat format = new RowFormat(List.of(SqlTypes.INT4, SqlTypes.TEXT, SqlTypes.BOOL, SqlTypes.TEXT));
        RowEncoder encoder = new RowEncoder(format, upTo(4));
        assertThat(HexFormat.of().formatHex(encoder.encode(new @Nullable Object[] {7, "ab", true, "c"})))
                .isEqualTo("10" + "04" + "00000007" + "01" + "0002" + "0003" + "6162" + "63");
        assertThat(HexFormat.of().formatHex(encoder.encode(new @Nullable Object[] {null, "ab", true, null})))
                .isEqualTo("11" + "04" + "09" + "00000000" + "01" + "0002" + "0002" + "6162");
    }

    @Test
    void unknownVersionsAreRefused() {
        RowFormat format = new RowFormat(List.of(SqlTypes.INT4));
        byte[] stored = new RowEncoder(format, upTo(1)).encode(new @Nullable Object[] {1});
        stored[0] = 0x20;
        RowDecoder decoder = new RowDecoder(format, upTo(1), upTo(1), Collections.nCopies(1, null));
        assertThatThrownBy(() -> decoder.decode(stored, 0, stored.length, new @Nullable Object[1]))
                .isInstanceOf(SqlStateException.class);
    }
}
