package io.busbar.link.plain;

import io.busbar.api.link.LinkSecurity;
import org.jspecify.annotations.Nullable;

/** A waiting end on the loopback interface: hears peers with keys, and peers without whose name no key has. */
public final class EitherSecurity implements LinkSecurity {
  private final LinkSecurity secured;
  private final PlainSecurity plain;

  /** Both. */
  public EitherSecurity(LinkSecurity secured, PlainSecurity plain) {
    this.secured = secured;
    this.plain = plain;
  }

  @Override
  public String describe() {
    return secured.describe();
  }

  @Override
  public boolean isPlain() {
    return false;
  }

  @Override
  public int secrets() {
    return secured.secrets() + 1;
  }

  @Override
  public int helloOverheadBytes() {
    return secured.helloOverheadBytes();
  }

  @Override
  public int welcomeOverheadBytes() {
    return secured.welcomeOverheadBytes();
  }

  @Override
  public long stamp(int secret, byte[] bytes, int length, long context) {
    return secret == secured.secrets() ? plain.stamp(0, bytes, length, context) : secured.stamp(secret, bytes, length, context);
  }

  @Override
  public int recognise(byte[] bytes, int length, long context, long stamp) {
    int found = secured.recognise(bytes, length, context, stamp);
    return found < 0 && plain.recognise(bytes, length, context, stamp) == 0 ? secured.secrets() : found;
  }

  @Override
  public Call call(byte[] prologue, byte[] payload) {
    return secured.call(prologue, payload);
  }

  @Override
  public @Nullable Answer answer(int secret, byte[] prologue, byte[] message) {
    return secret == secured.secrets() ? plain.answer(message, secured::plainRefusal) : secured.answer(secret, prologue, message);
  }
}
