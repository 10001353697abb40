package io.trefoil.wire.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.trefoil.wire.protocol.MessageWriter;
import io.trefoil.wire.protocol.ProtocolVersion;
import io.trefoil.wire.protocol.WireBuffer;
import io.trefoil.wire.protocol.frame.BackendDecoder;
import io.trefoil.wire.protocol.message.AuthenticationSasl;
import io.trefoil.wire.protocol.message.AuthenticationSaslContinue;
import io.trefoil.wire.protocol.message.AuthenticationSaslFinal;
import io.trefoil.wire.protocol.message.BackendKeyData;
import io.trefoil.wire.protocol.message.BackendMessage;
import io.trefoil.wire.protocol.message.CancelRequest;
import io.trefoil.wire.protocol.message.ErrorResponse;
import io.trefoil.wire.protocol.message.FrontendMessage;
import io.trefoil.wire.protocol.message.Query;
import io.trefoil.wire.protocol.message.ReadyForQuery;
import io.trefoil.wire.protocol.message.SaslInitialResponse;
import io.trefoil.wire.protocol.message.SaslResponse;
import io.trefoil.wire.protocol.message.StartupMessage;
import io.trefoil.wire.protocol.scram.Scram;
import io.trefoil.wire.protocol.scram.ScramClientFirst;
import io.trefoil.wire.protocol.scram.ScramServerFinal;
import io.trefoil.wire.protocol.scram.ScramServerFirst;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A client that says exactly what it is told to, over a real socket. */
final class TestClient implements AutoCloseable {
    private static final int TIMEOUT_MILLIS = 60_000;

    private Socket socket;
    private final WireBuffer out = new WireBuffer();
    private final MessageWriter writer = new MessageWriter(out);
    private final BackendDecoder decoder = new BackendDecoder();
    private final byte[] chunk = new byte[8192];
    private @Nullable BackendKeyData key;

    private TestClient(Socket socket) {
        this.socket = socket;
    }

    /** A connection on which nothing was said yet. */
    static TestClient connect(InetSocketAddress address) {
        try {
            var socket = new Socket();
            socket.setTcpNoDelay(true);
            socket.connect(address, TIMEOUT_MILLIS);
            socket.setSoTimeout(TIMEOUT_MILLIS);
            return new TestClient(socket);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A session of ann on the database bank, trusted. */
    static TestClient session(InetSocketAddress address) {
        var client = connect(address);
        client.startup(Map.of("user", "ann", "database", "bank"));
        var greeting = client.receiveUntilReady();
        client.key = greeting.stream()
                .filter(BackendKeyData.class::isInstance)
                .map(BackendKeyData.class::cast)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no session: " + greeting));
        return client;
    }

    void startup(Map<String, String> parameters) {
        send(new StartupMessage(ProtocolVersion.V3_0, parameters));
    }

    Socket socket() {
        return socket;
    }

    /** Goes on over another socket (TLS on top of the first one). */
    void continueOver(Socket other) {
        socket = other;
    }

    CancelRequest cancelRequest() {
        BackendKeyData known = key;
        if (known == null) {
            throw new IllegalStateException("no key");
        }
        return new CancelRequest(known.processId(), known.secretKey());
    }

    void send(FrontendMessage... messages) {
        out.clear();
        for (FrontendMessage message : messages) {
            message.encode(writer);
        }
        sendBytes(out.toByteArray());
    }

    void sendBytes(byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
            socket.getOutputStream().flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int receiveByte() {
        int answer = decoder.nextBareByte();
        while (answer < 0 && fill()) {
            answer = decoder.nextBareByte();
        }
        return answer;
    }

    /** The next message; null when the server closed the connection. */
    @Nullable
    BackendMessage receive() {
        BackendMessage message = decoder.next();
        while (message == null && fill()) {
            message = decoder.next();
        }
        return message;
    }

    /** Everything up to and with ReadyForQuery, or up to the end of the connection. */
    List<BackendMessage> receiveUntilReady() {
        var messages = new ArrayList<BackendMessage>();
        for (BackendMessage message = receive(); message != null; message = receive()) {
            messages.add(message);
            if (message instanceof ReadyForQuery) {
                break;
            }
        }
        return messages;
    }

    List<BackendMessage> query(String sql) {
        send(new Query(sql));
        return receiveUntilReady();
    }

    /** Logs in with SCRAM and answers what came up to ReadyForQuery or the end. */
    List<BackendMessage> login(String user, String password, Map<String, String> startup) {
        startup(startup);
        BackendMessage offered = receive();
        if (!(offered instanceof AuthenticationSasl sasl) || !sasl.mechanisms().contains(Scram.MECHANISM)) {
            throw new IllegalStateException("no SCRAM offered: " + offered);
        }
        var first = new ScramClientFirst(ScramClientFirst.NO_BINDING, "", "fyko+d2lbbFgONRv9qkxdawL" + user.length());
        send(new SaslInitialResponse(Scram.MECHANISM, first.text().getBytes(UTF_8)));
        if (!(receive() instanceof AuthenticationSaslContinue next)) {
            throw new IllegalStateException("no challenge");
        }
        var challenge = ScramServerFirst.parse(new String(next.data(), UTF_8));
        var answer = Scram.answer(password, first, challenge, new byte[0]);
        send(new SaslResponse(answer.text().getBytes(UTF_8)));
        var messages = receiveUntilReady();
        if (messages.get(0) instanceof AuthenticationSaslFinal last) {
            var proof = ScramServerFinal.parse(new String(last.data(), UTF_8));
            if (!Scram.serverIsGenuine(password, first, challenge, answer, proof)) {
                throw new IllegalStateException("the server does not know the verifier");
            }
        }
        return messages;
    }

    static ErrorResponse errorIn(List<BackendMessage> messages) {
        return messages.stream()
                .filter(ErrorResponse.class::isInstance)
                .map(ErrorResponse.class::cast)
                .findFirst()
                .orElseThrow(() -> new AssertionError("no error in " + messages));
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean fill() {
        try {
            int count = socket.getInputStream().read(chunk);
            if (count < 0) {
                return false;
            }
            decoder.feed(chunk, 0, count);
            return true;
        } catch (SocketTimeoutException e) {
            throw new AssertionError("the server keeps silent", e);
        } catch (IOException e) {
            return false;
        }
    }
}
