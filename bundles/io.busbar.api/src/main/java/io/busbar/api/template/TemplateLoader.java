package io.busbar.api.template;

import io.busbar.api.describe.Descriptor;
import io.busbar.api.model.Problem;
import io.busbar.api.model.SiteModel;
import java.util.List;
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
