package io.trefoil.sql.storage.core;

/** Whose batch the sequencer takes: asked and told in the leader's thread, while the owner's waits. */
interface BatchOwner {

    /**
     * Whether the batch can come behind all those that were given a version before. If so, it counts as being there until it
     * is {@linkplain #takeBack taken back}.
     */
    boolean joins(PendingCommit batch);

    /** The device was full: it is as if the batch had never joined. */
    default void takeBack() {}

    /** The batch is visible: locks can go. */
    void published();
}
