package io.trefoil.sql.api;

import io.trefoil.sql.types.TextFormat;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Where a session puts the answers of a statement. Calls may block while the client does not read (back-pressure) and
 * throw 57014 or 57P01 when the session is cancelled meanwhile.
 *
 * <p>Order for each statement: {@link #rows} then any number of {@link #row} then {@link #complete} or
 * {@link #suspended}; or a copy; or just {@link #complete}; or {@link #emptyQuery}.
 */
public interface ResponseSink {
    /**
     * Rows of this shape follow. In the simple protocol this sends RowDescription; in the extended protocol it only tells
     * how to encode what follows.
     */
    void rows(RowShape shape, TextFormat format);

    /** One row; the array is the caller's again when this returns. Null elements are SQL NULL. */
    void row(@Nullable Object[] values);

    /** The statement is done: CommandComplete with this tag. */
    void complete(String tag);

    /** The row limit of Execute was reached: PortalSuspended. */
    void suspended();

    /** The query text was empty: EmptyQueryResponse. */
    void emptyQuery();

    /** COPY FROM STDIN starts: CopyInResponse. The source delivers what the client sends until CopyDone. */
    CopySource copyIn(CopyShape shape);

    /** COPY TO STDOUT starts: CopyOutResponse. */
    void copyOut(CopyShape shape);

    /** One CopyData message of a COPY TO STDOUT. The bytes are the caller's again when this returns. */
    void copyData(byte[] source, int offset, int length);

    /** COPY TO STDOUT ended: CopyDone. */
    void copyDone();

    /**
     * Extended protocol: whether Sync is known to come next, so that the statement that runs now is the last of its
     * implicit transaction.
     */
    default boolean syncFollows() {
        return false;
    }

    /**
     * Rows and their end as messages, without sending them: RowDescription, DataRow messages, CommandComplete.
     *
     * @param rows gives the next row, null at the end; may be left before
     * @param tag asked for at the end
     * @return for {@link #send}; null when they are longer than bytesMax, or here are no messages
     */
    default byte @Nullable [] draft(
            RowShape shape,
            TextFormat format,
            Supplier<@Nullable Object @Nullable []> rows,
            Supplier<String> tag,
            int bytesMax) {
        return null;
    }

    /** Sends what {@link #draft} has made, as far as the protocol wants it: the same as rows, row and complete. */
    default void send(byte[] draft) {
        throw new IllegalStateException("nothing was drafted");
    }

    /** Where the answers stand, for {@link #takeBack}. */
    default long position() {
        return 0;
    }

    /**
     * Takes back all that was answered since a position, messages of other origin (notices, ParseComplete ...) included,
     * so that statements can be run again as if for the first time.
     *
     * @return what was taken back, for {@link #giveBack}; null when some of it has left the server: nothing has happened then
     */
    default byte @Nullable [] takeBack(long position) {
        return null;
    }

    /** Appends whole messages that were taken back. */
    default void giveBack(byte[] messages, int offset, int length) {
        throw new IllegalStateException("nothing was taken back");
    }
}
