package io.busbar.api.template;

import io.busbar.api.model.Problem;
import io.busbar.api.model.SourceLocation;
import java.util.List;
import java.util.Map;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Proposes the templates that cover flat lists of points, as other systems export them: one line a point, the same again for each
 * device. Devices that are alike become rows of one template; what is the same but for where it begins gets a base as a setting of
 * the device; a device that is nearly like others is an exception, told with what is other about it. A service. Stateless and
 * thread-safe; no I/O; about two seconds for 90,000 points.
 */
@ProviderType
public interface TemplateInference {
  /**
   * The proposal.
   *
   * @param lists texts of CSV files by name; the names stand in messages
   */
  Proposal propose(Map<String, String> lists, Wishes wishes);

  /**
   * What the lists do not say of themselves.
   *
   * @param site name of the site
   * @param columns what a column is to its heading, or to its number from 1: {@code device} to {@code IED}. Numbers only: the first
   *     line is a point, too
   * @param addressing {@code modicon} or {@code zeroBased} for bare numbers; empty to find out
   * @param split what separates the device from the point in a name where no column has the device; empty: the list is one device
   * @param least so many devices that are exactly alike are a kind of their own, however near to another; from 2
   */
  record Wishes(String site, Map<String, String> columns, String addressing, String split, int least) {
    /** So many devices that are exactly alike are a kind of their own, if nobody says otherwise. */
    public static final int LEAST = 3;

    /** Copies the map. */
    public Wishes {
      columns = Map.copyOf(columns);
    }
  }

  /**
   * What came of it.
   *
   * @param files a site folder, text by name; empty if an error prevented it
   * @param points lines that were taken
   * @param devices devices that were found
   * @param kinds templates, the largest first
   * @param exceptions devices that are nearly like a kind; each has a template of its own
   * @param problems lines that were left out and why, what was assumed, and how columns were understood
   */
  record Proposal(Map<String, String> files, int points, int devices, List<Kind> kinds, List<Exceptional> exceptions,
      List<Problem> problems) {
    /** Copies. */
    public Proposal {
      files = Map.copyOf(files);
      kinds = List.copyOf(kinds);
      exceptions = List.copyOf(exceptions);
      problems = List.copyOf(problems);
    }
  }

  /**
   * A kind of device.
   *
   * @param template its name
   * @param devices that are exactly like this
   * @param points of each
   * @param hasBase whether its devices begin at different addresses
   * @param like template of the kind that it is nearly like; empty if none
   */
  record Kind(String template, List<String> devices, int points, boolean hasBase, String like) {
    /** Copies the list. */
    public Kind {
      devices = List.copyOf(devices);
    }
  }

  /**
   * A device that is nearly like a kind.
   *
   * @param device name
   * @param like template of that kind
   * @param template its own
   * @param deviations what is other about it
   */
  record Exceptional(String device, String like, String template, List<Deviation> deviations) {
    /** Copies the list. */
    public Exceptional {
      deviations = List.copyOf(deviations);
    }
  }

  /**
   * What is other.
   *
   * @param what {@code missing}, {@code extra}, {@code renamed}, {@code address}, {@code type}, {@code scale}, {@code unit} or
   *     {@code setting}
   * @param point its name in the kind; in the device if it is extra
   * @param expected as the kind has it; empty if it has not
   * @param found as the device has it; empty if it has not
   * @param at line of the list; where the device begins for what is missing
   */
  record Deviation(String what, String point, String expected, String found, SourceLocation at) {
    /** For people. */
    public String words() {
      return switch (what) {
        case "missing" -> "has no " + point + " (" + expected + ")";
        case "extra" -> "has also " + point + " (" + found + ")";
        case "renamed" -> point + " is called " + found;
        default -> point + " has " + what + " " + (found.isEmpty() ? "none" : found) + " instead of "
            + (expected.isEmpty() ? "none" : expected);
      };
    }
  }
}
