package io.trefoil.sql.parser;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The keywords of PostgreSQL 15 with their classes, as pg_get_keywords() lists them. */
public final class Keywords {
    private static final List<Keyword> ALL = list();

    private Keywords() {}

    /**
     * One keyword.
     *
     * @param category U unreserved, C unreserved but no function or type name, T reserved but a function or type name, R
     *     reserved
     * @param bareLabel whether it may be a column label without AS
     */
    public record Keyword(String word, char category, boolean bareLabel) {}

    /** All of them in alphabetical order. */
    public static List<Keyword> all() {
        return ALL;
    }

    private static List<Keyword> list() {
        List<Keyword> keywords = new ArrayList<>();
        for (TokenKind kind : TokenKind.values()) {
            if (kind.isKeyword()) {
                keywords.add(new Keyword(kind.text(), category(kind), kind.isBareLabel()));
            }
        }
        keywords.sort(Comparator.comparing(Keyword::word));
        return List.copyOf(keywords);
    }

    private static char category(TokenKind kind) {
        if (kind.isUnreserved()) {
            return 'U';
        }
        if (kind.isReserved()) {
            return 'R';
        }
        return kind.isTypeOrFunctionName() ? 'T' : 'C';
    }
}
