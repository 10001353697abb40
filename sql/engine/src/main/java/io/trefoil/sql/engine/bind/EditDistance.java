package io.trefoil.sql.engine.bind;

/** Levenshtein distance, to suggest a name for a misspelt one. */
final class EditDistance {
    private EditDistance() {}

    /** Whether the names differ by few enough letters to be worth a hint: at most 3 and under half of the name. */
    static boolean close(String wanted, String candidate) {
        int distance = distance(wanted, candidate);
        return distance > 0 && distance <= 3 && distance <= wanted.length() / 2;
    }

    private static int distance(String left, String right) {
        int[] row = new int[right.length() + 1];
        for (int j = 0; j <= right.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= left.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= right.length(); j++) {
                int substituted = diagonal + (left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(substituted, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[right.length()];
    }
}
