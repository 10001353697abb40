package io.trefoil.tck.conformance;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * What a power failure does to the newest log file of a RocksDB store and {@code kill -9} does not: its end, as far as no
 * acknowledgement stands on it, is lost or holds junk. Remembers how long the log was after each acknowledgement: what was
 * forced for it lies before.
 */
final class TornLog {
    private final Path data;
    private final Map<String, Long> acknowledged = new ConcurrentHashMap<>();

    TornLog(Path store) {
        this.data = store.resolve("data");
    }

    /** A commit was acknowledged just now. */
    void acknowledged() {
        try {
            Optional<Path> log = newest();
            if (log.isPresent()) {
                acknowledged.merge(log.get().getFileName().toString(), Files.size(log.get()), Math::max);
            }
        } catch (IOException e) {
            // the file was replaced by a newer one in between
        }
    }

    /** Cuts the log somewhere behind the last acknowledgement; answers how much was lost. */
    long cut(Random random) throws IOException {
        Path log = newest().orElseThrow();
        long from = acknowledged.getOrDefault(log.getFileName().toString(), 0L);
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "rw")) {
            long length = file.length();
            long cut = length <= from ? length : from + random.nextLong(length - from + 1);
            file.setLength(cut);
            return length - cut;
        }
    }

    /** Appends junk, as a write that was under way leaves it. */
    void appendJunk(Random random) throws IOException {
        byte[] junk = new byte[1 + random.nextInt(300)];
        random.nextBytes(junk);
        try (RandomAccessFile file = new RandomAccessFile(newest().orElseThrow().toFile(), "rw")) {
            file.seek(file.length());
            file.write(junk);
        }
    }

    private Optional<Path> newest() {
        try (Stream<Path> files = Files.list(data)) {
            return files.filter(file -> file.toString().endsWith(".log")).max(Comparator.naturalOrder());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
