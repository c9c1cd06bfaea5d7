package io.busbar.api.filter.formula;

import io.busbar.api.describe.Nearest;
import io.busbar.api.filter.formula.Formula.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;

/** Reads a formula by recursive descent; the grammar stands at {@link Formula}. One use. */
final class FormulaParser {
  private static final int MAX_DEPTH = 32;

  private final String text;
  private final List<String> names = new ArrayList<>();
  private int next;
  private int depth;
  private int operations;

  FormulaParser(String text) {
    this.text = text;
  }

  Formula parse() {
    if (text.length() > Formula.MAX_LENGTH) {
      throw new IllegalArgumentException("a formula has at most " + Formula.MAX_LENGTH + " characters, this one " + text.length() + ".");
    }
    Node root = choice();
    space();
    if (next < text.length()) {
      throw wrong("an operator such as + or && is expected");
    }
    return new Formula(names, root);
  }

  private Node choice() {
    if (++depth > MAX_DEPTH) {
      throw wrong("nested deeper than " + MAX_DEPTH + " levels");
    }
    Node condition = or();
    if (take("?")) {
      Node yes = choice();
      expect(":");
      Node no = choice();
      depth--;
      return count(v -> condition.value(v) != 0 ? yes.value(v) : no.value(v));
    }
    depth--;
    return condition;
  }

  private Node or() {
    Node left = and();
    while (take("||")) {
      Node a = left;
      Node b = and();
      left = count(v -> a.value(v) != 0 || b.value(v) != 0 ? 1 : 0);
    }
    return left;
  }

  private Node and() {
    Node left = compare();
    while (take("&&")) {
      Node a = left;
      Node b = compare();
      left = count(v -> a.value(v) != 0 && b.value(v) != 0 ? 1 : 0);
    }
    return left;
  }

  private Node compare() {
    Node a = sum();
    for (String operator : List.of("==", "!=", "<=", ">=", "<", ">")) {
      if (take(operator)) {
        Node b = sum();
        return count(switch (operator) {
          case "==" -> v -> a.value(v) == b.value(v) ? 1 : 0;
          case "!=" -> v -> a.value(v) != b.value(v) ? 1 : 0;
          case "<=" -> v -> a.value(v) <= b.value(v) ? 1 : 0;
          case ">=" -> v -> a.value(v) >= b.value(v) ? 1 : 0;
          case "<" -> v -> a.value(v) < b.value(v) ? 1 : 0;
          default -> v -> a.value(v) > b.value(v) ? 1 : 0;
        });
      }
    }
    return a;
  }

  private Node sum() {
    Node left = product();
    while (true) {
      Node a = left;
      if (take("+")) {
        Node b = product();
        left = count(v -> a.value(v) + b.value(v));
      } else if (take("-")) {
        Node b = product();
        left = count(v -> a.value(v) - b.value(v));
      } else {
        return left;
      }
    }
  }

  private Node product() {
    Node left = sign();
    while (true) {
      Node a = left;
      if (take("*")) {
        Node b = sign();
        left = count(v -> a.value(v) * b.value(v));
      } else if (take("/")) {
        Node b = sign();
        left = count(v -> a.value(v) / b.value(v));
      } else if (take("%")) {
        Node b = sign();
        left = count(v -> a.value(v) % b.value(v));
      } else {
        return left;
      }
    }
  }

  private Node sign() {
    if (++depth > MAX_DEPTH) {
      throw wrong("nested deeper than " + MAX_DEPTH + " levels");
    }
    Node made;
    if (take("-")) {
      Node a = sign();
      made = count(v -> -a.value(v));
    } else if (!ahead("!=") && take("!")) {
      Node a = sign();
      made = count(v -> a.value(v) == 0 ? 1 : 0);
    } else {
      Node base = primary();
      if (take("^")) {
        Node power = sign();
        made = count(v -> Math.pow(base.value(v), power.value(v)));
      } else {
        made = base;
      }
    }
    depth--;
    return made;
  }

