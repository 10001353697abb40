package io.trefoil.sql.parser;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Statements changed token by token: tokens dropped, doubled, swapped, replaced, inserted. */
public final class Mutants {
    private final Random random;
    private final List<String> pool = new ArrayList<>();
    private final List<String> symbols = new ArrayList<>();
    private final List<String> words = new ArrayList<>();

    public Mutants(long seed, List<String> statements) {
        this.random = new Random(seed);
        for (String statement : statements) {
            pool.addAll(tokens(statement));
        }
        for (TokenKind kind : TokenKind.values()) {
            if (kind.isKeyword()) {
                pool.add(kind.text());
                words.add(kind.text());
            }
        }
        for (String token : pool) {
            (isWord(token) ? words : symbols).add(token);
        }
    }

    private static List<String> tokens(String sql) {
        TokenList list = Lexer.tokenize(sql);
        List<String> tokens = new ArrayList<>();
        for (int i = 0; i < list.size() - 1; i++) {
            tokens.add(sql.substring(list.start(i), list.end(i)));
        }
        return tokens;
    }

    /** A changed copy of the statement. */
    public String of(String sql) {
        List<String> tokens = tokens(sql);
        int changes = random.nextInt(4) == 0 ? 2 : 1;
        for (int i = 0; i < changes && !tokens.isEmpty(); i++) {
            change(tokens);
        }
        StringBuilder text = new StringBuilder();
        for (String token : tokens) {
            // Now and then without the space, so that the lexer has its share.
            if (!text.isEmpty() && random.nextInt(20) > 0) {
                text.append(' ');
            }
            text.append(token);
        }
        return text.toString();
    }

    private void change(List<String> tokens) {
        int at = random.nextInt(tokens.size());
        switch (random.nextInt(8)) {
            case 0 -> tokens.remove(at);
            case 1 -> tokens.add(at, tokens.get(at));
            case 2 -> {
                int other = Math.min(at + 1, tokens.size() - 1);
                String token = tokens.get(at);
                tokens.set(at, tokens.get(other));
                tokens.set(other, token);
            }
            case 3 -> tokens.set(at, any());
            case 4 -> tokens.add(at, any());
            case 5, 6 -> {
                List<String> alike = isWord(tokens.get(at)) ? words : symbols;
                tokens.set(at, alike.get(random.nextInt(alike.size())));
            }
            default -> tokens.set(at, tokens.get(random.nextInt(tokens.size())));
        }
    }

    private static boolean isWord(String token) {
        return Lexer.isIdentifierStart(token.charAt(0));
    }

    private String any() {
        return pool.get(random.nextInt(pool.size()));
    }
}
