package io.busbar.transport.serial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.busbar.api.bearer.Bearer;
import io.busbar.transport.TestClock;
import io.busbar.transport.bearer.BearerAddress;
import io.busbar.transport.bearer.Waiting;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeyingTest {
  private static final long WAIT_NS = 60_000_000_000L;

  /** Writes down what happens on the line. */
  private static final class ScriptedPort implements KeyedLine {
    final List<String> log = Collections.synchronizedList(new ArrayList<>());
    volatile boolean cts;
    volatile boolean noRts;

    @Override
    public void key(boolean on) throws IOException {
      if (noRts) {
        throw new IOException("no RTS line");
      }
      log.add(on ? "up" : "down");
    }

    @Override
    public boolean clearToSend() {
      return cts;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      log.add("write " + length);
    }

    @Override
    public int read(byte[] into, int offset, int length, int timeoutMs) throws IOException {
      try {
        Thread.sleep(5);
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
      return 0;
    }

    @Override
    public int discardInput() {
      return 0;
    }

    @Override
    public boolean awaitSilence(int silenceMs, int limitMs) {
      return true;
    }

    @Override
    public boolean isSerial() {
      return true;
    }

    @Override
    public long characterTimeNs() {
      return 100_000;
    }

    @Override
    public String describe() {
      return "scripted";
    }

    @Override
    public void close() {
      log.add("closed");
    }
  }

  private final ScriptedPort port = new ScriptedPort();

  private Bearer open(String options) throws IOException {
    BearerAddress.Serial address = (BearerAddress.Serial) BearerAddress.parse("serial:///dev/ttyX?" + options);
    return new SerialBearer(() -> port, address, 100, Waiting.open(), TestClock.manual());
  }

  private void await(String last) throws InterruptedException {
    long end = System.nanoTime() + WAIT_NS;
    while (!port.log.contains(last) && System.nanoTime() < end) {
      Thread.sleep(5);
    }
    assertThat(port.log).contains(last);
  }

  private void awaitSize(int size) throws InterruptedException {
    long end = System.nanoTime() + WAIT_NS;
    while (port.log.size() < size && System.nanoTime() < end) {
      Thread.sleep(5);
    }
  }

  @Test
  void keysTheRadioAroundATransmissionAndWritesAFrameAtOnce() throws Exception {
    try (Bearer bearer = open("rts=key&keyUpMs=1&keyDownMs=1")) {
      assertThat(port.log).containsExactly("down");
      assertThat(bearer.send(0, ByteBuffer.wrap(new byte[10]))).isTrue();
      awaitSize(4);
      assertThat(port.log).containsExactly("down", "up", "write 15", "down");
    }
    assertThat(port.log).endsWith("closed");
  }

  @Test
  void waitsForTheRadiosCarrier() throws Exception {
    try (Bearer bearer = open("rts=key&cts=wait")) {
      assertThat(bearer.send(0, ByteBuffer.wrap(new byte[10]))).isTrue();
      await("up");
      Thread.sleep(30);
      assertThat(port.log).doesNotContain("write 15");
      port.cts = true;
      await("write 15");
    }
  }

  @Test
  void aRadioThatKeysItselfIsLeftAlone() throws Exception {
    try (Bearer bearer = open("baud=9600")) {
      assertThat(bearer.send(0, ByteBuffer.wrap(new byte[10]))).isTrue();
      await("write 15");
    }
    assertThat(port.log).containsExactly("write 15", "closed");
  }

  @Test
  void aPortWithoutRtsIsRefusedAtTheOpening() {
    port.noRts = true;
    assertThatThrownBy(() -> open("rts=key")).isInstanceOf(IOException.class).hasMessageContaining("no RTS line");
    assertThat(port.log).containsExactly("closed");
  }
}
