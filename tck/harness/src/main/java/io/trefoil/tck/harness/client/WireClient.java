package io.trefoil.tck.harness.client;

import io.trefoil.tck.harness.client.QueryResult.Result;
import io.trefoil.wire.protocol.MessageWriter;
import io.trefoil.wire.protocol.ProtocolVersion;
import io.trefoil.wire.protocol.WireBuffer;
import io.trefoil.wire.protocol.frame.BackendDecoder;
import io.trefoil.wire.protocol.message.AuthenticationSasl;
import io.trefoil.wire.protocol.message.AuthenticationSaslContinue;
import io.trefoil.wire.protocol.message.BackendKeyData;
import io.trefoil.wire.protocol.message.BackendMessage;
import io.trefoil.wire.protocol.message.Bind;
import io.trefoil.wire.protocol.message.CancelRequest;
import io.trefoil.wire.protocol.message.CommandComplete;
import io.trefoil.wire.protocol.message.CopyData;
import io.trefoil.wire.protocol.message.CopyFail;
import io.trefoil.wire.protocol.message.CopyInResponse;
import io.trefoil.wire.protocol.message.DataRow;
import io.trefoil.wire.protocol.message.Describe;
import io.trefoil.wire.protocol.message.Diagnostics;
import io.trefoil.wire.protocol.message.EmptyQueryResponse;
import io.trefoil.wire.protocol.message.ErrorResponse;
import io.trefoil.wire.protocol.message.Execute;
import io.trefoil.wire.protocol.message.FrontendMessage;
import io.trefoil.wire.protocol.message.NoticeResponse;
import io.trefoil.wire.protocol.message.ParameterStatus;
import io.trefoil.wire.protocol.message.Parse;
import io.trefoil.wire.protocol.message.Query;
import io.trefoil.wire.protocol.message.ReadyForQuery;
import io.trefoil.wire.protocol.message.RowDescription;
import io.trefoil.wire.protocol.message.SaslInitialResponse;
import io.trefoil.wire.protocol.message.SaslResponse;
import io.trefoil.wire.protocol.message.StartupMessage;
import io.trefoil.wire.protocol.message.StatementOrPortal;
import io.trefoil.wire.protocol.message.Sync;
import io.trefoil.wire.protocol.message.Terminate;
import io.trefoil.wire.protocol.scram.Scram;
import io.trefoil.wire.protocol.scram.ScramClientFirst;
import io.trefoil.wire.protocol.scram.ScramServerFirst;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One connection. Low level: {@link #send}, {@link #receive}. High level: {@link #query} (simple protocol) and {@link
 * #extended} (parse, bind, describe, execute, sync). One thread at a time, but {@link #cancel} may come from another.
 */
public final class WireClient implements AutoCloseable {
    private static final int CONNECT_TIMEOUT_MILLIS = 60_000;
    private static final int READ_TIMEOUT_MILLIS = 600_000;

    private final Endpoint endpoint;
    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private final BackendDecoder decoder = new BackendDecoder();
    private final WireBuffer buffer = new WireBuffer();
    private final MessageWriter writer = new MessageWriter(buffer);
    private final byte[] chunk = new byte[16 * 1024];
    private final Map<String, String> parameters = new LinkedHashMap<>();
    private @Nullable BackendKeyData key;

    private WireClient(Endpoint endpoint, Socket socket) throws IOException {
        this.endpoint = endpoint;
        this.socket = socket;
        this.in = socket.getInputStream();
        this.out = socket.getOutputStream();
    }

    /** Connects and logs in. Fails with {@link ServerError} when the server refuses. */
    public static WireClient connect(Endpoint endpoint) {
        return connect(endpoint, Map.of());
    }

    /** Connects and logs in with further start-up parameters. */
    public static WireClient connect(Endpoint endpoint, Map<String, String> parameters) {
        WireClient client = open(endpoint);
        try {
            Map<String, String> all = new LinkedHashMap<>();
            all.put("user", endpoint.user());
            all.put("database", endpoint.database());
            all.put("application_name", "tck");
            all.putAll(parameters);
            client.send(new StartupMessage(ProtocolVersion.V3_0, all));
            client.authenticate();
            return client;
        } catch (RuntimeException e) {
            client.abort();
            throw e;
        }
    }

    /** Only the TCP connection; the caller sends the first message. */
    public static WireClient open(Endpoint endpoint) {
        try {
            Socket socket = new Socket();
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(READ_TIMEOUT_MILLIS);
            socket.connect(new InetSocketAddress(endpoint.host(), endpoint.port()), CONNECT_TIMEOUT_MILLIS);
            return new WireClient(endpoint, socket);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends messages in one write. */
    public void send(FrontendMessage... messages) {
        for (FrontendMessage message : messages) {
            message.encode(writer);
        }
        sendBytes(buffer.toByteArray());
        buffer.clear();
    }

    /** Sends bytes as they are, be they messages or not. */
    public void sendBytes(byte[] bytes) {
        try {
            out.write(bytes);
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The next message; waits for it. */
    public BackendMessage receive() {
        BackendMessage message = receiveOrEnd();
        if (message == null) {
            throw new UncheckedIOException(new EOFException("the server closed the connection"));
        }
        return message;
    }

    /** The next message, or null when the server has closed the connection. */
    public @Nullable BackendMessage receiveOrEnd() {
        BackendMessage message = decoder.next();
        while (message == null) {
            if (!readMore()) {
                return null;
            }
            message = decoder.next();
        }
        if (message instanceof ParameterStatus(var name, var value)) {
            parameters.put(name, value);
        }
        return message;
    }

    /** The bare byte that answers SSLRequest or GSSENCRequest; -1 when the server closes the connection. */
    public int receiveByte() {
        int answer = decoder.nextBareByte();
        while (answer < 0 && readMore()) {
            answer = decoder.nextBareByte();
        }
        return answer;
    }

    private boolean readMore() {
        try {
            int count = in.read(chunk);
            if (count > 0) {
                decoder.feed(chunk, 0, count);
            }
            return count > 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Simple query; everything up to ReadyForQuery. */
    public QueryResult query(String sql) {
        send(new Query(sql));
        return receiveResult();
    }

    /** One statement by the extended protocol, all values as text; parameters are typed by the server. */
    public QueryResult extended(String sql, @Nullable String... values) {
        byte[] @Nullable [] bytes = new byte[values.length][];
        for (int i = 0; i < values.length; i++) {
            String value = values[i];
            bytes[i] = value == null ? null : value.getBytes(StandardCharsets.UTF_8);
        }
        send(
                new Parse("", sql, new int[0]),
                new Bind("", "", new short[0], bytes, new short[0]),
                new Describe(StatementOrPortal.PORTAL, ""),
                new Execute("", 0),
                Sync.INSTANCE);
        return receiveResult();
    }

    /** Collects messages up to ReadyForQuery. COPY FROM STDIN gets CopyFail, COPY TO STDOUT gives rows of one column. */
    public QueryResult receiveResult() {
        List<Result> results = new ArrayList<>();
        List<Diagnostics> notices = new ArrayList<>();
        List<RowDescription.Field> fields = List.of();
        List<@Nullable String[]> rows = new ArrayList<>();
        Diagnostics error = null;
        while (true) {
            switch (receive()) {
                case RowDescription(var description) -> fields = description;
                case DataRow row -> rows.add(texts(row));
                case CopyData(var data) ->
                    rows.add(new String[] {new String(data, StandardCharsets.UTF_8).stripTrailing()});
                case CopyInResponse ignored -> send(new CopyFail("no data"));
                case CommandComplete(var tag) -> {
                    results.add(new Result(fields, rows, tag));
                    fields = List.of();
                    rows = new ArrayList<>();
                }
                case EmptyQueryResponse ignored -> results.add(new Result(List.of(), List.of(), ""));
                case ErrorResponse(var diagnostics) -> error = diagnostics;
                case NoticeResponse(var diagnostics) -> notices.add(diagnostics);
                case ReadyForQuery(var status) -> {
                    return new QueryResult(results, error, notices, status);
                }
                default -> {
                    // ParseComplete and its like say nothing more
                }
            }
        }
    }

    private static @Nullable String[] texts(DataRow row) {
        @Nullable String[] texts = new String[row.values().length];
        for (int i = 0; i < texts.length; i++) {
            texts[i] = row.text(i);
        }
        return texts;
    }

    /** Reported settings by name, as of the last message received. */
    public Map<String, String> parameters() {
        return parameters;
    }

    public BackendKeyData key() {
        return Objects.requireNonNull(key, "no BackendKeyData was received");
    }

    /** Asks the server, on a second connection, to stop what this one runs. */
    public void cancel() {
        try (WireClient second = open(endpoint)) {
            second.send(new CancelRequest(key().processId(), key().secretKey()));
            second.receiveByte();
        }
    }

    private void authenticate() {
        byte[] random = new byte[Scram.NONCE_BYTES];
        new SecureRandom().nextBytes(random);
        String nonce = Base64.getEncoder().encodeToString(random);
        ScramClientFirst first = new ScramClientFirst(ScramClientFirst.NO_BINDING, "", nonce);
        String password = endpoint.password() == null ? "" : endpoint.password();
        while (true) {
            switch (receive()) {
                case AuthenticationSasl ignored ->
                    send(new SaslInitialResponse(Scram.MECHANISM, first.text().getBytes(StandardCharsets.UTF_8)));
                case AuthenticationSaslContinue(var data) -> {
                    ScramServerFirst challenge = ScramServerFirst.parse(new String(data, StandardCharsets.UTF_8));
                    String answer = Scram.answer(password, first, challenge, new byte[0])
                            .text();
                    send(new SaslResponse(answer.getBytes(StandardCharsets.UTF_8)));
                }
                case BackendKeyData received -> key = received;
                case ErrorResponse(var diagnostics) -> throw new ServerError(diagnostics);
                case ReadyForQuery ignored -> {
                    return;
                }
                default -> {
                    // AuthenticationSaslFinal, AuthenticationOk, settings and notices: wait for what comes next
                }
            }
        }
    }

    /** Closes the socket without a Terminate, as a client that died. */
    public void abort() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            if (key != null) {
                send(Terminate.INSTANCE);
            }
        } catch (UncheckedIOException e) {
            // the server was first
        } finally {
            abort();
        }
    }
}
