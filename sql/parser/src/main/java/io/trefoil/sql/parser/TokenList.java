package io.trefoil.sql.parser;

import io.trefoil.sql.types.SqlStateException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The tokens of one query text as parallel arrays: kind, start and end offset, and for the few tokens whose value is
 * not a slice of the text, the value. The last token is {@link TokenKind#END_OF_INPUT} or {@link TokenKind#FAILURE}.
 */
final class TokenList {
    private final String text;
    private TokenKind[] kinds;
    private int[] starts;
    private int[] ends;
    private @Nullable String @Nullable [] values;
    private int size;
    private @Nullable SqlStateException failure;

    TokenList(String text) {
        this.text = text;
        int capacity = Math.max(16, text.length() / 4 + 4);
        this.kinds = new TokenKind[capacity];
        this.starts = new int[capacity];
        this.ends = new int[capacity];
    }

    String text() {
        return text;
    }

    int size() {
        return size;
    }

    TokenKind kind(int index) {
        return kinds[index];
    }

    int start(int index) {
        return starts[index];
    }

    int end(int index) {
        return ends[index];
    }

    @Nullable
    String value(int index) {
        return values == null || index >= values.length ? null : values[index];
    }

    /** What the lexer stumbled over; thrown when the parser arrives there, since an earlier syntax error goes first. */
    @Nullable
    SqlStateException failure() {
        return failure;
    }

    void add(TokenKind kind, int start, int end) {
        if (size == kinds.length) {
            int capacity = size * 2;
            kinds = Arrays.copyOf(kinds, capacity);
            starts = Arrays.copyOf(starts, capacity);
            ends = Arrays.copyOf(ends, capacity);
        }
        kinds[size] = kind;
        starts[size] = start;
        ends[size] = end;
        size++;
    }

    void addWithValue(TokenKind kind, int start, int end, String value) {
        add(kind, start, end);
        @Nullable String[] all = values;
        if (all == null) {
            all = new String[kinds.length];
        } else if (all.length < size) {
            all = Arrays.copyOf(all, kinds.length);
        }
        all[size - 1] = value;
        values = all;
    }

    void addFailure(int start, SqlStateException exception) {
        failure = exception;
        add(TokenKind.FAILURE, start, text.length());
    }

    void changeKind(int index, TokenKind kind) {
        kinds[index] = kind;
    }

    void removeFrom(int newSize) {
        @Nullable String[] all = values;
        if (all != null && newSize < all.length) {
            Arrays.fill(all, newSize, all.length, null);
        }
        size = newSize;
    }
}
