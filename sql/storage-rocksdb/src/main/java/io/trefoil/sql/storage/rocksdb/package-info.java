/** The embedded durable store on RocksDB. */
@NullMarked
package io.trefoil.sql.storage.rocksdb;

import org.jspecify.annotations.NullMarked;
