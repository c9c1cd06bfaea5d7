#!/usr/bin/env python3
"""Runs this second implementation against the vectors of the specifications, both ways.

    busbar_vectors.py BUNDLES_FOLDER
"""
import pathlib
import sys

import busbar_crypto as crypto
import busbar_gateway as gateway_
import busbar_records as records
import busbar_security as security
import busbar_wire as wire

checks = 0


def read(path):
    vectors, name = {}, None
    for line in pathlib.Path(path).read_text("utf-8").splitlines():
        if line.startswith("[") and line.endswith("]"):
            name = line[1:-1]
            vectors[name] = {}
        elif line and not line.startswith("#"):
            key, _, value = line.partition("=")
            vectors[name][key.strip()] = value.strip()
    return vectors


def hexed(text):
    return bytes.fromhex(text.replace(" ", ""))


def number(text):
    return int(text, 0)


def same(name, ours, theirs):
    global checks
    checks += 1
    if ours != theirs:
        sys.exit("%s: %r is not %r" % (name, ours, theirs))


def refused(name, call):
    try:
        out = call()
    except wire.Malformed:
        out = None
    same(name, out, None)


def handshake(folder):
    vectors = read(folder / "handshake.txt")
    keys = {k: hexed(v) for k, v in vectors["keys"].items() if "line" not in k and "fingerprint" not in k}
    for who in ("gateway", "central"):
        same(who, crypto.x25519(keys[who + " private"], crypto.BASE), keys[who + " public"])
    noise = security.Noise(keys["gateway private"], keys["central public"], keys["secret"])
    same("stamp key", noise.stamp_key, keys["stamp key"])
    hello = vectors["hello"]
    identity = number(hello["handshake id"])
    prologue, payload = hexed(hello["prologue"]), hexed(hello["payload"])
    same("prologue", b"busbar link\x02" + identity.to_bytes(4, "big"), prologue)
    private = fresh_key(keys["gateway private"], vectors["fresh key of the gateway"], prologue, payload)
    same("fresh key", private, hexed(vectors["fresh key of the gateway"]["private"]))
    message = noise.call(prologue, payload, private)
    same("hello", message, hexed(hello["message"]))
    parts(noise, vectors["hello in parts of 64 bytes"], wire.HELLO, identity, message)
    parts(noise, vectors["hello in parts of 64 bytes after a challenge"], wire.PROVEN, identity, message)
    welcome = hexed(vectors["welcome"]["message"])
    parts(noise, vectors["welcome in parts of 64 bytes"], wire.WELCOME, identity, welcome)
    same("a welcome of another", noise.opened(welcome[:-1] + b"\0"), (None, None))
    said, gateway = noise.opened(welcome)
    same("welcome", said, hexed(vectors["welcome"]["payload"]))
    there = security.Noise(keys["central private"], keys["central public"], keys["secret"])
    same("hello is heard", there.heard(prologue, message), (payload, keys["gateway public"]))
    same("a hello of another", there.heard(prologue, message[:-1] + b"\0"), (None, None))
    there.heard(prologue, message)
    answer, central = there.answer(said, fresh_key(keys["central private"], vectors["fresh key of central"], message, said))
    same("answer", answer, welcome)
    same("both ends", (central.out.secret, central.ins.secret, central.session), (gateway.ins.secret, gateway.out.secret, gateway.session))
    session = vectors["session"]
    same("session", gateway.session, hexed(session["session"]))
    for direction, key in (("gateway", gateway.out), ("central", gateway.ins)):
        for step in ("0", "1"):
            same(direction, (key.secret, key.iv), (hexed(session[direction + " secret " + step]), hexed(session[direction + " iv " + step])))
            key = key.next()
    for name in ("challenge", "reset", "invite"):
        datagram = hexed(vectors[name]["datagram"])
        same(name, noise.stamp(datagram[:-8]), datagram[-8:])
    return keys, session


def fresh_key(own, v, *says):
    counters = b"".join(number(v.get(k, "1")).to_bytes(8, "big") for k in ("starts", "number", "wall ns", "monotonic ns"))
    return crypto.hmac(own, b"busbar ephemeral", hexed(v["random"]), counters, crypto.sha256(*says))


def parts(noise, vector, kind, identity, message):
    cookie, together = number(vector["cookie"]), wire.Parts()
    pieces = [hexed(vector[k]) for k in vector if k.startswith("part")]
    ours = wire.cut(kind, identity, message, number(vector["max payload"]))
    same("parts", [part + noise.stamp(part, cookie) for part in ours], pieces)
    whole = [together.take(piece[5:-8]) for piece in reversed(pieces)]
    same("parts together", whole[-1], message)


