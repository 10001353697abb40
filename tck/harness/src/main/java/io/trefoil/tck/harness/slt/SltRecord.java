package io.trefoil.tck.harness.slt;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** One record of an {@code .slt} script; {@link SltParser} describes the syntax. */
sealed interface SltRecord {
    /** The first line of the record, from 1. */
    int line();

    /** A statement and how it must end. */
    record Statement(int line, Lines lines, Condition condition, String sql, Expectation expectation, String async)
            implements SltRecord {}

    /** A query and its rows. */
    record Rows(int line, Lines lines, Condition condition, String sql, String types, Sort sort, List<String> expected)
            implements SltRecord {}

    /** Which connection the records that follow use. */
    record Connection(int line, String name, Optional<String> user, Optional<String> database) implements SltRecord {}

    /** Waits for a statement that runs in the background. */
    record Await(int line, String name) implements SltRecord {}

    /** Waits a little, so that what another connection does can come first. */
    record Sleep(int line, int millis) implements SltRecord {}

    /** Ends the script. */
    record Halt(int line, Condition condition) implements SltRecord {}

    /**
     * The lines of a record in its file, from 1.
     *
     * @param file the script, or the one it includes
     * @param head the line with its keyword
     * @param results the line of {@code ----}, or the line after the record when it has none
     * @param end the line after the record
     */
    record Lines(Path file, int head, int results, int end) {}

    /** On which targets a record runs. */
    record Condition(List<String> only, List<String> skip) {
        static final Condition ALWAYS = new Condition(List.of(), List.of());

        boolean allows(String target) {
            return !names(skip, target) && (only.isEmpty() || names(only, target));
        }

        /** {@code trefoil} stands for every store of ours. */
        private static boolean names(List<String> words, String target) {
            return words.contains(target) || (words.contains("trefoil") && !target.equals("postgresql"));
        }
    }

    /** Order of rows before they are compared. */
    enum Sort {
        nosort,
        rowsort,
        valuesort
    }

    /** How a statement must end. */
    sealed interface Expectation {
        /** Without an error. */
        record Ok() implements Expectation {}

        /** Without an error, and the command tag ends with this number. */
        record Count(long count) implements Expectation {}

        /** Without an error, with a notice of this SQLSTATE whose text has a match. */
        record Notice(String sqlState, Optional<Pattern> message) implements Expectation {}

        /** With an error of this SQLSTATE whose text has a match. */
        record Failure(String sqlState, Optional<Pattern> message) implements Expectation {}

        /** Not known yet; {@code -Dtck.rewrite} fills it in. */
        record Unknown() implements Expectation {}
    }
}
