package io.busbar.template.yaml.site;

import io.busbar.api.describe.Nearest;
import io.busbar.api.model.ChannelSpec;
import io.busbar.api.model.DeviceSpec;
import io.busbar.api.model.NamesReport;
import io.busbar.api.model.PointNames;
import io.busbar.api.model.Problems;
import io.busbar.api.model.Settings;
import io.busbar.api.model.SiteModel;
import io.busbar.api.model.SourceLocation;
import io.busbar.api.model.TemplateSpec;
import io.busbar.api.template.SiteFiles;
import io.busbar.template.yaml.flow.FlowScope;
import io.busbar.template.yaml.flow.Parameters;
import io.busbar.template.yaml.text.Value;
import io.busbar.template.yaml.text.YamlText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads a whole site folder. One use per load; not thread-safe. */
public final class SiteReader {
  /** The file that makes a folder a site folder. */
  public static final String SITE = "site.yaml";

  private static final String TEMPLATES = "templates/";
  private static final String FLOWS = "flows/";
  private static final String DEVICES = "devices.csv";
  private static final List<String> KEYS = List.of("site", "time", "central", "channels", "templates", "flows", "devices", "console", "journal",
      "control", "note");

  private final SiteFiles files;
  private final Problems problems;
  private final Map<String, TemplateSpec> templates = new LinkedHashMap<>();
  private final Map<String, Parameters> parameters = new HashMap<>();
  private final FlowScope flows;

  /** A reader of one folder. */
  public SiteReader(SiteFiles files, Problems problems) {
    this.files = files;
    this.problems = problems;
    flows = new FlowScope(null, problems);
  }

  /** Reads everything that can be read; null if there is no site.yaml that is a mapping. Mistakes are reported. */
  public @Nullable SiteModel read() {
    Value root = yaml(SITE);
    flows(root);
    templateFiles();
    if (root == null) {
      return null;
    }
    Value.Mapping mapping = Fields.mapping(SITE, root, "\"site: oak-street\"", problems);
    if (mapping == null) {
      return null;
    }
    Fields fields = new Fields(mapping, problems);
    fields.onlyThese(KEYS, SITE);
    String site = name(fields);
    Value central = fields.value("central");
    Settings way = central == null ? Settings.NONE : CentralReader.read(central, problems);
    Value channelList = fields.value("channels");
    List<ChannelSpec> channels = channelList == null ? List.of() : ChannelReader.read(channelList, problems);
    inlineTemplates(fields.value("templates"));
    DeviceSink sink = devices(fields.value("devices"), channelNames(channelList));
    requireContent(channelList, sink, fields);
    if (!problems.hasErrors()) {
      warnUnused(channels, sink);
    }
    ScriptFiles scripts = new ScriptFiles(files, problems);
    PointNames names = names();
    SiteModel model = whole(new SiteModel(site, new GatewayReader(problems).read(fields), way, channels,
        templates.values().stream().map(scripts::into).toList(), sink.devices().stream().map(this::withParameters).toList(), names));
    problems.addAll(NamesReport.of(model).problems());
    return model;
  }

  private PointNames names() {
    String text = files.names().contains(NamesTable.FILE) ? text(NamesTable.FILE) : null;
    return text == null ? PointNames.NONE : new NamesTable(problems).read(text);
  }

  private DeviceSpec withParameters(DeviceSpec device) {
    Parameters own = parameters.get(device.template());
    return own == null ? device : own.into(device);
  }

  /** Flows for all templates, from site.yaml and from files: known before a template is read. */
  private void flows(@Nullable Value root) {
    Value.Entry inline = root instanceof Value.Mapping mapping ? mapping.entries().get("flows") : null;
    FlowsReader.read(inline == null ? null : inline.value(), flows, problems);
    for (String name : files.names()) {
      if (name.startsWith(FLOWS) && (name.endsWith(".yaml") || name.endsWith(".yml"))) {
        FlowsReader.read(yaml(name), flows, problems);
      }
    }
    flows.checkOwnParameters();
  }

  private TemplateReader templateReader() {
    return new TemplateReader(problems, flows, parameters);
  }

  /** Without the templates that lost all their points and without devices whose template or channel could not be read. */
  private static SiteModel whole(SiteModel all) {
    List<TemplateSpec> templates = all.templates().stream().filter(template -> !template.points().isEmpty()).toList();
    Set<String> templateNames = templates.stream().map(TemplateSpec::name).collect(Collectors.toSet());
    Set<String> channelNames = all.channels().stream().map(ChannelSpec::name).collect(Collectors.toSet());
    return new SiteModel(all.site(), all.gateway(), all.central(), all.channels(), templates, all.devices().stream()
        .filter(device -> templateNames.contains(device.template()) && channelNames.contains(device.channel())).toList(), all.names());
  }

  private String name(Fields fields) {
    Value.Scalar site = fields.scalar("site", "oak-street");
    if (!fields.has("site")) {
      problems.error(new SourceLocation(SITE, 1, 1), "no-site", "the site has no name. Write \"site: oak-street\" in the first line.");
    }
    return site != null && Names.check("site", site.text(), site.at(), problems) ? site.text() : "";
  }

