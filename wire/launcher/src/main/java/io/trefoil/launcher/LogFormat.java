package io.trefoil.launcher;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.logging.ConsoleHandler;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * One line a log record on standard error: {@code 2026-11-20 10:00:00.000 WARN  server: message}. The level comes from
 * {@code -Dtrefoil.log=FINE} and the like; the default is WARNING, since a server that is well has nothing to say.
 */
final class LogFormat extends Formatter {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS").withZone(ZoneId.systemDefault());

    static void install() {
        Logger root = Logger.getLogger("");
        for (Handler handler : root.getHandlers()) {
            root.removeHandler(handler);
        }
        Level level = Level.parse(System.getProperty("trefoil.log", "WARNING"));
        Handler console = new ConsoleHandler();
        console.setFormatter(new LogFormat());
        console.setLevel(level);
        root.addHandler(console);
        root.setLevel(level);
    }

    @Override
    public String format(LogRecord record) {
        String logger = String.valueOf(record.getLoggerName());
        StringWriter text = new StringWriter();
        PrintWriter out = new PrintWriter(text);
        out.printf(
                "%s %-5s %s: %s%n",
                TIME.format(Instant.ofEpochMilli(record.getMillis())),
                word(record.getLevel()),
                logger.substring(logger.lastIndexOf('.') + 1),
                formatMessage(record));
        if (record.getThrown() != null) {
            record.getThrown().printStackTrace(out);
        }
        out.flush();
        return text.toString();
    }

    private static String word(Level level) {
        if (level.intValue() >= Level.SEVERE.intValue()) {
            return "ERROR";
        }
        if (level.intValue() >= Level.WARNING.intValue()) {
            return "WARN";
        }
        return level.intValue() >= Level.INFO.intValue() ? "INFO" : "DEBUG";
    }
}
