package io.trefoil.tck.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Processor time of a server, its ended children included (PostgreSQL's backends end with their clients). Unlike
 * transactions per second it hardly depends on what else the machine does.
 */
final class ServerCpu {
    /** Ticks per second of {@code /proc/PID/stat} on every Linux that runs here. */
    private static final double TICKS = 100;

    private ServerCpu() {}

    /** Seconds since the process began; 0 where there is no {@code /proc}. */
    static double seconds(long pid) throws IOException {
        Path file = Path.of("/proc/" + pid + "/stat");
        if (!Files.exists(file)) {
            return 0;
        }
        String text = Files.readString(file);
        // The name in parentheses may have blanks; utime, stime, cutime and cstime are the 12th to 15th field behind
        // it.
        String[] fields = text.substring(text.lastIndexOf(')') + 2).split(" ", 17);
        long ticks = 0;
        for (int i = 11; i < 15; i++) {
            ticks += Long.parseLong(fields[i]);
        }
        return ticks / TICKS;
    }
}
