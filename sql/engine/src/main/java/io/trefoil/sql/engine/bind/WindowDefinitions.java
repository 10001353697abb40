package io.trefoil.sql.engine.bind;

import io.trefoil.sql.parser.ast.Window;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The WINDOW clause of a query level. */
record WindowDefinitions(List<Window> windows) {
    static final WindowDefinitions NONE = new WindowDefinitions(List.of());

    WindowDefinitions {
        windows = List.copyOf(windows);
    }

    /** The window of this name, or null. */
    @Nullable
    Window find(String name) {
        for (Window window : windows) {
            if (name.equals(window.name())) {
                return window;
            }
        }
        return null;
    }
}
