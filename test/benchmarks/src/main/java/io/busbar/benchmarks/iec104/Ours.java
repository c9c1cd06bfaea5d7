package io.busbar.benchmarks.iec104;

import io.busbar.api.data.Quality;
import io.busbar.api.driver.DeviceBinding;
import io.busbar.api.driver.PointBinding;
import io.busbar.api.model.ChannelSpec;
import io.busbar.api.model.DeviceSpec;
import io.busbar.api.model.PointSpec;
import io.busbar.api.model.PublishClass;
import io.busbar.api.model.ReadSpec;
import io.busbar.api.model.Setting;
import io.busbar.api.model.Settings;
import io.busbar.api.model.SourceLocation;
import io.busbar.api.model.TemplateSpec;
import io.busbar.driver.iec60870.master.Driver104;
import io.busbar.iec60870.apci.ApciTiming;
import io.busbar.iec60870.apci.Fault;
import io.busbar.iec60870.codec.AsduFormat;
import io.busbar.iec60870.codec.CauseOfTransmission;
import io.busbar.iec60870.codec.DeviceZone;
import io.busbar.iec60870.codec.Element;
import io.busbar.iec60870.codec.InformationObject;
import io.busbar.iec60870.codec.TimeTag;
import io.busbar.iec60870.codec.TypeId;
import io.busbar.iec60870.station.CommandHandler;
import io.busbar.iec60870.station.ControlledStation;
import io.busbar.iec60870.station.Outstation104;
import io.busbar.iec60870.station.StationPoint;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The driver as it is shipped, on one thread for all sessions, and controlled stations of the library, all on another. */
final class Ours implements Stack {
  private static final int POINTS = 100;
  private static final int WAITING = 64;
  private static final int COUNT_EVERY = 64;

  @Override
  public String name() {
    return "Busbar";
  }

  @Override
  public Span measure(int sessions, long warmUpMs, long spanMs) throws IOException, InterruptedException {
    try (Running running = new Running(sessions)) {
      return SessionSet.measure(running, warmUpMs, spanMs);
    }
  }

  /** A driver and what it needs. */
  private record Master(Driver104 driver, SettlingContext context, PollLine line) {}

  /** A station with the time of its next event. */
  private static final class Source implements CommandHandler {
    private final ControlledStation station = new ControlledStation(AsduFormat.IEC_104, 1, 1_000, this);
    private final StationPoint[] points = new StationPoint[POINTS];
    private final DeviceZone zone = new DeviceZone(ZoneId.of("UTC"));
    private final Outstation104 outstation;
    private final PollLine line;
    private int next;

    Source(PollLine line) {
      this.line = line;
      for (int i = 0; i < POINTS; i++) {
        points[i] = station.point(1 + i, Element.SINGLE, 0);
      }
      outstation = new Outstation104(station, ApciTiming.STANDARD, line::put, System.nanoTime());
    }

    @Override
    public Answer command(TypeId type, InformationObject object, boolean cancel) {
      return Answer.REFUSED;
    }

    void step() throws IOException {
      for (; station.waiting() < WAITING; next++) {
        station.event(points[next % POINTS], next & 1, Quality.GOOD, TimeTag.CP56, zone.cp56((1_700_000_000_000L + next) * 1_000_000L),
            CauseOfTransmission.SPONTANEOUS);
      }
      outstation.stream().added(line.read(outstation.stream().bytes(), outstation.stream().writeAt(), outstation.stream().room(), 0));
      Fault fault = outstation.work(System.nanoTime());
      line.flush();
      if (fault != Fault.NONE) {
        throw new IOException("station: " + fault.words());
      }
    }
  }

  private static final class Running implements SessionSet {
    private final List<Master> masters = new ArrayList<>();
    private final List<Source> sources = new ArrayList<>();
    private final List<PollLine> lines = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean running = true;
    private volatile long events;
    private volatile String failure = "";

