package io.busbar.control.guard;

import io.busbar.api.command.Command;
import io.busbar.api.command.Command.Action;
import io.busbar.api.command.CommandId;
import io.busbar.api.command.CommandProgress;
import io.busbar.api.command.CommandState;
import io.busbar.api.command.ControlView.CommandRow;
import io.busbar.api.command.Order;
import io.busbar.api.data.Kind;
import io.busbar.api.data.Quality;
import io.busbar.api.journal.JournalOptions;
import io.busbar.api.model.DeviceSpec;
import io.busbar.api.model.PointSpec;
import io.busbar.api.model.Setting;
import io.busbar.api.model.Settings;
import io.busbar.api.model.SiteModel;
import io.busbar.api.model.SourceLocation;
import io.busbar.api.model.TemplateSpec;
import io.busbar.control.audit.AuditTrail;
import io.busbar.control.rules.ControlRules;
import io.busbar.control.rules.Image;
import io.busbar.journal.log.SegmentLog;
import io.busbar.testkit.environment.SimClock;
import io.busbar.testkit.environment.SimRandom;
import io.busbar.testkit.environment.SimStorage;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A guard of a site with one device "d", whose driver does what the test says. Orders are handed in at the gateway. */
final class Rig {
  private static final SourceLocation HERE = SourceLocation.NONE;
  private static final JournalOptions JOURNAL = new JournalOptions(64 << 10, 64L * (64 << 10));

  final SimClock clock = new SimClock();
  final Map<String, Image.Reading> image = new HashMap<>();
  final List<Handed> handed = new ArrayList<>();
  final AuditTrail trail;
  final Guard guard;
  private long lastId;

  /** A command that a driver was given. */
  record Handed(Command command, CommandProgress progress) {
    /** Writes the frame if it may, and has it accepted. */
    boolean write() {
      boolean may = progress.mayWrite();
      if (may) {
        progress.accepted();
      }
      return may;
    }

    /** Writes the operate and has it done; the device says so. */
    boolean operate() {
      boolean may = write();
      if (may) {
        progress.operated();
        progress.terminated();
      }
      return may;
    }
  }

  Rig(Map<String, Map<String, String>> points, Map<String, Map<String, String>> roles) throws IOException {
    trail = new AuditTrail(SegmentLog.open(new SimStorage(new SimRandom(1)), JOURNAL, clock, new SimRandom(2)));
    guard = new Guard(new GuardParts(trail, clock, new SimRandom(3), image::get,
        (command, progress) -> handed.add(new Handed(command, progress)), () -> false));
    guard.rules(rules(points, roles));
  }

  /** A site whose people are all "the machine's own", with one point "d/breaker". */
  static Rig of(String... keysAndValues) throws IOException {
    Map<String, String> control = new HashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      control.put(keysAndValues[i], keysAndValues[i + 1]);
    }
    return new Rig(Map.of("breaker", control), Map.of());
  }

  private static Setting map(Map<String, String> texts) {
    Map<String, Setting> settings = new HashMap<>();
    texts.forEach((key, text) -> settings.put(key, Setting.of(text, HERE)));
    return new Setting("", settings, HERE);
  }

  private static ControlRules rules(Map<String, Map<String, String>> points, Map<String, Map<String, String>> roles) {
    List<PointSpec> specs = new ArrayList<>();
    points.forEach((name, control) -> specs.add(new PointSpec(name, List.of(), List.of(), Settings.NONE, "", List.of(), PointSpec.Report.ALL, null,
        Duration.ZERO, HERE, new Settings(map(control).entries(), HERE))));
    Map<String, Setting> site = new HashMap<>();
    site.put("local", Setting.of("always", HERE));
    if (!roles.isEmpty()) {
      Map<String, Setting> written = new HashMap<>();
      roles.forEach((name, role) -> written.put(name, map(role)));
      site.put("roles", new Setting("", written, HERE));
    }
    return ControlRules.of(new SiteModel("oak", new Settings(Map.of("control", new Setting("", site, HERE)), HERE), Settings.NONE, List.of(),
        List.of(new TemplateSpec("t", Settings.NONE, specs, HERE)), List.of(new DeviceSpec("d", "t", "c", Settings.NONE, HERE))));
  }

  void shows(String point, double value, int quality) {
    image.put(point, new Image.Reading(value, quality, clock.wallNs()));
  }

  void shows(String point, double value) {
    shows(point, value, Quality.GOOD);
  }

  CommandId order(Action action, String point, int value, String who) {
    CommandId id = new CommandId(1, ++lastId);
    give(id, action, point, value, who);
    return id;
  }

  CommandId order(Action action, int value) {
    return order(action, "d/breaker", value, "ann");
  }

  void give(CommandId id, Action action, String point, int value, String who) {
    guard.local(new Order(id.high(), id.low(), "", action, point, Kind.BOOLEAN, value, 0, new Command.Originator(3, who), "shell", 0, false,
        Command.Pulse.DEFAULT), said -> { });
  }

  /** What a driver was given last. */
  Handed last() {
    return handed.get(handed.size() - 1);
  }

  void pass(long seconds) {
    for (long tenth = 0; tenth < seconds * 10; tenth++) {
      clock.advanceMs(100);
      guard.tick();
    }
  }

  CommandRow row(CommandId id) {
    return guard.rows(1_000).stream().filter(row -> row.id().equals(id.text())).findFirst().orElseThrow();
  }

  CommandState state(CommandId id) {
    return row(id).state();
  }

  String reason(CommandId id) {
    return row(id).reason();
  }
}
