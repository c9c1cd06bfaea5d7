package io.busbar.api.model;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Is told each model that runs: a whiteboard service. Called on the control plane's thread after the apply, and once
 * at registration if a model runs already; may take its time, but holds up the next apply.
 */
@ConsumerType
public interface ModelListener {
  /**
   * A model runs.
   *
   * @param model the model
   * @param epoch its epoch, see {@link ModelControl#epoch()}
   */
  void applied(SiteModel model, int epoch);
}
