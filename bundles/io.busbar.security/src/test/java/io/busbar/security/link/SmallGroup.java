package io.busbar.security.link;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.InvalidKeyException;
import java.security.Key;
import java.security.KeyFactorySpi;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.KeySpec;
import java.security.spec.XECPrivateKeySpec;
import java.security.spec.XECPublicKeySpec;
import javax.crypto.KeyAgreementSpi;
import javax.crypto.SecretKey;

/**
 * Stands in for X25519 in campaigns that count in millions: powers of 9 modulo 2⁶¹ − 1, a thousandth of the work. Keys still
 * follow from private keys alone and both ends still agree, which is all that a test for reuse needs; nothing here is secret.
 */
public final class SmallGroup extends Provider {
  private static final long serialVersionUID = 1;
  private static final long PRIME = (1L << 61) - 1;
  private static final int BITS = 61;
  private static final int BYTES = 32;

  SmallGroup() {
    super("SmallGroup", "1", "stands in for X25519 in long campaigns");
    put("KeyFactory.X25519", Keys.class.getName());
    put("KeyAgreement.X25519", Agreement.class.getName());
  }

  private static long times(long a, long b) {
    long low = a * b;
    long sum = (low & PRIME) + (low >>> BITS | Math.multiplyHigh(a, b) << (Long.SIZE - BITS));
    sum = (sum & PRIME) + (sum >>> BITS);
    return sum == PRIME ? 0 : sum;
  }

  private static long power(long base, long exponent) {
    long result = 1;
    long square = base;
    for (long left = exponent; left != 0; left >>>= 1) {
      if ((left & 1) != 0) {
        result = times(result, square);
      }
      square = times(square, square);
    }
    return result;
  }

  /** A number as a key. */
  @SuppressWarnings("serial") // Never written.
  private record Number(long value) implements PrivateKey, PublicKey {
    @Override
    public String getAlgorithm() {
      return "X25519";
    }

    @Override
    public String getFormat() {
      return null;
    }

    @Override
    public byte[] getEncoded() {
      return null;
    }
  }

  /** Keys of raw numbers. */
  public static final class Keys extends KeyFactorySpi {
    /** By the platform. */
    public Keys() {}

    @Override
    protected PublicKey engineGeneratePublic(KeySpec spec) {
      long low = ((XECPublicKeySpec) spec).getU().and(BigInteger.valueOf(PRIME)).longValue();
      return new Number(low == PRIME ? 0 : low);
    }

    @Override
    protected PrivateKey engineGeneratePrivate(KeySpec spec) {
      ByteBuffer scalar = ByteBuffer.wrap(((XECPrivateKeySpec) spec).getScalar());
      long folded = 0;
      while (scalar.hasRemaining()) {
        folded = folded * 31 + scalar.getLong();
      }
      return new Number(folded & PRIME);
    }

    @Override
    protected <T extends KeySpec> T engineGetKeySpec(Key key, Class<T> kind) throws InvalidKeySpecException {
      throw new InvalidKeySpecException("not for that");
    }

    @Override
    protected Key engineTranslateKey(Key key) throws InvalidKeyException {
      throw new InvalidKeyException("not for that");
    }
  }

  /** The other's number to the power of one's own. */
  public static final class Agreement extends KeyAgreementSpi {
    private long own;
    private long agreed;

    /** By the platform. */
    public Agreement() {}

    @Override
    protected void engineInit(Key key, SecureRandom random) {
      own = ((Number) key).value();
    }

    @Override
    protected void engineInit(Key key, AlgorithmParameterSpec parameters, SecureRandom random) {
      engineInit(key, random);
    }

    @Override
    protected Key engineDoPhase(Key key, boolean last) {
      agreed = power(((Number) key).value(), own);
      return null;
    }

    @Override
    protected byte[] engineGenerateSecret() {
      return ByteBuffer.allocate(BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(agreed).array();
    }

    @Override
    protected int engineGenerateSecret(byte[] into, int offset) {
      System.arraycopy(engineGenerateSecret(), 0, into, offset, BYTES);
      return BYTES;
    }

    @Override
    protected SecretKey engineGenerateSecret(String algorithm) {
      throw new UnsupportedOperationException("not for that");
    }
  }
}
