package io.trefoil.launcher;

import io.trefoil.launcher.server.OfflineCheck;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code trefoil check}: looks whether all in a store fits together, while no server has it open. */
@Command(
        name = "check",
        description = {
            "Check a store that no server has open: the catalog, every row and its constraints, every index against its"
                    + " table, foreign keys, counters.",
            "Prints a line for each table and each problem. Exit code 0: no problems, 1: problems, or no store to"
                    + " check."
        },
        sortOptions = false)
final class CheckCommand implements Callable<Integer> {
    @Option(
            names = "--store",
            paramLabel = "DIR",
            defaultValue = "data",
            description = "Directory of the data (default: ${DEFAULT-VALUE}).")
    Path store = Path.of("data");

    @Option(names = "--help", usageHelp = true, description = "Show this help.")
    boolean help;

    @Override
    public Integer call() {
        LogFormat.install();
        return OfflineCheck.run(store, System.out::println) == 0 ? 0 : 1;
    }
}
