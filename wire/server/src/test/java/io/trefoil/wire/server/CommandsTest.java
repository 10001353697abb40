package io.trefoil.wire.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.trefoil.wire.protocol.MessageWriter;
import io.trefoil.wire.protocol.WireBuffer;
import io.trefoil.wire.protocol.message.Bind;
import io.trefoil.wire.protocol.message.Close;
import io.trefoil.wire.protocol.message.CopyData;
import io.trefoil.wire.protocol.message.CopyDone;
import io.trefoil.wire.protocol.message.CopyFail;
import io.trefoil.wire.protocol.message.Describe;
import io.trefoil.wire.protocol.message.DiagnosticField;
import io.trefoil.wire.protocol.message.Execute;
import io.trefoil.wire.protocol.message.Flush;
import io.trefoil.wire.protocol.message.FrontendMessage;
import io.trefoil.wire.protocol.message.FunctionCall;
import io.trefoil.wire.protocol.message.Parse;
import io.trefoil.wire.protocol.message.ParseComplete;
import io.trefoil.wire.protocol.message.PasswordMessage;
import io.trefoil.wire.protocol.message.Query;
import io.trefoil.wire.protocol.message.StatementOrPortal;
import io.trefoil.wire.protocol.message.Sync;
import io.trefoil.wire.protocol.message.Terminate;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The command loop over real sockets. Expected sequences were compared with PostgreSQL 15's for the same messages. */
class CommandsTest {
    private static ServerFixture fixture;
    private TestClient client;

    @BeforeAll
    static void start() {
        fixture = ServerFixture.trusting();
    }

    @AfterAll
    static void stop() {
        fixture.close();
    }

    @BeforeEach
    void connect() {
        client = fixture.session();
    }

    @AfterEach
    void leave() {
        client.close();
        fixture.awaitQuiet();
    }

    @Test
    void aSimpleQueryIsAnswered() {
        assertThat(Shown.of(client.query("one"))).isEqualTo("RowDescription D:1 C:SELECT_1 Z:I");
    }

    @Test
    void severalStatementsAreAnsweredInOneCycle() {
        assertThat(Shown.of(client.query("begin; rows 2 1; one")))
                .isEqualTo("C:BEGIN RowDescription D:0,x D:1,x C:SELECT_2 RowDescription D:1 C:SELECT_1 Z:T");
        assertThat(Shown.of(client.query("rollback"))).isEqualTo("C:ROLLBACK Z:I");
    }

    @Test
    void anEmptyQueryHasItsOwnAnswer() {
        assertThat(Shown.of(client.query(""))).isEqualTo("EmptyQueryResponse Z:I");
    }

    @Test
    void anErrorEndsASimpleQuery() {
        assertThat(Shown.of(client.query("one; fail 42P01 no; one")))
                .isEqualTo("RowDescription D:1 C:SELECT_1 ERROR:42P01 Z:I");
        assertThat(Shown.of(client.query("begin; fail 42P01 no"))).isEqualTo("C:BEGIN ERROR:42P01 Z:E");
        assertThat(Shown.of(client.query("one"))).isEqualTo("ERROR:25P02 Z:E");
        assertThat(Shown.of(client.query("rollback"))).isEqualTo("C:ROLLBACK Z:I");
    }

    @Test
    void anErrorCarriesAllFields() {
        var error = TestClient.errorIn(client.query("fail 23505 duplicate key")).diagnostics();
        assertThat(error.fields())
                .containsEntry(DiagnosticField.SEVERITY, "ERROR")
                .containsEntry(DiagnosticField.SEVERITY_NONLOCALIZED, "ERROR")
                .containsEntry(DiagnosticField.SQLSTATE, "23505")
                .containsEntry(DiagnosticField.MESSAGE, "duplicate key")
                .containsEntry(DiagnosticField.DETAIL, "a detail")
                .containsEntry(DiagnosticField.HINT, "a hint")
                .containsEntry(DiagnosticField.POSITION, "7")
                .containsEntry(DiagnosticField.WHERE, "a context")
                .containsEntry(DiagnosticField.SCHEMA, "public")
                .containsEntry(DiagnosticField.TABLE, "accounts")
                .containsEntry(DiagnosticField.COLUMN, "id")
                .containsEntry(DiagnosticField.DATA_TYPE, "integer")
                .containsEntry(DiagnosticField.CONSTRAINT, "accounts_pkey");
    }

