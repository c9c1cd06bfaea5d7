package io.busbar.benchmarks.link;

import io.busbar.api.bearer.Bearer;
import io.busbar.api.link.LinkConfig;
import io.busbar.api.link.LinkEndpoint;
import io.busbar.api.link.LinkLane;
import io.busbar.api.link.LinkListener;
import io.busbar.api.link.LinkOptions;
import io.busbar.api.link.LinkSession;
import io.busbar.benchmarks.MachineClock;
import io.busbar.transport.ways.Bearers;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Our link over real sockets. {@code far RATE MTU DUPLEX RTT} or {@code near RATE MTU DUPLEX RTT LOAD SECONDS}; a rate of 0 is
 * learned. The load is bulk in the lane for backfill that never ends, and beside it {@code bulk} nothing, {@code alarms} one
 * alarm after the other, {@code avalanche} 300 alarms in 2 s now and then. An alarm carries when it was raised.
 */
public final class OursNode implements LinkListener {
  /** First word of a line about an alarm: number of the avalanche or 0, delay in µs. */
  static final String ALARM = "ALARM";
  /** First word of the last line: what the link says of itself. */
  static final String STATUS = "STATUS";
  static final int ALARM_BYTES = 16;
  static final int BULK_BYTES = 1_000;
  static final int AVALANCHE = 300;
  static final long AVALANCHE_NS = 2_000_000_000L;
  private static final long BETWEEN_AVALANCHES_NS = 25_000_000_000L;
  private static final long BETWEEN_ALARMS_NS = 350_000_000L;
  private static final long WARM_UP_NS = 15_000_000_000L;
  private static final long LONGEST_WAIT_NS = 50_000_000L;
  private static final int KEEP_AHEAD = 40_000;

  private final PrintStream out;
  private final Tally tally;
  private @Nullable LinkSession session;
  private long upNs;

  private OursNode(PrintStream out) {
    this.out = out;
    this.tally = new Tally(Tally.WORD, out);
  }

  /** Runs one end. */
  public static void main(String[] arguments) throws IOException {
    boolean near = arguments[0].equals("near");
    long rate = Long.parseLong(arguments[1]);
    int mtu = Integer.parseInt(arguments[2]);
    LinkOptions options = arguments[3].equals("half") ? LinkOptions.NONE.halfDuplex(0, 0) : LinkOptions.NONE;
    MachineClock clock = new MachineClock();
    Bearers bearers = new Bearers(clock);
    OursNode node = new OursNode(System.out);
    LinkConfig config = new LinkConfig(near, near ? "oak-street" : "central", rate, Integer.parseInt(arguments[4]), 5_000, 20_000, options);
    try (Bearer bearer = near ? bearers.connect("10.77.0.2:20500", mtu) : bearers.listen("10.77.0.2:20500", mtu);
        LinkEndpoint endpoint = OurEnds.open(config, bearer, clock, node)) {
      long end = near ? System.nanoTime() + Long.parseLong(arguments[6]) * 1_000_000_000L : Long.MAX_VALUE;
      node.work(endpoint, bearer, end, near ? arguments[5] : "");
      node.out.println(STATUS + " " + endpoint.status());
    }
  }

  private void work(LinkEndpoint endpoint, Bearer bearer, long endNs, String load) {
    SplittableRandom random = new SplittableRandom(1);
    long alarmNs = 0;
    int raised = 0;
    for (long now = System.nanoTime(); now < endNs; now = System.nanoTime()) {
      long next = endpoint.doWork(now);
      LinkSession up = session;
      if (up != null && !load.isEmpty()) {
        while (up.room(LinkLane.HISTORY) > LinkSession.MAX_MESSAGE_BYTES + KEEP_AHEAD) {
          up.send(LinkLane.HISTORY, new byte[BULK_BYTES]);
        }
        if (alarmNs == 0) {
          alarmNs = upNs + WARM_UP_NS;
        }
        while (!load.equals("bulk") && alarmNs <= now) {
          boolean avalanche = load.equals("avalanche");
          up.send(LinkLane.EVENT, alarm(alarmNs, avalanche ? 1 + raised / AVALANCHE : 0));
          raised++;
          alarmNs += !avalanche ? BETWEEN_ALARMS_NS / 2 + random.nextLong(BETWEEN_ALARMS_NS)
              : raised % AVALANCHE == 0 ? BETWEEN_AVALANCHES_NS : AVALANCHE_NS / AVALANCHE;
        }
        next = Math.min(endpoint.doWork(now), load.equals("bulk") ? Long.MAX_VALUE : alarmNs);
      }
      bearer.await(Math.max(0, Math.min(LONGEST_WAIT_NS, Math.min(next, endNs) - System.nanoTime())));
    }
  }

  private static byte[] alarm(long raisedNs, int avalanche) {
    return ByteBuffer.allocate(ALARM_BYTES).putLong(raisedNs).putInt(avalanche).array();
  }

  @Override
  public byte[] hello() {
    return "hello".getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public byte[] welcome(String peer, byte[] hello) {
    return "welcome".getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void onUp(LinkSession up, byte[] peerWords) {
    session = up;
    upNs = System.nanoTime();
    out.println("UP " + upNs);
  }

  @Override
  public void onMessage(LinkSession from, LinkLane lane, long number, byte[] message) {
    if (lane == LinkLane.EVENT) {
      ByteBuffer alarm = ByteBuffer.wrap(message);
      long raised = alarm.getLong();
      out.println(ALARM + " " + alarm.getInt() + " " + (System.nanoTime() - raised) / 1_000);
    } else {
      tally.add(message.length);
    }
    from.durable(lane, number);
  }

  @Override
  public void onDurable(LinkSession from, LinkLane lane, long upTo) {
    // The load never ends: nothing waits for this.
  }

  @Override
  public void onSpace(LinkSession from, LinkLane lane) {
    // The next turn fills the lane.
  }

  @Override
  public void onDown(LinkSession was, String reason) {
    session = null;
    out.println("DOWN " + System.nanoTime() + " " + reason);
  }
}
