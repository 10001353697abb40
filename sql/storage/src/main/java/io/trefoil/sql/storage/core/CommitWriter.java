package io.trefoil.sql.storage.core;

import io.trefoil.sql.storage.KeyRange;
import io.trefoil.sql.storage.Spaces;
import io.trefoil.sql.storage.core.Overlay.Node;
import io.trefoil.sql.storage.core.Overlay.Write;
import io.trefoil.sql.storage.engine.EngineWrites;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;

/** Turns a transaction's writes into the engine's batch and the record for the commit log, outside of any lock. */
final class CommitWriter {
  /** A space with more written keys is logged as one span: coarser conflicts, bounded memory. */
  static final int KEYS_BEFORE_SPAN = 10_000;

  private final Overlay overlay;
  private final List<KeyRange> spans = new ArrayList<>();
  private long[] hashes = new long[8];
  private int[] spaces = new int[8];
  private byte[][] keys = new byte[8][];
  private int size;
  private boolean dropsSpaces;

  CommitWriter(Overlay overlay) {
    this.overlay = overlay;
  }

  /** Fills {@code writes}, which it answers, and notes what {@link #record} needs. */
  EngineWrites encode(EngineWrites writes) {
    for (int i = 0; i < overlay.spaceCount(); i++) {
      int space = overlay.spaceAt(i);
      TreeMap<byte[], Node> nodes = overlay.writesAt(i);
      if (nodes.isEmpty()) {
        continue;
      }
      boolean asSpan = nodes.size() > KEYS_BEFORE_SPAN;
      if (asSpan) {
        spans.add(new KeyRange(space, nodes.firstKey(), KeyRange.successor(nodes.lastKey())));
      }
      for (Node node : nodes.values()) {
        write(node, writes);
        if (!asSpan) {
          note(space, node.key);
        }
      }
    }
    return writes;
  }

  CommitRecord record() {
    return new CommitRecord(
        Arrays.copyOf(hashes, size), Arrays.copyOf(spaces, size), Arrays.copyOf(keys, size), List.copyOf(spans));
  }

  boolean dropsSpaces() {
    return dropsSpaces;
  }

  private void write(Node node, EngineWrites writes) {
    Write last = node.head;
    if (last == null) {
      return;
    }
    byte[] value = last.value;
    if (value == null) {
      writes.delete(node.space, node.key);
    } else {
      writes.put(node.space, node.key, value);
      if (node.space == Spaces.STORE) {
        // Only dropped spaces are written there by transactions. Whoever read the space conflicts.
        dropsSpaces = true;
        spans.add(KeyRange.all(StoreKeys.spaceOf(node.key)));
      }
    }
  }

  private void note(int space, byte[] key) {
    if (size == hashes.length) {
      hashes = Arrays.copyOf(hashes, size * 2);
      spaces = Arrays.copyOf(spaces, size * 2);
      keys = Arrays.copyOf(keys, size * 2);
    }
    hashes[size] = KeyHash.of(space, key);
    spaces[size] = space;
    keys[size++] = key;
  }
}