    Running(int sessions) throws IOException {
      try (ServerSocketChannel server = ServerSocketChannel.open()) {
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        for (int i = 0; i < sessions; i++) {
          PollLine master = new PollLine(SocketChannel.open(server.getLocalAddress()));
          PollLine source = new PollLine(server.accept());
          lines.addAll(List.of(master, source));
          masters.add(master(master));
          sources.add(new Source(source));
        }
      }
      threads.add(new Thread(() -> guard(this::masters), "masters"));
      threads.add(new Thread(() -> guard(this::stations), "stations"));
      threads.forEach(Thread::start);
    }

    private static Master master(PollLine line) {
      ChannelSpec channel = new ChannelSpec("rtu", "iec104", settings(Map.of("host", "127.0.0.1", "interrogation", "0s")), SourceLocation.NONE);
      SettlingContext context = new SettlingContext(channel, line);
      Driver104 driver = new Driver104(context);
      List<PointSpec> specs = new ArrayList<>();
      List<PointBinding> bindings = new ArrayList<>();
      for (int i = 0; i < POINTS; i++) {
        PointSpec spec = new PointSpec("p" + i, List.of(new ReadSpec((1 + i) + " single", SourceLocation.NONE)), Settings.NONE, "", List.of(),
            PublishClass.EVENT, Duration.ZERO, SourceLocation.NONE);
        specs.add(spec);
        bindings.add(new PointBinding(spec, new int[] {i}));
      }
      TemplateSpec template = new TemplateSpec("rtu", Settings.NONE, specs, SourceLocation.NONE);
      driver.bind(new DeviceBinding(0, new DeviceSpec("RTU", "rtu", "rtu", settings(Map.of("station", "1")), SourceLocation.NONE), template, bindings,
          1), new byte[0]);
      return new Master(driver, context, line);
    }

    private static Settings settings(Map<String, String> texts) {
      Map<String, Setting> values = new LinkedHashMap<>();
      texts.forEach((name, text) -> values.put(name, Setting.of(text, SourceLocation.NONE)));
      return new Settings(values, SourceLocation.NONE);
    }

    private interface Work {
      void run() throws IOException;
    }

    private void guard(Work work) {
      try {
        work.run();
      } catch (IOException | RuntimeException e) {
        failure = running ? String.valueOf(e) : failure;
      }
    }

    private void masters() throws IOException {
      try (Selector selector = selector(masters.stream().map(Master::line).toList())) {
        for (int round = 0; running; round++) {
          boolean moved = false;
          for (int i = 0; i < masters.size(); i++) {
            Master each = masters.get(i);
            each.driver().step(System.nanoTime());
            byte[] token = each.context().settled();
            if (token != null) {
              each.driver().settled(0, token);
              moved = true;
            }
            moved |= each.line().hasMoved();
          }
          if (round % COUNT_EVERY == 0) {
            events = masters.stream().mapToLong(each -> each.context().events()).sum();
          }
          rest(selector, moved);
        }
      }
    }

    private void stations() throws IOException {
      try (Selector selector = selector(sources.stream().map(source -> source.line).toList())) {
        while (running) {
          boolean moved = false;
          for (int i = 0; i < sources.size(); i++) {
            sources.get(i).step();
            moved |= sources.get(i).line.hasMoved();
          }
          rest(selector, moved);
        }
      }
    }

    private static Selector selector(List<PollLine> lines) throws IOException {
      Selector selector = Selector.open();
      for (PollLine line : lines) {
        line.register(selector);
      }
      return selector;
    }

    /** Waits for bytes if there were none, and at most as long as a driver's read would. */
    private static void rest(Selector selector, boolean moved) throws IOException {
      if (!moved) {
        selector.select(10);
        selector.selectedKeys().clear();
      }
    }

    @Override
    public long events() {
      return events;
    }

    @Override
    public String failure() {
      return failure;
    }

    @Override
    public void close() throws InterruptedException {
      running = false;
      for (Thread thread : threads) {
        thread.join();
      }
      lines.forEach(PollLine::close);
    }
  }
}
