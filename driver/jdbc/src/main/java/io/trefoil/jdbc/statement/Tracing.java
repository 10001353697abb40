package io.trefoil.jdbc.statement;

import java.sql.SQLException;

/** Where the work of a connection is reported to; {@link #OFF} when nobody asks. */
public interface Tracing {
    /** Reports nothing. */
    Tracing OFF = sql -> Span.NONE;

    /** A statement begins. */
    Span begin(String sql);

    /** One statement on its way. */
    interface Span {
        /** Reports nothing. */
        Span NONE = new Span() {};

        /** It failed. */
        default void failed(SQLException error) {}

        /** It is over, well or not. */
        default void end() {}
    }
}
