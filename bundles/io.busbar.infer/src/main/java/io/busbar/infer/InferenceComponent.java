package io.busbar.infer;

import io.busbar.api.template.TemplateInference;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Offers {@link Inference} as a service. */
@Component
public final class InferenceComponent implements TemplateInference {
  private final Inference inference = new Inference();

  /** Called by DS. */
  @Activate
  public InferenceComponent() {}

  @Override
  public Proposal propose(Map<String, String> lists, Wishes wishes) {
    return inference.propose(lists, wishes);
  }
}
