package io.trefoil.sql.engine.plan;

import io.trefoil.sql.engine.algebra.Scalar;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code key LIKE 'abc%'} as a range of a text key: from 'abc' up to, not including, 'abd'. */
final class LikePrefix {
    private LikePrefix() {}

    static @Nullable KeyTerm lower(Scalar key, List<Scalar> terms) {
        return bound(key, terms, false);
    }

    static @Nullable KeyTerm upper(Scalar key, List<Scalar> terms) {
        return bound(key, terms, true);
    }

    private static @Nullable KeyTerm bound(Scalar key, List<Scalar> terms, boolean upper) {
        if (!KeyTerm.isText(key.type())) {
            return null;
        }
        for (Scalar term : terms) {
            if (term instanceof Scalar.Call call
                    && "~~".equals(call.operator())
                    && KeyTerm.sameKey(call.arguments().get(0), key)
                    && call.arguments().get(1) instanceof Scalar.Constant constant
                    && constant.value() instanceof String pattern) {
                String prefix = prefix(pattern);
                String value = upper ? successor(prefix) : prefix;
                if (!prefix.isEmpty() && value != null) {
                    return new KeyTerm(term, new Scalar.Constant(value, key.type(), -1), !upper, false);
                }
            }
        }
        return null;
    }

    /** The literal start of a LIKE pattern. */
    private static String prefix(String pattern) {
        StringBuilder prefix = new StringBuilder();
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            if (c == '%' || c == '_') {
                break;
            }
            if (c == '\\') {
                i++;
                if (i == pattern.length()) {
                    break;
                }
                c = pattern.charAt(i);
            }
            prefix.append(c);
        }
        return prefix.toString();
    }

    /** The least string above all strings with this prefix; null when the last character has no plain successor. */
    private static @Nullable String successor(String prefix) {
        if (prefix.isEmpty()) {
            return null;
        }
        char last = prefix.charAt(prefix.length() - 1);
        return last >= 0xD7FF ? null : prefix.substring(0, prefix.length() - 1) + (char) (last + 1);
    }
}
