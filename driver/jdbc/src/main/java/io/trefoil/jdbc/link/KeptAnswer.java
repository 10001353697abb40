package io.trefoil.jdbc.link;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the statements of a cycle were answered, as the server has kept it beside their commit: for each a RowDescription if
 * it has rows, DataRow messages, CommandComplete. From it and the log comes the whole answer of the cycle.
 */
final class KeptAnswer {
    private final List<Statement> statements = new ArrayList<>();

    /** @param shape RowDescription; null when the statement has no rows */
    private record Statement(byte @Nullable [] shape, List<byte[]> messages) {}

    /** The answers to what only the server can tell: Describe of a statement. */
    @FunctionalInterface
    interface Describing {
        /** @param message where the Describe lies in the log */
        List<byte[]> describe(int message);
    }

    private KeptAnswer() {}

    /** One statement without rows. */
    static KeptAnswer ofTag(String tag) {
        KeptAnswer answer = new KeptAnswer();
        answer.statements.add(new Statement(null, List.of(Frames.commandComplete(tag))));
        return answer;
    }

    /**
     * Reads what {@code trefoil_catalog.commit_answer} gives: a shape that is the same as the last one is left out.
     *
     * @return null when it is no such text, because the server has kept nothing or does not know the function
     */
    static @Nullable KeptAnswer parse(String hex) {
        byte[] messages;
        try {
            messages = HexFormat.of().parseHex(hex);
        } catch (IllegalArgumentException none) {
            return null;
        }
        KeptAnswer answer = new KeptAnswer();
        byte[] last = null;
        byte[] shape = null;
        List<byte[]> own = new ArrayList<>();
        for (int at = 0; at < messages.length; ) {
            int next = at + 1 + Frames.integer(messages, at + 1);
            byte[] message = Arrays.copyOfRange(messages, at, next);
            at = next;
            if (message[0] == 'T') {
                shape = message;
                last = message;
                continue;
            }
            own.add(message);
            if (message[0] == 'D') {
                shape = last;
            } else {
                answer.statements.add(new Statement(shape, own));
                shape = null;
                own = new ArrayList<>();
            }
        }
        return answer;
    }

    /** Whether it is the answer to this cycle. */
    boolean fits(TransactionLog log, int cycle) {
        int executions = 0;
        for (int at = log.start(cycle); at < log.end(cycle); at = log.next(at)) {
            char type = log.type(at);
            if (type == 'Q') {
                return true;
            }
            executions += type == 'E' ? 1 : 0;
            if (type == 'F') {
                return false;
            }
        }
        return executions == statements.size();
    }

    /** All that the server has said to a cycle but ReadyForQuery, from where somebody has got to. */
    List<byte[]> messages(TransactionLog log, int cycle, Conversation.Position reached, Describing describing) {
        List<byte[]> all = new ArrayList<>();
        int statement = 0;
        for (int at = log.start(cycle); at < log.end(cycle); at = log.next(at)) {
            if (at >= reached.message()) {
                List<byte[]> own = to(log, at, statement, describing);
                all.addAll(own.subList(at == reached.message() ? Math.min(reached.seen(), own.size()) : 0, own.size()));
            }
            statement += log.type(at) == 'E' ? 1 : 0;
        }
        return all;
    }

    private List<byte[]> to(TransactionLog log, int message, int statement, Describing describing) {
        return switch (log.type(message)) {
            case 'P' -> List.of(Frames.PARSED);
            case 'B' -> List.of(Frames.BOUND);
            case 'D' -> log.targetKind(message) == 'S' ? describing.describe(message) : List.of(shape(statement));
            case 'E' -> statements.get(statement).messages();
            case 'C' -> List.of(Frames.CLOSED);
            case 'Q' -> text();
            default -> List.of();
        };
    }

    private byte[] shape(int statement) {
        byte[] shape = statement < statements.size() ? statements.get(statement).shape() : null;
        return shape == null ? Frames.NO_DATA : shape;
    }

    private List<byte[]> text() {
        List<byte[]> all = new ArrayList<>();
        for (Statement statement : statements) {
            byte[] shape = statement.shape();
            if (shape != null) {
                all.add(shape);
            }
            all.addAll(statement.messages());
        }
        return all;
    }
}
