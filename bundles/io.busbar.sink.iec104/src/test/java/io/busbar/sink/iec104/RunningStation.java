package io.busbar.sink.iec104;

import io.busbar.api.command.CommandDesk;
import io.busbar.api.data.Lane;
import io.busbar.api.journal.StreamId;
import io.busbar.api.sink.SinkPosition;
import io.busbar.api.time.BusClock;
import io.busbar.sink.iec104.events.GroupSink;
import io.busbar.sink.iec104.server.SinkRegistry;
import io.busbar.sink.iec104.server.StationServer;
import io.busbar.sink.iec104.server.Surroundings;
import io.busbar.sink.iec104.table.TableFolder;
import io.busbar.testkit.environment.SimRandom;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** A server on a port of its own, with a picture and a journal that tests write. */
final class RunningStation implements AutoCloseable {
  static final BusClock CLOCK = new BusClock() {
    @Override
    public long wallNs() {
      return System.currentTimeMillis() * 1_000_000;
    }

    @Override
    public long monotonicNs() {
      return System.nanoTime();
    }
  };
  static final String SETTINGS = "listen: 127.0.0.1:0\n";
  static final String POINTS = """
      gateway,device,point,ca,ioa,type,group,factor,command,mode,from
      oak,BRK-1,pos,1,100,double,1,,double,select,
      oak,BRK-1,trip,1,101,single,1,,,,
      oak,FDR-1,ia,1,200,float,2,0.001,,,
      oak,FDR-1,kwh,1,300,counter,1,,,,
      oak,TAP-1,tap,1,400,step,,,step,direct,
      oak,,_link,1,900,single,,,,,
      oak,,_command_unknown,1,901,single,,,,,
      elm,BRK-1,pos,2,100,double,,,double,direct,
      """;

  final FakeView view = new FakeView();
  final Map<String, GroupSink> sinks = new ConcurrentHashMap<>();
  final StationServer server;
  volatile @Nullable CommandDesk desk;
  private final AtomicLong position = new AtomicLong();
  private final Path folder;

  RunningStation(Path folder, String settings, String points) throws IOException {
    this.folder = folder;
    write(settings, points);
    view.heard("oak", true);
    view.heard("elm", true);
    server = new StationServer(new TableFolder(folder), new Surroundings(CLOCK, new SimRandom(1), () -> view, () -> desk), new SinkRegistry() {
      @Override
      public void added(String group, GroupSink sink) {
        sinks.put(group, sink);
      }

      @Override
      public void removed(String group) {
        sinks.remove(group);
      }
    });
    server.start();
    Until.is("the station listens", () -> port() > 0);
  }

  void write(String settings, String points) throws IOException {
    Files.writeString(folder.resolve(TableFolder.POINTS), points);
    Files.writeString(folder.resolve(TableFolder.SETTINGS), settings);
  }

  int port() {
    return server.port("127.0.0.1:0");
  }

  GroupSink sink(String group) {
    return java.util.Objects.requireNonNull(sinks.get(group), "no group " + group);
  }

  /** A record for every group; returns its position in central's journal. */
  long deliver(Batch batch) {
    long at = position.incrementAndGet();
    for (GroupSink sink : sinks.values()) {
      sink.accept(batch);
      sink.commit(new SinkPosition(batch.stream(), at));
    }
    return at;
  }

  /** An event and the picture that shows it. */
  long happens(String gateway, String device, String point, io.busbar.api.data.Kind kind, double number, long timeNs) {
    view.set(gateway, device, point, number, timeNs, 0);
    return deliver(new Batch(gateway, Lane.EVENT).with(device, point, kind, number, timeNs));
  }

  long settled(String group) {
    return sink(group).settled(StreamId.EVENTS, Long.MAX_VALUE);
  }

  @Override
  public void close() {
    server.close();
  }
}
