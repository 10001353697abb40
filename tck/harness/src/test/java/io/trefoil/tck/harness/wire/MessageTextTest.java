package io.trefoil.tck.harness.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trefoil.wire.protocol.message.Bind;
import io.trefoil.wire.protocol.message.CopyData;
import io.trefoil.wire.protocol.message.DataRow;
import io.trefoil.wire.protocol.message.DiagnosticField;
import io.trefoil.wire.protocol.message.Diagnostics;
import io.trefoil.wire.protocol.message.ErrorResponse;
import io.trefoil.wire.protocol.message.Parse;
import io.trefoil.wire.protocol.message.Sync;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class MessageTextTest {
    @Test
    void linesBecomeMessagesAndWhatIsLeftOutIsEmpty() {
        assertThat(MessageText.parse("Sync")).isInstanceOf(Sync.class);
        Parse parse = (Parse) MessageText.parse("Parse {\"sql\": \"select $1\", \"parameterTypes\": [23, 0]}");
        assertThat(parse.name()).isEmpty();
        assertThat(parse.parameterTypes()).containsExactly(23, 0);
        Bind bind = (Bind)
                MessageText.parse("Bind {\"parameters\": [\"x\", null, {\"hex\": \"00ff\"}], \"resultFormats\": [1]}");
        assertThat(bind.parameters().length).isEqualTo(3);
        assertThat(bind.parameters()[1]).isNull();
        assertThat(bind.parameters()[2]).containsExactly(0, 255);
        assertThat(bind.resultFormats()).containsExactly((short) 1);
    }

    @Test
    void bytesAreTextWhereTheyAreAndHexadecimalElsewhere() {
        assertThat(MessageText.of(new CopyData("a\tb\n".getBytes(StandardCharsets.UTF_8))))
                .isEqualTo("CopyData {\"data\": \"a\\tb\\n\"}");
        assertThat(MessageText.of(new DataRow(new byte[][] {{1, 2}, "ü".getBytes(StandardCharsets.UTF_8)})))
                .isEqualTo("DataRow {\"values\": [{\"hex\": \"0102\"}, \"ü\"]}");
    }

    @Test
    void errorsKeepWhatIsTheSameOnEveryServer() {
        var fields = Diagnostics.basic("ERROR", "42601", "syntax error");
        fields.put(DiagnosticField.POSITION, "8");
        fields.put(DiagnosticField.ROUTINE, "scanner_yyerror");
        assertThat(MessageText.of(new ErrorResponse(new Diagnostics(fields))))
                .isEqualTo("ErrorResponse {\"diagnostics\": {\"severity\": \"ERROR\", \"sqlstate\": \"42601\", "
                        + "\"message\": \"syntax error\", \"position\": \"8\"}}");
    }

    @Test
    void linesThatAreNoMessagesAreNamed() {
        assertThatThrownBy(() -> MessageText.parse("Nosuch {}")).hasMessageContaining("not a message of a client");
        assertThatThrownBy(() -> MessageText.parse("Query {\"sql\": }")).hasMessageContaining("not JSON");
    }
}
