package io.trefoil.tck.storage;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The small database of the histories. The first letter of a key tells its space.
 *
 * <table>
 * <caption>Keys</caption>
 * <tr><th>key</th><th>value</th><th>is</th></tr>
 * <tr><td>{@code k00001}</td><td>a list that grows</td><td>a register</td></tr>
 * <tr><td>{@code r00001}</td><td>group, number</td><td>a row with an indexed column</td></tr>
 * <tr><td>{@code x02/r00001}</td><td>number</td><td>the index entry of a row in group 2</td></tr>
 * <tr><td>{@code u00001}</td><td>number</td><td>the entry of a unique index</td></tr>
 * <tr><td>{@code p00001}</td><td>a list that grows</td><td>a parent row</td></tr>
 * <tr><td>{@code c00001/00002}</td><td>number</td><td>a child of parent 1</td></tr>
 * </table>
 */
final class HistoryKeys {
    static final int GROUPS = 3;

    private HistoryKeys() {}

    static int space(String key) {
        return StoreTestCase.TABLE
                + switch (key.charAt(0)) {
                    case 'x' -> 1;
                    case 'u' -> 2;
                    case 'c' -> 3;
                    default -> 0;
                };
    }

    static byte[] bytes(String key) {
        return key.getBytes(StandardCharsets.UTF_8);
    }

    static String register(int i) {
        return String.format("k%05d", i);
    }

    static String row(int i) {
        return String.format("r%05d", i);
    }

    static String entry(int group, String row) {
        return entries(group) + row;
    }

    static String entries(int group) {
        return String.format("x%02d/", group);
    }

    static String unique(int i) {
        return String.format("u%05d", i);
    }

    static String parent(int i) {
        return String.format("p%05d", i);
    }

    static String child(String parent, int i) {
        return childrenOf(parent) + String.format("%05d", i);
    }

    static String childrenOf(String parent) {
        return "c" + parent.substring(1) + "/";
    }

    static boolean isParent(String key) {
        return key.charAt(0) == 'p';
    }

    /** The parent of a child, null for every other key. */
    static @Nullable String parentOf(String key) {
        return key.charAt(0) == 'c' ? "p" + key.substring(1, key.indexOf('/')) : null;
    }
}
