package io.trefoil.jdbc.link;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the application has set for its session, so that another session can be given the same. */
final class SessionSettings {
    private static final int STATEMENTS_MAX = 200;

    /** Statements in force, in the order they were last run. */
    private final Set<String> statements = new LinkedHashSet<>();
    /** Those of the open transaction. */
    private final List<String> pending = new ArrayList<>(0);

    private @Nullable String pinned;

    /** SET or RESET has run. */
    void changed(String text) {
        String words = text.strip().toLowerCase(Locale.ROOT).replaceAll("\\s+", " ");
        if (text.isEmpty()) {
            pin("a SET whose text is not known");
        } else if (!words.startsWith("set local ")
                && !words.startsWith("set transaction ")
                && !words.startsWith("set constraints ")) {
            pending.add(text);
        }
    }

    /** The transaction has committed. */
    void committed() {
        for (String text : pending) {
            statements.remove(text);
            statements.add(text);
        }
        pending.clear();
        if (statements.size() > STATEMENTS_MAX) {
            pin("more than " + STATEMENTS_MAX + " settings");
        }
    }

    /** The transaction has ended; outside of blocks that is a commit. */
    void ended(boolean block) {
        if (!block) {
            committed();
        }
        pending.clear();
    }

    /** What the open transaction has set is undone. */
    void forgetPending() {
        pending.clear();
    }

    /** Something ties the session to its server. */
    void pin(String what) {
        pinned = what;
    }

    /** What ties the session to its server; null when it can be moved. */
    @Nullable
    String pinned() {
        return pinned;
    }

    /** DISCARD ALL. */
    void clear() {
        statements.clear();
        pending.clear();
        pinned = null;
    }

    Set<String> statements() {
        return statements;
    }
}
