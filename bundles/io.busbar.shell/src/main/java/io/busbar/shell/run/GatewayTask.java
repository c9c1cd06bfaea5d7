package io.busbar.shell.run;

import io.busbar.api.template.TemplateLoader;
import io.busbar.shell.words.Address;
import io.busbar.shell.words.Arguments;
import io.busbar.shell.words.CannotDo;
import io.busbar.shell.words.Task;
import io.busbar.shell.words.WrongUsage;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.osgi.service.cm.ConfigurationAdmin;

/** Runs the gateway of a site until the thread is interrupted. */
final class GatewayTask implements Task {
  static final String USAGE = """
      busbar gateway SITE_FOLDER [--data FOLDER] [--page HOST:PORT]

      Runs the gateway of a site: reads its devices, keeps what central has not confirmed, and shows the technician's page.
      Edits of the site folder take effect while it runs; a mistake is refused and the old site keeps running.

        --data FOLDER      where the journal is kept; default SITE_FOLDER/data
        --page HOST:PORT   where the page is; default "console: {page: HOST:PORT}" of site.yaml, else 127.0.0.1:8080. Another
                           host than this machine's own opens the page to the network without encryption or password.

      Examples:
        busbar gateway oak-street
        busbar gateway /etc/busbar/site --data /var/lib/busbar --page 127.0.0.1:8081
      """;

  private final Components components;
  private final Collection<TemplateLoader> loaders;

  GatewayTask(ConfigurationAdmin admin, Collection<TemplateLoader> loaders) {
    this.components = new Components(admin);
    this.loaders = loaders;
  }

  @Override
  public int run(List<String> written, PrintStream out, PrintStream err) throws WrongUsage, CannotDo, InterruptedException {
    Arguments arguments = Arguments.parse(written, List.of("--data", "--page"), List.of());
    Path site = Path.of(arguments.only("SITE_FOLDER")).toAbsolutePath().normalize();
    String asked = arguments.option("--page");
    if (asked != null) {
      Address.parse("--page", asked);
    }
    requireSite(site);
    SiteSettings settings = SiteSettings.of(site, loaders);
    Address page = Address.parse("--page", asked == null ? settings.page("127.0.0.1:8080") : asked);
    Path data = arguments.option("--data") == null ? site.resolve("data")
        : Path.of(Objects.requireNonNull(arguments.option("--data"))).toAbsolutePath().normalize();
    try (DataFolder folder = DataFolder.take(data, "gateway", "Or choose another folder with --data FOLDER.")) {
      Address free = Ports.freeTcp(page, "--page");
      Map<String, Object> journal = settings.journal();
      journal.put("folder", folder.path().resolve("journal").toString());
      components.configure("io.busbar.security", Map.of("folder", folder.path().resolve("keys").toString()));
      components.configure("io.busbar.uplink", Map.of("folder", folder.path().resolve("link").toString()));
      components.configure("io.busbar.journal", journal);
      components.configure("io.busbar.control.gateway", Map.of("folder", folder.path().resolve("control").toString()));
      components.configure("io.busbar.engine.site", Map.of("folder", site.toString()));
      components.configure("io.busbar.console", Map.of("listen", free.toString(), "role", "gateway"));
      try (RunFile run = RunFile.write(data, "gateway", Map.of("page", free.toString(), "site", site.toString(), "data", data.toString()))) {
        return new Serving(free).stay("busbar gateway runs on " + site, out, err);
      }
    }
  }

  private static void requireSite(Path site) throws CannotDo {
    if (!Files.isDirectory(site)) {
      throw new CannotDo(site + (Files.exists(site) ? " is not a folder." : " does not exist.") + " Give the folder that holds site.yaml.");
    }
    if (!Files.isReadable(site)) {
      throw new CannotDo(site + " cannot be read by this user (" + System.getProperty("user.name") + ").");
    }
    if (!Files.exists(site.resolve("site.yaml"))) {
      throw new CannotDo(site + " has no site.yaml. Give the folder of a site; \"busbar check\" says what belongs into it.");
    }
  }
}
