package io.trefoil.jdbc.embedded;

import java.lang.ref.SoftReference;
import java.sql.SQLException;
import java.util.Iterator;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/** Finds the engine for databases inside the process, or says what is missing. */
public final class EmbeddedEngines {
    /** What the engine is compiled for. */
    static final int JAVA_MIN = 21;

    private static final String ARTIFACT = "io.trefoil:trefoil-embedded";

    /**
     * What was found last. All engines of a class share their databases, so it may be forgotten at any time, as the loader
     * of an application that was replaced must be.
     */
    private static volatile @Nullable SoftReference<Found> found;

    private record Found(@Nullable ClassLoader loader, EmbeddedEngine engine) {}

    private EmbeddedEngines() {}

    /**
     * The engine that the context class loader sees, else the one beside the driver.
     *
     * @throws SQLException 08001 with what to add
     */
    public static EmbeddedEngine find() throws SQLException {
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        SoftReference<Found> reference = found;
        Found last = reference == null ? null : reference.get();
        if (last != null && last.loader == context) {
            return last.engine;
        }
        EmbeddedEngine engine = find(context, EmbeddedEngines.class.getClassLoader());
        found = new SoftReference<>(new Found(context, engine));
        return engine;
    }

    static EmbeddedEngine find(@Nullable ClassLoader context, @Nullable ClassLoader own) throws SQLException {
        Throwable failure = null;
        for (ClassLoader loader : new ClassLoader[] {context, own}) {
            try {
                Iterator<EmbeddedEngine> engines =
                        ServiceLoader.load(EmbeddedEngine.class, loader).iterator();
                if (engines.hasNext()) {
                    return engines.next();
                }
            } catch (ServiceConfigurationError | LinkageError broken) {
                failure = broken;
            }
        }
        throw missing(Runtime.version().feature(), failure);
    }

    static SQLException missing(int javaVersion, @Nullable Throwable failure) {
        String add = "add " + ARTIFACT + " to the class path";
        String what;
        if (javaVersion < JAVA_MIN) {
            what = "needs Java " + JAVA_MIN + " or newer, this is " + javaVersion
                    + (failure == null ? "; then " + add : "");
        } else if (failure == null) {
            what = "needs the engine: " + add;
        } else {
            what = "cannot load the engine, whose parts may be missing or of different versions: " + add
                    + " by a build tool (" + failure + ")";
        }
        return new SQLException(
                "a database inside the process (jdbc:trefoil:mem:, jdbc:trefoil:file:) " + what, "08001", failure);
    }
}
