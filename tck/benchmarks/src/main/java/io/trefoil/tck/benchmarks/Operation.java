package io.trefoil.tck.benchmarks;

import java.sql.SQLException;

/** What one thread of a comparison does again and again, with statements that it has prepared. */
@FunctionalInterface
interface Operation {
    void run() throws SQLException;
}
