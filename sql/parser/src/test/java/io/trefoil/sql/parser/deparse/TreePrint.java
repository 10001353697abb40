package io.trefoil.sql.parser.deparse;

import java.lang.reflect.RecordComponent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A tree as text, positions left out: two trees that mean the same print the same. */
final class TreePrint {
    private static final ClassValue<RecordComponent[]> COMPONENTS = new ClassValue<>() {
        @Override
        protected RecordComponent[] computeValue(Class<?> type) {
            return type.getRecordComponents();
        }
    };

    private TreePrint() {}

    static String withoutPositions(@Nullable Object tree) {
        StringBuilder text = new StringBuilder();
        print(tree, text);
        return text.toString();
    }

    private static void print(@Nullable Object tree, StringBuilder text) {
        switch (tree) {
            case null -> text.append("null");
            case Record node -> record(node, text);
            case List<?> list -> {
                text.append('[');
                for (Object item : list) {
                    print(item, text);
                    text.append(' ');
                }
                text.append(']');
            }
            default -> text.append(tree);
        }
    }

    private static void record(Record node, StringBuilder text) {
        text.append(node.getClass().getSimpleName()).append('(');
        for (RecordComponent component : COMPONENTS.get(node.getClass())) {
            if (component.getName().equals("position")) {
                continue;
            }
            text.append(component.getName()).append('=');
            try {
                print(component.getAccessor().invoke(node), text);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
            text.append(' ');
        }
        text.append(')');
    }
}
