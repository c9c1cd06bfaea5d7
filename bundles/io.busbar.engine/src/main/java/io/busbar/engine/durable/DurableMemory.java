package io.busbar.engine.durable;

import io.busbar.api.journal.Checkpoint;
import io.busbar.engine.image.ChangedPages;
import io.busbar.engine.pipeline.DurableRows;
import io.busbar.engine.pipeline.Pipeline;
import io.busbar.engine.pipeline.Stage;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Durable columns of one shard, and what the journal has of them. What changed goes into the checkpoint of the next hand-over;
 * after a restart each device's row gets back what was stored when it takes its place. Shard's thread, but for {@link #load} and
 * {@link #recall}.
 *
 * <p>Names: {@code held/p/DEVICE/PAGE} a page, {@code held/l/NUMBER} the text of a layout. A layout is stored in the commit of the
 * first page that refers to it, and forgotten in that of the last.
 */
public final class DurableMemory {
  private static final String PAGE = Checkpoint.HELD + "p/";
  private static final String LAYOUT = Checkpoint.HELD + "l/";
  private static final String[] NO_NAMES = {};
  private static final Logger LOG = System.getLogger(DurableMemory.class.getName());

  private final Map<String, StoredLayout> layouts = new HashMap<>();
  private final Map<String, StoredLayout> stored = new HashMap<>();
  private final Map<String, List<BoundPage.Values>> restored = new ConcurrentHashMap<>();
  private final Map<Pipeline, BoundPage[]> bound = new HashMap<>();
  private final Map<Pipeline, String[]> names = new HashMap<>();
  private final List<Pipeline> pipelines = new ArrayList<>();
  private final PageBytes bytes = new PageBytes();
  private String site = "";
  private int pages;
  private long forgotten;
  private long written;

  /** Takes over what the journal has, before anything runs. What cannot be read is dropped with a line in the log. */
  public void load(Map<String, byte[]> held) {
    Map<Integer, StoredLayout> byNumber = new HashMap<>();
    held.forEach((name, value) -> {
      if (name.startsWith(LAYOUT)) {
        try {
          String text = new String(value, StandardCharsets.UTF_8);
          int number = Integer.parseInt(name.substring(LAYOUT.length()));
          byNumber.put(number, new StoredLayout(name, number, PageLayout.parse(text), text));
        } catch (IllegalArgumentException unreadable) {
          LOG.log(Level.ERROR, "stored filter memory: layout " + name + " is unreadable and left out", unreadable);
        }
      }
    });
    byNumber.values().forEach(layout -> layouts.put(layout.text(), layout));
    held.forEach((name, value) -> {
      if (name.startsWith(PAGE)) {
        loadPage(name, value, byNumber);
      }
    });
  }

  private void loadPage(String name, byte[] value, Map<Integer, StoredLayout> byNumber) {
    try {
      PageBytes in = new PageBytes();
      in.read(value);
      int number = in.nextVarint();
      StoredLayout layout = byNumber.get(number);
      if (layout == null) {
        throw new IllegalArgumentException("there is no layout " + number);
      }
      List<BoundPage.Values> values = BoundPage.read(layout.layout(), in);
      restored.computeIfAbsent(deviceOf(name), device -> new ArrayList<>()).addAll(values);
      layout.pages++;
      pages++;
      stored.put(name, layout);
    } catch (IllegalArgumentException unreadable) {
      LOG.log(Level.ERROR, "stored filter memory: " + name + " is unreadable and left out", unreadable);
    }
  }

  private static String deviceOf(String name) {
    return name.substring(PAGE.length(), name.lastIndexOf('/'));
  }

  /**
   * Gives a row that its device has just taken back what was stored of the device. Control plane's thread for a pipeline that is
   * not in use yet, else the shard's.
   */
  public void recall(Pipeline pipeline, int row, String device) {
    List<BoundPage.Values> values = restored.get(device);
    if (values == null) {
      return;
    }
    for (BoundPage.Values value : values) {
      PageLayout.Node node = value.node();
      Stage stage = pipeline.durable().stage(node.point(), node.stage());
      if (stage != null && PageLayout.Node.kinds(stage).equals(node.kinds())) {
        for (int c = 0; c < value.bits().length; c++) {
          PageLayout.Column column = node.columns().get(c);
          stage.restore(row, column.type(), column.name(), column.initial(), value.bits()[c]);
        }
      }
    }
    pipeline.durable().recalled(row);
  }

  /**
   * The model or its filters have changed: brings what is stored in line with what runs. What is stored of devices that are in the
   * model but wait for their driver stays.
   *
   * @param running all pipelines in use
   * @param siteName name of the site
   * @param devices of the model
   * @param nowNs logical time, ns
   * @param forget takes what is to be forgotten, and what has changed so far
   */
  public void align(List<Pipeline> running, String siteName, Set<String> devices, long nowNs, Checkpoint forget) {
    write(forget); // what has changed under the old layouts, before they go
    stored.values().removeIf(layout -> layout == StoredLayout.NOTHING);
    layouts.values().forEach(layout -> layout.bound = false);
    site = siteName;
    bound.keySet().retainAll(running);
    names.keySet().retainAll(running);
    pipelines.clear();
    pipelines.addAll(running);
    restored.keySet().retainAll(devices);
    Set<String> live = new HashSet<>();
    Set<String> liveDevices = new HashSet<>();
    for (Pipeline pipeline : running) {
      align(pipeline, live, liveDevices);
      pipeline.durable().tellRestored(nowNs);
    }
    for (String name : List.copyOf(stored.keySet())) {
      if (!live.contains(name) && !restored.containsKey(deviceOf(name))) {
        drop(name, forget);
        forgotten += liveDevices.contains(deviceOf(name)) ? 0 : 1;
      }
    }
  }

  private void align(Pipeline pipeline, Set<String> live, Set<String> liveDevices) {
    DurableRows rows = pipeline.durable();
    BoundPage[] before = bound.get(pipeline);
    BoundPage[] pages = bind(pipeline);
    if (pages.length == 0 && stored.isEmpty() && restored.isEmpty()) {
      names.put(pipeline, NO_NAMES);
      return; // nothing of its devices is stored, nor will be: their rows need no look
    }
    String[] known = before != null && before.length == pages.length ? names.getOrDefault(pipeline, NO_NAMES) : NO_NAMES;
    String[] pageNames = new String[pipeline.rows() * pages.length];
    names.put(pipeline, pageNames);
    for (int row = 0; row < pipeline.rows(); row++) {
      String device = pipeline.device(row);
      if (device == null) {
        continue;
      }
      restored.remove(device);
      liveDevices.add(device);
      // A column may have moved to another page: then all pages are written anew, or what moved would be lost.
      boolean fresh = rows.takeFresh(row);
      boolean moved = fresh || (known == NO_NAMES && !stored.isEmpty() && stored.containsKey(PAGE + device + "/" + pages.length));
      for (int page = 0; page < pages.length; page++) {
        int at = row * pages.length + page;
        String name = !fresh && at < known.length && known[at] != null ? known[at] : PAGE + device + "/" + page;
        pageNames[at] = name;
        live.add(name);
        StoredLayout layout = stored.get(name);
        moved |= layout != null && layout != pages[page].layout;
      }
      if (moved) {
        rows.changes().markAll(row);
      }
    }
  }

  private BoundPage[] bind(Pipeline pipeline) {
    List<List<DurableRows.Part>> parts = pipeline.durable().page();
    BoundPage[] pages = new BoundPage[parts.size()];
    for (int page = 0; page < pages.length; page++) {
      pages[page] = new BoundPage(layout(PageLayout.of(site, parts.get(page))), parts.get(page));
      pages[page].layout.bound = true;
    }
    bound.put(pipeline, pages);
    return pages;
  }

  private StoredLayout layout(PageLayout layout) {
    return layouts.computeIfAbsent(layout.text(), text -> {
      Set<Integer> taken = new HashSet<>();
      layouts.values().forEach(known -> taken.add(known.number()));
      int number = 1;
      while (taken.contains(number)) {
        number++;
      }
      return new StoredLayout(LAYOUT + number, number, layout, text);
    });
  }

  /** Puts the pages that have changed into a checkpoint; takes no memory unless a device's first page is stored. */
  public void write(Checkpoint into) {
    for (int i = 0; i < pipelines.size(); i++) {
      Pipeline pipeline = pipelines.get(i);
      ChangedPages changes = pipeline.durable().changes();
      if (changes.count() > 0) {
        write(pipeline, changes, into);
        changes.clear();
      }
    }
  }

  private void write(Pipeline pipeline, ChangedPages changes, Checkpoint into) {
    BoundPage[] pages = bound.get(pipeline);
    String[] pageNames = names.get(pipeline);
    if (pages == null || pageNames == null) {
      throw new IllegalStateException("a pipeline runs whose memory was never aligned");
    }
    for (int i = 0; i < changes.count(); i++) {
      String name = pageNames[changes.row(i) * pages.length + changes.page(i)];
      if (name == null) {
        continue; // the row is free
      }
      BoundPage page = pages[changes.page(i)];
      if (page.write(changes.row(i), bytes)) {
        refer(name, page.layout, into);
        into.put(name, bytes.array(), bytes.size());
        written += bytes.size() + name.length();
      } else {
        drop(name, into);
      }
    }
  }

  private void refer(String name, StoredLayout layout, Checkpoint into) {
    StoredLayout before = stored.get(name);
    if (before == layout) {
      return;
    }
    if (before != null && before != StoredLayout.NOTHING) {
      release(before, into);
    } else {
      pages++;
    }
    stored.put(name, layout);
    if (layout.pages++ == 0) {
      into.put(layout.name(), layout.bytes(), layout.bytes().length);
    }
  }

  private void drop(String name, Checkpoint into) {
    // The key stays, until the model changes: held samples come and go, and that is to take no memory.
    StoredLayout layout = stored.get(name);
    if (layout != null && layout != StoredLayout.NOTHING) {
      stored.put(name, StoredLayout.NOTHING);
      pages--;
      into.remove(name);
      release(layout, into);
    }
  }

  private void release(StoredLayout layout, Checkpoint into) {
    if (--layout.pages == 0) {
      into.remove(layout.name());
      if (!layout.bound) {
        layouts.remove(layout.text());
      }
    }
  }

  /** Pages that have changed and are not in a checkpoint yet. */
  public int changed() {
    int count = 0;
    for (int i = 0; i < pipelines.size(); i++) {
      count += pipelines.get(i).durable().changes().count();
    }
    return count;
  }

  /** Pages that the journal has, or gets with the next hand-over. */
  public int pages() {
    return pages;
  }

  /** Bytes of names and pages written so far. */
  public long written() {
    return written;
  }

  /** Pages with content that were forgotten because their device left the model. */
  public long forgotten() {
    return forgotten;
  }
}
