package io.busbar.api.filter;

import io.busbar.api.data.SampleBatch;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * One stage of a template for all of its devices. Called on the shard's thread only. Allocates nothing per sample,
 * never blocks, never throws for what is in a sample; keeps its memory in the context's columns, not in itself, so
 * that it can be replaced by its next version between two batches.
 *
 * <p>In the batches of a stage {@link SampleBatch#point} is the device's row: the index into columns.
 */
@ConsumerType
public interface Filter {
  /**
   * Handles samples.
   *
   * @param input which input they came by, 0 in all but the first stage of a point with several reads. There the
   *     stage is called with one sample per row and source time, that of the input which came last, after all inputs of
   *     the batch with that source time are in {@link StageContext#input}: it computes from the views
   * @param in samples in order; not to be changed
   * @param out where to add what goes on, in order; it has room for {@link #maxOutputs} × {@code in.size()}
   */
  void process(int input, SampleBatch in, SampleBatch out);

  /**
   * A timer of a row has come.
   *
   * @param row the device's row
   * @param nowNs logical time, ns, at or after the time asked for
   * @param out where to add samples; room for {@link #maxOutputs}
   */
  default void onTimer(int row, long nowNs, SampleBatch out) {}

  /**
   * The source of a row is lost: no sample comes until {@link #onReturn}. A filter that repeats the last value stops,
   * so that old is not shown as new; what it holds back may still be released by its timer.
   */
  default void onLost(int row) {}

  /**
   * The source of a row was lost and answers again: the next sample of the row must pass, whatever its value, so that
   * the present picture is told. Dead-bands forget what they sent last; most other filters have nothing to do.
   */
  default void onReturn(int row) {}

  /**
   * Durable columns of a row are as the last commit before a restart left them; timers and all other memory are new. A filter
   * that holds a sample asks for its timer again. Called once for a row, after {@link FilterFactory#create} and before the first
   * sample.
   *
   * @param nowNs logical time, ns
   */
  default void onRestore(int row, long nowNs) {}

  /**
   * A row's memory was written by another version of this filter, whose columns are not those of this one: fills the own columns from it.
   * A column whose meaning changes gets another name, with its version in it: {@code count} becomes {@code count.2}. Called once all columns
   * are declared, for each row before its first sample, where this version has declared a column that was not there before and has not
   * declared one that was: after an update while flows run, an edit, and a restart with the new version. It may be called twice for a row,
   * then with the same. Timers are not touched by an update.
   *
   * @param former valid during the call
   */
  default void onMigrate(int row, FormerColumns former) {}

  /** Most samples that one sample or timer can give, 1…8. */
  default int maxOutputs() {
    return 1;
  }
}
