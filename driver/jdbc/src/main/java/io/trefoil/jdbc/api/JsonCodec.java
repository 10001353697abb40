package io.trefoil.jdbc.api;

/**
 * Turns an application's objects into JSON and back, with whatever library the application uses. Found by
 * {@code ServiceLoader}; the first one counts. Then {@code setObject(i, value, Types.OTHER)} writes JSON for classes that the
 * driver does not know, and {@code getObject(i, type)} reads it from columns of type json and jsonb. Called by many threads.
 */
public interface JsonCodec {
    /** A value as JSON. */
    String write(Object value);

    /** A value from JSON. */
    <T> T read(String json, Class<T> type);
}