    @Test
    void anUnexpectedExceptionIsAnInternalErrorAndTheSessionGoesOn() {
        var answer = client.query("begin; crash");
        assertThat(Shown.of(answer)).isEqualTo("C:BEGIN ERROR:XX000 Z:E");
        assertThat(TestClient.errorIn(answer).diagnostics().message())
                .isEqualTo("internal error: ArrayIndexOutOfBoundsException");
        assertThat(Shown.of(client.query("rollback; one"))).endsWith("C:SELECT_1 Z:I");
    }

    @Test
    void aRowThatCannotBeShownLeavesNoBytes() {
        assertThat(Shown.of(client.query("badrow"))).isEqualTo("RowDescription ERROR:22000 Z:I");
        assertThat(Shown.of(client.query("one"))).endsWith("C:SELECT_1 Z:I");
    }

    @Test
    void noticesComeBeforeWhatFollowsThem() {
        assertThat(Shown.of(client.query("notice a; one; notice b")))
                .isEqualTo("N:a C:NOTICE RowDescription D:1 C:SELECT_1 N:b C:NOTICE Z:I");
    }

    @Test
    void changedSettingsAreReportedOnceBeforeReadyForQuery() {
        assertThat(Shown.of(client.query("set TimeZone Asia/Tokyo; set TimeZone UTC; one")))
                .isEqualTo("C:SET C:SET RowDescription D:1 C:SELECT_1 Z:I");
        assertThat(Shown.of(client.query("set TimeZone Asia/Tokyo; one")))
                .isEqualTo("C:SET RowDescription D:1 C:SELECT_1 S:TimeZone=Asia/Tokyo Z:I");
    }

    @Test
    void theExtendedProtocolAnswersEachMessage() {
        client.send(
                new Parse("s", "rows 2 1", new int[] {23}),
                new Describe(StatementOrPortal.STATEMENT, "s"),
                bind("p", "s", 1),
                new Describe(StatementOrPortal.PORTAL, "p"),
                new Execute("p", 0),
                new Close(StatementOrPortal.PORTAL, "p"),
                new Close(StatementOrPortal.STATEMENT, "unknown"),
                Sync.INSTANCE);
        assertThat(Shown.of(client.receiveUntilReady()))
                .isEqualTo("ParseComplete ParameterDescription RowDescription BindComplete RowDescription "
                        + "D:\0\0\0\0,x D:\0\0\0\1,x C:SELECT_2 CloseComplete CloseComplete Z:I");
    }

    @Test
    void aStatementWithoutRowsIsDescribedAsNoData() {
        client.send(new Parse("", "work", new int[0]), new Describe(StatementOrPortal.STATEMENT, ""), Sync.INSTANCE);
        assertThat(Shown.of(client.receiveUntilReady())).isEqualTo("ParseComplete ParameterDescription NoData Z:I");
    }

    @Test
    void parametersKeepTheirFormatAndNull() {
        client.send(
                new Parse("", "echo", new int[0]),
                new Bind(
                        "",
                        "",
                        new short[] {0, 1, 0},
                        new byte[][] {"a".getBytes(UTF_8), "b".getBytes(UTF_8), null},
                        new short[0]),
                new Execute("", 0),
                Sync.INSTANCE);
        assertThat(Shown.of(client.receiveUntilReady()))
                .isEqualTo("ParseComplete BindComplete D:0:a,1:b,null C:SELECT_1 Z:I");
    }

