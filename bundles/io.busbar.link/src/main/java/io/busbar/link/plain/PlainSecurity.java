package io.busbar.link.plain;

import io.busbar.api.link.LinkRecords;
import io.busbar.api.link.LinkRefusal;
import io.busbar.api.link.LinkSecurity;
import io.busbar.api.time.RandomSource;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.Function;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * No encryption. A handshake's message is {@code random u64 | payload}; a stamp is CRC-32C (RFC 3720 appendix B.4) over
 * context and bytes, and again over bytes and context.
 */
public final class PlainSecurity implements LinkSecurity {
  private static final int RANDOM_BYTES = 8;

  private final RandomSource random;
  private final CRC32C crc = new CRC32C();
  private final byte[] number = new byte[RANDOM_BYTES];

  /** For one end. */
  public PlainSecurity(RandomSource random) {
    this.random = random;
  }

  @Override
  public String describe() {
    return "not encrypted";
  }

  @Override
  public boolean isPlain() {
    return true;
  }

  @Override
  public int helloOverheadBytes() {
    return RANDOM_BYTES;
  }

  @Override
  public int welcomeOverheadBytes() {
    return RANDOM_BYTES;
  }

  @Override
  public long stamp(int secret, byte[] bytes, int length, long context) {
    ByteBuffer.wrap(number).putLong(context);
    crc.reset();
    crc.update(number, 0, RANDOM_BYTES);
    crc.update(bytes, 0, length);
    long high = crc.getValue();
    crc.update(number, 0, RANDOM_BYTES);
    return high << 32 | crc.getValue();
  }

  @Override
  public int recognise(byte[] bytes, int length, long context, long stamp) {
    return stamp(0, bytes, length, context) == stamp ? 0 : -1;
  }

  @Override
  public Call call(byte[] prologue, byte[] payload) {
    long ours = random.nextLong();
    byte[] message = message(ours, payload);
    return new Call() {
      @Override
      public byte[] message() {
        return message;
      }

      @Override
      public @Nullable Opened opened(byte[] answer) {
        return answer.length < RANDOM_BYTES ? null
            : new Opened(Arrays.copyOfRange(answer, RANDOM_BYTES, answer.length), new PlainRecords(ours, first(answer)));
      }

      @Override
      public void forget() {
        // There is nothing secret.
      }
    };
  }

  @Override
  public @Nullable Answer answer(int secret, byte[] prologue, byte[] message) {
    return answer(message, name -> LinkRefusal.NONE);
  }

  /** Reads a first message of somebody whom that refuses or lets in. */
  @Nullable Answer answer(byte[] message, Function<String, LinkRefusal> refusal) {
    return message.length < RANDOM_BYTES ? null : new PlainAnswer(random.nextLong(), message, refusal);
  }

  private static byte[] message(long random, byte[] payload) {
    return ByteBuffer.allocate(RANDOM_BYTES + payload.length).putLong(random).put(payload).array();
  }

  private static long first(byte[] message) {
    return ByteBuffer.wrap(message).getLong();
  }

  /** Whoever says who he is, is believed. */
  private static final class PlainAnswer implements Answer {
    private final long ours;
    private final byte[] hello;
    private final Function<String, LinkRefusal> refusal;

    PlainAnswer(long ours, byte[] hello, Function<String, LinkRefusal> refusal) {
      this.ours = ours;
      this.hello = hello;
      this.refusal = refusal;
    }

    @Override
    public byte[] payload() {
      return Arrays.copyOfRange(hello, RANDOM_BYTES, hello.length);
    }

    @Override
    public byte[] message(byte[] payload) {
      return PlainSecurity.message(ours, payload);
    }

    @Override
    public LinkRecords records() {
      return new PlainRecords(ours, first(hello));
    }

    @Override
    public LinkRefusal refusal(String name, boolean proven) {
      return refusal.apply(name);
    }
  }
}
