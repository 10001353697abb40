package io.trefoil.sql.engine.largeobject;

import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The descriptors of a session's open transaction: which object each is of, and where in it. */
public final class OpenLargeObjects {
    private static final int SEEK_SET = 0;
    private static final int SEEK_CUR = 1;
    private static final int SEEK_END = 2;

    private Map<Integer, Descriptor> open = Map.of();
    private Map<Integer, Descriptor> mark = Map.of();
    private final Set<Integer> written = new HashSet<>(0);

    /** One descriptor at one place. */
    public record Descriptor(int oid, long position, boolean writable) {
        Descriptor at(long place) {
            return new Descriptor(oid, place, writable);
        }
    }

    /** @return the smallest number that is free */
    public int open(int oid, boolean writable) {
        int number = 0;
        while (open.containsKey(number)) {
            number++;
        }
        put(number, new Descriptor(oid, 0, writable));
        return number;
    }

    private void put(int number, Descriptor descriptor) {
        Map<Integer, Descriptor> next = new TreeMap<>(open);
        next.put(number, descriptor);
        open = next;
    }

    /** 42704 if it is not open. */
    public Descriptor require(int number) {
        Descriptor descriptor = open.get(number);
        if (descriptor == null) {
            throw new SqlStateException(SqlState.UNDEFINED_OBJECT, "invalid large-object descriptor: " + number);
        }
        return descriptor;
    }

    /** 55000 if it was opened for reading only. */
    public Descriptor requireWritable(int number) {
        Descriptor descriptor = require(number);
        if (!descriptor.writable()) {
            throw new SqlStateException(
                    SqlState.OBJECT_NOT_IN_PREREQUISITE_STATE,
                    "large object descriptor " + number + " was not opened for writing");
        }
        return descriptor;
    }

    /** Reads or writes have passed so many bytes. */
    public void advance(int number, long bytes) {
        Descriptor descriptor = require(number);
        put(number, descriptor.at(descriptor.position() + bytes));
    }

    /** lo_lseek: the new place. */
    public long seek(int number, long offset, int whence, LargeObjects objects) {
        Descriptor descriptor = require(number);
        long from = switch (whence) {
            case SEEK_SET -> 0;
            case SEEK_CUR -> descriptor.position();
            case SEEK_END -> objects.head(descriptor.oid()).size();
            default ->
                throw new SqlStateException(SqlState.INVALID_PARAMETER_VALUE, "invalid whence setting: " + whence);
        };
        long target = from + offset;
        if (target < 0 || target > LargeObjects.SIZE_MAX) {
            throw new SqlStateException(
                    SqlState.INVALID_PARAMETER_VALUE, "invalid large object seek target: " + target);
        }
        put(number, descriptor.at(target));
        return target;
    }

    public void close(int number) {
        require(number);
        Map<Integer, Descriptor> next = new TreeMap<>(open);
        next.remove(number);
        open = next;
    }

    /** lo_unlink closes those of the object. */
    public void closeAll(int oid) {
        if (!open.isEmpty()) {
            Map<Integer, Descriptor> next = new TreeMap<>(open);
            next.values().removeIf(descriptor -> descriptor.oid() == oid);
            open = next;
        }
    }

    /** A place to come back to. */
    public Map<Integer, Descriptor> place() {
        return open;
    }

    /** ROLLBACK TO: those opened since are closed, others stay where they are. */
    public void returnTo(Map<Integer, Descriptor> place) {
        Map<Integer, Descriptor> next = new TreeMap<>(open);
        next.keySet().retainAll(place.keySet());
        open = next;
    }

    /** A statement begins that may be run again. */
    public void mark() {
        mark = open;
        if (!written.isEmpty()) {
            written.clear();
        }
    }

    /** Objects that the running statement has written. */
    public Set<Integer> written() {
        return written;
    }

    /** It is going to be run again from its beginning. */
    public void undo() {
        open = mark;
        written.clear();
    }

    /** The transaction has ended. */
    public void clear() {
        open = Map.of();
        mark = Map.of();
        written.clear();
    }
}