    @Test
    void aRowLimitSuspendsThePortal() {
        client.send(
                new Query("begin"),
                new Parse("", "rows 5 0", new int[0]),
                bind("p", "", 0),
                new Execute("p", 2),
                new Execute("p", 2),
                new Execute("p", 2),
                Sync.INSTANCE);
        client.receiveUntilReady();
        assertThat(Shown.of(client.receiveUntilReady()))
                .isEqualTo("ParseComplete BindComplete D:0,null D:1,null PortalSuspended "
                        + "D:2,null D:3,null PortalSuspended D:4,null C:SELECT_5 Z:T");
        client.query("rollback");
    }

    @Test
    void anErrorSkipsToSync() {
        client.send(
                new Parse("", "one", new int[0]),
                bind("", "missing", 0),
                new Execute("", 0),
                new Query("one"),
                Sync.INSTANCE,
                new Query("one"));
        assertThat(Shown.of(client.receiveUntilReady())).isEqualTo("ParseComplete ERROR:26000 Z:I");
        assertThat(Shown.of(client.receiveUntilReady())).isEqualTo("RowDescription D:1 C:SELECT_1 Z:I");
    }

    @Test
    void aMalformedMessageFailsTheTransactionAndSkipsToSync() {
        client.query("begin");
        client.sendBytes(encoded(out -> out.begin('B').int8(0).end()));
        client.send(new Execute("", 0), Sync.INSTANCE);
        assertThat(Shown.of(client.receiveUntilReady())).isEqualTo("ERROR:08P01 Z:E");
        client.query("rollback");
    }

    @Test
    void aMalformedQueryIsAnsweredAndTheSessionGoesOn() {
        client.sendBytes(encoded(out -> out.begin('Q').bytes(new byte[] {'a'}).end()));
        assertThat(Shown.of(client.receiveUntilReady())).isEqualTo("ERROR:08P01 Z:I");
        client.sendBytes(encoded(
                out -> out.begin('Q').bytes(new byte[] {(byte) 0xff, 0}).end()));
        assertThat(Shown.of(client.receiveUntilReady())).isEqualTo("ERROR:22021 Z:I");
        assertThat(Shown.of(client.query("one"))).endsWith("Z:I");
    }

    @Test
    void aMessageTooLargeForMemoryIsRefusedAndTheSessionGoesOn() {
        client.send(new Query("x".repeat(5 << 20)));
        assertThat(Shown.of(client.receiveUntilReady())).isEqualTo("ERROR:53200 Z:I");
        assertThat(Shown.of(client.query("one"))).endsWith("Z:I");
    }

    @Test
    void anUnknownMessageTypeEndsTheConnection() {
        client.sendBytes(encoded(out -> out.begin('y').end()));
        var answer = client.receiveUntilReady();
        assertThat(Shown.of(answer)).isEqualTo("FATAL:08P01");
        assertThat(TestClient.errorIn(answer).diagnostics().message()).isEqualTo("invalid frontend message type 121");
    }

    @Test
    void aPasswordOutOfPlaceEndsTheConnection() {
        client.send(new PasswordMessage("x"));
        assertThat(Shown.of(client.receiveUntilReady())).isEqualTo("FATAL:08P01");
    }

    @Test
    void pipelinedCyclesAreAnsweredInOrder() {
        int cycles = 500;
        var messages = new FrontendMessage[cycles * 4];
        for (int i = 0; i < cycles; i++) {
            messages[4 * i] = new Parse("", "rows 1 " + (i % 7 + 1), new int[0]);
            messages[4 * i + 1] = bind("", "", 0);
            messages[4 * i + 2] = new Execute("", 0);
            messages[4 * i + 3] = Sync.INSTANCE;
        }
        client.send(messages);
        for (int i = 0; i < cycles; i++) {
            assertThat(Shown.of(client.receiveUntilReady()))
                    .isEqualTo("ParseComplete BindComplete D:0," + "x".repeat(i % 7 + 1) + " C:SELECT_1 Z:I");
        }
    }

