package io.busbar.api.journal;

import io.busbar.api.data.Kind;
import io.busbar.api.data.SampleBatch;
import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The binary form of what a record holds: a block of samples, a gap, or a piece of the dictionary. Stateless,
 * versioned, the same at gateway, on the link and at central. Bounded in memory and time on hostile input.
 * Thread-safe.
 */
@ProviderType
public interface BlockCodec {
  /** Most samples in one block. */
  int MAX_SAMPLES = 4_096;

  /**
   * Encodes samples. Lossless in identity, value bits, quality, times, cause and native code, and in the order of
   * the rows.
   *
   * @param batch samples with stable identities
   * @param from first row
   * @param to row after the last; at most {@link #MAX_SAMPLES} rows
   * @param modelVersion dictionary version that explains the identities
   * @param kinds kind of each identity
   * @return the record
   */
  byte[] encodeSamples(SampleBatch batch, int from, int to, int modelVersion, KindOf kinds);

  /** Encodes a gap. */
  byte[] encodeGap(GapRecord gap);

  /** Encodes a piece of the dictionary: entries that are new or changed in that version. */
  byte[] encodeDictionary(int modelVersion, List<DictionaryEntry> entries);

  /**
   * Decodes a record and calls the visitor once.
   *
   * @throws MalformedRecordException if it is none of this codec's or damaged; nothing else is ever thrown for bad bytes
   */
  void decode(byte[] record, Visitor visitor) throws MalformedRecordException;

  /** Gives the kind of a stable identity. */
  @ConsumerType
  @FunctionalInterface
  interface KindOf {
    /** The kind. */
    Kind kind(int id);
  }

  /** Takes what a record holds. */
  @ConsumerType
  interface Visitor {
    /** Samples; {@code kinds[i]} is the kind of row i. The batch belongs to the codec and is valid during the call. */
    void samples(SampleBatch batch, Kind[] kinds, int modelVersion);

    /** A gap. */
    void gap(GapRecord gap);

    /** A piece of the dictionary. */
    void dictionary(int modelVersion, List<DictionaryEntry> entries);
  }

  /** A record that cannot be decoded. */
  final class MalformedRecordException extends Exception {
    private static final long serialVersionUID = 1L;

    /** With what is wrong and where, for a developer. */
    public MalformedRecordException(String message) {
      super(message);
    }
  }
}
