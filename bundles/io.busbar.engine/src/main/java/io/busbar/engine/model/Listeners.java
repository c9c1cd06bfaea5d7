package io.busbar.engine.model;

import io.busbar.api.model.ModelListener;
import io.busbar.api.model.SiteModel;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;

/** Who hears of models that run. Thread-safe. */
final class Listeners {
  private static final Logger LOG = System.getLogger(Listeners.class.getName());

  private final List<ModelListener> all = new CopyOnWriteArrayList<>();
  private final Executor thread;

  Listeners(Executor thread) {
    this.thread = thread;
  }

  void add(ModelListener listener) {
    all.add(listener);
  }

  void remove(ModelListener listener) {
    all.remove(listener);
  }

  void tellAll(SiteModel model, int epoch) {
    all.forEach(listener -> tell(listener, model, epoch));
  }

  void tell(ModelListener listener, SiteModel model, int epoch) {
    thread.execute(() -> {
      try {
        listener.applied(model, epoch);
      } catch (RuntimeException failure) {
        LOG.log(Level.ERROR, "a listener of models failed: " + listener.getClass().getName(), failure);
      }
    });
  }
}
