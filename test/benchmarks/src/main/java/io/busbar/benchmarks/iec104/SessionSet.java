package io.busbar.benchmarks.iec104;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;

/** Sessions that run in this process until they are closed, and how a span of them is measured. */
interface SessionSet extends AutoCloseable {
  /** Events that masters decoded since the start. */
  long events();

  /** Empty, or why they stopped. */
  String failure();

  @Override
  void close() throws IOException, InterruptedException;

  /** Lets them run and measures. */
  static Stack.Span measure(SessionSet sessions, long warmUpMs, long spanMs) throws InterruptedException, IOException {
    OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    Thread.sleep(warmUpMs);
    long events = sessions.events();
    long processor = system.getProcessCpuTime();
    long from = System.nanoTime();
    Thread.sleep(spanMs);
    Stack.Span span = new Stack.Span(sessions.events() - events, system.getProcessCpuTime() - processor, System.nanoTime() - from);
    if (!sessions.failure().isEmpty()) {
      throw new IOException(sessions.failure());
    }
    return span;
  }
}
