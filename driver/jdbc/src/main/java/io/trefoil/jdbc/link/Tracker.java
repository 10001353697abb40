package io.trefoil.jdbc.link;

import java.nio.charset.StandardCharsets;
import java.util.Set;

/**
 * Follows the answers to one cycle of a {@link TransactionLog}: which message each belongs to, and the digest of what an
 * application can see of them (rows and their shape, command tags, SQLSTATEs; not the confirmations of Parse and Bind).
 */
final class Tracker {
    private final TransactionLog log;
    private final Digest digest = new Digest();
    private Set<Integer> skipped = Set.of();
    private int cycle;
    private int message;
    private int seen;
    private boolean lost;

    Tracker(TransactionLog log) {
        this.log = log;
    }

    /**
     * A cycle is about to be answered.
     *
     * @param left messages of it that were not sent this time, by where they begin
     */
    void begin(int next, Set<Integer> left) {
        cycle = next;
        skipped = left;
        message = log.start(next);
        seen = 0;
        lost = false;
        digest.reset();
        passOver();
    }

    int cycle() {
        return cycle;
    }

    /** Where the message begins that is being answered. */
    int message() {
        return message;
    }

    /** How many answers it has had. */
    int seen() {
        return seen;
    }

    /** Whether an answer came that fits no message: nothing can be concluded any more. */
    boolean isLost() {
        return lost;
    }

    long digest() {
        return digest.value();
    }

    /** Messages that get no answer. */
    private void passOver() {
        while (message < log.end(cycle) && (log.type(message) == 'H' || skipped.contains(message))) {
            message = log.next(message);
        }
    }

    private void next() {
        message = log.next(message);
        seen = 0;
        passOver();
    }

    /** An answer other than ErrorResponse and ReadyForQuery. */
    void answered(byte type, byte[] buffer, int start, int end) {
        if (message >= log.end(cycle)) {
            lost = true;
            return;
        }
        char asked = log.type(message);
        switch (type) {
            case '1' -> expect(asked == 'P', true);
            case '2' -> expect(asked == 'B', true);
            case '3' -> {
                // Others are for statements closed after their transaction, which are not in the log.
                if (asked == 'C') {
                    next();
                }
            }
            case 't' -> expect(asked == 'D', false);
            case 'n' -> expect(asked == 'D', true);
            case 'T' -> {
                digest.update(buffer, start, end);
                expect(asked == 'D' || asked == 'Q', asked == 'D');
            }
            case 'D' -> {
                digest.update(buffer, start, end);
                expect(asked == 'E' || asked == 'Q', false);
            }
            case 'C' -> {
                if (!isTag("BEGIN", buffer, start) && !isTag("START", buffer, start)) {
                    digest.update(buffer, start, end);
                }
                expect(asked == 'E' || asked == 'Q', asked == 'E');
            }
            case 's', 'I' -> {
                digest.update(buffer, start, end);
                expect(asked == 'E' || asked == 'Q', asked == 'E');
            }
            case 'V' -> expect(asked == 'F', false);
            default -> lost = true;
        }
    }

    private void expect(boolean fits, boolean last) {
        if (!fits) {
            lost = true;
        } else if (last) {
            next();
        } else {
            seen++;
        }
    }

    /** ErrorResponse: the rest of the cycle is skipped by the server. */
    void failed(String sqlState) {
        byte[] state = sqlState.getBytes(StandardCharsets.US_ASCII);
        digest.update(state, 0, state.length);
        seen++;
        while (message < log.end(cycle) && log.next(message) < log.end(cycle)) {
            message = log.next(message);
        }
    }

    /** Whether CommandComplete, header included, has a tag that begins so. */
    static boolean isTag(String prefix, byte[] buffer, int start) {
        int at = start + 5;
        for (int i = 0; i < prefix.length(); i++) {
            if (buffer[at + i] != prefix.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