def packets(folder, session):
    ends = {who: [security.NoiseRecords(hexed(session[a + " secret 0"]), hexed(session[b + " secret 0"]), hexed(session["handshake hash"]))
                  for a, b in ((who, other), (other, who))]
            for who, other in (("gateway", "central"), ("central", "gateway"))}
    vectors = read(folder / "packets.txt")
    for name, v in sorted(((n, v) for n, v in vectors.items() if "from" in v), key=lambda pair: number(pair[1]["number"])):
        sender = ends[v["from"]][0]
        if sender.phase != number(v["key"]):
            sender.step()
        long_tag = v["long tag"] == "yes"
        head = wire.header(number(v["connection"]), number(v["number"]), number(v["acknowledged"]), long_tag, sender.phase)
        same(name, sender.seal(head, hexed(v["content"]), number(v["number"]), long_tag), hexed(v["datagram"]))
    for name, v in vectors.items():
        of = vectors[v.get("of", name)]
        datagram = hexed(v.get("datagram", v.get("refused", "")))
        connection, full, long_tag, phase, head = wire.read_header(datagram, number(of["highest"]))
        content = ends[of["from"]][1].open(datagram, head, full, phase, long_tag)
        if "of" in v:
            same(name, content, None)
        else:
            same(name, (connection, full, content), (number(v["connection"]), number(v["number"]), hexed(v["content"])))


def numbers(folder):
    for name, v in read(folder / "numbers.txt").items():
        if "malformed" in v:
            refused(name, lambda v=v: wire.Reader(hexed(v["malformed"])).varint())
        elif "value" in v:
            same(name, wire.varint(number(v["value"])), hexed(v["bytes"]))
            same(name, wire.Reader(hexed(v["bytes"])).varint(), number(v["value"]))
        else:
            head = wire.header(0, number(v["number"]), number(v["acknowledged"]))
            same(name, head[2:], hexed(v["bytes"]))
            same(name, wire.read_header(head, number(v["highest"]))[1], number(v["number"]))


def make(v):
    kind = v["type"]
    ints = {k: number(v[k]) for k in ("lane", "kind", "segment", "message", "span reaches to", "delay ms", "first", "seed", "round", "slot ms",
                                      "urgent", "bulk") if v.get(k, "yes") not in ("yes", "no")}
    segments = [hexed(v["segment %d" % i]) for i in range(8) if "segment %d" % i in v]
    yes = {k: x == "yes" for k, x in v.items()}
    many = {k: [int(x) for x in v.get(k, "").split()] for k in ("arrived", "have")}
    return {
        "SEGMENT": lambda: wire.segment(ints["lane"], ints["segment"], hexed(v["bytes"]), yes["to the end"]),
        "DURABLE": lambda: wire.durable(ints["lane"], ints["message"]),
        "ACK": lambda: wire.ack(many["arrived"], ints["span reaches to"], ints["delay ms"]),
        "PING": lambda: wire.PING,
        "END": lambda: wire.end(v["text"], ints["kind"]),
        "REPAIR": lambda: wire.repair(ints["lane"], ints["first"], ints["seed"], segments),
        "COMPLETE": lambda: wire.complete(ints["lane"], many["have"]),
        "GRANT": lambda: wire.grant(ints["round"], ints["delay ms"], ints["slot ms"]),
        "REPORT": lambda: wire.report(yes["last"], yes["first"], ints["urgent"], ints["bulk"]),
    }[kind]()


def frames(folder):
    for name, v in read(folder / "frames.txt").items():
        if "malformed" in v:
            refused(name, lambda v=v: wire.frames(hexed(v["malformed"]), False))
            continue
        same(name, make(v), hexed(v["frame"]))
        [found] = wire.frames(hexed(v["frame"]), True)
        for key, value in found.items():
            theirs = v.get(key, "")
            if isinstance(value, bytes):
                same(name, value, hexed(theirs))
            elif key == "segment" and found["type"] == "SEGMENT":
                same(name, value, number(theirs) & 0xFFFF)
            elif key in ("first", "last") and found["type"] == "REPORT":
                same(name, bool(value), theirs == "yes")
            elif isinstance(value, int) and key in v:
                same(name, value, number(theirs))
        if found["type"] == "END":
            same(name, found["text"], v["text"])
            same(name, wire.refusal(found["kind"]), number(v.get("counts as", v["kind"])))
        if found["type"] == "ACK":
            same(name, sorted([found["largest"]] + [found["largest"] - 1 - i for i in found["behind"]]), [int(x) for x in v["arrived"].split()])
        elif found["type"] == "COMPLETE":
            have = list(range(found["segment"])) + [found["segment"] + 1 + i for i in found["behind"]]
            same(name, have, [int(x) for x in v["have"].split()])
        elif found["type"] == "REPAIR":
            same(name, [wire.coefficient(found["seed"], i) for i in range(found["count"])], [int(x) for x in v["coefficients"].split()])


