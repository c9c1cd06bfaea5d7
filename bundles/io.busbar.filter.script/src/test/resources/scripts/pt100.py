# Temperature of an oil pocket from the resistance of a Pt100 in three wires (IEC 60751), with the resistance of one lead as
# parameters["a"]. A broken wire or a short circuit is told as such instead of as 850 °C.
import math

A, B, R0 = 3.9083e-3, -5.775e-7, 100.0


def process(samples, state, parameters):
    for s in samples:
        ohm = s.value - parameters.get("a", 0.0)
        if not s.good:
            continue
        if ohm > 390.0:
            s.bad("failure")        # open
        elif ohm < 18.5:
            s.bad("failure")        # short circuit
        elif ohm >= R0:
            s.value = (-A + math.sqrt(A * A - 4 * B * (1 - ohm / R0))) / (2 * B)
        else:                       # below 0 °C: two steps of Newton on the full equation
            t = (ohm / R0 - 1) / A
            for _ in range(4):
                c = -4.183e-12
                r = R0 * (1 + A * t + B * t * t + c * (t - 100) * t ** 3)
                t -= (r - ohm) / (R0 * (A + 2 * B * t + c * (4 * t ** 3 - 300 * t * t)))
            s.value = t
    return samples
