package io.trefoil.jdbc.link;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the driver needs to know of a statement's text; looked at only when a transaction has failed or a session moves. */
final class SqlText {
    private static final Pattern SAVEPOINT =
            Pattern.compile("\\s*savepoint\\s+(\"(?:[^\"]|\"\")+\"|\\S+?)\\s*;?\\s*", Pattern.CASE_INSENSITIVE);
    private static final Pattern RELEASE = Pattern.compile(
            "\\s*release\\s+(?:savepoint\\s+)?(\"(?:[^\"]|\"\")+\"|\\S+?)\\s*;?\\s*", Pattern.CASE_INSENSITIVE);
    private static final Pattern SIDE_EFFECT = Pattern.compile(
            "\\b(into|nextval|setval|pg_advisory\\w*|pg_try_advisory\\w*|set_config|insert|update|delete|merge|share|call|lo_\\w+|pg_notify)\\b",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern TEMPORARY = Pattern.compile(
            "\\s*create\\s+(?:(?:global|local)\\s+)?temp(?:orary)?\\b.*", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final Pattern SESSION_LOCK = Pattern.compile("\\bpg_(try_)?advisory_lock", Pattern.CASE_INSENSITIVE);
    private static final Pattern HOLD = Pattern.compile("\\bwith\\s+hold\\b", Pattern.CASE_INSENSITIVE);
    private static final Pattern UNUSUAL = Pattern.compile(
            "trefoil:no_replay|\\bpg_(try_)?advisory_lock|\\bset_config\\s*\\(|\\blo_\\w+\\s*\\(|\\blo(read|write)\\s*\\(",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern FINISH_PREPARED =
            Pattern.compile("\\bcommit\\s+prepared\\b", Pattern.CASE_INSENSITIVE);
    private static final Pattern PREPARE_TRANSACTION =
            Pattern.compile("\\bprepare\\s+transaction\\s+[e']", Pattern.CASE_INSENSITIVE);
    private static final Set<String> READS = Set.of("select", "values", "table", "show", "with");

    private static final Pattern ROLLBACK_TO = Pattern.compile(
            "\\s*rollback\\s+(?:(?:work|transaction)\\s+)?to\\s+(?:savepoint\\s+)?(\"(?:[^\"]|\"\")+\"|\\S+?)\\s*;?\\s*",
            Pattern.CASE_INSENSITIVE);

    private SqlText() {}

    /** What a statement means for those who would run it again, or elsewhere. */
    enum Care {
        NONE("", false, false),
        LISTEN("LISTEN was used", true, true),
        PREPARE("a statement was prepared by SQL", true, true),
        HOLD("a cursor WITH HOLD was declared", true, true),
        TEMPORARY("a temporary object was made", true, false),
        SESSION_LOCK("an advisory lock of the session was taken", true, true),
        SET_CONFIG("a setting was changed by set_config", true, false),
        LARGE_OBJECT("large objects were used", false, true),
        COPY("COPY was used", false, true),
        MARKED("a statement is marked trefoil:no_replay", false, true);

        private final String what;
        private final boolean pinsSession;
        private final boolean forbidsReplay;

        Care(String what, boolean pinsSession, boolean forbidsReplay) {
            this.what = what;
            this.pinsSession = pinsSession;
            this.forbidsReplay = forbidsReplay;
        }

        String what() {
            return what;
        }

        boolean pinsSession() {
            return pinsSession;
        }

        boolean forbidsReplay() {
            return forbidsReplay;
        }
    }

    static Care care(String sql) {
        switch (CommandText.firstWord(sql)) {
            case "listen", "unlisten" -> {
                return Care.LISTEN;
            }
            case "prepare" -> {
                return PREPARE_TRANSACTION.matcher(sql).find() ? Care.NONE : Care.PREPARE;
            }
            case "copy" -> {
                return Care.COPY;
            }
            case "create" -> {
                return makesTemporary(sql) ? Care.TEMPORARY : Care.NONE;
            }
            case "declare" -> {
                return HOLD.matcher(sql).find() ? Care.HOLD : Care.NONE;
            }
            default -> {
                if (!UNUSUAL.matcher(sql).find()) {
                    return Care.NONE;
                }
                return isMarked(sql)
                        ? Care.MARKED
                        : takesSessionLock(sql)
                                ? Care.SESSION_LOCK
                                : sql.contains("set_config") ? Care.SET_CONFIG : Care.LARGE_OBJECT;
            }
        }
    }

    /** The savepoint that a ROLLBACK goes back to, as it is written; null when it ends the transaction. */
    static @Nullable String rolledBackTo(String sql) {
        Matcher matcher = ROLLBACK_TO.matcher(sql);
        return matcher.matches() ? matcher.group(1) : null;
    }

    static boolean isBegin(String sql) {
        String word = CommandText.firstWord(sql);
        return (word.equals("begin") || word.equals("start")) && CommandText.isAlone(sql);
    }

    /** Whether a statement asks for the end of the transaction with its writes: COMMIT, or PREPARE TRANSACTION. */
    static boolean isCommit(String sql) {
        String word = CommandText.firstWord(sql);
        return switch (word) {
            case "commit" ->
                CommandText.isAlone(sql) && !FINISH_PREPARED.matcher(sql).find();
            case "end" -> CommandText.isAlone(sql);
            case "prepare" ->
                CommandText.isAlone(sql) && PREPARE_TRANSACTION.matcher(sql).find();
            default -> false;
        };
    }

    /** Whether a statement only reads, as far as its words tell: it may be sent twice. */
    static boolean isRead(String sql) {
        if (sql.isBlank()) {
            // by which isValid asks
            return true;
        }
        return READS.contains(CommandText.firstWord(sql))
                && !SIDE_EFFECT.matcher(sql).find()
                && CommandText.isAlone(sql);
    }

    /** The name in SAVEPOINT, as it is written. */
    static @Nullable String savepoint(String sql) {
        Matcher matcher = SAVEPOINT.matcher(sql);
        return matcher.matches() ? matcher.group(1) : null;
    }

    /** The name in RELEASE, as it is written. */
    static @Nullable String released(String sql) {
        Matcher matcher = RELEASE.matcher(sql);
        return matcher.matches() ? matcher.group(1) : null;
    }

    /** Whether a savepoint is one by which an application retries itself. */
    static boolean isRestartSavepoint(String name) {
        String plain = name.replace("\"", "").toLowerCase(Locale.ROOT);
        return plain.equals("cockroach_restart") || plain.equals("trefoil_restart");
    }

    static boolean makesTemporary(String sql) {
        return TEMPORARY.matcher(sql).matches();
    }

    static boolean takesSessionLock(String sql) {
        return SESSION_LOCK.matcher(sql).find();
    }

    /** Whether the application asks that the transaction of this statement is never run again. */
    static boolean isMarked(String sql) {
        return sql.contains("trefoil:no_replay");
    }
}
