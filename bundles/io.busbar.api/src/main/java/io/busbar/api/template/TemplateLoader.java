package io.busbar.api.template;

import io.busbar.api.describe.Descriptor;
import io.busbar.api.model.Problem;
import io.busbar.api.model.Problems;
import io.busbar.api.model.SiteEdit;
import io.busbar.api.model.SiteModel;
import io.busbar.api.model.SourceLocation;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Turns a source into the model; one service per format. Stateless and thread-safe. A loader knows its format, not
 * the drivers or filters: what those refuse is found by the model's check.
 */
@ConsumerType
public interface TemplateLoader {
  /** Name and parameters. */
  Descriptor descriptor();

  /** Whether this loader's main file is there: {@code site.yaml}. */
  boolean recognises(SiteFiles files);

  /** Loads everything and reports every mistake at once. Never throws for what is written in the files. */
  Loaded load(SiteFiles files);

  /**
   * Carries out changes of a site's files in this format, leaving everything else as it is written.
   *
   * @param edits in order
   * @param problems what cannot be done, and what to do instead; with an error nothing is changed
   * @return the files that then are there: text by name, changed or not
   */
  default Map<String, String> edit(SiteFiles files, List<SiteEdit> edits, Problems problems) {
    problems.error(SourceLocation.NONE, "cannot-edit", "sites of this format are not edited by verbs. Edit their files.");
    return Map.of();
  }

  /**
   * What came of it.
   *
   * @param model null if a mistake prevented it
   * @param problems all mistakes
   */
  record Loaded(@Nullable SiteModel model, List<Problem> problems) {
    /** Copies the list. */
    public Loaded {
      problems = List.copyOf(problems);
    }
  }
}
