package io.trefoil.tck.jdbc;

import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Throws away the databases that a test used. */
public final class CloseDoors implements AfterEachCallback {
    @Override
    public void afterEach(ExtensionContext context) throws Exception {
        for (Door door : Door.values()) {
            door.close();
        }
    }
}
