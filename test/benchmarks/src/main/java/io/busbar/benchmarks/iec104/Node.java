package io.busbar.benchmarks.iec104;

import java.io.IOException;
import java.io.PrintStream;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * A Java stack in a process of its own, so that none runs with what another has loaded, compiled or left behind:
 * {@code Node STACK SESSIONS WARM_UP_MS SPAN_MS}.
 */
final class Node {
  private static final Logger QUIET = Logger.getLogger("io.busbar");

  private Node() {}

  /** Measures once and prints events, ns of processor, ns. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    PrintStream out = System.out;
    QUIET.setLevel(Level.OFF);
    Stack stack = arguments[0].equals("ours") ? new Ours() : new J60870();
    Stack.Span span = stack.measure(Integer.parseInt(arguments[1]), Long.parseLong(arguments[2]), Long.parseLong(arguments[3]));
    out.println(span.events() + " " + span.processorNs() + " " + span.wallNs());
    out.flush();
    Runtime.getRuntime().halt(0);
  }
}
