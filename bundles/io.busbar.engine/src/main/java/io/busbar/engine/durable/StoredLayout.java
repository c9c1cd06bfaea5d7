package io.busbar.engine.durable;

/** A layout that pages refer to by a number. Shard's thread only. */
final class StoredLayout {
  private final int number;
  private final PageLayout layout;
  private final String text;
  /** Stored pages that refer to it. */
  int pages;

  StoredLayout(int number, PageLayout layout, String text) {
    this.number = number;
    this.layout = layout;
    this.text = text;
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
}
