package io.busbar.api.filter.formula;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;

/** What a formula can call. */
final class Functions {
  static final Map<String, DoubleUnaryOperator> OF_ONE = new LinkedHashMap<>();
  static final Map<String, DoubleBinaryOperator> OF_TWO = new LinkedHashMap<>();

  static {
    OF_ONE.put("abs", Math::abs);
    OF_ONE.put("sqrt", Math::sqrt);
    OF_ONE.put("exp", Math::exp);
    OF_ONE.put("ln", Math::log);
    OF_ONE.put("log10", Math::log10);
    OF_ONE.put("sin", Math::sin);
    OF_ONE.put("cos", Math::cos);
    OF_ONE.put("tan", Math::tan);
    OF_ONE.put("atan", Math::atan);
    OF_ONE.put("floor", Math::floor);
    OF_ONE.put("ceil", Math::ceil);
    OF_ONE.put("round", Math::rint);
    OF_ONE.put("sign", Math::signum);
    OF_ONE.put("isnan", x -> Double.isNaN(x) ? 1 : 0);
    OF_TWO.put("min", Math::min);
    OF_TWO.put("max", Math::max);
    OF_TWO.put("pow", Math::pow);
    OF_TWO.put("atan2", Math::atan2);
    OF_TWO.put("hypot", Math::hypot);
    OF_TWO.put("and", (a, b) -> (long) a & (long) b);
    OF_TWO.put("or", (a, b) -> (long) a | (long) b);
    OF_TWO.put("xor", (a, b) -> (long) a ^ (long) b);
  }

  private Functions() {}
}
