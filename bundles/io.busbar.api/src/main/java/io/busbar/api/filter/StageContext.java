package io.busbar.api.filter;

import io.busbar.api.data.Kind;
import io.busbar.api.model.Setting;
import io.busbar.api.model.StageSpec;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What the engine gives the filter of one stage. The methods that declare columns and parameters are for
 * {@link FilterFactory#create} only; the others for the shard's thread.
 */
@ProviderType
public interface StageContext {
  /** The stage as written. */
  StageSpec stage();

  /** Kinds of what comes in. */
  List<Kind> inputs();

  /**
   * A column of doubles that outlives the filter object, carried by name over edits and updates.
   *
   * @param name unique in the stage; with a version in it if the meaning changes, see {@link Filter#onMigrate}
   * @param initial value of a new row
   * @param durable whether it is checkpointed in the commit of the output that it explains, and found again after a restart. Each
   *     change costs some bytes of flash: set it only for what cannot be lost, such as a sample that is held back
   */
  DoubleColumn doubles(String name, double initial, boolean durable);

  /** A column of longs; see {@link #doubles}. */
  LongColumn longs(String name, long initial, boolean durable);

  /**
   * A column of whole numbers that fit 32 bits, such as qualities, in half the memory; see {@link #doubles}. What is set beyond loses its
   * upper bits.
   */
  default LongColumn ints(String name, int initial, boolean durable) {
    return longs(name, initial, durable);
  }

  /**
   * A number of the stage (its default if not written), or its override in the device's row. Durations are in seconds,
   * booleans 0 and 1; NaN for an optional parameter that has neither text nor default.
   */
  DoubleParameter number(String name);

  /** A text of the stage (the same for all rows); the default if not written. */
  String text(String name);

  /** An argument as written, for mappings and for places of mistakes; null if it is not written. */
  @Nullable Setting setting(String name);

  /** The last values of an input of the same row, for stages with several inputs. */
  InputView input(int input);

  /**
   * The last result of another point of the same device: what its flow gave, whether it is published or not. For
   * {@link FilterFactory#create}; the point is one of {@link FilterFactory#points}.
   */
  InputView point(String name);

  /** Logical time, ns: gateway time of the batch at hand, else of the engine's clock; never goes back. */
  long nowNs();

  /**
   * Asks for {@link Filter#onTimer}; one timer per row and stage, a new one replaces it.
   *
   * @param atNs logical time, ns
   */
  void schedule(int row, long atNs);

  /** Forgets a row's timer. */
  void cancel(int row);

  /** Counts a sample dropped on purpose by this stage. */
  void dropped();

  /** Values of one row set per device, read by row. */
  @ProviderType
  interface DoubleParameter {
    /** The value for a row. */
    double at(int row);
  }

  /** The last raw values of one input, by row. */
  @ProviderType
  interface InputView {
    /** Kind of the values. */
    Kind kind();

    /** Value bits; 0 before the first. */
    long bits(int row);

    /** Quality; invalid and not topical before the first. */
    int quality(int row);

    /** Source time, ns; {@link io.busbar.api.data.SampleBatch#NO_TIME} before the first. */
    long sourceTime(int row);
  }
}
