package io.trefoil.wire.server;

import io.trefoil.wire.protocol.message.BackendMessage;
import io.trefoil.wire.protocol.message.CommandComplete;
import io.trefoil.wire.protocol.message.CopyData;
import io.trefoil.wire.protocol.message.DataRow;
import io.trefoil.wire.protocol.message.ErrorResponse;
import io.trefoil.wire.protocol.message.NoticeResponse;
import io.trefoil.wire.protocol.message.ParameterStatus;
import io.trefoil.wire.protocol.message.ReadyForQuery;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Messages in short, so that a test can say in one line what it expects. */
final class Shown {
    private Shown() {}

    static String of(List<BackendMessage> messages) {
        return messages.stream().map(Shown::of).collect(Collectors.joining(" "));
    }

    private static String of(BackendMessage message) {
        return switch (message) {
            case CommandComplete m -> "C:" + m.tag().replace(' ', '_');
            case DataRow m ->
                IntStream.range(0, m.values().length)
                        .mapToObj(i -> String.valueOf(m.text(i)))
                        .collect(Collectors.joining(",", "D:", ""));
            case ErrorResponse m ->
                m.diagnostics().severity() + ":" + m.diagnostics().sqlState();
            case NoticeResponse m -> "N:" + m.diagnostics().message();
            case ParameterStatus m -> "S:" + m.name() + "=" + m.value();
            case ReadyForQuery m -> "Z:" + m.status();
            case CopyData m -> "d:" + m.data().length;
            default -> message.getClass().getSimpleName();
        };
    }
}
