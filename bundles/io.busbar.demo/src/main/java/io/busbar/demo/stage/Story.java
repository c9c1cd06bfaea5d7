package io.busbar.demo.stage;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;

/** What happens when, in milliseconds since the first sample arrived. One thread. */
final class Story {
  private static final int LINES_KEPT = 6;
  private final Deque<Scene> ahead = new ArrayDeque<>();
  private final Deque<String> told = new ArrayDeque<>();

  /** Something that happens. It may fail by an exception, which ends the demonstration. */
  interface Action {
    void run() throws Exception;
  }

  /**
   * One thing that happens.
   *
   * @param atMs after the first sample
   * @param text what a person is told
   */
  record Scene(long atMs, String text, Action action) {
  }

  Story(List<Scene> scenes) {
    add(scenes, 0);
  }

  /** Adds scenes whose time counts from {@code fromMs}; everything told so far has happened before them. */
  void add(List<Scene> scenes, long fromMs) {
    List<Scene> inOrder = new ArrayList<>(scenes);
    inOrder.sort(Comparator.comparingLong(Scene::atMs));
    inOrder.forEach(scene -> ahead.add(new Scene(fromMs + scene.atMs, scene.text, scene.action)));
  }

  /** Runs what is due and answers the lines that were told now. */
  List<String> runDue(long nowMs) throws Exception {
    List<String> now = new ArrayList<>();
    while (!ahead.isEmpty() && ahead.getFirst().atMs <= nowMs) {
      Scene scene = ahead.removeFirst();
      String line = String.format("%5.1f s  %s", nowMs / 1_000.0, scene.text);
      tell(line);
      now.add(line);
      scene.action.run();
    }
    return now;
  }

  /** Adds a line that is told without an action. */
  void tell(String line) {
    told.addLast(line);
    if (told.size() > LINES_KEPT) {
      told.removeFirst();
    }
  }

  /** The newest lines, the oldest first. */
  List<String> told() {
    return List.copyOf(told);
  }

  /** Whether everything has happened. */
  boolean isOver() {
    return ahead.isEmpty();
  }
}
