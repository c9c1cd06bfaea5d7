package io.busbar.security.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.api.link.LinkRecords;
import io.busbar.api.link.LinkRefusal;
import io.busbar.api.link.LinkSecurity;
import io.busbar.api.time.RandomSource;
import io.busbar.security.cipher.X25519;
import io.busbar.testkit.environment.SimClock;
import io.busbar.testkit.environment.SimRandom;
import java.nio.ByteBuffer;
import java.security.Security;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Power cuts of both ends, old images of their disks put back, a gateway without entropy and without a clock: no key ever meets a
 * nonce twice. Seen from outside: packets of zeros under one header are sealed, and if a key and a nonce came again, so would the
 * bytes; a fresh key of a handshake may come again only with the very same message.
 * {@code -Dbusbar.powerCuts=N} runs another number, {@code -Dbusbar.seed=S} with another seed; {@code -Dbusbar.smallGroup=true}
 * puts a {@link SmallGroup} in the place of X25519, which would take nearly all of the time.
 */
class KeyReuseTest {
  private static final int POWER_CUTS = 1_000;
  private static final int HEADER = 3;
  private static final int CONTENT = 16;
  private static final int MOST_PACKETS = 6;

  private final long seed = Long.getLong("busbar.seed", 1);
  private final SplittableRandom dice = new SplittableRandom(seed);
  private final LongSet sealed = new LongSet();
  private final Map<Long, Integer> messages = new HashMap<>();
  private final byte[] secret = new SimRandom(seed).bytes(32);
  private final Machine gateway = new Machine(seed + 1);
  private final Machine central = new Machine(seed + 2);
  private int sessions;

  @BeforeAll
  static void smallGroup() {
    if (Boolean.getBoolean("busbar.smallGroup")) {
      Security.insertProviderAt(new SmallGroup(), 1);
    }
  }

  @AfterAll
  static void platformsOwn() {
    Security.removeProvider("SmallGroup");
  }

  /** A machine: what its disk remembers, and what is gone when its power is. */
  private final class Machine {
    final byte[] key;
    final X25519 pair;
    final RandomSource good;
    long starts;
    Ephemerals ephemerals;

    Machine(long seed) {
      SimRandom random = new SimRandom(seed);
      key = random.bytes(32);
      pair = X25519.of(key);
      good = random;
    }

    /** The power comes back. With an old image the number of starts is an old one. */
    void start(boolean oldImage, boolean noEntropy, boolean noClock) {
      starts = oldImage ? dice.nextLong(starts + 1) + 1 : starts + 1;
      SimClock clock = new SimClock();
      clock.advanceNs(noClock ? 0 : dice.nextLong(1L << 50));
      ephemerals = new Ephemerals(key, starts, clock, noEntropy ? new SimRandom(42) : good);
    }
  }

  @Test
  void noKeyMeetsANonceTwice() {
    int cuts = Integer.getInteger("busbar.powerCuts", POWER_CUTS);
    gateway.start(false, false, false);
    central.start(false, false, false);
    for (int cut = 0; cut < cuts; cut++) {
      if (dice.nextInt(3) > 0) {
        gateway.start(dice.nextInt(4) == 0, dice.nextBoolean(), dice.nextBoolean());
      } else {
        // One end at least has randomness: nothing else is claimed.
        central.start(dice.nextInt(4) == 0, false, dice.nextBoolean());
      }
      for (int call = 1 + dice.nextInt(2); call > 0; call--) {
        session();
      }
    }
    System.out.printf("%d power cuts, %d sessions, %d packets sealed, no key and nonce twice%n", cuts, sessions, sealed.size());
  }

  private void session() {
    LinkSecurity caller = NoiseSecurity.dialling(gateway.pair, gateway.ephemerals, central.pair.publicKey(), secret);
    LinkSecurity waiter = NoiseSecurity.waiting(central.pair, central.ephemerals, List.of(secret), (key, name, proven) -> LinkRefusal.NONE);
    byte[] payload = {(byte) dice.nextInt(3), 1, 2, 3};
    byte[] prologue = {(byte) dice.nextInt(2)};
    LinkSecurity.Call call = caller.call(prologue, payload);
    once(call.message(), prologue);
    for (int answers = 1 + dice.nextInt(2); answers > 0; answers--) {
      // The same hello is answered again when the answer was forgotten.
      LinkSecurity.Answer answer = waiter.answer(0, prologue, call.message());
      byte[] message = answer.message(new byte[] {(byte) dice.nextInt(3)});
      once(message, prologue);
      LinkRecords there = answer.records();
      LinkRecords here = call.opened(message).records();
      sessions++;
      seal(here);
      seal(there);
    }
  }

  private void once(byte[] message, byte[] prologue) {
    int content = Arrays.hashCode(message) * 31 + Arrays.hashCode(prologue);
    Integer before = messages.put(ByteBuffer.wrap(message).getLong(), content);
    assertThat(before == null || before == content).as("a fresh key came again with another message, seed %d", seed).isTrue();
  }

  private void seal(LinkRecords records) {
    int packets = 1 + dice.nextInt(MOST_PACKETS);
    for (long number = 1; number <= packets; number++) {
      byte[] packet = new byte[HEADER + CONTENT + 16];
      records.phase(number, number - 1, number * dice.nextLong(NoiseRecords.REKEY_NS));
      records.seal(packet, HEADER, HEADER + CONTENT, number, dice.nextBoolean());
      assertThat(sealed.add(ByteBuffer.wrap(packet).getLong(HEADER))).as("a key met a nonce twice, seed %d", seed).isTrue();
    }
  }

  /** Numbers that were seen, in open addressing. */
  private static final class LongSet {
    private long[] slots = new long[1 << 16];
    private int size;

    int size() {
      return size;
    }

    boolean add(long value) {
      long key = value == 0 ? 1 : value;
      if (size * 2 > slots.length) {
        long[] old = slots;
        slots = new long[old.length * 2];
        for (long each : old) {
          if (each != 0) {
            slots[slot(each)] = each;
          }
        }
      }
      int at = slot(key);
      boolean isNew = slots[at] == 0;
      slots[at] = key;
      size += isNew ? 1 : 0;
      return isNew;
    }

    private int slot(long key) {
      int mask = slots.length - 1;
      int at = (int) (key >>> 17) & mask;
      while (slots[at] != 0 && slots[at] != key) {
        at = (at + 1) & mask;
      }
      return at;
    }
  }
}
