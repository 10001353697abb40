package io.trefoil.launcher.shell;

/** What backslash commands can change in a session. */
final class SessionSettings {
    ResultPrinter.Format format;
    boolean timing;
    boolean verboseErrors;

    SessionSettings(ResultPrinter.Format format) {
        this.format = format;
    }
}
