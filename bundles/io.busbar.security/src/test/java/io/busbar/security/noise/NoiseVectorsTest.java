package io.busbar.security.noise;

import static io.busbar.security.Vectors.hex;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.busbar.security.Vectors;
import io.busbar.security.cipher.AesGcm;
import io.busbar.security.cipher.X25519;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NoiseVectorsTest {
  private final Map<String, byte[]> v = new HashMap<>();

  NoiseVectorsTest() {
    Vectors.read("noise-ikpsk2.txt").forEach(line -> v.put(line[0], hex(line[1])));
  }

  @Test
  void thePublicVectorPasses() {
    Initiator initiator = initiator();
    assertThat(initiator.message()).isEqualTo(v.get("ciphertext0"));
    X25519 resp = X25519.of(v.get("resp_static"));
    assertThat(resp.publicKey()).isEqualTo(v.get("init_remote_static"));
    Responder responder = Responder.read(resp, v.get("init_prologue"), v.get("ciphertext0"));
    assertThat(responder.payload()).isEqualTo(v.get("payload0"));
    assertThat(responder.peer()).isEqualTo(X25519.of(v.get("init_static")).publicKey());
    Responder.Finished there = responder.write(X25519.of(v.get("resp_ephemeral")), v.get("psk"), v.get("payload1"));
    assertThat(there.message()).isEqualTo(v.get("ciphertext1"));
    Initiator.Finished here = initiator.read(v.get("ciphertext1"));
    assertThat(here.payload()).isEqualTo(v.get("payload1"));
    assertThat(here.keys().hash()).isEqualTo(v.get("handshake_hash"));
    assertThat(there.keys().hash()).isEqualTo(v.get("handshake_hash"));
    for (int i = 2; i < 6; i++) {
      byte[] key = i % 2 == 0 ? here.keys().dialler() : there.keys().waiter();
      assertThat(AesGcm.seal(key, i / 2 - 1, new byte[0], v.get("payload" + i))).isEqualTo(v.get("ciphertext" + i));
    }
    assertThat(here.keys().waiter()).isEqualTo(there.keys().waiter());
  }

  @Test
  void aChangeOfAnyByteIsNoticedAndTheCallGoesOn() {
    Initiator initiator = initiator();
    X25519 resp = X25519.of(v.get("resp_static"));
    for (int i = 0; i < v.get("ciphertext0").length; i++) {
      byte[] changed = v.get("ciphertext0").clone();
      changed[i] ^= 0x40;
      assertThat(Responder.read(resp, v.get("init_prologue"), changed)).isNull();
    }
    for (int i = 0; i < v.get("ciphertext1").length; i++) {
      byte[] changed = v.get("ciphertext1").clone();
      changed[i] ^= 0x40;
      assertThat(initiator.read(changed)).isNull();
    }
    assertThat(Responder.read(resp, new byte[] {1}, v.get("ciphertext0"))).as("another prologue").isNull();
    assertThat(initiator.read(v.get("ciphertext1"))).isNotNull();
  }

  @Test
  void whoDoesNotKnowThePreSharedKeyUnderstandsNothing() {
    Responder responder = Responder.read(X25519.of(v.get("resp_static")), v.get("init_prologue"), v.get("ciphertext0"));
    Responder.Finished there = responder.write(X25519.of(v.get("resp_ephemeral")), new byte[32], v.get("payload1"));
    assertThat(initiator().read(there.message())).isNull();
  }

  @Test
  void pointsOfSmallOrderAreRefused() {
    byte[] zero = new byte[32];
    byte[] message = v.get("ciphertext0").clone();
    System.arraycopy(zero, 0, message, 0, 32);
    assertThat(Responder.read(X25519.of(v.get("resp_static")), v.get("init_prologue"), message)).isNull();
    byte[] answer = v.get("ciphertext1").clone();
    System.arraycopy(zero, 0, answer, 0, 32);
    assertThat(initiator().read(answer)).isNull();
    assertThatThrownBy(() -> new Initiator(X25519.of(v.get("init_static")), zero, X25519.of(v.get("init_ephemeral")), v.get("psk"),
        new byte[0], new byte[0])).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("not printed by a central");
  }

  private Initiator initiator() {
    return new Initiator(X25519.of(v.get("init_static")), v.get("init_remote_static"), X25519.of(v.get("init_ephemeral")), v.get("psk"),
        v.get("init_prologue"), v.get("payload0"));
  }
}
