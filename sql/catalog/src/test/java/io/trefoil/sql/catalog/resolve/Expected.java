package io.trefoil.sql.catalog.resolve;

import static java.util.Objects.requireNonNull;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The lines that src/generate/dump-resolution.sh wrote, split into words. */
final class Expected {
    private Expected() {}

    static List<String[]> lines(String resource) throws IOException {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                requireNonNull(Expected.class.getResourceAsStream(resource)), StandardCharsets.UTF_8))) {
            return reader.lines().map(line -> line.split(" ")).toList();
        }
    }
}
