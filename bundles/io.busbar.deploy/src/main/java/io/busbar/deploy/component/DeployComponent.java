package io.busbar.deploy.component;

import io.busbar.api.deploy.Deployments;
import io.busbar.api.model.FilterSets;
import io.busbar.api.storage.TrustedFiles;
import io.busbar.api.time.BusClock;
import io.busbar.api.view.EngineView;
import io.busbar.deploy.manifest.Refused;
import io.busbar.deploy.store.DeployFolder;
import io.busbar.deploy.store.TrustFolder;
import io.busbar.deploy.swap.Deployer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** The deployer, where the launcher has a deploy folder. */
@Component(immediate = true)
public final class DeployComponent implements Deployments {
  private final Deployer deployer;
  private final AtomicReference<@Nullable EngineView> engine = new AtomicReference<>();
  private final AtomicReference<@Nullable FilterSets> filters = new AtomicReference<>();

  /** Called by DS. The launcher's gate is there from the beginning. */
  @Activate
  public DeployComponent(BundleContext context, @Reference BusClock clock, @Reference TrustedFiles files,
      @Reference(target = "(busbar.gate=true)") Function<String, String> gate) throws IOException, Refused {
    Path folder = Path.of(Objects.requireNonNull(context.getProperty("busbar.deploy.folder")));
    String notes = Objects.requireNonNullElse(context.getProperty("busbar.deploy.notes"), "");
    deployer = new Deployer(new DeployFolder(folder, Objects.requireNonNullElse(context.getProperty("busbar.verb"), "gateway")),
        new TrustFolder(folder).read(), new FrameworkGround(context, gate, engine::get, filters::get), files, clock,
        new Deployer.Boot(Objects.requireNonNullElse(context.getProperty("busbar.deploy.set"), "image"),
            notes.isEmpty() ? List.of() : List.of(notes.split("\n", -1))));
  }

  @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC, policyOption = ReferencePolicyOption.GREEDY)
  void setEngine(EngineView view) {
    engine.set(view);
  }

  void unsetEngine(EngineView view) {
    engine.compareAndSet(view, null);
  }

  @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC, policyOption = ReferencePolicyOption.GREEDY)
  void setFilters(FilterSets sets) {
    filters.set(sets);
  }

  void unsetFilters(FilterSets sets) {
    filters.compareAndSet(sets, null);
  }

  @Override
  public Status status() {
    return deployer.status();
  }

  @Override
  public Answer stage(String file, String by) {
    return deployer.stage(file, by);
  }

  @Override
  public Preview preview() {
    return deployer.preview();
  }

  @Override
  public Answer apply(long windowMs, String by) {
    return deployer.apply(windowMs, by);
  }

  @Override
  public Answer rollback(long windowMs, String by) {
    return deployer.rollback(windowMs, by);
  }

  @Override
  public List<String> history(int limit) {
    return deployer.history(limit);
  }

  @Deactivate
  void deactivate() {
    deployer.close();
  }
}
