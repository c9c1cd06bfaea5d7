# A meter that sends its 32-bit kWh counter with the two words swapped in the hour after midnight, when it writes its own log.
# A counter does not fall and does not grow by more than parameters["a"] between two readings: whichever order fits is right.

def process(samples, state, parameters):
    most = parameters.get("a", 100)
    kept = []
    for s in samples:
        if not s.good:
            kept.append(s)
            continue
        straight = s.value
        swapped = (straight & 0xFFFF) << 16 | straight >> 16 & 0xFFFF
        last = state.get("last")
        if last is not None and not 0 <= straight - last <= most:
            if 0 <= swapped - last <= most:
                s.value = swapped
            else:
                s.questionable("inconsistent")  # neither fits: a new meter, or a long pause
        state["last"] = s.value
        kept.append(s)
    return kept
