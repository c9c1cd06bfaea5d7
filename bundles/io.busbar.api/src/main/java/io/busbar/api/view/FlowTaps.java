package io.busbar.api.view;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Observers in flows: what a technician uses to see {@code raw → scaled → filtered} of a point as it happens. A service of the
 * engine. A flow that nobody observes pays nothing for it; one that is observed never waits for the observer. Thread-safe.
 */
@ProviderType
public interface FlowTaps {
  /** Node before the first stage: what the driver reads. The second input of a point is {@code raw#2}. */
  String RAW = "raw";
  /** Node behind the last stage: what goes to the journal. */
  String PUBLISHED = "published";
  /** Most taps at a time. */
  int MAX_TAPS = 16;
  /** Samples that wait for an observer; more are dropped and counted. */
  int QUEUE = 4_096;

  /**
   * Attaches an observer, until it closes the tap or the model loses the node.
   *
   * @param heard called on the engine's thread when something waits that did not before, and when the tap has ended; quick
   * @throws IllegalArgumentException if there is no such node, or there are too many taps; the message says what there is
   */
  Tap open(Place place, Runnable heard);

  /**
   * Where a tap sits: nodes keep their identity over edits of the model.
   *
   * @param device name; empty for all devices of a template
   * @param template name; looked at only if there is no device
   * @param point name
   * @param node {@link #RAW}, {@link #PUBLISHED}, or the id of a stage ({@code dbAbs}, {@code dbAbs#2}): samples behind it; empty for
   *     all nodes of the flow
   */
  record Place(String device, String template, String point, String node) {
    /** A node of one device's point; the node may be empty. */
    public static Place of(String device, String point, String node) {
      return new Place(device, "", point, node);
    }
  }

  /** One observer. Its methods are for one thread, but for {@link #close}. */
  @ProviderType
  interface Tap extends AutoCloseable {
    /** Nodes that it hears, in the order of the flow, as the model is now. */
    List<String> nodes();

    /** The next sample, or null if none waits. */
    @Nullable Sample poll();

    /** Samples dropped so far because the observer was slow. */
    long dropped();

    /** Why it has ended; empty while it runs. What waits can still be taken. */
    String ended();

    @Override
    void close();
  }

  /**
   * A sample behind a node.
   *
   * @param device name
   * @param point name
   * @param node see {@link Place#node}
   * @param value as text
   * @param number as number, NaN if it has none
   * @param quality {@link io.busbar.api.data.Quality} bits
   * @param timeQuality {@link io.busbar.api.data.TimeQuality} bits
   * @param sourceNs source time, ns
   * @param gatewayNs gateway time, ns
   * @param cause {@link io.busbar.api.data.Cause}
   */
  record Sample(String device, String point, String node, String value, double number, int quality, byte timeQuality,
      long sourceNs, long gatewayNs, byte cause) {}
}
