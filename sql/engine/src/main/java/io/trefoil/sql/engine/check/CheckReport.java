package io.trefoil.sql.engine.check;

import java.util.function.Consumer;

/** What a check found, line by line: one for each table, one for each problem, one at the end. Used by one thread. */
public final class CheckReport {
    /** Of one place: what is broken is often broken a million times. */
    private static final int PROBLEMS_SHOWN_MAX = 100;

    private final Consumer<String> lines;
    private long problems;
    private long problemsOfPlace;
    private String place = "";
    private long tables;
    private long rows;
    private long entries;

    /** @param lines takes each line as soon as it is known, without line feed */
    public CheckReport(Consumer<String> lines) {
        this.lines = lines;
    }

    /** How many problems were found so far; 0 is a good store. */
    public long problems() {
        return problems;
    }

    /** What is looked at from now on: {@code catalog}, or a table with database and schema. */
    void begin(String next) {
        place = next;
        problemsOfPlace = 0;
    }

    /** Something that must not be. */
    public void problem(String what) {
        problems++;
        if (++problemsOfPlace <= PROBLEMS_SHOWN_MAX) {
            lines.accept("PROBLEM " + place + ": " + what);
        }
    }

    /** Something that may be, and that somebody may want to know. */
    void note(String what) {
        lines.accept("note " + place + ": " + what);
    }

    void endOfTable(long rowCount, int indexCount, long entryCount) {
        tables++;
        rows += rowCount;
        entries += entryCount;
        if (problemsOfPlace > PROBLEMS_SHOWN_MAX) {
            lines.accept("PROBLEM " + place + ": " + (problemsOfPlace - PROBLEMS_SHOWN_MAX) + " more");
        }
        lines.accept("table " + place + ": " + count(rowCount, "row") + ", " + count(indexCount, "index", "indexes")
                + " with " + count(entryCount, "entry", "entries"));
    }

    /** The last line. */
    public void end() {
        lines.accept("checked " + count(tables, "table") + ", " + count(rows, "row") + ", "
                + count(entries, "index entry", "index entries") + ": "
                + (problems == 0 ? "no problems" : count(problems, "problem")));
    }

    private static String count(long number, String one) {
        return count(number, one, one + "s");
    }

    private static String count(long number, String one, String many) {
        return number + " " + (number == 1 ? one : many);
    }
}
