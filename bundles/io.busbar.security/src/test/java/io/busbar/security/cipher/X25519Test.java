package io.busbar.security.cipher;

import static io.busbar.security.Vectors.hex;
import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.security.Vectors;
import org.junit.jupiter.api.Test;

class X25519Test {
  @Test
  void publicVectorsAgreeAndPointsOfSmallOrderAreRefused() {
    int refused = 0;
    for (String[] v : Vectors.read("x25519.txt")) {
      byte[] shared = X25519.of(hex(v[2])).agree(hex(v[3]));
      if (v[1].equals("true")) {
        refused++;
        assertThat(shared).as(v[0]).isNull();
      } else {
        assertThat(shared).as(v[0]).isEqualTo(hex(v[4]));
      }
    }
    assertThat(refused).isGreaterThan(10);
  }

  @Test
  void thePublicKeyOfRfc7748() {
    // RFC 7748 section 6.1
    assertThat(X25519.of(hex("5dab087e624a8a4b79e17f8b83800ee66f3bb1292618b6fd1c2f8b27ff88e0eb")).publicKey())
        .isEqualTo(hex("de9edb7d7b7dc1b4d35b61c2ece435373f8343c85b78674dadfc7e146f882b4f"));
  }
}
