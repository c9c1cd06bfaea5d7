package io.busbar.deploy.swap;

import io.busbar.deploy.manifest.BundleEntry;
import io.busbar.deploy.store.FeatureSetOnDisk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.osgi.framework.Version;
import org.osgi.framework.VersionRange;

/** What bundles need of each other, by their manifests: packages and services. Says what is missing in words, before anything is touched. */
final class Needs {
  private static final Pattern CLAUSE = Pattern.compile("(?:[^,\"]|\"[^\"]*\")+");
  private static final Pattern PART = Pattern.compile("(?:[^;\"]|\"[^\"]*\")+");
  private static final Pattern SERVICE = Pattern.compile("objectClass=([\\w.$]+)");
  private static final Pattern OFFERED = Pattern.compile("osgi\\.service;objectClass:List<String>=\"([^\"]*)\"");

  private final Map<String, List<Version>> packages = new HashMap<>();
  private final Set<String> services = new TreeSet<>();
  private final List<Need> needs = new ArrayList<>();

  private record Need(String who, String what, VersionRange range, boolean service) {}

  /** Of a set. */
  static Set<String> missing(FeatureSetOnDisk set, Set<String> system) throws IOException {
    Needs needs = new Needs();
    for (BundleEntry bundle : set.manifest().bundles()) {
      needs.add(bundle.toString(), set.file(bundle));
    }
    return needs.missing(system);
  }

  /** Of what runs. */
  static Set<String> missing(List<Part> parts, Set<String> system) throws IOException {
    Needs needs = new Needs();
    for (Part part : parts) {
      needs.add(part.toString(), part.file());
    }
    return needs.missing(system);
  }

  private void add(String who, Path file) throws IOException {
    try (JarFile jar = new JarFile(file.toFile())) {
      Attributes headers = jar.getManifest().getMainAttributes();
      for (String clause : clauses(headers.getValue("Export-Package"))) {
        for (String name : names(clause)) {
          packages.computeIfAbsent(name, p -> new ArrayList<>()).add(Version.parseVersion(value(clause, "version=", "0")));
        }
      }
      for (String clause : clauses(headers.getValue("Import-Package"))) {
        if (!value(clause, "resolution:=", "").equals("optional")) {
          names(clause).forEach(name -> needs.add(new Need(who, name, VersionRange.valueOf(value(clause, "version=", "0")), false)));
        }
      }
      Matcher offered = OFFERED.matcher(String.valueOf(headers.getValue("Provide-Capability")));
      while (offered.find()) {
        services.addAll(List.of(offered.group(1).split(",", -1)));
      }
      for (String clause : clauses(headers.getValue("Require-Capability"))) {
        Matcher service = SERVICE.matcher(clause);
        if (clause.startsWith("osgi.service") && !clause.contains("optional") && service.find()) {
          needs.add(new Need(who, service.group(1), VersionRange.valueOf("0"), true));
        }
      }
    }
  }

  private Set<String> missing(Set<String> system) {
    Set<String> found = new TreeSet<>();
    for (Need need : needs) {
      List<Version> offers = packages.getOrDefault(need.what(), List.of());
      if (need.service() ? services.contains(need.what()) : system.contains(need.what()) || offers.stream().anyMatch(need.range()::includes)) {
        continue;
      }
      found.add(need.service() ? need.who() + " needs the service " + need.what() + ", which no bundle of the set offers. Add one that does."
          : need.who() + " needs the package " + need.what() + " in version " + need.range() + (offers.isEmpty()
          ? ", which no bundle of the set has. Add one that has it." : "; the set has " + offers + ". Take builds that fit together."));
    }
    return found;
  }

  private static List<String> clauses(@org.jspecify.annotations.Nullable String header) {
    return header == null ? List.of() : CLAUSE.matcher(header).results().map(match -> match.group().strip()).toList();
  }

  private static List<String> names(String clause) {
    return PART.matcher(clause).results().map(match -> match.group().strip()).filter(part -> part.indexOf('=') < 0).toList();
  }

  private static String value(String clause, String key, String otherwise) {
    return PART.matcher(clause).results().map(match -> match.group().strip()).filter(part -> part.startsWith(key)).findFirst()
        .map(part -> part.substring(key.length()).replace("\"", "")).orElse(otherwise);
  }
}
