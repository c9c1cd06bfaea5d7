package io.busbar.benchmarks.engine;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** Processor time and memory of threads by name, and the heap in use. */
final class Cpu {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private Cpu() {}

  /** Processor time of all threads whose name begins so, ns. */
  static long ns(String prefix) {
    long sum = 0;
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (thread.getName().startsWith(prefix)) {
        sum += Math.max(0, THREADS.getThreadCpuTime(thread.getId()));
      }
    }
    return sum;
  }

  /** Bytes taken by the thread of that name. */
  static long allocated(String name) {
    Thread found = Thread.getAllStackTraces().keySet().stream().filter(thread -> thread.getName().equals(name)).findFirst().orElseThrow();
    return THREADS.getThreadAllocatedBytes(found.getId());
  }

  /** Bytes taken by the caller's thread. */
  static long allocatedHere() {
    return THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
  }

  /** Heap in use after collections, bytes. */
  static long heap() {
    for (int i = 0; i < 4; i++) {
      System.gc();
    }
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }
}
