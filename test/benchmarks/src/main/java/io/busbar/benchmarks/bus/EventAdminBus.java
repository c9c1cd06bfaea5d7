package io.busbar.benchmarks.bus;

import io.busbar.benchmarks.Framework;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.osgi.framework.BundleContext;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventAdmin;
import org.osgi.service.event.EventConstants;
import org.osgi.service.event.EventHandler;

/**
 * Felix EventAdmin in a Felix framework: a filter is a handler of the topic before it and sends on to the topic behind it, synchronously;
 * without the time limit for handlers, which would cost a hand-over to another thread for each event.
 */
final class EventAdminBus implements AutoCloseable {
  private static final String SAMPLE = "sample";
  private static final String[] TOPICS = {"busbar/raw", "busbar/linear", "busbar/zeroClamp", "busbar/clip", "busbar/quantize"};

  private final Points points = new Points();
  private final Framework framework;
  private final EventAdmin events;

  /**
   * Starts.
   *
   * @param chained a handler for each filter; else one handler for all five
   */
  EventAdminBus(boolean chained) throws Exception {
    framework = Framework.start(Map.of("org.apache.felix.eventadmin.Timeout", "0"), List.of("org.osgi.service.event;version=1.4.0"));
    framework.install("org.apache.felix.eventadmin");
    BundleContext context = framework.context();
    events = context.getService(context.getServiceReference(EventAdmin.class));
    if (chained) {
      handle(context, 0, always(points::linear));
      handle(context, 1, always(points::zeroClamp));
      handle(context, 2, always(points::clip));
      handle(context, 3, always(points::quantize));
      handle(context, 4, sample -> {
        if (points.dbAbs(sample)) {
          points.publish(sample);
        }
        return false;
      });
    } else {
      handle(context, 0, sample -> {
        points.allFilters(sample);
        return false;
      });
    }
  }

  private static Predicate<Reading> always(java.util.function.Consumer<Reading> filter) {
    return sample -> {
      filter.accept(sample);
      return true;
    };
  }

  private void handle(BundleContext context, int stage, Predicate<Reading> filter) {
    Hashtable<String, Object> properties = new Hashtable<>();
    properties.put(EventConstants.EVENT_TOPIC, TOPICS[stage]);
    EventHandler handler = event -> {
      Reading sample = (Reading) event.getProperty(SAMPLE);
      if (filter.test(sample)) {
        events.sendEvent(new Event(TOPICS[stage + 1], Map.of(SAMPLE, sample)));
      }
    };
    context.registerService(EventHandler.class, handler, properties);
  }

  /** One reading of some points. */
  long scan(int from, int count, int round, long nowNs) {
    for (int point = from; point < from + count; point++) {
      events.sendEvent(new Event(TOPICS[0], Map.of(SAMPLE, new Reading(point, Arithmetic.raw(point, round), nowNs))));
    }
    return points.published;
  }

  long published() {
    return points.published;
  }

  @Override
  public void close() throws Exception {
    framework.close();
  }
}
