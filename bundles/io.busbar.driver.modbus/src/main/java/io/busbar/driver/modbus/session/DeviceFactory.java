package io.busbar.driver.modbus.session;

import io.busbar.api.data.Kind;
import io.busbar.api.driver.DeviceBinding;
import io.busbar.api.driver.DriverContext;
import io.busbar.api.driver.PointBinding;
import io.busbar.api.model.Problems;
import io.busbar.driver.modbus.codec.EventLayout;
import io.busbar.driver.modbus.codec.ReadTarget;
import io.busbar.driver.modbus.codec.Sentinels;
import io.busbar.driver.modbus.config.Bases;
import io.busbar.driver.modbus.config.ChannelSettings;
import io.busbar.driver.modbus.config.TemplateReads;
import io.busbar.driver.modbus.plan.Block;
import io.busbar.driver.modbus.plan.Item;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Makes device sessions from bindings. */
public final class DeviceFactory {
  private final DriverContext context;
  private final ChannelSettings settings;
  private final Sampler sampler;

  DeviceFactory(DriverContext context, ChannelSettings settings) {
    this.context = context;
    this.settings = settings;
    this.sampler = new Sampler(context);
  }

  /**
   * What a binding polls.
   *
   * @param byPeriod polled values by period in ns; {@link Block#ON_DEMAND} for those with events
   * @param takers who takes events
   */
  private record Wants(Map<Long, List<Item>> byPeriod, List<EventPoints.Taker> takers) {}

  /**
   * A session.
   *
   * @param before session of the same device before the change, or null
   */
  DeviceSession make(DeviceBinding binding, byte[] resumeToken, @Nullable DeviceSession before) {
    DeviceHealth health = before == null ? new DeviceHealth(settings.lostAfter(), settings.backOffNs()) : before.health();
    DeviceSession device = new DeviceSession(context, binding, health, sampler);
    TemplateReads reads = new TemplateReads(binding.template(), new Problems());
    Wants wants = wants(binding, settings.everyNs());
    EventLayout layout = reads.events();
    EventTask events = null;
    if (layout != null) {
      events = new EventTask(device, layout, new EventPoints(wants.takers()), settings.planner().maxRegisters(), EventToken.of(resumeToken));
      EventTask earlier = before == null ? null : before.events();
      if (earlier != null) {
        events.continueFrom(earlier);
      }
    }
    device.poll(settings.planner().plan(wants.byPeriod()), events, before);
    return device;
  }

  /** The blocks that a device's points are read in, as planned before the device has refused anything. */
  public static List<Block> blocks(DeviceBinding binding, ChannelSettings settings) {
    return settings.planner().plan(wants(binding, settings.everyNs()).byPeriod());
  }

  private static Wants wants(DeviceBinding binding, long defaultEveryNs) {
    Wants wants = new Wants(new TreeMap<>(), new ArrayList<>());
    TemplateReads reads = new TemplateReads(binding.template(), new Problems());
    Bases bases = Bases.of(binding.spec());
    for (PointBinding point : binding.points()) {
      TemplateReads.PointReads parsed = reads.point(point.spec());
      for (int i = 0; i < parsed.targets().size(); i++) {
        ReadTarget target = parsed.targets().get(i);
        int handle = i < point.inputHandles().length ? point.inputHandles()[i] : -1;
        if (target instanceof ReadTarget.Event event) {
          wants.takers().add(new EventPoints.Taker(event.number(), handle, event.kind()));
        } else if (target instanceof ReadTarget.Cells cells) {
          long everyNs = period(point, parsed.event(), defaultEveryNs);
          wants.byPeriod().computeIfAbsent(everyNs, p -> new ArrayList<>()).add(item(point, handle, bases.moved(cells), parsed.sentinels().get(i)));
          if (parsed.event() != TemplateReads.NO_EVENT) {
            Kind kind = cells.kind();
            wants.takers().add(new EventPoints.Taker(parsed.event(), handle, kind));
          }
        }
      }
    }
    return wants;
  }

  private static long period(PointBinding point, int event, long defaultEveryNs) {
    if (event != TemplateReads.NO_EVENT) {
      return Block.ON_DEMAND;
    }
    long everyNs = point.spec().every().toNanos();
    return everyNs > 0 ? everyNs : defaultEveryNs;
  }

  private static Item item(PointBinding point, int handle, ReadTarget.Cells cells, Sentinels sentinels) {
    String at = point.spec().at().file() + ":" + point.spec().at().line();
    String name = point.spec().at().line() == 0 ? point.spec().name() : point.spec().name() + " (" + at + ")";
    return new Item(handle, cells, sentinels, name);
  }
}