    @Test
    void flushSendsWhatIsReady() {
        client.send(new Parse("", "one", new int[0]), Flush.INSTANCE);
        assertThat(client.receive()).isEqualTo(ParseComplete.INSTANCE);
        client.send(Sync.INSTANCE);
        assertThat(Shown.of(client.receiveUntilReady())).isEqualTo("Z:I");
    }

    @Test
    void functionCallsAreRefused() {
        client.query("begin");
        client.send(new FunctionCall(1, new short[0], new byte[0][], (short) 0));
        assertThat(Shown.of(client.receiveUntilReady())).isEqualTo("ERROR:0A000 Z:E");
        client.query("rollback");
    }

    @Test
    void terminateEndsTheConnectionAfterWhatCameBefore() {
        int before = fixture.service.executed();
        client.send(new Query("work"), new Query("work"), Terminate.INSTANCE);
        client.close();
        fixture.awaitQuiet();
        assertThat(fixture.service.executed()).isEqualTo(before + 2);
    }

    @Test
    void copyInTakesWhatTheClientSends() {
        client.send(
                new Query("copyin; one"),
                new CopyData("12345".getBytes(UTF_8)),
                Flush.INSTANCE,
                new CopyData(new byte[3]),
                CopyDone.INSTANCE);
        assertThat(Shown.of(client.receiveUntilReady()))
                .isEqualTo("CopyInResponse C:COPY_8 RowDescription D:1 C:SELECT_1 Z:I");
    }

    @Test
    void copyInOfTheExtendedProtocolIgnoresTheFirstSync() {
        client.send(
                new Parse("", "copyin", new int[0]),
                bind("", "", 0),
                new Execute("", 0),
                Sync.INSTANCE,
                new CopyData(new byte[5]),
                CopyDone.INSTANCE,
                Sync.INSTANCE);
        assertThat(Shown.of(client.receiveUntilReady()))
                .isEqualTo("ParseComplete BindComplete CopyInResponse C:COPY_5 Z:I");
    }

    @Test
    void copyFailEndsTheStatement() {
        client.send(new Query("copyin"), new CopyData(new byte[5]), new CopyFail("no more"));
        var answer = client.receiveUntilReady();
        assertThat(Shown.of(answer)).isEqualTo("CopyInResponse ERROR:57014 Z:I");
        assertThat(TestClient.errorIn(answer).diagnostics().message()).isEqualTo("COPY from stdin failed: no more");
    }

    @Test
    void whatFollowsAnErrorInACopyIsIgnored() {
        client.send(
                new Query("copyin"), new CopyData("bad".getBytes(UTF_8)), new CopyData(new byte[5]), CopyDone.INSTANCE);
        assertThat(Shown.of(client.receiveUntilReady())).isEqualTo("CopyInResponse ERROR:22P04 Z:I");
        assertThat(Shown.of(client.query("one"))).endsWith("Z:I");
    }

    @Test
    void anotherMessageInACopyEndsTheConnection() {
        client.send(new Query("copyin"), new CopyData(new byte[5]), new Query("one"));
        assertThat(Shown.of(client.receiveUntilReady())).isEqualTo("CopyInResponse ERROR:08P01 FATAL:08P01");
    }

    @Test
    void copyMessagesWithoutACopyAreIgnored() {
        client.send(CopyDone.INSTANCE, new CopyData(new byte[5]), new CopyFail(""), new Query("one"));
        assertThat(Shown.of(client.receiveUntilReady())).isEqualTo("RowDescription D:1 C:SELECT_1 Z:I");
    }

    @Test
    void copyOutSendsPieces() {
        assertThat(Shown.of(client.query("copyout 2"))).isEqualTo("CopyOutResponse d:5 d:5 CopyDone C:COPY_2 Z:I");
    }

    private static Bind bind(String portal, String statement, int resultFormat) {
        return new Bind(portal, statement, new short[0], new byte[0][], new short[] {(short) resultFormat});
    }

    private static byte[] encoded(Consumer<MessageWriter> message) {
        var bytes = new WireBuffer();
        message.accept(new MessageWriter(bytes));
        return bytes.toByteArray();
    }
}
