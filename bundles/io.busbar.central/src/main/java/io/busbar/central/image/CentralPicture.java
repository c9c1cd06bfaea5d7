package io.busbar.central.image;

import io.busbar.api.data.DeviceState;
import io.busbar.api.data.Kind;
import io.busbar.api.data.Lane;
import io.busbar.api.data.SampleBatch;
import io.busbar.api.journal.StreamId;
import io.busbar.api.view.DeviceRow;
import io.busbar.api.view.PointRow;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * The present picture of all gateways. The inbox's thread writes, any thread reads; one lock, held for one record or
 * one snapshot. Subscribers are called on the inbox's thread, after the lock is released.
 */
public final class CentralPicture {
  /** Events that are kept for the page. */
  public static final int MAX_EVENTS = 1_000;
  /** Subscribers at most; one more is refused. */
  public static final int MAX_SUBSCRIBERS = 64;

  private final Map<String, GatewayPicture> gateways = new TreeMap<>();
  private final Deque<PointRow> events = new ArrayDeque<>();
  private final List<Consumer<List<PointRow>>> subscribers = new CopyOnWriteArrayList<>();

  /** Where a block of samples comes from. */
  public record Source(String gateway, long epoch, StreamId stream, long position, Lane lane, long receivedNs) {}

  /** Starts or goes on with a gateway's picture; another epoch begins an empty one. Inbox's thread. */
  public void gateway(String name, long epoch, Dictionary dictionary) {
    List<PointRow> gone = new ArrayList<>();
    synchronized (this) {
      GatewayPicture known = gateways.get(name);
      if (known == null || known.epoch != epoch) {
        GatewayPicture fresh = new GatewayPicture(name, epoch, dictionary);
        if (known != null) {
          fresh.up = known.up;
          fresh.downReason = known.downReason;
          known.points().forEach(point -> gone.add(known.gone(point)));
        }
        gateways.put(name, fresh);
      }
    }
    tell(gone);
  }

  /** Says whether a gateway is heard. */
  public synchronized void link(String gateway, boolean up, String downReason) {
    GatewayPicture picture = gateways.get(gateway);
    if (picture != null) {
      picture.up = up;
      picture.downReason = up ? "" : downReason;
    }
  }

  /** Identities have got a meaning, another one, or are retired; tells the subscribers. Inbox's thread. */
  public void described(String gateway, long epoch, List<Integer> ids) {
    List<PointRow> changed = new ArrayList<>();
    synchronized (this) {
      GatewayPicture picture = gateways.get(gateway);
      if (picture != null && picture.epoch == epoch) {
        picture.described(ids, changed::add);
      }
    }
    tell(changed);
  }

  private void tell(List<PointRow> changed) {
    if (!changed.isEmpty()) {
      for (Consumer<List<PointRow>> subscriber : subscribers) {
        subscriber.accept(changed);
      }
    }
  }

  /** Applies a block of samples and tells the subscribers. Inbox's thread. */
  public void apply(SampleBatch batch, Kind[] kinds, Source source) {
    List<PointRow> changed = new ArrayList<>();
    synchronized (this) {
      GatewayPicture picture = gateways.get(source.gateway());
      if (picture == null || picture.epoch != source.epoch()) {
        return;
      }
      if (source.lane() == Lane.LIVE) {
        for (int row = 0; row < batch.size(); row++) {
          picture.newestLiveNs = Math.max(picture.newestLiveNs, batch.gatewayTime[row]);
        }
      }
      picture.apply(batch, kinds, new GatewayPicture.Place(source.stream(), source.position(), source.receivedNs(),
          !subscribers.isEmpty(), changed::add, this::remember));
    }
    tell(changed);
  }

  private void remember(PointRow event) {
    if (events.size() == MAX_EVENTS) {
      events.removeLast();
    }
    events.addFirst(event);
  }

  /** The picture as bytes, for {@link #restore}. */
  public synchronized byte[] save() {
    return PictureFile.write(gateways.values(), events);
  }

  /** Takes a saved picture; before anything newer is applied. Returns false if the bytes are damaged. */
  public synchronized boolean restore(byte[] saved) {
    List<PointRow> listed = new ArrayList<>();
    boolean whole = PictureFile.read(saved, gateways, listed);
    listed.stream().limit(MAX_EVENTS).forEach(events::addLast);
    return whole;
  }

  /** Newest gateway time of a gateway's live lane, ns; {@link SampleBatch#NO_TIME} if none. */
  public synchronized long newestLiveNs(String gateway) {
    GatewayPicture picture = gateways.get(gateway);
    return picture == null ? SampleBatch.NO_TIME : picture.newestLiveNs;
  }

  /** Devices of a gateway, of all if empty. */
  public synchronized List<DeviceRow> devices(String gateway) {
    List<DeviceRow> rows = new ArrayList<>();
    for (GatewayPicture picture : gateways.values()) {
      if (!gateway.isEmpty() && !picture.name.equals(gateway)) {
        continue;
      }
      for (DeviceEntry device : picture.devices.values()) {
        long newest = 0;
        for (PointEntry point : device.points) {
          newest = Math.max(newest, point.gatewayNs);
        }
        String reason = device.state == DeviceState.OK ? "" : device.reason;
        rows.add(new DeviceRow(device.name, "", picture.name, device.state, reason, newest, 0, 0, 0, 0));
      }
    }
    return rows;
  }

  /** Present values; see {@link io.busbar.api.view.CentralView#points}. */
  public synchronized List<PointRow> points(String filter, int limit) {
    String wanted = filter.toLowerCase(Locale.ROOT);
    List<PointRow> rows = new ArrayList<>();
    for (GatewayPicture picture : gateways.values()) {
      for (PointEntry point : picture.points()) {
        if (rows.size() >= limit) {
          return rows;
        }
        if (wanted.isEmpty() || point.description.key().toLowerCase(Locale.ROOT).contains(wanted)
            || point.description.tags().values().stream().anyMatch(tag -> tag.toLowerCase(Locale.ROOT).contains(wanted))) {
          rows.add(picture.row(point));
        }
      }
    }
    return rows;
  }

  /** Events lately, newest first. */
  public synchronized List<PointRow> events(int limit) {
    return events.stream().limit(limit).toList();
  }

  /**
   * Tells each change of the picture; see {@link io.busbar.api.view.CentralView#subscribe}.
   *
   * @throws IllegalStateException if there are {@link #MAX_SUBSCRIBERS} already
   */
  public AutoCloseable subscribe(Consumer<List<PointRow>> changes) {
    if (subscribers.size() >= MAX_SUBSCRIBERS) {
      throw new IllegalStateException("at most " + MAX_SUBSCRIBERS + " subscribers at a time: close one first");
    }
    subscribers.add(changes);
    return () -> subscribers.remove(changes);
  }
}
