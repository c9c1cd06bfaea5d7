# A relay that sends its trip twice within 50 ms, once for each of its two output contacts. The first one counts; it keeps its time.
# What comes later than the pause is another trip. parameters["a"]: the pause in ms.

def process(samples, state, parameters):
    pause = parameters.get("a", 50) * 1000000
    kept = []
    for s in samples:
        if s.good and s.value:
            last = state.get("trip")
            if last is not None and 0 <= s.time - last < pause:
                continue
            state["trip"] = s.time
        kept.append(s)
    return kept