def messages(folder):
    for name, v in read(folder / "messages.txt").items():
        if name.startswith("other terms"):
            fields = {k: number(x) for k, x in v.items() if k not in ("type", "bytes", "passed over")}
            message = hexed(v.get("bytes", v.get("passed over")))
            same(name, wire.read_other_terms(message), fields or None)
            refused(name, lambda message=message: wire.read_words(message))
            if fields:
                same(name, wire.other_terms(*fields.values()), message)
        elif name.startswith("terms refused"):
            refused(name, lambda v=v: wire.read_terms(wire.Reader(hexed(v["refused"]))))
        elif name.startswith("words refused"):
            refused(name, lambda v=v: wire.read_words(hexed(v["refused"])))
        elif name == "terms":
            fields = {k: number(x) for k, x in v.items() if k != "bytes"}
            same(name, wire.terms(*fields.values()), hexed(v["bytes"]))
            same(name, wire.read_terms(wire.Reader(hexed(v["bytes"]))), fields)
        elif name.startswith("words"):
            same(name, wire.words(v["name"], hexed(v["text"])), hexed(v["bytes"]))
            same(name, wire.read_words(hexed(v["bytes"])), (v["name"], hexed(v["text"])))
        elif v["type"] == "welcome":
            received = {int(w[0]): [tuple(map(int, i.split("-"))) for i in w[2:].split(",")] for w in v["received"].split()}
            same(name, wire.read_welcome(hexed(v["bytes"])), (int(v["epoch"], 16), received, int(v["codec"])))
        elif v["type"] in ("hello", "heads"):
            streams = [tuple(map(int, w.split(":"))) for w in v["streams"].split()]
            ours = b"\x20" + wire.heads(streams) if v["type"] == "heads" else wire.hello(int(v["epoch"], 16), streams, int(v["codec"]))
            same(name, ours, hexed(v["bytes"]))
        elif v["type"] == "record":
            same(name, wire.record(int(v["stream"]), int(v["position"]), hexed(v["record"])), hexed(v["bytes"]))


