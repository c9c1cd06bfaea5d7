package io.busbar.api.filter.formula;

import io.busbar.api.data.Quality;
import io.busbar.api.describe.Nearest;
import io.busbar.api.filter.StageArguments;
import io.busbar.api.filter.StageContext;
import io.busbar.api.filter.StageContext.InputView;
import io.busbar.api.filter.support.Checked;
import io.busbar.api.model.Setting;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A formula in a stage: {@code x} is the value of the sample at hand, {@code good} is 1 if its quality is good,
 * {@code x1} … {@code x16} are the inputs of a point with several reads, and every other name is a point of the same
 * device, of which the last result counts. Shard's thread only; takes no memory.
 */
public final class BoundFormula {
  private static final String INPUT = "x\\d{1,2}";

  private final Formula formula;
  private final @Nullable InputView[] views;
  private final boolean[] isX;
  private final double[] values;

  /** Binds a formula in {@link io.busbar.api.filter.FilterFactory#create}. */
  public BoundFormula(StageContext context, String text) {
    formula = Formula.parse(text);
    views = new @Nullable InputView[formula.names().size()];
    isX = new boolean[views.length];
    values = new double[views.length];
    for (int i = 0; i < views.length; i++) {
      String name = formula.names().get(i);
      isX[i] = name.equals("x");
      if (name.matches(INPUT)) {
        views[i] = context.input(Integer.parseInt(name.substring(1)) - 1);
      } else if (!isOwn(name)) {
        views[i] = context.point(name);
      }
    }
  }

  private static boolean isOwn(String name) {
    return name.equals("x") || name.equals("good");
  }

  /** Reports what is wrong with the formula in an argument; an empty text is none. */
  static void check(Checked stage, String parameter) {
    String text = stage.text(parameter);
    String complaint = text.isEmpty() ? "" : Formula.complaint(text);
    if (!complaint.isEmpty()) {
      stage.error(parameter, "bad-formula", complaint);
      return;
    }
    if (text.isEmpty()) {
      return;
    }
    for (String name : Formula.parse(text).names()) {
      if (name.matches(INPUT)) {
        int input = Integer.parseInt(name.substring(1));
        if (input < 1 || input > stage.inputs().size()) {
          stage.error(parameter, "no-such-input", "\"" + name + "\" is input " + input + ", the stage has "
              + stage.inputs().size() + "." + Nearest.hint(name, List.of("x", "x1")) + " Write another read: or another input.");
        }
      }
    }
  }

  /** The points that the formula in an argument names. */
  static List<Setting> points(StageArguments arguments, String parameter) {
    Setting written = arguments.setting(parameter);
    List<Setting> points = new ArrayList<>();
    if (written != null && Formula.complaint(written.text()).isEmpty()) {
      for (String name : Formula.parse(written.text()).names()) {
        if (!isOwn(name) && !name.matches(INPUT)) {
          points.add(Setting.of(name, written.at()));
        }
      }
    }
    return points;
  }

  /** Whether the formula in an argument is made of points alone. */
  static boolean namesPointsOnly(StageArguments arguments, String parameter) {
    Setting written = arguments.setting(parameter);
    return written != null && Formula.complaint(written.text()).isEmpty()
        && Formula.parse(written.text()).names().size() == points(arguments, parameter).size() && !points(arguments, parameter).isEmpty();
  }

  /** Computes it for a row; x and quality are those of the sample at hand. */
  public double value(int row, double x, int quality) {
    for (int i = 0; i < values.length; i++) {
      InputView view = views[i];
      if (view != null) {
        values[i] = view.kind().toDouble(view.bits(row));
      } else {
        values[i] = isX[i] ? x : Quality.isGood(quality) ? 1 : 0;
      }
    }
    return formula.value(values);
  }

  /** The worst quality of the inputs and points in it, and that of the sample at hand if x is in it. */
  public int quality(int row, int own) {
    int worst = Quality.GOOD;
    for (int i = 0; i < values.length; i++) {
      InputView view = views[i];
      if (view != null) {
        worst = Quality.worst(worst, view.quality(row));
      } else if (isX[i]) {
        worst = Quality.worst(worst, own);
      }
    }
    return worst;
  }
}
