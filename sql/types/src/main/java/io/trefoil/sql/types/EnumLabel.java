package io.trefoil.sql.types;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A value of an enum type. Two are equal when they have the same place, as the text of a label may be changed.
 *
 * @param text what is read and printed
 * @param position its place in the order of the type (pg_enum.enumsortorder), which never changes and is what is stored; a
 *     label that is put between two others gets the middle
 */
public record EnumLabel(String text, double position) {
    /** New labels in this order. */
    public static List<EnumLabel> listOf(List<String> texts) {
        List<EnumLabel> labels = new ArrayList<>(texts.size());
        for (String text : texts) {
            labels.add(new EnumLabel(text, labels.size() + 1));
        }
        return labels;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof EnumLabel label && label.position == position;
    }

    @Override
    public int hashCode() {
        return Double.hashCode(position);
    }
}
