package io.busbar.security.cipher;

import static io.busbar.security.Vectors.hex;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.busbar.security.Vectors;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class AesCcmTest {
  @Test
  void publicVectorsAreSealedAndOpened() {
    int valid = 0;
    for (String[] v : Vectors.read("aes-ccm.txt")) {
      byte[] associated = hex(v[4]);
      byte[] plain = hex(v[5]);
      byte[] cipher = hex(v[6]);
      byte[] tag = hex(v[7]);
      AesCcm ccm = new AesCcm(hex(v[2]));
      byte[] sealed = join(associated, cipher, tag);
      if (v[1].equals("valid")) {
        valid++;
        byte[] packet = Arrays.copyOf(join(associated, plain), sealed.length);
        assertThat(ccm.seal(hex(v[3]), packet, associated.length, associated.length + plain.length, tag.length)).isEqualTo(sealed.length);
        assertThat(packet).as(v[0]).isEqualTo(sealed);
        assertThat(ccm.open(hex(v[3]), packet, associated.length, packet.length, tag.length)).isEqualTo(associated.length + plain.length);
        assertThat(Arrays.copyOfRange(packet, associated.length, associated.length + plain.length)).as(v[0]).isEqualTo(plain);
      } else {
        assertThat(ccm.open(hex(v[3]), sealed, associated.length, sealed.length, tag.length)).as(v[0]).isEqualTo(-1);
      }
    }
    assertThat(valid).isGreaterThan(70);
  }

  @Test
  void aChangeOfAnyBitIsNoticedAndNothingIsLeftOfTheContent() {
    AesCcm ccm = new AesCcm(new byte[32]);
    byte[] nonce = new byte[13];
    byte[] packet = new byte[40];
    Arrays.fill(packet, 0, 32, (byte) 5);
    ccm.seal(nonce, packet, 3, 32, 8);
    for (int bit = 0; bit < packet.length * 8; bit++) {
      byte[] changed = packet.clone();
      changed[bit / 8] ^= (byte) (1 << bit % 8);
      assertThat(ccm.open(nonce, changed, 3, 40, 8)).isEqualTo(-1);
      assertThat(Arrays.copyOfRange(changed, 3, 40)).containsOnly(0);
    }
    assertThat(ccm.open(nonce, packet.clone(), 3, 40, 16)).as("another length of tag").isEqualTo(-1);
    assertThat(ccm.open(nonce, packet.clone(), 4, 40, 8)).as("another header").isEqualTo(-1);
    assertThat(ccm.open(nonce, packet, 3, 40, 8)).isEqualTo(32);
  }

  @Test
  void nothingIsAllocatedPerPacket() {
    AesCcm ccm = new AesCcm(new byte[32]);
    byte[] nonce = new byte[13];
    byte[] packet = new byte[1_300];
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long each = Long.MAX_VALUE;
    for (int round = 0; round < 5; round++) {
      long before = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
      for (int i = 0; i < 10_000; i++) {
        nonce[12] = (byte) i;
        ccm.seal(nonce, packet, 3, 1_200, 8);
        ccm.open(nonce, packet, 3, 1_208, 8);
      }
      each = Math.min(each, (threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - before) / 10_000);
    }
    assertThat(each).as("bytes a packet").isLessThan(100);
  }

  @Test
  void whatIsForgottenOpensNothing() {
    AesCcm ccm = new AesCcm(new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16});
    byte[] packet = new byte[100];
    new SplittableRandom(1).nextBytes(packet);
    int length = ccm.seal(new byte[13], packet, 2, 80, 8);
    ccm.forget();
    assertThat(ccm.open(new byte[13], packet, 2, length, 8)).isEqualTo(-1);
  }

  private static byte[] join(byte[]... parts) {
    byte[] all = new byte[0];
    for (byte[] part : parts) {
      int at = all.length;
      all = Arrays.copyOf(all, at + part.length);
      System.arraycopy(part, 0, all, at, part.length);
    }
    return all;
  }
}
