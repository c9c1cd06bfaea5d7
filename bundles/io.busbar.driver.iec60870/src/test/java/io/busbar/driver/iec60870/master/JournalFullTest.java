package io.busbar.driver.iec60870.master;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.api.data.SampleBatch;
import io.busbar.api.driver.DeviceBinding;
import io.busbar.api.driver.DeviceCounters;
import io.busbar.api.driver.DriverContext;
import io.busbar.api.driver.PointBinding;
import io.busbar.api.line.Line;
import io.busbar.api.line.LineHandle;
import io.busbar.api.line.LineService;
import io.busbar.api.model.ChannelSpec;
import io.busbar.api.model.DeviceSpec;
import io.busbar.api.model.PointSpec;
import io.busbar.api.model.PublishClass;
import io.busbar.api.model.ReadSpec;
import io.busbar.api.model.SourceLocation;
import io.busbar.api.model.TemplateSpec;
import io.busbar.api.time.RandomSource;
import io.busbar.api.time.SiteClock;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

/** A connection that is closed for want of room, step by step on a clock that stands still between steps. */
class JournalFullTest {
  private static final long T2_NS = 100_000_000L;
  private static final String STARTED = "68040b000000";
  /** A single point of station 7 at address 1, spontaneous. */
  private static final String UNIT = "680e00000000" + "01010300070001000001";

  private final Deque<byte[]> comes = new ArrayDeque<>();
  private final List<String> states = new ArrayList<>();
  private final List<byte[]> tokens = new ArrayList<>();
  private long nowNs = 1_000_000_000L;
  private boolean room = true;
  private boolean open = true;

  private static <T> T fake(Class<T> type, BiFunction<String, Object[], Object> answer) {
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
      Object result = answer.apply(method.getName(), arguments);
      if (result instanceof IOException failure) {
        throw failure;
      }
      return result;
    }));
  }

  private final Line line = fake(Line.class, (name, words) -> switch (name) {
    case "write" -> open ? null : new IOException("closed");
    case "read" -> read((byte[]) words[0], (int) words[1]);
    default -> "the line";
  });

  private int read(byte[] into, int offset) {
    byte[] bytes = comes.isEmpty() ? new byte[0] : comes.remove();
    System.arraycopy(bytes, 0, into, offset, bytes.length);
    return bytes.length;
  }

  private final LineHandle handle = fake(LineHandle.class, (name, words) -> {
    open &= !name.equals("reopen");
    return switch (name) {
      case "line" -> line;
      case "retryAtNs" -> 0L;
      case "failure" -> "";
      default -> null;
    };
  });

  private final DriverContext context = fake(DriverContext.class, (name, words) -> switch (name) {
    case "channel" -> new ChannelSpec("rtu", "iec104", LiveMaster.settings(Map.of("host", "127.0.0.1", "lostAfter", "0s", "t1", "15s",
        "t2", "100ms")), SourceLocation.NONE);
    case "lines" -> fake(LineService.class, (asked, more) -> handle);
    case "clock" -> fake(SiteClock.class, (asked, more) -> nowNs);
    case "random" -> (RandomSource) () -> 5;
    case "claim" -> room ? new SampleBatch((int) words[0]) : null;
    case "counters" -> new DeviceCounters();
    case "takenOver" -> new byte[0];
    case "offer" -> words[2] != null && tokens.add((byte[]) words[2]);
    case "deviceState" -> states.add(words[1] + " " + words[2]);
    default -> null;
  });

  private static DeviceBinding binding() {
    PointSpec point = new PointSpec("s", List.of(new ReadSpec("1 single", SourceLocation.NONE)), LiveMaster.settings(Map.of()), "", List.of(),
        PublishClass.EVENT, Duration.ZERO, SourceLocation.NONE);
    return new DeviceBinding(0, new DeviceSpec("RTU", "rtu", "rtu", LiveMaster.settings(Map.of("station", "7")), SourceLocation.NONE),
        new TemplateSpec("rtu", LiveMaster.settings(Map.of()), List.of(point), SourceLocation.NONE),
        List.of(new PointBinding(point, new int[] {0})), 1);
  }

  @Test
  void isToldAsThatAlsoWhereAnAcknowledgementIsDueAtThatMoment() {
    Driver104 driver = new Driver104(context);
    driver.bind(binding(), new byte[0]);
    for (String text : List.of(STARTED, UNIT)) {
      comes.add(HexFormat.of().parseHex(text));
      driver.step(nowNs);
    }
    room = false; // from the unit on that comes now and has its room already
    driver.step(nowNs);
    assertThat(tokens).hasSize(1);
    driver.settled(0, tokens.get(0));
    driver.step(nowNs);
    nowNs += T2_NS;
    driver.step(nowNs); // both are due: to give up, and to acknowledge the unit
    driver.step(nowNs);
    assertThat(open).isFalse();
    assertThat(states.get(states.size() - 1)).startsWith("LOST").contains("journal is full");
    driver.close();
  }
}
