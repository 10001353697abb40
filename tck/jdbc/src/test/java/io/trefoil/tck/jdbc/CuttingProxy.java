package io.trefoil.tck.jdbc;

import io.trefoil.tck.harness.client.Endpoint;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A wire between one client and a server that breaks where it is told to. It reads PostgreSQL's messages and passes them on
 * one by one; {@link #arm} chooses the place of the next cut, counted from that moment.
 */
final class CuttingProxy implements AutoCloseable {
    private static final int SSL_REQUEST = 80877103;
    private static final int GSS_REQUEST = 80877104;

    /** Tags of statements that commit by themselves outside of a block. */
    private static final Set<String> CHANGES = Set.of("INSERT", "UPDATE", "DELETE", "MERGE", "SELECT");

    private final ServerSocket listener;
    private final AtomicReference<@Nullable Armed> armed = new AtomicReference<>();
    private final Set<Wire> wires = ConcurrentHashMap.newKeySet();
    private final Set<Socket> swallowed = ConcurrentHashMap.newKeySet();
    private volatile boolean swallowing;
    private volatile Endpoint server;
    private volatile long closedUntil = System.nanoTime();

    CuttingProxy(Endpoint server) {
        this.server = server;
        try {
            this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        start(this::accept);
    }

    /** Where clients connect to. */
    Endpoint endpoint() {
        return new Endpoint("127.0.0.1", listener.getLocalPort(), server.user(), server.database());
    }

    /** New connections go to another server. */
    void redirect(Endpoint other) {
        server = other;
    }

    /** The next place that fits breaks the wire, once. */
    void arm(Cut cut) {
        armed.set(new Armed(cut));
    }

    /** No more cuts, and an end of outages. @return whether the last one has happened */
    boolean disarm() {
        Armed last = armed.getAndSet(null);
        closedUntil = System.nanoTime();
        return last != null && last.isDone();
    }

    /** Who connects from now on is never answered. */
    void swallowNewConnections() {
        swallowing = true;
    }

    /** Nobody can connect any more; who is connected stays. */
    void closeDoor() throws IOException {
        listener.close();
    }

    @Override
    public void close() throws IOException {
        listener.close();
        wires.forEach(wire -> wire.end(Cut.Ending.RST));
        swallowed.forEach(socket -> Wire.end(socket, Cut.Ending.RST));
    }

    private void accept() throws IOException {
        while (!listener.isClosed()) {
            Socket client = listener.accept();
            if (System.nanoTime() < closedUntil) {
                client.close();
                continue;
            }
            if (swallowing) {
                swallowed.add(client);
                continue;
            }
            try {
                Wire wire = new Wire(client, new Socket(server.host(), server.port()));
                wires.add(wire);
                start(wire::carryRequests);
            } catch (IOException noServer) {
                client.close();
            }
        }
    }

    private static void start(Work work) {
        Thread.startVirtualThread(() -> {
            try {
                work.run();
            } catch (IOException | InterruptedException over) {
                // a connection ends in one way or another
            }
        });
    }

    @FunctionalInterface
    private interface Work {
        void run() throws IOException, InterruptedException;
    }

    /** A chosen cut and what has passed since. */
    private final class Armed {
        final Cut cut;
        private int requests;
        private int answers;
        private boolean committed;
        private boolean done;
        /** Whether it followed another. */
        private boolean hasHappened;

        Armed(Cut cut) {
            this.cut = cut;
        }

        synchronized boolean isDone() {
            return done || hasHappened;
        }

        synchronized boolean cutsRequest(boolean commits) {
            return switch (cut.place()) {
                case BEFORE_REQUEST, INSIDE_REQUEST, AFTER_REQUEST, LATE_REQUEST -> requests++ == cut.index() && once();
                case BEFORE_COMMIT -> commits && once();
                default -> false;
            };
        }

        synchronized boolean cutsAnswer(byte type, boolean commits) {
            committed |= commits;
            return switch (cut.place()) {
                case BEFORE_ANSWER, INSIDE_ANSWER -> answers++ == cut.index() && once();
                case BEFORE_COMMITTED, AFTER_COMMITTED -> commits && once();
                case AFTER_READY -> committed && type == 'Z' && once();
                default -> false;
            };
        }

        private boolean once() {
            boolean first = !done;
            done = true;
            if (first) {
                closedUntil = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(cut.outageMillis());
                Cut next = cut.next();
                if (next != null) {
                    Armed following = new Armed(next);
                    following.hasHappened = true;
                    armed.compareAndSet(this, following);
                }
            }
            return first;
        }
    }

    /** One client's connection. */
    private final class Wire {
        private final Socket client;
        private final Socket server;
        /** Names of prepared statements that commit. */
        private final Set<String> commits = ConcurrentHashMap.newKeySet();

        private volatile boolean cut;
        private boolean inBlock;

        Wire(Socket client, Socket server) throws IOException {
            this.client = client;
            this.server = server;
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
        }

        void carryRequests() throws InterruptedException {
            try {
                DataInputStream in = new DataInputStream(new BufferedInputStream(client.getInputStream()));
                OutputStream out = server.getOutputStream();
                begin(in, out);
                start(this::carryAnswers);
                while (true) {
                    byte type = in.readByte();
                    byte[] body = body(in);
                    boolean commit = isCommit(type, body);
                    Armed now = armed.get();
                    if (now != null && now.cutsRequest(commit)) {
                        cutRequest(now.cut, type, body, in, out);
                        return;
                    }
                    out.write(frame(type, body));
                }
            } catch (EOFException gone) {
                pass(Cut.Ending.FIN);
            } catch (IOException broken) {
                pass(Cut.Ending.RST);
            }
        }

        /** What has no type: questions for encryption, and the first message. */
        private void begin(DataInputStream in, OutputStream out) throws IOException {
            while (true) {
                byte[] body = body(in);
                out.write(ByteBuffer.allocate(4 + body.length)
                        .putInt(4 + body.length)
                        .put(body)
                        .array());
                int code = ByteBuffer.wrap(body).getInt();
                if (code != SSL_REQUEST && code != GSS_REQUEST) {
                    return;
                }
                client.getOutputStream().write(server.getInputStream().read());
            }
        }

        private boolean isCommit(byte type, byte[] body) {
            String[] texts = new String(body, StandardCharsets.UTF_8).split("\0", 3);
            switch (type) {
                case 'Q' -> {
                    return commits(texts[0]);
                }
                case 'P' -> {
                    boolean commit = commits(texts[1]);
                    boolean changed = commit ? commits.add(texts[0]) : commits.remove(texts[0]);
                    return commit || changed;
                }
                case 'B' -> {
                    return commits.contains(texts[1]);
                }
                default -> {
                    return false;
                }
            }
        }

        /** A word of the command, or of the comment by which a test marks what commits by itself. */
        private static boolean commits(String text) {
            return text.toUpperCase(Locale.ROOT).contains("COMMIT");
        }

        private void carryAnswers() throws InterruptedException {
            try {
                DataInputStream in = new DataInputStream(new BufferedInputStream(server.getInputStream()));
                OutputStream out = client.getOutputStream();
                while (true) {
                    byte type = in.readByte();
                    byte[] body = body(in);
                    boolean commit = hasCommitted(type, body);
                    Armed now = armed.get();
                    if (!cut && now != null && now.cutsAnswer(type, commit)) {
                        cutAnswer(now.cut, frame(type, body), out);
                        return;
                    }
                    if (!cut) {
                        out.write(frame(type, body));
                    }
                }
            } catch (EOFException gone) {
                pass(Cut.Ending.FIN);
            } catch (IOException broken) {
                pass(Cut.Ending.RST);
            }
        }

        private boolean hasCommitted(byte type, byte[] body) {
            if (type == 'Z') {
                inBlock = body[0] != 'I';
            }
            if (type != 'C') {
                return false;
            }
            String tag = new String(body, StandardCharsets.UTF_8).split("\0| ", 2)[0];
            if (tag.equals("BEGIN")) {
                inBlock = true;
            }
            return tag.equals("COMMIT") || (!inBlock && CHANGES.contains(tag));
        }

        private void cutRequest(Cut how, byte type, byte[] body, DataInputStream in, OutputStream out)
                throws IOException, InterruptedException {
            byte[] message = frame(type, body);
            switch (how.place()) {
                case INSIDE_REQUEST -> out.write(message, 0, Math.min(how.bytes(), message.length - 1));
                case AFTER_REQUEST -> out.write(message);
                case LATE_REQUEST -> {
                    ByteArrayOutputStream late = new ByteArrayOutputStream();
                    late.writeBytes(message);
                    readSeries(type, in, late);
                    cut = true;
                    end(client, how.toClient());
                    Thread.sleep(how.lateMillis());
                    out.write(late.toByteArray());
                }
                default -> {}
            }
            finish(how);
        }

        /** The rest of what the client sends before it waits. */
        private static void readSeries(byte first, DataInputStream in, ByteArrayOutputStream to) throws IOException {
            byte type = first;
            while (type != 'S' && type != 'Q') {
                type = in.readByte();
                to.writeBytes(frame(type, body(in)));
            }
        }

        private void cutAnswer(Cut how, byte[] message, OutputStream out) throws IOException, InterruptedException {
            switch (how.place()) {
                case INSIDE_ANSWER -> out.write(message, 0, Math.min(how.bytes(), message.length - 1));
                case AFTER_COMMITTED, AFTER_READY -> out.write(message);
                default -> {}
            }
            finish(how);
        }

        private void finish(Cut how) throws InterruptedException {
            cut = true;
            end(client, how.toClient());
            Thread.sleep(how.lateMillis());
            end(server, how.toServer());
            if (how.toServer() != Cut.Ending.NEVER) {
                wires.remove(this);
            }
        }

        /** One side has ended by itself: so does the other, unless a cut says when. */
        private void pass(Cut.Ending how) {
            if (!cut) {
                end(how);
            }
        }

        void end(Cut.Ending how) {
            end(client, how);
            end(server, how);
            wires.remove(this);
        }

        private static void end(Socket socket, Cut.Ending how) {
            if (how == Cut.Ending.NEVER) {
                return;
            }
            try {
                if (how == Cut.Ending.RST) {
                    socket.setSoLinger(true, 0);
                }
                socket.close();
            } catch (IOException closed) {
                // the other side was faster
            }
        }
    }

    private static byte[] body(DataInputStream in) throws IOException {
        byte[] body = new byte[in.readInt() - 4];
        in.readFully(body);
        return body;
    }

    private static byte[] frame(byte type, byte[] body) {
        return ByteBuffer.allocate(5 + body.length)
                .put(type)
                .putInt(4 + body.length)
                .put(body)
                .array();
    }
}
