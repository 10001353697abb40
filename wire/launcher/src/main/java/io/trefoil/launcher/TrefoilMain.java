package io.trefoil.launcher;

import io.trefoil.launcher.server.StartFailure;
import io.trefoil.launcher.shell.ShellFailure;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * The program {@code trefoil}. Exit codes: 0 done, 1 failed (one line on standard error says why), 2 wrong command line.
 */
@Command(
        name = "trefoil",
        description = "One database behind the PostgreSQL door.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        subcommands = {
            StartCommand.class,
            SqlCommand.class,
            UserCommand.class,
            PasswdCommand.class,
            CertCommand.class,
            CheckCommand.class,
            WarmUpCommand.class
        },
        synopsisSubcommandLabel = "COMMAND")
public final class TrefoilMain implements Runnable {
    private TrefoilMain() {}

    public static void main(String[] args) {
        System.exit(run(args));
    }

    /** Runs one command line and returns its exit code. */
    static int run(String... args) {
        return new CommandLine(new TrefoilMain())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(TrefoilMain::wrongCommandLine)
                .setExecutionExceptionHandler(TrefoilMain::failed)
                .execute(args);
    }

    @Override
    public void run() {
        CommandLine.usage(this, System.out);
    }

    private static int wrongCommandLine(ParameterException e, String[] args) {
        CommandLine command = e.getCommandLine();
        PrintWriter err = command.getErr();
        String name = command.getCommandSpec().qualifiedName();
        err.println(name + ": " + e.getMessage());
        List<String> near = e instanceof CommandLine.UnmatchedArgumentException u ? u.getSuggestions() : List.of();
        if (!near.isEmpty()) {
            err.println("Did you mean " + String.join(" or ", near) + "?");
        }
        err.println("See " + name + " --help");
        return CommandLine.ExitCode.USAGE;
    }

    private static int failed(Exception e, CommandLine command, ParseResult parsed) throws Exception {
        if (e instanceof StartFailure || e instanceof ShellFailure) {
            command.getErr().println("trefoil: " + e.getMessage());
            return CommandLine.ExitCode.SOFTWARE;
        }
        throw e;
    }
}