  private Node primary() {
    space();
    if (take("(")) {
      Node inner = choice();
      expect(")");
      return inner;
    }
    if (take("[")) {
      int end = text.indexOf(']', next);
      if (end < 0) {
        throw wrong("\"]\" after the name of a point is expected");
      }
      String name = text.substring(next, end).strip();
      next = end + 1;
      return variable(name);
    }
    int start = next;
    if (next < text.length() && (Character.isDigit(text.charAt(next)) || text.charAt(next) == '.')) {
      return number(start);
    }
    while (next < text.length() && (Character.isLetterOrDigit(text.charAt(next)) || "_.".indexOf(text.charAt(next)) >= 0)) {
      next++;
    }
    if (next == start) {
      throw wrong("a number, a name or \"(\" is expected");
    }
    String name = text.substring(start, next);
    return take("(") ? call(name) : variable(name);
  }

  private Node number(int start) {
    if (text.startsWith("0x", start) || text.startsWith("0X", start)) {
      next += 2;
      while (next < text.length() && Character.digit(text.charAt(next), 16) >= 0) {
        next++;
      }
      if (next == start + 2 || next > start + 18) {
        throw wrong("1 to 16 hexadecimal digits are expected");
      }
      double value = Long.parseUnsignedLong(text.substring(start + 2, next), 16);
      return count(v -> value);
    }
    while (next < text.length() && isPartOfNumber(start)) {
      next++;
    }
    try {
      double value = Double.parseDouble(text.substring(start, next));
      return count(v -> value);
    } catch (NumberFormatException noNumber) {
      next = start;
      throw wrong("a number is expected");
    }
  }

  private boolean isPartOfNumber(int start) {
    char c = text.charAt(next);
    boolean exponent = next > start && Character.toLowerCase(text.charAt(next - 1)) == 'e';
    return Character.isDigit(c) || c == '.' || c == 'e' || c == 'E' || (exponent && (c == '+' || c == '-'));
  }

  private Node variable(String name) {
    if (!names.contains(name)) {
      names.add(name);
    }
    int index = names.indexOf(name);
    return count(v -> v[index]);
  }

  private Node call(String name) {
    List<Node> arguments = new ArrayList<>();
    do {
      arguments.add(choice());
    } while (take(","));
    expect(")");
    DoubleUnaryOperator one = Functions.OF_ONE.get(name);
    DoubleBinaryOperator two = Functions.OF_TWO.get(name);
    if (one == null && two == null) {
      Set<String> known = new TreeSet<>(Functions.OF_ONE.keySet());
      known.addAll(Functions.OF_TWO.keySet());
      throw new IllegalArgumentException("there is no function \"" + name + "\"." + Nearest.hint(name, known) + " There are: "
          + String.join(", ", known) + ".");
    }
    int wanted = one != null ? 1 : 2;
    if (arguments.size() != wanted) {
      throw new IllegalArgumentException("\"" + name + "\" takes " + (wanted == 1 ? "one number" : "two numbers") + ", not "
          + arguments.size() + ".");
    }
    Node a = arguments.get(0);
    if (one != null) {
      return count(v -> one.applyAsDouble(a.value(v)));
    }
    Node b = arguments.get(1);
    DoubleBinaryOperator function = two == null ? Double::sum : two;
    return count(v -> function.applyAsDouble(a.value(v), b.value(v)));
  }

  private Node count(Node made) {
    if (++operations > Formula.MAX_OPERATIONS) {
      throw new IllegalArgumentException("a formula has at most " + Formula.MAX_OPERATIONS + " operations. Split it into two points.");
    }
    return made;
  }

  private boolean ahead(String token) {
    space();
    return text.startsWith(token, next);
  }

  private boolean take(String token) {
    if (!ahead(token)) {
      return false;
    }
    next += token.length();
    return true;
  }

  private void expect(String token) {
    if (!take(token)) {
      throw wrong("\"" + token + "\" is expected");
    }
  }

  private void space() {
    while (next < text.length() && Character.isWhitespace(text.charAt(next))) {
      next++;
    }
  }

  private IllegalArgumentException wrong(String expected) {
    String found = next < text.length() ? "\"" + text.substring(next, Math.min(text.length(), next + 10)) + "\"" : "the end";
    return new IllegalArgumentException(expected + " at character " + (next + 1) + " of the formula, not " + found + ".");
  }
}
