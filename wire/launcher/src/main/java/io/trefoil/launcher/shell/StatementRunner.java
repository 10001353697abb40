package io.trefoil.launcher.shell;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Runs statements and prints what they gave: outcomes, notices, errors and, if asked, the time. */
final class StatementRunner {
    private static final Pattern COPY_IN = Pattern.compile("(?is)copy\\b.*\\bfrom\\s+stdin\\b.*");
    private static final Pattern COPY_OUT = Pattern.compile("(?is)copy\\b.*\\bto\\s+stdout\\b.*");

    private final ServerConnection connection;
    private final SessionSettings settings;
    private final InputStream copySource;
    private final OutputStream copyTarget;
    private final PrintWriter out;
    private final PrintWriter errors;

    StatementRunner(
            ServerConnection connection,
            SessionSettings settings,
            InputStream copySource,
            OutputStream copyTarget,
            PrintWriter out,
            PrintWriter errors) {
        this.connection = connection;
        this.settings = settings;
        this.copySource = copySource;
        this.copyTarget = copyTarget;
        this.out = out;
        this.errors = errors;
    }

    /** Returns false when the statement failed; the error is printed then. */
    boolean run(String sql) {
        long start = System.nanoTime();
        try {
            for (Outcome outcome : outcomes(sql)) {
                printNotices(sql);
                settings.format.printer.print(outcome, out);
            }
            printNotices(sql);
            return true;
        } catch (SQLException e) {
            printNotices(sql);
            out.flush();
            errors.print(ErrorText.of(e, sql, settings.verboseErrors));
            return false;
        } catch (IOException e) {
            errors.print("ERROR:  " + e.getMessage() + "\n");
            return false;
        } finally {
            if (settings.timing) {
                out.print(String.format(Locale.ROOT, "Time: %.3f ms%n", (System.nanoTime() - start) / 1e6));
            }
            out.flush();
            errors.flush();
        }
    }

    private List<Outcome> outcomes(String sql) throws SQLException, IOException {
        if (COPY_IN.matcher(sql).matches()) {
            return List.of(connection.copyIn(sql, copySource));
        }
        if (COPY_OUT.matcher(sql).matches()) {
            out.flush();
            connection.copyOut(sql, copyTarget);
            return List.of();
        }
        return connection.run(sql);
    }

    private void printNotices(String sql) {
        out.flush();
        connection.takeNotices().forEach(notice -> errors.print(ErrorText.of(notice, sql, settings.verboseErrors)));
        errors.flush();
    }
}
