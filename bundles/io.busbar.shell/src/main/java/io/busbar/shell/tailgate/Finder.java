package io.busbar.shell.tailgate;

import io.busbar.shell.json.Json;
import io.busbar.shell.run.RunFile;
import io.busbar.shell.words.Address;
import io.busbar.shell.words.Arguments;
import io.busbar.shell.words.CannotDo;
import io.busbar.shell.words.WrongUsage;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.System.Logger.Level;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds the gateways (or centrals) that run on this machine by their run files, and the one that a person means. A run file alone proves nothing: its
 * process may be dead, its number may be another program's by now, its page may be another gateway's. So each is asked who it is.
 */
final class Finder {
  /** The options by which a person says which gateway is meant. */
  static final String PAGE = "--page";
  static final String GATEWAY = "--gateway";
  static final List<String> OPTIONS = List.of(GATEWAY, PAGE);
  static final String OPTIONS_HELP = """
        --gateway NAME     which gateway, where several run: its site's name or its site folder
        --page HOST:PORT   the same by the address of its page
      """.indent(2);

  private static final System.Logger LOG = System.getLogger(Finder.class.getName());

  private static final String GATEWAY_ROLE = "gateway";

  private final List<Path> places;
  private final String role;

  /**
   * Gateways of this machine.
   *
   * @param answering those whose page answers
   * @param silent those whose process lives and whose page does not answer: starting, hanging, or another program by now
   */
  record Found(List<RunningGateway> answering, List<RunningGateway> silent) {}

  /** Looks for gateways in the well-known places. */
  Finder() {
    this(RunFile.places(), GATEWAY_ROLE);
  }

  Finder(List<Path> places) {
    this(places, GATEWAY_ROLE);
  }

  /**
   * Looks for one role.
   *
   * @param role {@code gateway} or {@code central}, as run files and pages say it
   */
  Finder(List<Path> places, String role) {
    this.places = places;
    this.role = role;
  }

