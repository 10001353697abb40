package io.trefoil.tck.benchmarks;

import io.trefoil.sql.api.Notice;
import io.trefoil.sql.api.ParameterValues;
import io.trefoil.sql.api.SessionListener;
import io.trefoil.sql.api.SessionRequest;
import io.trefoil.sql.api.SqlService;
import io.trefoil.sql.api.SqlSession;
import io.trefoil.sql.engine.TrefoilEngine;
import io.trefoil.sql.engine.session.EngineSettings;
import io.trefoil.sql.storage.StoreLocation;
import io.trefoil.sql.storage.StoreOptions;
import io.trefoil.sql.storage.TransactionalStore;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Statements at the door of the engine, without a socket, on the memory store: parse, bind, plan, execute. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class SessionBenchmark {
    private static final int ROWS = 10_000;
    private static final short[] TEXT = {};

    private SqlService service;
    private SqlSession session;
    private final CountingSink sink = new CountingSink();
    private int next;

    public SessionBenchmark() {
        this.service = TrefoilEngine.open(
                TransactionalStore.open(StoreLocation.parse("mem"), StoreOptions.DEFAULT),
                new EngineSettings(Path.of(System.getProperty("java.io.tmpdir"), "trefoil-benchmark"), 100));
        this.session = service.open(new SessionRequest("trefoil", "trefoil", Map.of(), 1, ""), new Silent());
    }

    /** Makes the table. */
    @Setup
    public void fill() {
        session.query("create table item (id int primary key, n int, name text)", sink);
        session.query("insert into item select g, g % 100, 'item ' || g from generate_series(1, " + ROWS + ") g", sink);
        session.parse("point", "select n from item where id = $1", new int[] {23});
        session.parse("filter", "select count(*) from item where n % 7 = 3", new int[0]);
        session.sync();
    }

    @TearDown
    public void close() {
        session.close();
        service.close();
    }

    private int key() {
        next = next % ROWS + 1;
        return next;
    }

    private static ParameterValues number(int value) {
        return new ParameterValues(
                new short[] {1},
                new byte[][] {ByteBuffer.allocate(4).putInt(value).array()});
    }

    /** Text never seen before: parse, bind, plan, compile. */
    @Benchmark
    public void preparePointSelect() {
        session.parse("", "select n as c" + next++ + " from item where id = $1", new int[] {23});
        session.sync();
    }

    @Benchmark
    public long preparedPointSelect() {
        return run("point", number(key()));
    }

    /** A literal in the text, another one each time. */
    @Benchmark
    public long simplePointSelect() {
        session.query("select n from item where id = " + key(), sink);
        return sink.rows();
    }

    @Benchmark
    public long scanAndFilter() {
        return run("filter", ParameterValues.NONE);
    }

    private long run(String statement, ParameterValues parameters) {
        session.bind("", statement, parameters, TEXT);
        session.execute("", 0, sink);
        session.sync();
        return sink.rows();
    }

    private record Silent() implements SessionListener {
        @Override
        public void notice(Notice notice) {}

        @Override
        public void settingChanged(String name, String value) {}
    }
}
