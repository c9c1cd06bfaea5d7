package io.busbar.shell.run;

import io.busbar.api.cli.Verb;
import io.busbar.api.link.LinkKeys;
import io.busbar.api.view.CentralView;
import io.busbar.shell.words.Task;
import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** {@code busbar central}. */
@Component
public final class CentralVerb implements Verb {
  private final CentralTask task;
  private final AtomicReference<@Nullable LinkKeys> keys = new AtomicReference<>();
  private final AtomicReference<@Nullable CentralView> view = new AtomicReference<>();

  /** Called by DS. */
  @Activate
  public CentralVerb(@Reference ConfigurationAdmin admin) {
    task = new CentralTask(admin, view::get, this::line, Terminal::reads);
  }

  private String line() {
    LinkKeys known = keys.get();
    return known == null ? "" : known.line();
  }

  @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
  void setKeys(LinkKeys known) {
    keys.set(known);
  }

  void unsetKeys(LinkKeys known) {
    keys.compareAndSet(known, null);
  }

  @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
  void setCentral(CentralView central) {
    view.set(central);
  }

  void unsetCentral(CentralView central) {
    view.compareAndSet(central, null);
  }

  @Override
  public String name() {
    return "central";
  }

  @Override
  public String usage() {
    return CentralTask.USAGE;
  }

  @Override
  public int run(List<String> arguments, PrintStream out, PrintStream err) {
    return Task.carryOut(task, name(), usage(), arguments, out, err);
  }
}