  /** All of them. Blocks while they are asked, some seconds for each that hangs. */
  Found all() throws InterruptedException {
    Map<String, RunningGateway> written = new LinkedHashMap<>();
    for (Path place : places) {
      if (Files.isDirectory(place)) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(place, role + "-*.run")) {
          files.forEach(file -> read(file, written));
        } catch (IOException e) {
          LOG.log(Level.DEBUG, "{0} cannot be listed: {1}", place, e);
        }
      }
    }
    return asked(written);
  }

  private static void read(Path file, Map<String, RunningGateway> written) {
    try {
      Map<String, @Nullable Object> run = Json.object(Files.readString(file));
      double pid = Json.number(run, "pid");
      if (pid > 0 && ProcessHandle.of((long) pid).filter(Finder::mayBeOurs).isPresent()) {
        String folder = Json.text(run, Json.text(run, "site").isEmpty() ? "data" : "site");
        RunningGateway found = new RunningGateway(Json.text(run, "page"), (long) pid, folder, "");
        written.putIfAbsent(found.pid() + " " + found.page(), found);
      }
    } catch (IOException | IllegalArgumentException e) {
      LOG.log(Level.DEBUG, "{0} is no run file: {1}", file, e);
    }
  }

  /** Whether it is a Java program, as far as this user may see. */
  private static boolean mayBeOurs(ProcessHandle process) {
    return process.info().command().map(command -> Path.of(command).endsWith("java")).orElse(true);
  }

  private static String name(Map<String, @Nullable Object> status) {
    return Json.text(status, "role").equals(GATEWAY_ROLE) ? Json.text(status, "site") : Json.text(status, "role");
  }

  private Found asked(Map<String, RunningGateway> written) throws InterruptedException {
    Found found = new Found(new ArrayList<>(), new ArrayList<>());
    for (RunningGateway each : written.values()) {
      try {
        Map<String, @Nullable Object> status = each.probe();
        double pid = Json.number(status, "pid");
        if (Json.text(status, "role").equals(role) && (Double.isNaN(pid) || (long) pid == each.pid())) {
          found.answering().add(new RunningGateway(each.page(), each.pid(), each.folder(), name(status)));
        } // else the file is of a process that is gone, and its page is somebody else's now
      } catch (CannotDo e) {
        LOG.log(Level.DEBUG, e.getMessage());
        found.silent().add(each);
      }
    }
    return found;
  }

  /**
   * The one that is meant: by its options, else the only one that answers.
   *
   * @param folder a site folder that chooses, or null: the path of one from here; where there is none, a site's name or the end of its
   *     folder's path
   * @param err where it is said which gateways were passed over because they do not answer
   */
  RunningGateway one(Arguments arguments, @Nullable String folder, PrintStream err) throws CannotDo, WrongUsage, InterruptedException {
    String page = arguments.option(PAGE);
    String name = arguments.option(GATEWAY, folder == null ? "" : folder);
    if ((page != null && !name.isEmpty()) || (folder != null && arguments.option(GATEWAY) != null)) {
      throw new WrongUsage("--page, --gateway and a site folder each say which gateway is meant: one of them is enough.");
    }
    if (page != null) {
      return at(page);
    }
    Found found = all();
    if (name.isEmpty()) {
      return only(found, err);
    }
    // A word is a folder where there is one; only what is no folder may be a name.
    boolean isFolder = folder != null && Files.isDirectory(Path.of(folder));
    String meant = isFolder ? real(Path.of(name)).toString() : name;
    return named(meant, isFolder, withOwnFile(meant, found));
  }

  /** The one whose page is there. */
  private RunningGateway at(String written) throws CannotDo, WrongUsage, InterruptedException {
    String page = Address.parse(PAGE, written.replaceFirst("^http://", "").replaceFirst("/$", "")).toString();
    RunningGateway asked = new RunningGateway(page, 0, "", "");
    Map<String, @Nullable Object> status = asked.probe();
    String found = Json.text(status, "role");
    if (!found.equals(role)) {
      throw new CannotDo(page + " is the page of " + (found.isEmpty() ? "another program" : "a " + found) + ", not of a " + role
          + ". Give the page that the " + role + " printed when it started.");
    }
    double pid = Json.number(status, "pid");
    return new RunningGateway(page, Double.isNaN(pid) ? 0 : (long) pid, "", name(status));
  }

  private RunningGateway only(Found found, PrintStream err) throws CannotDo {
    if (found.answering().size() > 1) {
      throw role.equals(GATEWAY_ROLE) ? several(found.answering())
          : new CannotDo("several run on this machine. Say which one with --page HOST:PORT" + listed(found.answering()));
    }
    if (found.answering().size() == 1) {
      found.silent().forEach(each -> err.println("passed over: " + each.silence() + "."));
      return found.answering().get(0);
    }
    if (!found.silent().isEmpty()) {
      throw new CannotDo(found.silent().get(0).silence() + ". If it was started just now, wait a moment; else see its log, and restart it.");
    }
    throw new CannotDo("no " + role + " runs on this machine, or it belongs to another user. Start one with \"busbar " + role
        + (role.equals(GATEWAY_ROLE) ? " SITE_FOLDER" : " FOLDER") + "\", or name its page with --page HOST:PORT.");
  }

  /** A gateway of another user is found by the run file in its own data folder, if that can be read. */
  private Found withOwnFile(String name, Found found) throws InterruptedException {
    Path file = Path.of(name).resolve("data").resolve(role + ".run");
    if (Files.isReadable(file)) {
      Map<String, RunningGateway> written = new LinkedHashMap<>();
      read(file, written);
      written.values().removeIf(each -> Stream.concat(found.answering().stream(), found.silent().stream())
          .anyMatch(known -> known.pid() == each.pid() && known.page().equals(each.page())));
      Found more = asked(written);
      found.answering().addAll(more.answering());
      found.silent().addAll(more.silent());
    }
    return found;
  }

  /**
   * The one that runs on a folder or has a name, or whose folder's path ends so.
   *
   * @param onlyFolder the name is the path of a folder and nothing else
   */
  private RunningGateway named(String name, boolean onlyFolder, Found found) throws CannotDo {
    List<RunningGateway> called = onlyFolder ? List.of() : found.answering().stream().filter(each -> each.name().equals(name)).toList();
    List<RunningGateway> meant = !called.isEmpty() ? called : found.answering().stream().filter(each -> isFolder(each, name)).toList();
    if (meant.size() > 1) {
      throw several(meant);
    }
    if (meant.size() == 1) {
      return meant.get(0);
    }
    for (RunningGateway each : found.silent()) {
      if (isFolder(each, name)) {
        throw new CannotDo(each.silence() + ". If it was started just now, wait a moment; else see its log, and restart it.");
      }
    }
    String wrong = onlyFolder ? "no " + role + " runs on " + name + ". " : "no " + role + " \"" + name + "\" runs on this machine. ";
    throw new CannotDo(wrong + (found.answering().isEmpty() ? "None runs at all."
        : "There " + (found.answering().size() == 1 ? "is" : "are") + listed(found.answering())));
  }

  private static boolean isFolder(RunningGateway gateway, String name) {
    if (gateway.folder().isEmpty()) {
      return false;
    }
    Path folder = Path.of(gateway.folder());
    Path wanted = Path.of(name);
    return real(folder).equals(real(wanted)) || folder.endsWith(wanted);
  }

  private static Path real(Path path) {
    try {
      return path.toRealPath();
    } catch (IOException e) {
      return path.toAbsolutePath().normalize(); // it is gone meanwhile: compare what is written
    }
  }

  /** That a person has to say which one. */
  static CannotDo several(List<RunningGateway> gateways) {
    return new CannotDo(gateways.size() + " gateways run on this machine. Say which one with --gateway NAME or --page HOST:PORT"
        + listed(gateways));
  }

  private static String listed(List<RunningGateway> gateways) {
    StringBuilder out = new StringBuilder(":");
    gateways.forEach(each -> out.append(System.lineSeparator()).append("  ").append(each.title()));
    return out.toString();
  }
}
