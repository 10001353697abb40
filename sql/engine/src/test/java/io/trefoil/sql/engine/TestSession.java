package io.trefoil.sql.engine;

import io.trefoil.sql.api.CopyShape;
import io.trefoil.sql.api.CopySource;
import io.trefoil.sql.api.Notice;
import io.trefoil.sql.api.ResponseSink;
import io.trefoil.sql.api.RowShape;
import io.trefoil.sql.api.SessionListener;
import io.trefoil.sql.api.SessionRequest;
import io.trefoil.sql.api.SqlService;
import io.trefoil.sql.api.SqlSession;
import io.trefoil.sql.engine.session.EngineSettings;
import io.trefoil.sql.storage.StoreLocation;
import io.trefoil.sql.storage.StoreOptions;
import io.trefoil.sql.storage.TransactionalStore;
import io.trefoil.sql.types.SqlStateException;
import io.trefoil.sql.types.TextFormat;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A session of an engine over the memory store, whose answers are texts: rows as {@code a | b}, tags, notices, errors. */
public final class TestSession implements AutoCloseable {
    private static final AtomicInteger PROCESSES = new AtomicInteger(100);

    private final SqlSession session;
    private final List<String> received;

    private TestSession(SqlSession session, List<String> received) {
        this.session = session;
        this.received = received;
    }

    /** A service over a new, empty store in memory. */
    public static SqlService service() {
        TransactionalStore store = TransactionalStore.open(StoreLocation.parse("mem"), StoreOptions.DEFAULT);
        return TrefoilEngine.open(store, new EngineSettings(Path.of(System.getProperty("java.io.tmpdir")), 100));
    }

    /** A session of the superuser in the first database. */
    public static TestSession open(SqlService service) {
        return open(service, "trefoil", "trefoil");
    }

    public static TestSession open(SqlService service, String user, String database) {
        List<String> notices = new ArrayList<>();
        SessionListener listener = new SessionListener() {
            @Override
            public void notice(Notice notice) {
                notices.add(notice.severity() + ": " + describe(notice.content()));
            }

            @Override
            public void settingChanged(String name, String value) {}
        };
        SessionRequest request = new SessionRequest(user, database, Map.of(), PROCESSES.incrementAndGet(), "");
        return new TestSession(service.open(request, listener), notices);
    }

    /** Runs statements; answers the rows of all of them as texts, or the tag of the last when there were none. */
    public List<String> run(String sql) {
        Answers answers = new Answers();
        session.query(sql, answers);
        return answers.rows.isEmpty() ? answers.tags : answers.rows;
    }

    /** Execute of a portal, to its end; answers its rows. */
    public List<String> execute(String portal) {
        Answers answers = new Answers();
        session.execute(portal, 0, answers);
        return answers.rows;
    }

    /** The command tag of the last statement. */
    public String tag(String sql) {
        Answers answers = new Answers();
        session.query(sql, answers);
        return answers.tags.isEmpty() ? "" : answers.tags.get(answers.tags.size() - 1);
    }

    /** The error of a statement that must fail: {@code 42P01 message | DETAIL: ... | HINT: ...}. */
    public String error(String sql) {
        try {
            run(sql);
        } catch (SqlStateException e) {
            return describe(e);
        }
        throw new AssertionError("no error from: " + sql);
    }

    /** What was told since the last call. */
    public List<String> notices() {
        List<String> taken = List.copyOf(received);
        received.clear();
        return taken;
    }

    public SqlSession session() {
        return session;
    }

    private static String describe(SqlStateException e) {
        return e.state().code() + " " + e.text() + (e.detail() == null ? "" : " | DETAIL: " + e.detail())
                + (e.hint() == null ? "" : " | HINT: " + e.hint());
    }

    @Override
    public void close() {
        session.close();
    }

    /** Collects what a session sends. */
    private static final class Answers implements ResponseSink {
        private final List<String> rows = new ArrayList<>();
        private final List<String> tags = new ArrayList<>();
        private @Nullable RowShape shape;
        private TextFormat format = TextFormat.DEFAULT;

        @Override
        public void rows(RowShape rowShape, TextFormat textFormat) {
            shape = rowShape;
            format = textFormat;
        }

        @Override
        public void row(@Nullable Object[] values) {
            List<String> texts = new ArrayList<>();
            RowShape known = shape;
            for (int i = 0; i < values.length; i++) {
                Object value = values[i];
                texts.add(
                        value == null || known == null
                                ? "NULL"
                                : known.columns().get(i).type().toText(value, format));
            }
            rows.add(String.join(" | ", texts));
        }

        @Override
        public void complete(String tag) {
            tags.add(tag);
        }

        @Override
        public void suspended() {
            tags.add("suspended");
        }

        @Override
        public void emptyQuery() {
            tags.add("");
        }

        @Override
        public CopySource copyIn(CopyShape copyShape) {
            throw new UnsupportedOperationException("COPY");
        }

        @Override
        public void copyOut(CopyShape copyShape) {}

        @Override
        public void copyData(byte[] source, int offset, int length) {}

        @Override
        public void copyDone() {}
    }
}
