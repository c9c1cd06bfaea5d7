package io.busbar.shell.tailgate;

import io.busbar.shell.json.Json;
import io.busbar.shell.run.RunFile;
import io.busbar.shell.words.Arguments;
import io.busbar.shell.words.CannotDo;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds the gateways that run on this machine by their run files. */
final class Finder {
  /** The option by which a person says which gateway is meant. */
  static final String OPTION = "--page";
  static final String OPTION_HELP = "  --page HOST:PORT   which gateway, where several run: the address of its page\n";

  private static final System.Logger LOG = System.getLogger(Finder.class.getName());

  private final List<Path> places;

  /** Looks in the well-known places. */
  Finder() {
    this(RunFile.places());
  }

  Finder(List<Path> places) {
    this.places = places;
  }

  /** Gateways whose process lives. */
  List<RunningGateway> all() {
    Map<Long, RunningGateway> found = new LinkedHashMap<>();
    for (Path place : places) {
      if (!Files.isDirectory(place)) {
        continue;
      }
      try (DirectoryStream<Path> files = Files.newDirectoryStream(place, "gateway-*.run")) {
        for (Path file : files) {
          RunningGateway gateway = read(file);
          if (gateway != null) {
            found.putIfAbsent(gateway.pid(), gateway);
          }
        }
      } catch (IOException e) {
        LOG.log(Level.DEBUG, "{0} cannot be listed: {1}", place, e);
      }
    }
    return List.copyOf(found.values());
  }

  private static @Nullable RunningGateway read(Path file) {
    try {
      Map<String, @Nullable Object> run = Json.object(Files.readString(file));
      double pid = Json.number(run, "pid");
      boolean lives = pid > 0 && ProcessHandle.of((long) pid).isPresent();
      return lives ? new RunningGateway(Json.text(run, "page"), (long) pid, Json.text(run, "site")) : null;
    } catch (IOException | IllegalArgumentException e) {
      LOG.log(Level.DEBUG, "{0} is no run file: {1}", file, e);
      return null;
    }
  }

  /** The one that is meant. */
  RunningGateway one(Arguments arguments) throws CannotDo {
    String page = arguments.option(OPTION);
    if (page != null) {
      return all().stream().filter(each -> each.page().equals(page)).findFirst().orElse(new RunningGateway(page, 0, ""));
    }
    List<RunningGateway> all = all();
    if (all.size() == 1) {
      return all.get(0);
    }
    throw new CannotDo(all.isEmpty()
        ? "no gateway runs on this machine, or it belongs to another user. Start one with \"busbar gateway SITE_FOLDER\", or name its page "
        + "with --page HOST:PORT."
        : all.size() + " gateways run on this machine: " + RunningGateway.describe(all) + ". Say which one with --page HOST:PORT.");
  }
}
