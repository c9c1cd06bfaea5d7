package io.busbar.shell.run;

import io.busbar.shell.words.CannotDo;
import java.io.IOException;
import java.util.Hashtable;
import java.util.Map;
import org.osgi.service.cm.ConfigurationAdmin;

/** Configures components by their persistent identities. */
final class Components {
  private final ConfigurationAdmin admin;

  Components(ConfigurationAdmin admin) {
    this.admin = admin;
  }

  /** Creates or changes the configuration of a component, which starts it. */
  void configure(String pid, Map<String, Object> properties) throws CannotDo {
    try {
      admin.getConfiguration(pid, "?").update(new Hashtable<>(properties));
    } catch (IOException e) {
      throw new CannotDo("the configuration " + pid + " cannot be written (" + e + "). Free some space in the temporary folder.", e);
    }
  }
}
