package io.trefoil.tck.harness.slt;

import io.trefoil.tck.harness.client.QueryResult.Result;
import io.trefoil.wire.protocol.message.RowDescription;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Rows as lines of a script. */
final class SltValues {
    private SltValues() {}

    static List<String> lines(Result result, SltRecord.Sort sort) {
        List<String> lines = new ArrayList<>();
        for (@Nullable String[] row : result.rows()) {
            List<String> values = Arrays.stream(row).map(SltValues::text).toList();
            if (sort == SltRecord.Sort.valuesort) {
                lines.addAll(values);
            } else {
                lines.add(values.isEmpty() ? "()" : String.join(" | ", values));
            }
        }
        if (sort != SltRecord.Sort.nosort) {
            Collections.sort(lines);
        }
        return lines;
    }

    private static String text(@Nullable String value) {
        if (value == null) {
            return "NULL";
        }
        String escaped = value.replace("\\", "\\\\")
                .replace("\n", "\\n")
                .replace("\r", "\\r")
                .replace("\t", "\\t");
        boolean quoted = value.isEmpty()
                || value.equals("NULL")
                || value.startsWith(" ")
                || value.endsWith(" ")
                || value.startsWith("'")
                || value.startsWith("----");
        return quoted ? "'" + escaped + "'" : escaped;
    }

    /** A letter a column, {@code -} without columns, by type OID: 16 bool; 20, 21, 23, 26 integers; 700, 701, 1700 the others. */
    static String types(List<RowDescription.Field> fields) {
        if (fields.isEmpty()) {
            return "-";
        }
        return fields.stream()
                .map(field -> switch (field.typeOid()) {
                    case 16 -> "B";
                    case 20, 21, 23, 26 -> "I";
                    case 700, 701, 1700 -> "R";
                    default -> "T";
                })
                .collect(Collectors.joining());
    }
}
