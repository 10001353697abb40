package io.trefoil.sql.storage.core;

/**
 * A snapshot and the place in the commit log behind which every commit lies that the snapshot does not contain. The two
 * are separate so that long readers keep a snapshot without keeping the log.
 *
 * @param snap the caller owns one reference
 * @param position a record with a version of at most the snapshot's
 */
record View(Snap snap, CommitRecord position) {
  long version() {
    return snap.version();
  }
}
