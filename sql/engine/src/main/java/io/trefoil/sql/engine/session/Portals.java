package io.trefoil.sql.engine.session;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The portals of a session by name: bound statements of the protocol and cursors of SQL. All end with their transaction, and
 * those made under a savepoint when it is rolled back to.
 */
final class Portals {
    private final Map<String, Portal> open = new HashMap<>();
    private long made;

    /** How many were made so far; see {@link #returnTo}. */
    long made() {
        return made;
    }

    @Nullable
    Portal find(String name) {
        return open.get(name);
    }

    Collection<Portal> all() {
        return open.values();
    }

    /** Takes the place of one of the same name. */
    void add(Portal portal) {
        portal.number(++made);
        Portal before = open.put(portal.name(), portal);
        if (before != null) {
            before.close();
        }
    }

    /** Does nothing when there is none. */
    void remove(String name) {
        Portal portal = open.remove(name);
        if (portal != null) {
            portal.close();
        }
    }

    void closeAll() {
        if (!open.isEmpty()) {
            open.values().forEach(Portal::close);
            open.clear();
        }
    }

    /** CLOSE ALL: those with names. */
    void closeNamed() {
        List<String> names = new ArrayList<>(open.keySet());
        names.stream().filter(name -> !name.isEmpty()).forEach(this::remove);
    }

    /** Closes those that were made after so many. */
    void returnTo(long count) {
        List<String> names = new ArrayList<>(open.keySet());
        for (String name : names) {
            if (Objects.requireNonNull(open.get(name)).number() > count) {
                remove(name);
            }
        }
    }
}
