package io.trefoil.sql.parser.ast;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Prepared statements, cursors, notifications and the state of a session. */
public sealed interface SessionStatement extends Statement {

    /** {@code PREPARE name [(types)] AS statement} */
    record Prepare(String name, List<TypeName> types, Statement statement) implements SessionStatement {}

    /** {@code EXECUTE name [(arguments)]} */
    record Execute(String name, List<Expression> arguments) implements SessionStatement {}

    /** {@code DEALLOCATE [PREPARE] name}; null is ALL. */
    record Deallocate(@Nullable String name) implements SessionStatement {}

    /** SCROLL as written. */
    enum Scroll {
        NOT_SET,
        SCROLL,
        NO_SCROLL
    }

    /** Sensitivity as written. */
    enum Sensitivity {
        NOT_SET,
        INSENSITIVE,
        ASENSITIVE
    }

    /** {@code DECLARE name [BINARY] [INSENSITIVE] [[NO] SCROLL] CURSOR [WITH HOLD] FOR query} */
    record DeclareCursor(
            String name, boolean binary, Sensitivity sensitivity, Scroll scroll, boolean hold, SelectStatement query)
            implements SessionStatement {}

    /** Which way {@link Fetch} goes. */
    enum FetchDirection {
        FORWARD,
        BACKWARD,
        ABSOLUTE,
        RELATIVE
    }

    /**
     * {@code FETCH} or {@code MOVE}. NEXT is FORWARD 1, PRIOR BACKWARD 1, FIRST ABSOLUTE 1, LAST ABSOLUTE -1.
     *
     * @param count {@link Long#MAX_VALUE} for ALL
     */
    record Fetch(String cursor, boolean move, FetchDirection direction, long count) implements SessionStatement {}

    /** {@code CLOSE name}; null is ALL. */
    record Close(@Nullable String cursor) implements SessionStatement {}

    /** {@code LISTEN channel} */
    record Listen(String channel) implements SessionStatement {}

    /** {@code UNLISTEN channel}; null is {@code *}. */
    record Unlisten(@Nullable String channel) implements SessionStatement {}

    /** {@code NOTIFY channel [, payload]} */
    record Notify(String channel, @Nullable String payload) implements SessionStatement {}

    /** What DISCARD throws away. */
    enum DiscardTarget {
        ALL,
        PLANS,
        SEQUENCES,
        TEMP
    }

    /** {@code DISCARD target} */
    record Discard(DiscardTarget target) implements SessionStatement {}

    /** {@code LOAD 'file'} */
    record Load(String file) implements SessionStatement {}
}
