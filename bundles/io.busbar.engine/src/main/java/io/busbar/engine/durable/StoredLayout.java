package io.busbar.engine.durable;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** A layout that pages refer to by a number. Shard's thread only. */
final class StoredLayout {
  /** Stands for a page that was stored and is not any more. */
  static final StoredLayout NOTHING = new StoredLayout("", 0, new PageLayout("", List.of()), "");

  private final String name;
  private final int number;
  private final PageLayout layout;
  private final String text;
  private final byte[] bytes;
  /** Stored pages that refer to it. */
  int pages;
  /** Whether a page of a running pipeline has it. */
  boolean bound;

  /**
   * No page has it yet.
   *
   * @param name under which it is stored
   */
  StoredLayout(String name, int number, PageLayout layout, String text) {
    this.name = name;
    this.number = number;
    this.layout = layout;
    this.text = text;
    bytes = text.getBytes(StandardCharsets.UTF_8);
  }

  String name() {
    return name;
  }

  int number() {
    return number;
  }

  PageLayout layout() {
    return layout;
  }

  String text() {
    return text;
  }

  byte[] bytes() {
    return bytes;
  }
}