def transcript(folder, name):
    """Both ends' packets, and what the gateway's end says in the handshake of the randomness that it had."""
    vectors = read(folder / ("transcript-%s.txt" % name))
    gateway, central = vectors.pop("gateway"), vectors.pop("central")
    has = {who: vectors.pop("what %s has then" % who) for who in ("gateway", "central")}
    said = {who: wire.Parts() for who in has}
    whole = {who: next(m for v in vectors.values() if "part" in v and v["from"] == who
                       for m in [said[who].take(hexed(v["datagram"])[5:-8])] if m) for who in has}
    hellos = [hexed(v["datagram"]) for v in vectors.values() if "part" in v and v["from"] == "gateway"]
    prologue = b"busbar link\x02" + hellos[0][1:5]
    if name == "plain":
        profile = security.Plain(whole["gateway"][:8])
        fresh = None
    else:
        public = crypto.x25519(hexed(central["private"]), crypto.BASE)
        profile = security.Noise(hexed(gateway["private"]), public, hexed(gateway["secret"]))
        fresh = fresh_key(hexed(gateway["private"]), gateway, prologue, hexed(gateway["payload"]))
        there = security.Noise(hexed(central["private"]), public, hexed(gateway["secret"]))
        same(name, there.heard(prologue, whole["gateway"]), (hexed(gateway["payload"]), profile.public))
        fresh_there = fresh_key(hexed(central["private"]), central, whole["gateway"], hexed(central["payload"]))
        same(name, there.answer(hexed(central["payload"]), fresh_there)[0], whole["central"])
    same(name, profile.call(prologue, hexed(gateway["payload"]), fresh), whole["gateway"])
    parts_ = [part + profile.stamp(part) for part in wire.cut(wire.HELLO, int.from_bytes(hellos[0][1:5], "big"), whole["gateway"], 128)]
    same(name, parts_ * (len(hellos) // len(parts_)), hellos)
    payload, keys = profile.opened(whole["central"])
    same(name, payload, hexed(central["payload"]))
    lanes = {who: {lane: gateway_.Lane() for lane in range(8)} for who in has}
    for who, payload in (("gateway", gateway["payload"]), ("central", central["payload"])):
        packet(hexed(payload)[10:], True, lanes[who])
    highest = 0
    for v in vectors.values():
        if "content" not in v:
            continue
        datagram, full = hexed(v["datagram"]), number(v["number"])
        _, _, long_tag, phase, head = wire.read_header(datagram, full)
        if v["from"] == "gateway":
            same(name, keys.seal(datagram[:head], hexed(v["content"]), full, long_tag), datagram)
        else:
            same(name, wire.read_header(datagram, highest)[1], full)
            same(name, keys.open(datagram, head, full, phase, long_tag), hexed(v["content"]))
            highest = max(highest, full)
        content = wire.Reader(hexed(v["content"]))
        content.varint()
        if v["lost"] == "no":
            packet(content.take(content.left()), long_tag, lanes[v["from"]])
    for who, other in (("gateway", "central"), ("central", "gateway")):
        got = {}
        for code, lane in lanes[other].items():
            message = lane.message()
            while message is not None:
                if code == wire.CONTROL:
                    peer, words = wire.read_words(message)
                    got["words of " + peer] = words.hex()
                else:
                    got["lane %d message %d" % (code, lane.messages)] = message.hex()
                message = lane.message()
            if lane.durable:
                got["durable of lane %d" % code] = str(lane.durable)
        same(name, got, {k: x for k, x in has[who].items() if k != "over"})


def packet(content, long_tag, lanes):
    for frame in wire.frames(content, long_tag):
        if frame["type"] == "SEGMENT":
            lanes[frame["lane"]].take(frame["segment"], frame["bytes"])
        elif frame["type"] == "DURABLE":
            lanes[frame["lane"]].durable = max(lanes[frame["lane"]].durable, frame["message"])


KINDS = ("DOUBLE", "FLOAT32", "INT64", "UINT64", "BOOLEAN", "DOUBLE_POINT", "STEP", "TEXT", "BYTES", "ENUM", "DEVICE_STATE")
CLASSES = ("ALARM", "EVENT", "MEASUREMENT", "NONE")


def row(text):
    w = text.split()
    kind = KINDS.index(w[1])
    times = [wire.NO_TIME if t == "none" else int(t) for t in w[6:8]]
    value = w[8] if kind in records.BLOB else int(w[8], 16)
    value = hexed(value.replace("-", "")) if kind in records.BLOB else value if kind < 2 or kind == 4 else records.signed(value)
    return (int(w[0]), kind, *map(int, w[2:6]), *times, value)


def entry(text):
    w = [x.strip() for x in text.split(";")]
    labels = tuple((int(a), b) for a, b in (label.split("=") for label in w[8].split()))
    tags = tuple(tuple(tag.split("=")) for tag in w[9].split()) if len(w) > 9 else ()
    return {"id": int(w[0]), "site": w[1], "device": w[2], "point": w[3], "kind": KINDS.index(w[4]), "unit": w[5],
            "class": CLASSES.index(w[6]), "period": int(w[7]), "labels": labels, "tags": tags}


def journal(folder):
    for name, v in read(folder / "records.txt").items():
        if "malformed" in v:
            refused(name, lambda v=v: records.read(hexed(v["malformed"])))
            continue
        ours, version = records.read(hexed(v["record"])), number(v.get("version", "0"))
        if v["type"] == "samples":
            rows = [row(v[k]) for k in v if k.startswith("row")]
            same(name, ours, ("samples", number(v["origin"]), version, rows))
            if rows:
                same(name, records.read(records.write_samples(ours[1], version, rows)), ours)
        elif v["type"] == "gap":
            same(name, ours, ("gap", number(v["stream"]), number(v["from"]), number(v["to"]), number(v["count"]), v["reason"]))
        else:
            same(name, ours, ("dictionary", version, [entry(v[k]) for k in v if k.startswith("entry")]))


def bearers(folder):
    for name, v in read(folder / "bearers.txt").items():
        if "refused" in v:
            refused(name, lambda v=v: wire.serial_datagram(hexed(v["refused"]).strip(b"\0")))
        elif name == "echo":
            same(name, hexed(v["question"])[:4] + hexed(v["answer"])[:4], b"\xec\x40\xb5\0\xec\x40\xb5\1")
        else:
            datagram = bytes(range(1, 1 + number(v["count"]))) if "count" in v else hexed(v["datagram"])
            same(name, wire.serial_frame(datagram), hexed(v["frame"]))
            same(name, wire.serial_datagram(hexed(v["frame"])[1:-1]), datagram)


def main():
    bundles = pathlib.Path(sys.argv[1])
    at = "src/test/resources/vectors"
    _, session = handshake(bundles / "io.busbar.security" / at)
    packets(bundles / "io.busbar.security" / at, session)
    for run in (bearers, numbers, frames, messages):
        run(bundles / "io.busbar.link" / at)
    for profile in ("plain", "noise", "polled"):
        transcript(bundles / "io.busbar.link" / at, profile)
    journal(bundles / "io.busbar.journal" / at)
    print("%d checks" % checks)


if __name__ == "__main__":
    main()
