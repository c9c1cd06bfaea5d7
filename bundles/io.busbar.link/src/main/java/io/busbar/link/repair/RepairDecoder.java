package io.busbar.link.repair;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The receiving side of one lane: keeps symbols as a system of linear equations over the segments that are missing, and
 * gives out a segment as soon as one equation has no other unknown. Unknown segments lie in a window of {@link #WINDOW}
 * from the first missing one on. At most {@link #MAX_EQUATIONS} are kept; the oldest gives way.
 */
public final class RepairDecoder {
  /** How far ahead of the first missing segment a symbol may reach; a power of two. */
  public static final int WINDOW = 128;
  /** Equations that are kept. */
  public static final int MAX_EQUATIONS = 64;

  private final Segments segments;
  private final List<Equation> equations = new ArrayList<>();
  private long useless;

  /** What is known of the lane. */
  public interface Segments {
    /** The first number that has not been given on in order: all below are known. */
    long next();

    /** The bytes of a segment, or null if it is missing or forgotten. */
    byte @Nullable [] known(long number);

    /** A segment was recovered; it is known from now on. */
    void recovered(long number, byte[] bytes);
  }

  /** Coefficients stand at {@code number mod WINDOW}; the pivot stands in no other equation. */
  private static final class Equation {
    private final byte[] coefficients = new byte[WINDOW];
    private byte[] symbol;
    private int pivot;

    private Equation(byte[] symbol) {
      this.symbol = symbol;
    }

    private int at(int slot) {
      return coefficients[slot] & 0xFF;
    }

    private int unknowns() {
      int n = 0;
      for (byte c : coefficients) {
        n += c != 0 ? 1 : 0;
      }
      return n;
    }
  }

  /** A decoder of a lane. */
  public RepairDecoder(Segments segments) {
    this.segments = segments;
  }

  /** Symbols that said nothing new or could not be used. */
  public long useless() {
    return useless;
  }

  /** Whether symbols wait for more. */
  public boolean isWaiting() {
    return !equations.isEmpty();
  }

  /**
   * Takes a symbol.
   *
   * @param first first segment that it covers
   * @param count how many, 1…{@link RepairSymbol#MAX_SEGMENTS}
   * @param symbol becomes the decoder's own
   */
  public void add(long first, int count, int seed, byte[] symbol) {
    long next = segments.next();
    if (count < 1 || count > RepairSymbol.MAX_SEGMENTS || first < 0 || first + count > next + WINDOW
        || symbol.length <= RepairSymbol.LENGTH_BYTES) {
      useless++;
      return;
    }
    Equation fresh = new Equation(symbol);
    for (int i = 0; i < count; i++) {
      long number = first + i;
      int factor = RepairSymbol.coefficient(seed, number);
      byte[] known = segments.known(number);
      if (known == null && number >= next) {
        fresh.coefficients[slot(number)] = (byte) factor;
      } else if (known == null || known.length + RepairSymbol.LENGTH_BYTES > symbol.length) {
        useless++;
        return;
      } else {
        RepairSymbol.add(symbol, known, factor);
      }
    }
    insert(fresh);
    giveOut();
  }

  /** A segment has come by itself. */
  public void arrived(long number, byte[] bytes) {
    // Beyond the window stands nothing that an equation could hold.
    if (!equations.isEmpty() && number < segments.next() + WINDOW) {
      substitute(number, bytes);
      giveOut();
    }
  }

  private void substitute(long number, byte[] bytes) {
    int slot = slot(number);
    List<Equation> open = new ArrayList<>();
    for (Equation equation : equations) {
      int factor = equation.at(slot);
      if (factor != 0) {
        if (bytes.length + RepairSymbol.LENGTH_BYTES > equation.symbol.length) {
          // No sender of ours makes that; what it says cannot be used.
          Arrays.fill(equation.coefficients, (byte) 0);
        } else {
          RepairSymbol.add(equation.symbol, bytes, factor);
          equation.coefficients[slot] = 0;
        }
        if (equation.pivot == slot || equation.unknowns() == 0) {
          open.add(equation);
        }
      }
    }
    equations.removeAll(open);
    open.forEach(this::insert);
  }

  /** Takes an equation into the system, in which every pivot stands in one equation only. */
  private void insert(Equation fresh) {
    for (Equation equation : equations) {
      eliminate(fresh, equation);
    }
    int pivot = 0;
    while (pivot < WINDOW && fresh.coefficients[pivot] == 0) {
      pivot++;
    }
    if (pivot == WINDOW) {
      useless++;
      return;
    }
    int inverse = Field256.inverse(fresh.at(pivot));
    Field256.scale(fresh.symbol, inverse);
    Field256.scale(fresh.coefficients, inverse);
    fresh.pivot = pivot;
    for (Equation equation : equations) {
      eliminate(equation, fresh);
    }
    if (equations.size() == MAX_EQUATIONS) {
      equations.remove(0);
    }
    equations.add(fresh);
  }

  /** Takes the pivot of one equation out of another. */
  private static void eliminate(Equation from, Equation by) {
    int factor = from.at(by.pivot);
    if (factor != 0) {
      if (by.symbol.length > from.symbol.length) {
        from.symbol = Arrays.copyOf(from.symbol, by.symbol.length);
      }
      Field256.addMultiple(from.symbol, 0, by.symbol, factor);
      Field256.addMultiple(from.coefficients, 0, by.coefficients, factor);
    }
  }

  private void giveOut() {
    Equation solved = solved();
    while (solved != null) {
      equations.remove(solved);
      long number = numberAt(solved.pivot);
      int length = (solved.symbol[0] & 0xFF) << 8 | (solved.symbol[1] & 0xFF);
      if (length < 1 || length + RepairSymbol.LENGTH_BYTES > solved.symbol.length) {
        useless++;
      } else {
        byte[] bytes = Arrays.copyOfRange(solved.symbol, RepairSymbol.LENGTH_BYTES, RepairSymbol.LENGTH_BYTES + length);
        substitute(number, bytes);
        segments.recovered(number, bytes);
      }
      solved = solved();
    }
  }

  private @Nullable Equation solved() {
    for (Equation equation : equations) {
      if (equation.unknowns() == 1) {
        return equation;
      }
    }
    return null;
  }

  private static int slot(long number) {
    return (int) number & (WINDOW - 1);
  }

  /** The number in the window at that slot. */
  private long numberAt(int slot) {
    long next = segments.next();
    return next + (slot - (int) next & (WINDOW - 1));
  }
}
