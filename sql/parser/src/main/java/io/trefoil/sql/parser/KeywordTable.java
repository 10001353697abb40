package io.trefoil.sql.parser;

import org.jspecify.annotations.Nullable;

/** Finds the keyword a piece of text spells, in any case, without making a string of it. */
final class KeywordTable {
    private static final int SLOTS = 4096;
    private static final @Nullable TokenKind[] TABLE = new TokenKind[SLOTS];
    private static final int LENGTH_MAX;

    static {
        int longest = 0;
        for (TokenKind kind : TokenKind.values()) {
            if (kind.isKeyword()) {
                String word = kind.text();
                longest = Math.max(longest, word.length());
                int hash = 0;
                for (int i = 0; i < word.length(); i++) {
                    hash = step(hash, word.charAt(i));
                }
                int slot = slot(hash);
                while (TABLE[slot] != null) {
                    slot = (slot + 1) & (SLOTS - 1);
                }
                TABLE[slot] = kind;
            }
        }
        LENGTH_MAX = longest;
    }

    private KeywordTable() {}

    /** Adds one folded character to the hash that {@link #find} takes; start with 0. */
    static int step(int hash, char foldedCharacter) {
        return hash * 31 + foldedCharacter;
    }

    private static int slot(int hash) {
        return (hash ^ (hash >>> 15)) & (SLOTS - 1);
    }

    /** The keyword at {@code text[start, end)} whose folded characters hash to {@code hash}, or null. */
    static @Nullable TokenKind find(String text, int start, int end, int hash) {
        int length = end - start;
        if (length > LENGTH_MAX) {
            return null;
        }
        for (int slot = slot(hash); ; slot = (slot + 1) & (SLOTS - 1)) {
            TokenKind kind = TABLE[slot];
            if (kind == null) {
                return null;
            }
            if (spells(kind.text(), text, start, length)) {
                return kind;
            }
        }
    }

    private static boolean spells(String word, String text, int start, int length) {
        if (word.length() != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            char c = text.charAt(start + i);
            if (c >= 'A' && c <= 'Z') {
                c += 'a' - 'A';
            }
            if (c != word.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
