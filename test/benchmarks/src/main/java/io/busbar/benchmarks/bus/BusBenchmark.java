package io.busbar.benchmarks.bus;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Samples a second of each contender; an operation is one sample. All but the Disruptor use one thread. */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class BusBenchmark {
  private static final int PART = 10_000;

  /** The limit. */
  @State(Scope.Thread)
  public static class Plain {
    private final PlainLoop loop = new PlainLoop(4_000);
    private int round;
  }

  /** The engine. */
  @SuppressWarnings("NullAway.Init") // JMH calls begin first
  @State(Scope.Thread)
  public static class Ours {
    /** Samples of a batch: a scan of a data concentrator, a read of one device. */
    @Param({"4000", "50"})
    public int batch;
    private EngineBus bus;
    private int round;

    /** Starts. */
    @Setup(Level.Trial)
    public void begin() {
      bus = new EngineBus(batch);
    }

    /** Ends. */
    @TearDown(Level.Trial)
    public void end() {
      bus.close();
    }
  }

  /** Disruptor. */
  @SuppressWarnings("NullAway.Init") // JMH calls begin first
  @State(Scope.Thread)
  public static class Disruptor {
    private DisruptorBus bus;
    private int round;

    /** Starts. */
    @Setup(Level.Trial)
    public void begin() {
      bus = new DisruptorBus();
    }

    /** Ends. */
    @TearDown(Level.Trial)
    public void end() {
      bus.close();
    }
  }

  /** Camel. */
  @SuppressWarnings("NullAway.Init") // JMH calls begin first
  @State(Scope.Thread)
  public static class Camel {
    /** Whether each filter is a route of its own, joined by direct. */
    @Param({"true", "false"})
    public boolean chained;
    private CamelBus bus;
    private int round;

    /** Starts. */
    @Setup(Level.Trial)
    public void begin() throws Exception {
      bus = new CamelBus(chained);
    }

    /** Ends. */
    @TearDown(Level.Trial)
    public void end() {
      bus.close();
    }
  }

  /** EventAdmin. */
  @SuppressWarnings("NullAway.Init") // JMH calls begin first
  @State(Scope.Thread)
  public static class EventAdmin {
    /** Whether each filter is a handler of its own. */
    @Param({"true", "false"})
    public boolean chained;
    private EventAdminBus bus;
    private int round;

    /** Starts. */
    @Setup(Level.Trial)
    public void begin() throws Exception {
      bus = new EventAdminBus(chained);
    }

    /** Ends. */
    @TearDown(Level.Trial)
    public void end() throws Exception {
      bus.close();
    }
  }

  /** Plain loop. */
  @Benchmark
  @OperationsPerInvocation(Arithmetic.POINTS)
  public long plainLoop(Plain plain) {
    return plain.loop.scan(plain.round++, System.currentTimeMillis() * 1_000_000);
  }

  /** Plain loop without a picture of what was read. */
  @Benchmark
  @OperationsPerInvocation(Arithmetic.POINTS)
  public long plainArithmetic(Plain plain) {
    return plain.loop.arithmetic(plain.round++, System.currentTimeMillis() * 1_000_000);
  }

  /** Engine. */
  @Benchmark
  @OperationsPerInvocation(Arithmetic.POINTS)
  public long engine(Ours ours) {
    return ours.bus.scan(ours.round++);
  }

  /** Disruptor. */
  @Benchmark
  @OperationsPerInvocation(Arithmetic.POINTS)
  public long disruptor(Disruptor disruptor) {
    return disruptor.bus.scan(disruptor.round++, System.currentTimeMillis() * 1_000_000);
  }

  /** Camel. */
  @Benchmark
  @OperationsPerInvocation(PART)
  public long camel(Camel camel) {
    int round = camel.round++;
    return camel.bus.scan(round % 10 * PART, PART, round / 10, System.currentTimeMillis() * 1_000_000);
  }

  /** EventAdmin. */
  @Benchmark
  @OperationsPerInvocation(PART)
  public long eventAdmin(EventAdmin eventAdmin) {
    int round = eventAdmin.round++;
    return eventAdmin.bus.scan(round % 10 * PART, PART, round / 10, System.currentTimeMillis() * 1_000_000);
  }
}
