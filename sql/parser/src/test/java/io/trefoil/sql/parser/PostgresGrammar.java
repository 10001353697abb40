package io.trefoil.sql.parser;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Asks a PostgreSQL 15 server of its own what its grammar says about a text. The text is sent behind {@code SELECT
 * 1/0;}: PostgreSQL parses the whole message first, so an error of the grammar comes back at once, and everything the
 * grammar accepts ends in the division by zero without being analysed or run.
 */
final class PostgresGrammar implements AutoCloseable {
    private static final Path BINARIES = Path.of("/usr/lib/postgresql/15/bin");
    private static final String PREFIX = "SELECT 1/0;";
    private static final int PROTOCOL = 196608;

    private final Path directory;
    private final Socket socket;
    private final DataInputStream in;
    private final DataOutputStream out;

    /** What PostgreSQL answered; position 0 when it gave none. */
    record Answer(String state, String message, int position) {
        boolean isSyntaxError() {
            return state.equals("42601");
        }
    }

    private PostgresGrammar(Path directory, int port) throws IOException {
        this.directory = directory;
        this.socket = new Socket("127.0.0.1", port);
        this.socket.setTcpNoDelay(true);
        this.in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
        this.out = new DataOutputStream(new BufferedOutputStream(socket.getOutputStream()));
        startup();
    }

    /** A server with an empty cluster in a temporary directory, or empty where PostgreSQL 15 cannot be started. */
    static Optional<PostgresGrammar> start() {
        if (!Files.isExecutable(BINARIES.resolve("initdb"))) {
            return Optional.empty();
        }
        try {
            Path directory = Files.createTempDirectory("trefoil-grammar");
            if (isRoot()) {
                run("chown", "postgres", directory.toString());
            }
            int port = freePort();
            Path data = directory.resolve("data");
            String log = directory.resolve("log").toString();
            String addresses = " -c listen_addresses=127.0.0.1 -c unix_socket_directories=" + directory;
            String options = "-p " + port + " -c fsync=off" + addresses;
            asServer(
                    "initdb",
                    "-D",
                    data.toString(),
                    "-A",
                    "trust",
                    "-U",
                    "postgres",
                    "--locale=C",
                    "--encoding=UTF8",
                    "-N");
            asServer("pg_ctl", "-D", data.toString(), "-o", options, "-l", log, "-w", "start");
            return Optional.of(new PostgresGrammar(directory, port));
        } catch (IOException e) {
            System.out.println("PostgreSQL could not be started: " + e.getMessage());
            return Optional.empty();
        }
    }

    private static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    private static int freePort() throws IOException {
        try (ServerSocket probe = new ServerSocket(0)) {
            return probe.getLocalPort();
        }
    }

    /** PostgreSQL refuses to run as root. */
    private static void asServer(String program, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        if (isRoot()) {
            command.addAll(List.of("runuser", "-u", "postgres", "--"));
        }
        command.add(BINARIES.resolve(program).toString());
        command.addAll(List.of(arguments));
        run(command.toArray(new String[0]));
    }

    private static void run(String... command) throws IOException {
        Process process = new ProcessBuilder(command)
                .directory(new File("/tmp"))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IOException(command[0] + " failed");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private void startup() throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        DataOutputStream data = new DataOutputStream(body);
        data.writeInt(PROTOCOL);
        for (String text : List.of("user", "postgres", "database", "postgres", "client_encoding", "UTF8")) {
            data.write(text.getBytes(StandardCharsets.UTF_8));
            data.writeByte(0);
        }
        data.writeByte(0);
        out.writeInt(body.size() + 4);
        body.writeTo(out);
        out.flush();
        Answer answer = read();
        if (!answer.state().isEmpty()) {
            throw new IOException(answer.message());
        }
    }

    /** What the grammar says about a text; 22012 means that it accepts it. */
    Answer ask(String sql) {
        try {
            byte[] query = (PREFIX + sql).getBytes(StandardCharsets.UTF_8);
            out.writeByte('Q');
            out.writeInt(query.length + 5);
            out.write(query);
            out.writeByte(0);
            out.flush();
            Answer answer = read();
            int position = answer.position() == 0 ? 0 : answer.position() - PREFIX.length();
            return new Answer(answer.state(), answer.message(), Math.max(0, position));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Answer read() throws IOException {
        Answer answer = new Answer("", "", 0);
        while (true) {
            byte type = in.readByte();
            byte[] body = new byte[in.readInt() - 4];
            in.readFully(body);
            if (type == 'E') {
                answer = error(body);
            } else if (type == 'Z') {
                return answer;
            }
        }
    }

    private static Answer error(byte[] body) {
        String state = "";
        String message = "";
        int position = 0;
        int at = 0;
        while (body[at] != 0) {
            int end = at + 1;
            while (body[end] != 0) {
                end++;
            }
            String value = new String(body, at + 1, end - at - 1, StandardCharsets.UTF_8);
            switch (body[at]) {
                case 'C' -> state = value;
                case 'M' -> message = value;
                case 'P' -> position = Integer.parseInt(value);
                default -> {}
            }
            at = end + 1;
        }
        return new Answer(state, message, position);
    }

    @Override
    public void close() {
        try {
            socket.close();
            asServer("pg_ctl", "-D", directory.resolve("data").toString(), "-m", "immediate", "stop");
            run("rm", "-rf", directory.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
