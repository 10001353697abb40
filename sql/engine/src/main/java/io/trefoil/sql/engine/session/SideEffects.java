package io.trefoil.sql.engine.session;

import io.trefoil.sql.engine.largeobject.OpenLargeObjects;
import io.trefoil.sql.engine.notification.PendingNotifications;
import java.util.Map;

/** What statements of the open transaction have done beside the store: it is undone with them, and ends with the transaction. */
record SideEffects(DrawnValues drawn, PendingNotifications notifications, OpenLargeObjects largeObjects) {
    /** Where a savepoint stands. */
    record Place(DrawnValues.Place drawn, int notifications, Map<Integer, OpenLargeObjects.Descriptor> largeObjects) {}

    Place place() {
        return new Place(drawn.place(), notifications.place(), largeObjects.place());
    }

    void returnTo(Place place) {
        notifications.returnTo(place.notifications());
        largeObjects.returnTo(place.largeObjects());
    }

    /** A statement begins that may be run again. */
    void mark() {
        drawn.mark();
        notifications.mark();
        largeObjects.mark();
    }

    /** The statement is going to be run again from its beginning. */
    void undo() {
        drawn.undo();
        notifications.undo();
        largeObjects.undo();
    }

    /** The transaction has ended. */
    void clear() {
        drawn.clear();
        notifications.clear();
        largeObjects.clear();
    }
}
