package io.busbar.testkit.environment;

/** Decides for each storage call whether it fails. */
@FunctionalInterface
public interface FaultPlan {
  /** Everything works. */
  FaultPlan NONE = (call, operation) -> StorageFault.NONE;

  /**
   * What happens to a call.
   *
   * @param call number of the call since the storage was made, from 1
   * @param operation {@code list}, {@code open}, {@code delete}, {@code rename}, {@code sync}, {@code size},
   *     {@code resize}, {@code read}, {@code write}, {@code force}, {@code free}
   */
  StorageFault of(long call, String operation);

  /** That fault at one call only. */
  static FaultPlan at(long number, StorageFault fault) {
    return (call, operation) -> call == number ? fault : StorageFault.NONE;
  }
}
