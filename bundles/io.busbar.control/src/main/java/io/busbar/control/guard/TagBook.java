package io.busbar.control.guard;

import io.busbar.control.wire.ByteSink;
import io.busbar.control.wire.ByteSource;
import io.busbar.control.wire.ControlMessage.Tag;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Hot-line tags by target. Not thread-safe. */
public final class TagBook {
  /** Most tags at one site. */
  public static final int MAX_TAGS = 64;

  private final Map<String, Tag> tags = new TreeMap<>();

  /** The tag of a target itself. */
  @Nullable Tag get(String target) {
    return tags.get(target);
  }

  /** The tag that a point has, its own or its device's; null if none. */
  @Nullable Tag on(String point) {
    Tag own = tags.get(point);
    int slash = point.indexOf('/');
    return own != null || slash < 0 ? own : tags.get(point.substring(0, slash));
  }

  boolean isFull() {
    return tags.size() >= MAX_TAGS;
  }

  void put(Tag tag) {
    tags.put(tag.target(), tag);
  }

  void remove(String target) {
    tags.remove(target);
  }

  List<Tag> all() {
    return new ArrayList<>(tags.values());
  }

  /** The bytes of a tag. */
  public static byte[] bytes(Tag tag) {
    return new ByteSink().text(tag.target()).text(tag.owner()).text(tag.reason()).u64(tag.sinceNs()).toBytes();
  }

  /** The tag in those bytes; null if there is none. */
  public static @Nullable Tag read(byte[] bytes) {
    ByteSource in = new ByteSource(bytes);
    Tag tag = new Tag(in.text(), in.text(), in.text(), in.u64());
    return in.failed() ? null : tag;
  }
}
