package io.busbar.transport.bearer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.busbar.api.line.LineSpec;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class BearerAddressTest {
  @Test
  void readsAllKinds() throws IOException {
    assertThat(BearerAddress.parse("10.9.0.5:20500")).isEqualTo(new BearerAddress.Udp("10.9.0.5:20500"));
    assertThat(BearerAddress.parse("udp://10.9.0.5:20500")).isEqualTo(new BearerAddress.Udp("10.9.0.5:20500"));
    assertThat(BearerAddress.parse("tcp://10.9.0.5:20501")).isEqualTo(new BearerAddress.Tcp("10.9.0.5:20501"));
    assertThat(BearerAddress.parse("serial:///dev/ttyS1?baud=19200"))
        .isEqualTo(new BearerAddress.Serial(new LineSpec.Serial("/dev/ttyS1", 19_200, 8, 'N', 1, false), Keying.NONE, 0));
    assertThat(BearerAddress.parse("serial:///dev/ttyS1?baud=9600&parity=e&stop=2&rts=key&keyUpMs=40&keyDownMs=3&turnAroundMs=50&mtu=128"))
        .isEqualTo(new BearerAddress.Serial(new LineSpec.Serial("/dev/ttyS1", 9_600, 8, 'E', 2, false),
            new Keying(true, false, 40, 3, 50), 128));
  }

  @Test
  void saysWhatToWriteInstead() {
    refused("http://10.9.0.5", "Write host:port for UDP, tcp://host:port, or serial:///dev/ttyS1?baud=19200.");
    refused("serial://ttyS1", "write three slashes and the device");
    refused("serial:///dev/ttyS1?speed=9600", "\"speed=9600\" is not an option of a serial port. There are baud, parity");
    refused("serial:///dev/ttyS1?baud=fast", "baud=fast is no number; write 300 to 4000000");
    refused("serial:///dev/ttyS1?baud=9", "baud=9 is not possible; write 300 to 4000000");
    refused("serial:///dev/ttyS1?parity=M", "parity=M is not possible; write N or E or O");
    refused("serial:///dev/ttyS1?keyUpMs=40", "Add rts=key");
  }

  private static void refused(String text, String remedy) {
    assertThatThrownBy(() -> BearerAddress.parse(text)).isInstanceOf(IOException.class).hasMessageContaining(remedy);
  }
}
