package io.trefoil.sql.api;

/** What a session tells its client besides results. Called on the thread that drives the session, unless said otherwise. */
public interface SessionListener {
    /** A NOTICE, WARNING or INFO, to be sent before whatever follows it. */
    void notice(Notice notice);

    /** A setting that PostgreSQL reports (GUC_REPORT) has a new value. */
    void settingChanged(String name, String value);

    /** A NOTIFY on a channel that the session listens to, told by {@link SqlSession#deliverNotifications}. */
    default void notification(int processId, String channel, String payload) {}

    /** There is something for {@link SqlSession#deliverNotifications} to tell. Any thread; must not wait. */
    default void notificationsArrived() {}

    /** Another session has ended this one ({@code pg_terminate_backend}): nobody waits for its client any more. Any thread. */
    default void terminated() {}
}
