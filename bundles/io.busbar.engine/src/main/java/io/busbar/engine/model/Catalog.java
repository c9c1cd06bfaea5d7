package io.busbar.engine.model;

import io.busbar.api.describe.Descriptor;
import io.busbar.api.driver.DriverFactory;
import io.busbar.api.filter.FilterFactory;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** The drivers and filters that are installed now. Thread-safe. */
public final class Catalog {
  private final CopyOnWriteArrayList<DriverFactory> drivers = new CopyOnWriteArrayList<>();
  private final Map<String, CopyOnWriteArrayList<FilterFactory>> filters = new ConcurrentHashMap<>();

  /** A driver is there. */
  public void add(DriverFactory driver) {
    drivers.addIfAbsent(driver);
  }

  /** A driver is gone. */
  public void remove(DriverFactory driver) {
    drivers.remove(driver);
  }

  /** A filter is there. */
  public void add(FilterFactory filter) {
    filters.computeIfAbsent(filter.descriptor().name(), name -> new CopyOnWriteArrayList<>()).addIfAbsent(filter);
  }

  /** A filter is gone; returns the names that have no filter now or another one. */
  public Collection<String> remove(FilterFactory filter) {
    TreeSet<String> concerned = new TreeSet<>();
    filters.forEach((name, all) -> {
      boolean used = !all.isEmpty() && all.get(0) == filter;
      if (all.remove(filter) && used) {
        concerned.add(name);
      }
    });
    return concerned;
  }

  /** Whether these filters are there. */
  boolean has(Collection<FilterFactory> some) {
    return some.stream().allMatch(filter -> filters.values().stream().anyMatch(all -> all.contains(filter)));
  }

  /** A copy with these filters in the place of those of the same names. */
  Catalog with(Collection<FilterFactory> next) {
    Catalog copy = new Catalog();
    copy.drivers.addAll(drivers);
    next.forEach(copy::add);
    filters.forEach((name, all) -> copy.filters.computeIfAbsent(name, n -> new CopyOnWriteArrayList<>()).addAllAbsent(all));
    return copy;
  }

  /** The driver of a channel type, or null. */
  public @Nullable DriverFactory driver(String channelType) {
    for (DriverFactory driver : drivers) {
      for (Descriptor type : driver.channelTypes()) {
        if (type.name().equals(channelType)) {
          return driver;
        }
      }
    }
    return null;
  }

  /** The filter of a name, or null. */
  public @Nullable FilterFactory filter(String name) {
    CopyOnWriteArrayList<FilterFactory> all = filters.get(name);
    return all == null || all.isEmpty() ? null : all.get(0);
  }

  /** The drivers that are there. */
  public List<DriverFactory> drivers() {
    return List.copyOf(drivers);
  }

  /** The filter of each name that flows run on. */
  public List<FilterFactory> filtersInUse() {
    List<FilterFactory> found = new ArrayList<>();
    filters.values().forEach(all -> all.stream().findFirst().ifPresent(found::add));
    return found;
  }

  /** Channel types of all drivers. */
  public Collection<String> channelTypes() {
    TreeSet<String> names = new TreeSet<>();
    drivers.forEach(driver -> driver.channelTypes().forEach(type -> names.add(type.name())));
    return names;
  }

  /** Names of all filters. */
  public Collection<String> filterNames() {
    TreeSet<String> names = new TreeSet<>();
    filters.forEach((name, all) -> {
      if (!all.isEmpty()) {
        names.add(name);
      }
    });
    return names;
  }
}
