package io.busbar.deploy.manifest;

/**
 * Whom a feature is for.
 *
 * @param kind everybody, a group, or one site
 * @param name of the group or site; {@code all} for everybody
 */
public record Target(Kind kind, String name) {
  /** Everybody. */
  public static final Target ALL = new Target(Kind.ALL, "all");

  /** Kinds. */
  public enum Kind {
    /** Everybody. */
    ALL,
    /** A group of sites. */
    GROUP,
    /** One site. */
    SITE;

    String word() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /** Whether a machine is meant. */
  public boolean includes(String site, String group) {
    return switch (kind) {
      case ALL -> true;
      case GROUP -> name.equals(group);
      case SITE -> name.equals(site);
    };
  }

  @Override
  public String toString() {
    return kind == Kind.ALL ? "every machine" : kind.word() + " " + name;
  }
}
