package io.busbar.fuzz;

import io.busbar.api.link.LinkRecords;
import io.busbar.api.link.LinkRefusal;
import io.busbar.api.link.LinkSecurity;
import org.jspecify.annotations.Nullable;

/** Takes every stamp and every tag for right, so that what is behind them is reached by whatever comes. */
final class TrustingSecurity implements LinkSecurity {
  private final LinkSecurity real;

  TrustingSecurity(LinkSecurity real) {
    this.real = real;
  }

  @Override
  public String describe() {
    return "trusts everybody";
  }

  @Override
  public boolean isPlain() {
    return real.isPlain();
  }

  @Override
  public int helloOverheadBytes() {
    return real.helloOverheadBytes();
  }

  @Override
  public int welcomeOverheadBytes() {
    return real.welcomeOverheadBytes();
  }

  @Override
  public long stamp(int secret, byte[] bytes, int length, long context) {
    return real.stamp(secret, bytes, length, context);
  }

  @Override
  public int recognise(byte[] bytes, int length, long context, long stamp) {
    return 0;
  }

  @Override
  public Call call(byte[] prologue, byte[] payload) {
    Call call = real.call(prologue, payload);
    return new Call() {
      @Override
      public byte[] message() {
        return call.message();
      }

      @Override
      public @Nullable Opened opened(byte[] answer) {
        Opened opened = call.opened(answer);
        return opened == null ? null : new Opened(opened.payload(), new TrustingRecords(opened.records()));
      }

      @Override
      public void forget() {
        call.forget();
      }
    };
  }

  @Override
  public @Nullable Answer answer(int secret, byte[] prologue, byte[] message) {
    Answer answer = real.answer(secret, prologue, message);
    return answer == null ? null : new Answer() {
      @Override
      public byte[] payload() {
        return answer.payload();
      }

      @Override
      public byte[] message(byte[] payload) {
        return answer.message(payload);
      }

      @Override
      public LinkRecords records() {
        return new TrustingRecords(answer.records());
      }

      @Override
      public LinkRefusal refusal(String name, boolean proven) {
        return LinkRefusal.NONE;
      }
    };
  }

  private record TrustingRecords(LinkRecords real) implements LinkRecords {
    @Override
    public long session() {
      return real.session();
    }

    @Override
    public int tagBytes(boolean longTag) {
      return real.tagBytes(longTag);
    }

    @Override
    public int phase(long number, long acknowledged, long nowNs) {
      return real.phase(number, acknowledged, nowNs);
    }

    @Override
    public int seal(byte[] packet, int header, int length, long number, boolean longTag) {
      return real.seal(packet, header, length, number, longTag);
    }

    @Override
    public int open(byte[] packet, int header, int length, long number, int phase, boolean longTag) {
      int end = length - real.tagBytes(longTag);
      return end < header ? -1 : end;
    }

    @Override
    public void forget() {
      real.forget();
    }
  }
}
