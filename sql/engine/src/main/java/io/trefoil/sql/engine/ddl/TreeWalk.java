package io.trefoil.sql.engine.ddl;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds all nodes of a kind in a syntax tree, by the components of its records. For definitions, not for hot paths. */
final class TreeWalk {
    private TreeWalk() {}

    static <T> List<T> find(Object root, Class<T> kind) {
        List<T> found = new ArrayList<>();
        visit(root, kind, found);
        return found;
    }

    private static <T> void visit(@Nullable Object node, Class<T> kind, List<T> found) {
        if (kind.isInstance(node)) {
            found.add(kind.cast(node));
        }
        if (node instanceof List<?> list) {
            for (Object item : list) {
                visit(item, kind, found);
            }
        } else if (node instanceof Record record) {
            for (RecordComponent component : record.getClass().getRecordComponents()) {
                visit(read(record, component), kind, found);
            }
        }
    }

    private static @Nullable Object read(Record record, RecordComponent component) {
        try {
            return component.getAccessor().invoke(record);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("cannot read " + component, e);
        }
    }
}