  /** Also the names of channels that are wrong: who refers to them makes no mistake. */
  private static Set<String> channelNames(@Nullable Value channels) {
    return channels instanceof Value.Mapping mapping ? mapping.entries().keySet() : Set.of();
  }

  private void templateFiles() {
    for (String name : files.names()) {
      if (!name.startsWith(TEMPLATES)) {
        continue;
      }
      String rest = name.substring(TEMPLATES.length());
      if (rest.indexOf('/') >= 0 || (!rest.endsWith(".yaml") && !rest.endsWith(".yml"))) {
        problems.warning(new SourceLocation(name, 0, 0), "not-a-template", "this file is not read: templates are files named "
            + "templates/NAME.yaml.");
        continue;
      }
      String template = rest.substring(0, rest.lastIndexOf('.'));
      Value value = Names.check("template", template, new SourceLocation(name, 0, 0), problems) ? yaml(name) : null;
      SourceLocation at = new SourceLocation(name, 1, 1);
      TemplateSpec read = value == null ? new TemplateSpec(template, Settings.NONE, List.of(), at)
          : templateReader().read(template, value, at);
      add(read);
    }
  }

  private void inlineTemplates(@Nullable Value value) {
    if (value == null) {
      return;
    }
    Value.Mapping mapping = Fields.mapping("templates", value, "\"templates: {meter: {points: {power: 40101 uint16}}}\"", problems);
    if (mapping != null) {
      for (Value.Entry entry : mapping.entries().values()) {
        if (Names.check("template", entry.key(), entry.keyAt(), problems)) {
          add(templateReader().read(entry.key(), entry.value(), entry.keyAt()));
        }
      }
    }
  }

  private void add(TemplateSpec template) {
    TemplateSpec first = templates.putIfAbsent(template.name(), template);
    if (first != null) {
      problems.error(template.at(), "duplicate-template", "template \"" + template.name() + "\" is there already (" + first.at()
          + "). Give one of them another name.");
    }
  }

  private DeviceSink devices(@Nullable Value inline, Set<String> channels) {
    DeviceReader reader = new DeviceReader(problems, templateReader());
    if (inline != null) {
      reader.read(inline);
    }
    Set<String> shared = Set.copyOf(templates.keySet());
    reader.ownTemplates().forEach((name, template) -> add(template));
    Set<String> known = new HashSet<>(shared);
    known.addAll(reader.ownTemplates().keySet());
    DeviceSink sink = new DeviceSink(channels, known, problems);
    reader.deliver(sink);
    if (files.names().contains(DEVICES)) {
      String text = text(DEVICES);
      if (text != null) {
        new DeviceTable(DEVICES, problems).read(text, sink);
      }
    }
    return sink;
  }

  private void warnUnused(List<ChannelSpec> channels, DeviceSink sink) {
    for (TemplateSpec template : templates.values()) {
      if (!sink.usesTemplate(template.name())) {
        problems.warning(template.at(), "unused-template", "no device uses template \"" + template.name() + "\". Add a device, or remove "
            + "the template.");
      }
    }
    for (ChannelSpec channel : channels) {
      if (!sink.usesChannel(channel.name())) {
        problems.warning(channel.at(), "unused-channel", "no device is on channel \"" + channel.name() + "\". Add a device, or remove the "
            + "channel.");
      }
    }
  }

  private void requireContent(@Nullable Value channelList, DeviceSink sink, Fields fields) {
    if (channelList == null) {
      problems.error(new SourceLocation(SITE, 1, 1), "no-channels", "the site has no channels. Write for example \"channels: {bus1: {type: "
          + "modbus-tcp, host: 10.1.0.7}}\".");
    }
    if (sink.devices().isEmpty() && !fields.has("devices") && !files.names().contains(DEVICES)) {
      String near = files.names().stream().filter(name -> name.toLowerCase(java.util.Locale.ROOT).endsWith(".csv")).collect(Collectors.joining(", "));
      problems.error(new SourceLocation(SITE, 1, 1), "no-devices", "the site has no devices. List them in devices.csv, or below "
          + "\"devices:\" in site.yaml."
          + (near.isEmpty() ? "" : " Rename " + near + " to devices.csv if they are there."));
    }
  }

  private @Nullable Value yaml(String name) {
    String text = text(name);
    return text == null ? null : YamlText.read(name, text, problems);
  }

  private @Nullable String text(String name) {
    try {
      return files.read(name);
    } catch (IOException e) {
      List<String> near = new ArrayList<>(files.names());
      String hint = near.contains(name) ? "" : Nearest.hint(name, near);
      problems.error(new SourceLocation(name, 0, 0), near.contains(name) ? "unreadable-file" : "missing-file",
          e.getMessage() + (hint.isEmpty() ? "" : hint + " Rename it."));
      return null;
    }
  }
}
