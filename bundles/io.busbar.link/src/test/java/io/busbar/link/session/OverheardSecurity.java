package io.busbar.link.session;

import io.busbar.api.link.LinkRecords;
import io.busbar.api.link.LinkRefusal;
import io.busbar.api.link.LinkSecurity;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/** Protects as another does, and keeps what packets say in clear. */
final class OverheardSecurity implements LinkSecurity {
  /** Content of packets by number: span and frames. */
  final Map<Long, byte[]> sealed = new TreeMap<>();
  final Map<Long, byte[]> opened = new TreeMap<>();
  /** Payloads of the handshake. */
  byte[] said = new byte[0];
  byte[] heard = new byte[0];
  private final LinkSecurity security;

  OverheardSecurity(LinkSecurity security) {
    this.security = security;
  }

  @Override
  public String describe() {
    return security.describe();
  }

  @Override
  public boolean isPlain() {
    return security.isPlain();
  }

  @Override
  public int helloOverheadBytes() {
    return security.helloOverheadBytes();
  }

  @Override
  public int welcomeOverheadBytes() {
    return security.welcomeOverheadBytes();
  }

  @Override
  public long stamp(int secret, byte[] bytes, int length, long context) {
    return security.stamp(secret, bytes, length, context);
  }

  @Override
  public int recognise(byte[] bytes, int length, long context, long stamp) {
    return security.recognise(bytes, length, context, stamp);
  }

  @Override
  public Call call(byte[] prologue, byte[] payload) {
    said = payload;
    Call call = security.call(prologue, payload);
    return new Call() {
      @Override
      public byte[] message() {
        return call.message();
      }

      @Override
      public Opened opened(byte[] answer) {
        Opened whole = call.opened(answer);
        heard = whole == null ? heard : whole.payload();
        return whole == null ? null : new Opened(whole.payload(), new Records(whole.records()));
      }

      @Override
      public void forget() {
        call.forget();
      }
    };
  }

  @Override
  public Answer answer(int secret, byte[] prologue, byte[] message) {
    Answer answer = security.answer(secret, prologue, message);
    if (answer == null) {
      return null;
    }
    heard = answer.payload();
    return new Answer() {
      @Override
      public byte[] payload() {
        return answer.payload();
      }

      @Override
      public byte[] message(byte[] payload) {
        said = payload;
        return answer.message(payload);
      }

      @Override
      public LinkRecords records() {
        return new Records(answer.records());
      }

      @Override
      public LinkRefusal refusal(String name, boolean proven) {
        return answer.refusal(name, proven);
      }
    };
  }

  private final class Records implements LinkRecords {
    private final LinkRecords records;

    Records(LinkRecords records) {
      this.records = records;
    }

    @Override
    public long session() {
      return records.session();
    }

    @Override
    public int tagBytes(boolean longTag) {
      return records.tagBytes(longTag);
    }

    @Override
    public int phase(long number, long acknowledged, long nowNs) {
      return records.phase(number, acknowledged, nowNs);
    }

    @Override
    public int seal(byte[] packet, int header, int length, long number, boolean longTag) {
      sealed.put(number, Arrays.copyOfRange(packet, header, length));
      return records.seal(packet, header, length, number, longTag);
    }

    @Override
    public int open(byte[] packet, int header, int length, long number, int phase, boolean longTag) {
      int end = records.open(packet, header, length, number, phase, longTag);
      if (end >= 0) {
        opened.put(number, Arrays.copyOfRange(packet, header, end));
      }
      return end;
    }

    @Override
    public void forget() {
      records.forget();
    }
  }
}
