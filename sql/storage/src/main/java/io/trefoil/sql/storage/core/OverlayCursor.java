package io.trefoil.sql.storage.core;

import io.trefoil.sql.storage.KeyRange;
import io.trefoil.sql.storage.core.Overlay.Node;
import io.trefoil.sql.storage.core.Overlay.Write;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Walks over a transaction's writes in a range, as one statement sees them; writes may be added meanwhile. */
final class OverlayCursor {
  private final TreeMap<byte[], Node> writes;
  private final KeyRange range;
  private final boolean reverse;
  private final int visibleBefore;
  private @Nullable Node node;
  private @Nullable Write write;

  /** @param after start behind this key of the walk, null for the beginning */
  OverlayCursor(
      TreeMap<byte[], Node> writes, KeyRange range, boolean reverse, int visibleBefore, byte @Nullable [] after) {
    this.writes = writes;
    this.range = range;
    this.reverse = reverse;
    this.visibleBefore = visibleBefore;
    settle(after == null ? first() : behind(after));
  }

  /** The next key, or null at the end. */
  byte @Nullable [] key() {
    Node current = node;
    return current == null ? null : current.key;
  }

  /** The value of {@link #key}, null if deleted. */
  byte @Nullable [] value() {
    Write current = write;
    return current == null ? null : current.value;
  }

  void advance() {
    Node current = node;
    if (current != null) {
      settle(behind(current.key));
    }
  }

  private void settle(Map.@Nullable Entry<byte[], Node> start) {
    Map.Entry<byte[], Node> entry = start;
    while (entry != null && isInside(entry.getKey())) {
      Write visible = entry.getValue().visibleBefore(visibleBefore);
      if (visible != null) {
        node = entry.getValue();
        write = visible;
        return;
      }
      entry = behind(entry.getKey());
    }
    node = null;
    write = null;
  }

  private Map.@Nullable Entry<byte[], Node> first() {
    if (!reverse) {
      return writes.ceilingEntry(range.low());
    }
    byte[] high = range.high();
    return high == null ? writes.lastEntry() : writes.lowerEntry(high);
  }

  private Map.@Nullable Entry<byte[], Node> behind(byte[] key) {
    return reverse ? writes.lowerEntry(key) : writes.higherEntry(key);
  }

  private boolean isInside(byte[] key) {
    if (reverse) {
      return Arrays.compareUnsigned(range.low(), key) <= 0;
    }
    byte[] high = range.high();
    return high == null || Arrays.compareUnsigned(key, high) < 0;
  }
}
