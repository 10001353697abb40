package io.trefoil.wire.protocol.message;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.trefoil.wire.protocol.ProtocolVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** At least one message of every kind; the tests check that none is missing. */
public final class SampleMessages {
    private SampleMessages() {}

    public static List<StartupPacket> startupPackets() {
        return List.of(
                SslRequest.INSTANCE,
                GssEncryptionRequest.INSTANCE,
                new CancelRequest(4711, -12345678),
                new StartupMessage(ProtocolVersion.V3_0, Map.of("user", "ann", "database", "bank")),
                new StartupMessage(new ProtocolVersion(3, 2), Map.of("user", "änne", "_pq_.x", "1")));
    }

    public static List<FrontendMessage> typedFrontendMessages() {
        return List.of(
                new PasswordMessage("pencil"),
                new SaslInitialResponse("SCRAM-SHA-256", bytes("n,,n=,r=abc")),
                new SaslInitialResponse("SCRAM-SHA-256", null),
                new SaslResponse(bytes("c=biws,r=abc,p=x")),
                new GssResponse(new byte[] {0, 1, 2}),
                new UntypedResponse(new byte[] {9}),
                new Query(""),
                new Query("select '\uD83D\uDE00 größe' -- \uFFFD"),
                new Parse("", "select 1", new int[0]),
                new Parse("s1", "select $1, $2", new int[] {23, 0}),
                new Bind("", "", new short[0], new byte[0][], new short[0]),
                new Bind("p", "s1", new short[] {0, 1}, new byte[][] {bytes("a"), null}, new short[] {1}),
                new Bind("p", "s1", new short[] {1}, new byte[][] {{}, {1, 2}}, new short[] {1, 0, 1}),
                new Describe(StatementOrPortal.STATEMENT, "s1"),
                new Describe(StatementOrPortal.PORTAL, ""),
                new Close(StatementOrPortal.PORTAL, "p"),
                new Close(StatementOrPortal.STATEMENT, ""),
                new Execute("", 0),
                new Execute("p", 10),
                new Execute("", -1),
                new FunctionCall(1598, new short[] {1}, new byte[][] {null, {1}}, (short) 1),
                new CopyData(new byte[0]),
                new CopyData(new byte[] {1, 2, 3}),
                CopyDone.INSTANCE,
                new CopyFail("out of paper"),
                Flush.INSTANCE,
                Sync.INSTANCE,
                Terminate.INSTANCE);
    }

    public static List<BackendMessage> backendMessages() {
        var all = new ArrayList<BackendMessage>(List.of(
                AuthenticationOk.INSTANCE,
                AuthenticationKerberosV5.INSTANCE,
                AuthenticationCleartextPassword.INSTANCE,
                new AuthenticationMd5Password(new byte[] {1, 2, 3, 4}),
                AuthenticationGss.INSTANCE,
                new AuthenticationGssContinue(new byte[] {5}),
                AuthenticationSspi.INSTANCE,
                new AuthenticationSasl(List.of("SCRAM-SHA-256-PLUS", "SCRAM-SHA-256")),
                new AuthenticationSaslContinue(bytes("r=abcdef,s=AA==,i=4096")),
                new AuthenticationSaslFinal(bytes("v=AA==")),
                new BackendKeyData(4711, 42),
                BindComplete.INSTANCE,
                CloseComplete.INSTANCE,
                new CommandComplete("INSERT 0 1"),
                new CopyBothResponse(0, new short[0]),
                new CopyData(bytes("1\tone\n")),
                CopyDone.INSTANCE,
                new CopyInResponse(0, new short[] {0, 0}),
                new CopyOutResponse(1, new short[] {1}),
                new DataRow(new byte[0][]),
                new DataRow(new byte[][] {null, {}, bytes("größe")}),
                EmptyQueryResponse.INSTANCE));
        var fields = Diagnostics.basic("ERROR", "42601", "syntax error at or near \"x\"");
        for (DiagnosticField field : DiagnosticField.values()) {
            fields.putIfAbsent(field, "value of " + field);
        }
        all.addAll(List.of(
                new ErrorResponse(new Diagnostics(fields)),
                new NoticeResponse(new Diagnostics(Diagnostics.basic("WARNING", "25P01", "there is no transaction"))),
                new FunctionCallResponse(null),
                new FunctionCallResponse(new byte[] {1}),
                new NegotiateProtocolVersion(ProtocolVersion.V3_0, List.of("_pq_.x", "_pq_.y")),
                NoData.INSTANCE,
                new NotificationResponse(7, "channel", "payload"),
                new ParameterDescription(new int[] {23, 25, -1}),
                new ParameterStatus("TimeZone", "UTC"),
                ParseComplete.INSTANCE,
                PortalSuspended.INSTANCE,
                new ReadyForQuery('T'),
                new RowDescription(List.of()),
                new RowDescription(List.of(
                        new RowDescription.Field("größe", 16384, -6, 23, 4, -1, 1),
                        new RowDescription.Field("?column?", 0, 0, 1043, -1, 14, 0)))));
        return all;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
