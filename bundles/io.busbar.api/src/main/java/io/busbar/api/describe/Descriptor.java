package io.busbar.api.describe;

import java.util.List;

/**
 * What something is called and which parameters it takes.
 *
 * @param name as written in a configuration: {@code modbus-tcp}, {@code dbAbs}
 * @param summary one sentence for a catalogue
 * @param semantics exact semantics, what happens with bad quality, at the start, which state is kept, whether it can
 *     drop samples; Markdown, may be several paragraphs
 * @param example a line as one would write it
 * @param parameters in positional order
 */
public record Descriptor(String name, String summary, String semantics, String example, List<Parameter> parameters) {
  /** Makes the list immutable. */
  public Descriptor {
    parameters = List.copyOf(parameters);
  }
}
