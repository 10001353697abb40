package io.trefoil.sql.storage.core;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The writes of one transaction, laid over its snapshot: an ordered map per space from key to a chain of values, newest
 * first, each with the number of the statement that wrote it. An undo list in order of writing makes a savepoint a
 * position in it.
 */
final class Overlay {
  private static final Comparator<byte[]> KEY_ORDER = Arrays::compareUnsigned;
  /** Bytes of heap for a node, its tree entry and its undo slot, beside key and value. */
  private static final int NODE_BYTES = 120;

  private final IntTable<TreeMap<byte[], Node>> spaces = new IntTable<>();
  private @Nullable Node[] undo = new @Nullable Node[8];
  private int undoSize;
  private long bytes;

  /** A key that was written. */
  static final class Node {
    final int space;
    final byte[] key;
    @Nullable Write head;

    Node(int space, byte[] key) {
      this.space = space;
      this.key = key;
    }

    /** The newest write by a statement before {@code statement}, or null. */
    @Nullable Write visibleBefore(int statement) {
      Write write = head;
      while (write != null && write.statement >= statement) {
        write = write.older;
      }
      return write;
    }
  }

  /** One value of a key; null value means deleted. */
  static final class Write {
    byte @Nullable [] value;
    final int statement;
    /** Its place in the undo list. */
    final int undoPosition;
    final @Nullable Write older;

    Write(byte @Nullable [] value, int statement, int undoPosition, @Nullable Write older) {
      this.value = value;
      this.statement = statement;
      this.undoPosition = undoPosition;
      this.older = older;
    }
  }

  boolean isEmpty() {
    return undoSize == 0;
  }

  /** Heap used, roughly. */
  long bytes() {
    return bytes;
  }

  int spaceCount() {
    return spaces.size();
  }

  int spaceAt(int i) {
    return spaces.keyAt(i);
  }

  TreeMap<byte[], Node> writesAt(int i) {
    return spaces.valueAt(i);
  }

  /** The writes of a space in key order, null if there were never any. */
  @Nullable TreeMap<byte[], Node> writesOf(int space) {
    return spaces.find(space);
  }

  @Nullable Node find(int space, byte[] key) {
    if (undoSize == 0) {
      return null;
    }
    Map<byte[], Node> writes = spaces.find(space);
    return writes == null ? null : writes.get(key);
  }

  /**
   * Adds a write. A second write of a key by the same statement replaces the first, unless a mark lies between.
   *
   * @param lastMark the undo position of the newest mark
   */
  void write(int space, byte[] key, byte @Nullable [] value, int statement, int lastMark) {
    TreeMap<byte[], Node> writes = spaces.find(space);
    if (writes == null) {
      writes = new TreeMap<>(KEY_ORDER);
      spaces.add(space, writes);
    }
    Node node = writes.get(key);
    if (node == null) {
      node = new Node(space, key);
      writes.put(key, node);
      bytes += NODE_BYTES + key.length;
    }
    Write head = node.head;
    if (head != null && head.statement == statement && head.undoPosition >= lastMark) {
      bytes += length(value) - length(head.value);
      head.value = value;
      return;
    }
    if (undoSize == undo.length) {
      undo = Arrays.copyOf(undo, undoSize * 2);
    }
    node.head = new Write(value, statement, undoSize, head);
    undo[undoSize++] = node;
    bytes += length(value) + 32;
  }

  /** Where a mark made now would point. */
  int position() {
    return undoSize;
  }

  void undoTo(int position) {
    while (undoSize > position) {
      undoSize--;
      Node node = undo[undoSize];
      undo[undoSize] = null;
      Write head = node == null ? null : node.head;
      if (node == null || head == null) {
        throw new AssertionError("undo list and chains disagree");
      }
      bytes -= length(head.value) + 32;
      node.head = head.older;
      if (node.head == null) {
        TreeMap<byte[], Node> writes = spaces.find(node.space);
        if (writes != null) {
          writes.remove(node.key);
        }
        bytes -= NODE_BYTES + node.key.length;
      }
    }
  }

  void clear() {
    spaces.clear();
    undo = new @Nullable Node[8];
    undoSize = 0;
    bytes = 0;
  }

  private static int length(byte @Nullable [] value) {
    return value == null ? 0 : value.length;
  }
}
