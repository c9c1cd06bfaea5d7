package io.busbar.driver.modbus.config;

import io.busbar.api.model.PointSpec;
import io.busbar.api.model.Problems;
import io.busbar.api.model.ReadSpec;
import io.busbar.api.model.Setting;
import io.busbar.api.model.Settings;
import io.busbar.api.model.SourceLocation;
import io.busbar.api.model.TemplateSpec;
import io.busbar.driver.modbus.codec.Addressing;
import io.busbar.driver.modbus.codec.EventLayout;
import io.busbar.driver.modbus.codec.Nearest;
import io.busbar.driver.modbus.codec.Numbers;
import io.busbar.driver.modbus.codec.Order;
import io.busbar.driver.modbus.codec.Parsed;
import io.busbar.driver.modbus.codec.ReadGrammar;
import io.busbar.driver.modbus.codec.ReadTarget;
import io.busbar.driver.modbus.codec.Sentinels;
import io.busbar.driver.modbus.codec.WriteCodec;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads what a template and its points say about Modbus. Cheap to make; holds one template. */
public final class TemplateReads {
  /** No event number. */
  public static final int NO_EVENT = -1;

  private final TemplateSpec template;
  private final Problems problems;

  /** For a template; mistakes go to the problems. */
  public TemplateReads(TemplateSpec template, Problems problems) {
    this.template = template;
    this.problems = problems;
  }

  /**
   * One point.
   *
   * @param targets one per read; null where a mistake was reported
   * @param sentinels one per read
   * @param event number in the event records of a point that is also read, or {@link #NO_EVENT}
   */
  public record PointReads(List<@Nullable ReadTarget> targets, List<Sentinels> sentinels, int event) {}

  /** The event buffer, or null if the template has none or it is wrong. */
  public @Nullable EventLayout events() {
    Setting events = template.settings().get(Keys.EVENTS.name());
    if (events == null) {
      return null;
    }
    Order order = order(Settings.NONE);
    return new EventSettings(events, new ReadGrammar(addressing(Settings.NONE), order), order, problems).parse();
  }

  /** Checks the template's own settings, once per template. */
  public void checkTemplate() {
    new Fields(template.settings(), template.at(), problems).refuseUnknown("a Modbus template",
        List.of(Keys.ADDRESSING, Keys.ORDER, Keys.NOT_AVAILABLE, Keys.EVENTS));
    checkChoices(template.settings(), template.at());
    events();
  }

  private void checkChoices(Settings settings, SourceLocation at) {
    Fields fields = new Fields(settings, at, problems);
    String addressing = settings.text(Keys.ADDRESSING.name(), "modicon");
    if (addressingOf(addressing) == Addressing.UNSAID) {
      problems.error(fields.where(Keys.ADDRESSING.name()), "bad-addressing", "\"addressing: " + addressing + "\" is not known."
          + Nearest.hint(addressing, Keys.ADDRESSING.choices()) + " Write modicon (40101 is offset 100) or zeroBased (as in the request).");
    }
    String order = settings.text(Keys.ORDER.name(), "ABCD");
    if (Order.parse(order) == null) {
      problems.error(fields.where(Keys.ORDER.name()), "bad-order", "\"order: " + order
          + "\" is not known. Write ABCD, CDAB, BADC or DCBA; A is the most significant byte.");
    }
  }

  /** Reads one point; also what was checked before. */
  public PointReads point(PointSpec point) {
    ReadGrammar grammar = new ReadGrammar(addressing(point.settings()), order(point.settings()));
    List<@Nullable ReadTarget> targets = new ArrayList<>();
    List<Sentinels> sentinels = new ArrayList<>();
    for (ReadSpec read : point.reads()) {
      Parsed<ReadTarget> parsed = grammar.parse(read.text());
      ReadTarget target = parsed.value();
      if (target == null) {
        problems.error(read.at(), parsed.code(), parsed.message());
      }
      targets.add(target);
      sentinels.add(sentinels(point, target));
    }
    return new PointReads(targets, sentinels, event(point));
  }

