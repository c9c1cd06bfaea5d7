package io.busbar.shell.tailgate;

import io.busbar.shell.json.Json;
import io.busbar.shell.words.Arguments;
import io.busbar.shell.words.CannotDo;
import io.busbar.shell.words.Task;
import io.busbar.shell.words.WrongUsage;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Lists the filter sets of the running gateway with the flows that use them, updates and removes them while flows run. */
final class FiltersTask implements Task {
  static final String USAGE = """
      busbar filters [BUNDLE] [--gateway NAME | --page HOST:PORT]
      busbar filters update BUNDLE FILE.jar [--gateway NAME | --page HOST:PORT]
      busbar filters remove BUNDLE [--force] [--gateway NAME | --page HOST:PORT]

      Lists the filter sets (bundles) of the running gateway with version, filters and how many flows use them; with BUNDLE those flows by
      name.

        update             puts the next version in the place of the present one: flows go over to it between two batches with their memory,
                           and no device pauses. One that does not start, or by which a flow is not valid, is refused, and the present one
                           stays. FILE.jar lies on the gateway's machine and must belong to root or to the gateway's user, and nobody else
                           may be able to write it. Also installs a set that was removed
        remove             refused, with the flows, while flows use it
        --force            stops those flows: what was read comes through, their devices are not read any more, and wait, with the memory of
                           their flows, until the set is there again

      BUNDLE may be written short: value for io.busbar.filter.value. What is changed holds until the gateway ends.

      """ + Finder.OPTIONS_HELP + """

      Exit codes: 0 done, 1 refused; 2 wrong usage, 3 could not be done.

      Examples:
        busbar filters
        busbar filters electrical
        busbar filters update electrical /opt/new/io.busbar.filter.electrical-0.1.1.jar
        busbar filters remove script --force
      """;

  private static final String FORCE = "--force";
  private static final String SETS = "io.busbar.filter.";
  private static final String PATH = "/api/filters";

  private final Finder finder;

  FiltersTask(Finder finder) {
    this.finder = finder;
  }

  @Override
  public int run(List<String> written, PrintStream out, PrintStream err) throws WrongUsage, CannotDo, InterruptedException {
    Arguments arguments = Arguments.parse(written, List.of(Finder.GATEWAY, Finder.PAGE), List.of(FORCE));
    List<String> words = arguments.words();
    String verb = words.isEmpty() ? "" : words.get(0);
    boolean updates = verb.equals("update");
    boolean removes = verb.equals("remove");
    int wanted = updates ? 3 : removes ? 2 : Math.min(1, words.size());
    if (words.size() != wanted) {
      throw new WrongUsage(updates ? "an update is written: update BUNDLE FILE.jar." : removes ? "a removal is written: remove BUNDLE."
          : "there are too many words.");
    }
    if (arguments.has(FORCE) && !removes) {
      throw new WrongUsage("--force goes with remove.");
    }
    RunningGateway gateway = finder.one(arguments, null, err);
    if (updates) {
      return result(gateway.post(PATH + "/update", Json.write(Map.of("bundle", whole(words.get(1)), "file",
          Path.of(words.get(2)).toAbsolutePath().normalize().toString()))), whole(words.get(1)) + " is updated", gateway, out);
    }
    return removes ? result(gateway.post(PATH + "/remove", Json.write(Map.of("bundle", whole(words.get(1)), "force",
        arguments.has(FORCE)))), whole(words.get(1)) + " is removed", gateway, out) : list(gateway, verb, out);
  }

  private static int list(RunningGateway gateway, String bundle, PrintStream out) throws CannotDo, InterruptedException {
    List<Map<String, @Nullable Object>> sets = Json.asList(gateway.get(PATH).get("sets")).stream().map(Json::asObject).toList();
    if (bundle.isEmpty()) {
      Table table = new Table("SET", "VERSION", ">FILTERS", ">FLOWS");
      sets.forEach(set -> table.add(Json.text(set, "bundle"), Json.text(set, "version"), String.valueOf(Json.asList(set.get("filters")).size()),
          String.valueOf(Json.asList(set.get("users")).size())));
      table.print(out);
      return DONE;
    }
    List<Map<String, @Nullable Object>> named = sets.stream().filter(set -> Json.text(set, "bundle").equals(whole(bundle))).toList();
    if (named.isEmpty()) {
      throw new CannotDo("no set \"" + whole(bundle) + "\" is installed at " + gateway.title() + ". busbar filters lists them.");
    }
    for (Map<String, @Nullable Object> set : named) {
      out.println(Json.text(set, "bundle") + " " + Json.text(set, "version") + ": " + words(set, "filters"));
      List<@Nullable Object> users = Json.asList(set.get("users"));
      out.println(users.isEmpty() ? "no flow uses it" : "used by:");
      users.forEach(user -> out.println("  " + user));
    }
    return DONE;
  }

  private static String words(Map<String, @Nullable Object> set, String name) {
    return String.join(", ", Json.asList(set.get(name)).stream().map(String::valueOf).toList());
  }

  private static String whole(String name) {
    return name.indexOf('.') < 0 ? SETS + name : name;
  }

  private static int result(Map<String, @Nullable Object> answer, String done, RunningGateway gateway, PrintStream out) {
    Json.asList(answer.get("against")).forEach(out::println);
    boolean is = Boolean.TRUE.equals(answer.get("done"));
    out.println(is ? done + " at " + gateway.title() : "refused; nothing changed");
    return is ? DONE : NOT_WELL;
  }
}
