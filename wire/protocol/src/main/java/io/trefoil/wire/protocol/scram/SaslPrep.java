package io.trefoil.wire.protocol.scram;

import java.text.Normalizer;

/**
 * The password preparation of RFC 4013: spaces of all kinds become U+0020, characters "commonly mapped to nothing" go,
 * the rest is normalised to NFKC. A password with prohibited characters or forbidden direction changes is used as it
 * is, which is what PostgreSQL does on both sides of the connection.
 */
final class SaslPrep {
    private SaslPrep() {}

    static String prepare(String password) {
        if (password.chars().allMatch(c -> c >= 0x20 && c < 0x7f)) {
            return password;
        }
        var mapped = new StringBuilder(password.length());
        password.codePoints().filter(c -> !mappedToNothing(c)).forEach(c -> mapped.appendCodePoint(space(c) ? ' ' : c));
        String prepared = Normalizer.normalize(mapped, Normalizer.Form.NFKC);
        boolean allowed = !prepared.isEmpty() && prepared.codePoints().noneMatch(SaslPrep::prohibited);
        return allowed && directionsAgree(prepared) ? prepared : password;
    }

    /** RFC 3454, table C.1.2. */
    private static boolean space(int c) {
        return c == 0xa0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200b) || c == 0x202f || c == 0x205f || c == 0x3000;
    }

    /** RFC 3454, table B.1. */
    private static boolean mappedToNothing(int c) {
        return c == 0xad
                || c == 0x34f
                || c == 0x1806
                || (c >= 0x180b && c <= 0x180d)
                || (c >= 0x200c && c <= 0x200d)
                || c == 0x2060
                || (c >= 0xfe00 && c <= 0xfe0f)
                || c == 0xfeff;
    }

    /** RFC 3454, tables C.2 to C.9: controls, private use, non-characters, surrogates, specials, tags; and unassigned. */
    private static boolean prohibited(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.PRIVATE_USE, Character.SURROGATE, Character.UNASSIGNED -> true;
            default ->
                (c & 0xfffe) == 0xfffe
                        || (c >= 0xfdd0 && c <= 0xfdef)
                        || (c >= 0xfff9 && c <= 0xfffd)
                        || (c >= 0x2ff0 && c <= 0x2ffb)
                        || (c >= 0x200e && c <= 0x200f)
                        || (c >= 0x2028 && c <= 0x202e)
                        || (c >= 0x2061 && c <= 0x206f)
                        || (c >= 0xe0000 && c <= 0xe007f)
                        || c == 0x340
                        || c == 0x341
                        || c == 0x6dd
                        || c == 0x70f
                        || c == 0x180e
                        || (c >= 0x1d173 && c <= 0x1d17a);
        };
    }

    /** RFC 3454, section 6: right-to-left text starts and ends so and has no left-to-right character. */
    private static boolean directionsAgree(String text) {
        if (text.codePoints().noneMatch(SaslPrep::rightToLeft)) {
            return true;
        }
        return rightToLeft(text.codePointAt(0))
                && rightToLeft(text.codePointBefore(text.length()))
                && text.codePoints()
                        .noneMatch(c -> Character.getDirectionality(c) == Character.DIRECTIONALITY_LEFT_TO_RIGHT);
    }

    private static boolean rightToLeft(int c) {
        byte direction = Character.getDirectionality(c);
        return direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT
                || direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC;
    }
}