  /** Checks one point beyond what {@link #point} finds. */
  public void checkPoint(PointSpec point, PointReads reads) {
    new Fields(point.settings(), point.at(), problems).refuseUnknown("a Modbus point",
        List.of(Keys.ADDRESSING, Keys.ORDER, Keys.NOT_AVAILABLE, Keys.EVENT, Keys.WRITE));
    write(point);
    checkChoices(point.settings(), point.at());
    boolean fromEvents = reads.event() != NO_EVENT || reads.targets().stream().anyMatch(t -> t instanceof ReadTarget.Event);
    if (fromEvents && template.settings().get(Keys.EVENTS.name()) == null) {
      problems.error(point.at(), "no-events", "template " + template.name() + " has no \"events\": say where the device's event buffer is.");
    }
    if (reads.event() != NO_EVENT && (point.reads().size() != 1 || !(reads.targets().get(0) instanceof ReadTarget.Cells cells)
        || cells.encoding().kind().isBlob() || cells.encoding().kind().isFloating())) {
      problems.error(point.settings().where(Keys.EVENT.name()), "bad-event", "\"event\" goes with one \"read\" of a bit or an integer. "
          + "For a point that is only in the event buffer write \"read: event N doublePoint\" (or bool, int).");
    }
  }

  /** Where commands for a point are written, or null if it takes none or a mistake was reported. */
  public ReadTarget.@Nullable Cells write(PointSpec point) {
    Setting setting = point.settings().get(Keys.WRITE.name());
    if (setting == null) {
      return null;
    }
    Parsed<ReadTarget> parsed = new ReadGrammar(addressing(point.settings()), order(point.settings())).parse(setting.text());
    ReadTarget target = parsed.value();
    if (target == null) {
      problems.error(setting.at(), parsed.code(), parsed.message());
      return null;
    }
    if (target instanceof ReadTarget.Cells cells && WriteCodec.isWritable(cells)) {
      return cells;
    }
    problems.error(setting.at(), "bad-write", "\"write: " + setting.text() + "\" cannot be written. Write a coil, holding registers with an "
        + "integer or float in them, or a bit or mask of one holding register.");
    return null;
  }

  private int event(PointSpec point) {
    Setting setting = point.settings().get(Keys.EVENT.name());
    if (setting == null) {
      return NO_EVENT;
    }
    int number = Numbers.unsigned(setting.text());
    if (number < 0) {
      problems.error(setting.at(), "bad-event", "\"event: " + setting.text() + "\" is not a point number of the device's event records, 0 to 65535.");
    }
    return Math.max(NO_EVENT, number);
  }

  private Sentinels sentinels(PointSpec point, @Nullable ReadTarget target) {
    Setting own = point.settings().get(Keys.NOT_AVAILABLE.name());
    Setting setting = own == null ? template.settings().get(Keys.NOT_AVAILABLE.name()) : own;
    if (setting == null || setting.text().isEmpty() || !(target instanceof ReadTarget.Cells cells)) {
      return Sentinels.NONE;
    }
    if (own == null && setting.text().startsWith("0x") && setting.text().length() != 2 + 4 * cells.encoding().registers()) {
      return Sentinels.NONE; // a template's pattern holds for the points of its width
    }
    Parsed<Sentinels> parsed = Sentinels.parse(setting.text(), cells.encoding());
    Sentinels sentinels = parsed.value();
    if (sentinels != null) {
      return sentinels;
    }
    if (own != null) {
      problems.error(own.at(), parsed.code(), parsed.message());
    }
    return Sentinels.NONE;
  }

  private Addressing addressing(Settings point) {
    String text = point.text(Keys.ADDRESSING.name(), template.settings().text(Keys.ADDRESSING.name(), ""));
    Addressing addressing = addressingOf(text);
    // A misspelt word is reported by itself; the numbers are not mistakes too.
    return addressing == Addressing.UNSAID && !text.isEmpty() ? Addressing.MODICON : addressing;
  }

  private static Addressing addressingOf(String text) {
    return switch (text) {
      case "modicon" -> Addressing.MODICON;
      case "zeroBased" -> Addressing.ZERO_BASED;
      default -> Addressing.UNSAID;
    };
  }

  private Order order(Settings point) {
    Order order = Order.parse(point.text(Keys.ORDER.name(), template.settings().text(Keys.ORDER.name(), "ABCD")));
    return order == null ? Order.BIG : order;
  }
}
