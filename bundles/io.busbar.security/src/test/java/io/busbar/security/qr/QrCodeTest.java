package io.busbar.security.qr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.busbar.security.cipher.Hash;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class QrCodeTest {
  private static final String LINE = "busbar1:" + "aB3_".repeat(22) + "xyz";

  @Test
  void theCodeIsTheOneThatReadersHaveRead() {
    // The modules of this text as zbarimg 0.23 and OpenCV 4 read them.
    QrCode code = QrCode.of(LINE);
    byte[] modules = new byte[QrCode.SIZE * QrCode.SIZE];
    for (int i = 0; i < modules.length; i++) {
      modules[i] = (byte) (code.isDark(i / QrCode.SIZE, i % QrCode.SIZE) ? 1 : 0);
    }
    assertThat(HexFormat.of().formatHex(Hash.sha256(modules), 0, 8)).isEqualTo("adb3ed5245d34b7a");
    assertThat(code.toTerminal().lines()).hasSize(21);
  }

  @Test
  void theImageHasASquareForEachDarkModuleAndAQuietMargin() {
    QrCode code = QrCode.of(LINE);
    String svg = code.toSvg();
    assertThat(svg).startsWith("<svg xmlns=").contains("viewBox=\"0 0 45 45\"");
    int dark = 0;
    for (int i = 0; i < QrCode.SIZE * QrCode.SIZE; i++) {
      boolean isDark = code.isDark(i / QrCode.SIZE, i % QrCode.SIZE);
      dark += isDark ? 1 : 0;
      assertThat(svg.contains("M" + (i % QrCode.SIZE + 4) + " " + (i / QrCode.SIZE + 4) + "h1v1h-1z")).isEqualTo(isDark);
    }
    assertThat(svg.split("h1v1h-1z", -1)).hasSize(dark + 1);
  }

  @Test
  void whatIsTooLongIsRefused() {
    QrCode.of("x".repeat(QrCode.MAX_BYTES));
    assertThatThrownBy(() -> QrCode.of("x".repeat(QrCode.MAX_BYTES + 1))).isInstanceOf(IllegalArgumentException.class);
  }
}
