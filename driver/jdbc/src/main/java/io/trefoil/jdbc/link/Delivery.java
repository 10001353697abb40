package io.trefoil.jdbc.link;

import java.util.ArrayDeque;
import java.util.Deque;

/** Messages for pgjdbc that do not come straight out of the server's buffer, in order. */
final class Delivery {
    private final Deque<byte[]> messages = new ArrayDeque<>();
    private int at;

    void add(byte[] message) {
        messages.addLast(message);
    }

    void add(ErrorMessage error, char status) {
        add(error.encode('E'));
        add(Frames.ready(status));
    }

    void addAll(Delivery others) {
        messages.addAll(others.messages);
        others.clear();
    }

    boolean isEmpty() {
        return messages.isEmpty();
    }

    int available() {
        return messages.isEmpty() ? 0 : messages.getFirst().length - at;
    }

    int take(byte[] target, int offset, int length) {
        byte[] first = messages.getFirst();
        int count = Math.min(length, first.length - at);
        System.arraycopy(first, at, target, offset, count);
        at += count;
        if (at == first.length) {
            messages.removeFirst();
            at = 0;
        }
        return count;
    }

    void clear() {
        messages.clear();
        at = 0;
    }
}
