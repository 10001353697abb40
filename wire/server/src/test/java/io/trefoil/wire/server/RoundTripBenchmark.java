package io.trefoil.wire.server;

import com.sun.management.ThreadMXBean;
import io.trefoil.wire.protocol.MessageWriter;
import io.trefoil.wire.protocol.WireBuffer;
import io.trefoil.wire.protocol.message.Bind;
import io.trefoil.wire.protocol.message.Execute;
import io.trefoil.wire.protocol.message.FrontendMessage;
import io.trefoil.wire.protocol.message.Parse;
import io.trefoil.wire.protocol.message.Query;
import io.trefoil.wire.protocol.message.Sync;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;

/**
 * Measures what the wire alone costs: round trips of a trivial query against the fake service, or against any server on
 * another port for comparison, with the bytes that the server's threads allocate for each. Arguments: seconds per
 * figure, then optionally a port, user, database and query of another server.
 */
final class RoundTripBenchmark {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final InetSocketAddress address;
    private final Map<String, String> startup;
    private final String sql;
    private final double seconds;

    private RoundTripBenchmark(InetSocketAddress address, Map<String, String> startup, String sql, double seconds) {
        this.address = address;
        this.startup = startup;
        this.sql = sql;
        this.seconds = seconds;
    }

    public static void main(String[] arguments) throws Exception {
        double seconds = arguments.length > 0 ? Double.parseDouble(arguments[0]) : 5;
        if (arguments.length > 1) {
            var other = new InetSocketAddress("127.0.0.1", Integer.parseInt(arguments[1]));
            new RoundTripBenchmark(other, Map.of("user", arguments[2], "database", arguments[3]), arguments[4], seconds)
                    .run();
        } else {
            try (var fixture = ServerFixture.trusting()) {
                new RoundTripBenchmark(fixture.address(), Map.of("user", "ann", "database", "bank"), "one", seconds)
                        .run();
            }
        }
    }

    private void run() throws Exception {
        byte[] simple = encoded(new Query(sql));
        byte[] extended = encoded(
                new Bind("", "s", new short[0], new byte[0][], new short[0]), new Execute("", 0), Sync.INSTANCE);
        for (int clients : new int[] {1, 1, 8, 16}) {
            measure("simple", simple, clients);
            measure("bind/execute/sync", extended, clients);
        }
    }

    private void measure(String name, byte[] request, int clients) throws Exception {
        var workers = new ArrayList<Worker>();
        for (int i = 0; i < clients; i++) {
            workers.add(new Worker(request));
        }
        long allocatedBefore = allocatedByServer();
        long start = System.nanoTime();
        workers.forEach(Thread::start);
        for (Worker worker : workers) {
            worker.join();
        }
        double elapsedMicros = (System.nanoTime() - start) / 1_000.0;
        long trips = workers.stream().mapToLong(worker -> worker.trips).sum();
        long[] nanos = workers.get(0).nanos;
        Arrays.sort(nanos);
        System.out.printf(
                Locale.ROOT,
                "%-18s %2d clients: %,9.0f/s, mean %6.1f us, median %6.1f us, 99%% %7.1f us, %5.0f bytes allocated"
                        + " each%n",
                name,
                clients,
                trips * 1e6 / elapsedMicros,
                elapsedMicros * clients / trips,
                nanos[nanos.length / 2] / 1_000.0,
                nanos[nanos.length * 99 / 100] / 1_000.0,
                (allocatedByServer() - allocatedBefore) / (double) trips);
        workers.forEach(worker -> worker.client.close());
    }

    private static long allocatedByServer() {
        long bytes = 0;
        for (long id : THREADS.getAllThreadIds()) {
            var info = THREADS.getThreadInfo(id);
            if (info != null && info.getThreadName().startsWith("trefoil-")) {
                bytes += THREADS.getThreadAllocatedBytes(id);
            }
        }
        return bytes;
    }

    private static byte[] encoded(FrontendMessage... messages) {
        var bytes = new WireBuffer();
        var writer = new MessageWriter(bytes);
        for (FrontendMessage message : messages) {
            message.encode(writer);
        }
        return bytes.toByteArray();
    }

    /** One client: sends a request, reads the answer whose length it learnt at first, again and again. */
    private final class Worker extends Thread {
        private final TestClient client = TestClient.connect(address);
        private final byte[] request;
        private final int answerBytes;
        private long trips;
        private long[] nanos = new long[1 << 20];

        Worker(byte[] request) throws IOException {
            this.request = request;
            client.startup(startup);
            client.receiveUntilReady();
            client.send(new Parse("s", sql, new int[0]), Sync.INSTANCE);
            client.receiveUntilReady();
            client.sendBytes(request);
            byte[] answer = new byte[8192];
            int count = 0;
            InputStream in = client.socket().getInputStream();
            while (count < 6 || answer[count - 6] != 'Z') {
                count += in.read(answer, count, answer.length - count);
            }
            answerBytes = count;
        }

        @Override
        public void run() {
            try {
                InputStream in = client.socket().getInputStream();
                OutputStream out = client.socket().getOutputStream();
                long end = System.nanoTime() + (long) (seconds * 1e9);
                long now = System.nanoTime();
                while (now < end) {
                    out.write(request);
                    in.readNBytes(answerBytes);
                    long then = now;
                    now = System.nanoTime();
                    nanos[(int) trips & (nanos.length - 1)] = now - then;
                    trips++;
                }
                nanos = Arrays.copyOf(nanos, (int) Math.min(trips, nanos.length));
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
