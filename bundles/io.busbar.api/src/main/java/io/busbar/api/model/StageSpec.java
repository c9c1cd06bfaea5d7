package io.busbar.api.model;

import java.util.List;
import java.util.Map;

/**
 * One stage of a flow as written.
 *
 * @param filter name of the filter: {@code dbAbs}
 * @param positional arguments without a name, in order
 * @param named arguments with a name
 * @param id stable identity of the stage in its flow, so that state is carried over an edit: {@code dbAbs}, or
 *     {@code dbAbs#2} for the second of its kind
 * @param at where it is written
 */
public record StageSpec(String filter, List<Setting> positional, Map<String, Setting> named, String id, SourceLocation at) {
  /** Copies the collections. */
  public StageSpec {
    positional = List.copyOf(positional);
    named = Map.copyOf(named);
  }
}
