package io.trefoil.jdbc.statement;

import io.trefoil.jdbc.link.CommandText;
import java.util.regex.Pattern;

/** The little that the driver must know of a statement's text. When in doubt the answer is the one that changes nothing. */
final class Texts {
    private static final Pattern WRITES =
            Pattern.compile("\\b(insert|update|delete|merge|upsert|into)\\b", Pattern.CASE_INSENSITIVE);

    private Texts() {}

    /** Whether the text is one query, whose rows may come from a transaction of its own. */
    static boolean isOneQuery(String sql) {
        switch (CommandText.firstWord(sql)) {
            case "select":
            case "values":
            case "table":
                return CommandText.isAlone(sql);
            case "with":
                return CommandText.isAlone(sql) && !WRITES.matcher(sql).find();
            default:
                return false;
        }
    }

    /** Whether the text is one statement that changes rows, which may run in any transaction. */
    static boolean isChange(String sql) {
        switch (CommandText.firstWord(sql)) {
            case "insert":
            case "upsert":
            case "update":
            case "delete":
            case "merge":
                return CommandText.isAlone(sql);
            default:
                return false;
        }
    }
}
