package io.trefoil.sql.functions.regex;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One use of a regular expression on one subject: what its lookarounds answer, and the captures of the latest match.
 * Positions count characters from 0; -1 stands for a group that took no part.
 */
public final class Match {
    private final Subject subject;
    private final List<LookaroundScan> lookarounds;
    private final @Nullable BitSet[] lookAnswers;
    private final int[] bounds;

    Match(Subject subject, List<LookaroundScan> lookarounds, int groups) {
        this.subject = subject;
        this.lookarounds = lookarounds;
        this.lookAnswers = new @Nullable BitSet[lookarounds.size()];
        this.bounds = new int[2 * (groups + 1)];
        clear();
    }

    Subject subject() {
        return subject;
    }

    /** The length of the subject in characters. */
    public int length() {
        return subject.length();
    }

    /** Number of capturing groups. */
    public int groups() {
        return bounds.length / 2 - 1;
    }

    /** Where a group begins, group 0 being the whole match. */
    public int start(int group) {
        return bounds[2 * group];
    }

    public int end(int group) {
        return bounds[2 * group + 1];
    }

    public boolean took(int group) {
        return bounds[2 * group] >= 0;
    }

    /** Any part of the subject by positions in characters. */
    public String slice(int from, int to) {
        return subject.slice(from, to);
    }

    void clear() {
        Arrays.fill(bounds, -1);
    }

    void set(int group, int start, int end) {
        bounds[2 * group] = start;
        bounds[2 * group + 1] = end;
    }

    int[] save() {
        return bounds.clone();
    }

    void restore(int[] saved) {
        System.arraycopy(saved, 0, bounds, 0, bounds.length);
    }

    /** Whether a lookaround holds at a place; all places are worked out at the first question. */
    boolean lookHolds(int index, int at) {
        BitSet answers = lookAnswers[index];
        if (answers == null) {
            answers = lookarounds.get(index).scan(this);
            lookAnswers[index] = answers;
        }
        return answers.get(at);
    }
}
