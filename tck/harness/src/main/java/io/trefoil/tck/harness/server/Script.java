package io.trefoil.tck.harness.server;

import java.io.IOException;

/** A file that says what a server must answer. */
public interface Script {
    /** Runs it on an empty database; fails with everything that differs. */
    void verify(Target target) throws IOException;

    /** Runs it and writes what the target answered over what the file expects. */
    void rewrite(Target target) throws IOException;
}
