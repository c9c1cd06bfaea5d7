#!/usr/bin/env python3
"""The smallest gateway there can be (specification of the link, section 12), written from the specifications alone.

    busbar_gateway.py HOST:PORT NAME [--line busbar1:…] [--private HEX] [--lose PERCENT] [--mtu BYTES]

calls central, sends a dictionary, an event and measurements, waits until central has made them durable, calls again and sees in the
welcome that central has them. Prints what happened, one line each; ends with 0 if all that came about.
"""
import argparse
import base64
import os
import random
import socket
import sys
import time

import busbar_records as records
import busbar_security as security
import busbar_wire as wire

AGAIN_S, KEEP_ALIVE_S, PATIENCE_S = 1.0, 5.0, 300.0


class Lane:
    """One direction of a lane: what goes out as numbered segments, or what comes in put in order."""

    def __init__(self):
        self.next, self.kept, self.stream, self.messages, self.durable = 0, {}, b"", 0, 0

    def take(self, low, data):
        number = wire.expand(low, 16, self.next)
        if number >= self.next:
            self.kept.setdefault(number, data)
        while self.next in self.kept:
            self.stream += self.kept.pop(self.next)
            self.next += 1

    def message(self):
        r = wire.Reader(self.stream)
        try:
            message = r.take(r.varint())
        except wire.Malformed:
            return None
        self.stream = self.stream[r.at:]
        self.messages += 1
        return message


class Session:
    def __init__(self, gateway, records_, terms, connection):
        self.gateway, self.records, self.terms, self.connection = gateway, records_, terms, connection
        self.number, self.acknowledged = 0, 0
        self.highest, self.arrived, self.wanted, self.ack_at = 0, {0}, 0, None
        self.highest_at = time.monotonic()
        self.open_, self.sent_at = {}, time.monotonic()
        self.out, self.ins = {lane: Lane() for lane in range(8)}, {lane: Lane() for lane in range(8)}
        self.said, self.over = None, None

    def send(self, frames, again=None):
        """A packet; what of it goes again until it is acknowledged, a list of frames."""
        self.number += 1
        lowest = min(self.open_, default=self.number)
        head = wire.header(self.terms["connection"], self.number, self.acknowledged, False, self.records.phase)
        content = wire.varint(self.number - lowest) + b"".join(frames)
        if again:
            self.open_[self.number] = time.monotonic(), again
        self.sent_at = time.monotonic()
        self.gateway.put(self.records.seal(head, content, self.number, False))

    def say(self, lane, message):
        """Puts a message into a lane; its number."""
        stream, out = wire.varint(len(message)) + message, self.out[lane]
        each = self.terms["max payload"] - 32
        for at in range(0, len(stream), each):
            frame = wire.segment(lane, out.next, stream[at:at + each])
            out.next += 1
            self.send([frame], [frame])
        out.messages += 1
        return out.messages

    def take(self, datagram):
        connection, number, long_tag, phase, head = wire.read_header(datagram, self.highest)
        if connection != self.connection or number in self.arrived or self.highest - number >= 4096:
            return
        content = self.records.open(datagram, head, number, phase, long_tag)
        if content is None:
            return self.gateway.say("not authentic: packet %d" % number)
        r = wire.Reader(content)
        span = r.varint()
        found = wire.frames(content[r.at:], long_tag)
        self.arrived.add(number)
        self.wanted = max(self.wanted, number - span)
        if number > self.highest:
            self.highest, self.highest_at = number, time.monotonic()
        for frame in found:
            self.frame(frame)

    def frame(self, frame):
        kind = frame["type"]
        if kind in ("SEGMENT", "REPAIR", "PING", "DURABLE") and self.ack_at is None:
            self.ack_at = time.monotonic() + 0.05
        if kind == "SEGMENT":
            self.ins[frame["lane"]].take(frame["segment"], frame["bytes"])
        elif kind == "ACK":
            largest = wire.expand(frame["largest"], 16, self.acknowledged)
            self.acknowledged = max(self.acknowledged, largest)
            for number in [largest] + [largest - 1 - i for i in frame["behind"]]:
                self.open_.pop(number, None)
        elif kind == "DURABLE":
            self.out[frame["lane"]].durable = max(self.out[frame["lane"]].durable, frame["message"])
        elif kind == "END":
            self.over = frame["text"]
        if self.said is None:
            message = self.ins[wire.CONTROL].message()
            # What begins with 0 are new terms, of which we make no use.
            self.said = wire.read_words(message) if message and message[0] else None

    def work(self):
        now = time.monotonic()
        for number, (sent_at, again) in list(self.open_.items()):
            if now - sent_at >= AGAIN_S:
                del self.open_[number]
                self.send(again, again)
        if self.ack_at is not None and now >= self.ack_at:
            self.ack_at = None
            self.arrived = {n for n in self.arrived if n > self.highest - 4096}
            delay = int((now - self.highest_at) * 1000)
            self.send([wire.ack(self.arrived, min(max(self.wanted, self.highest - 2000), self.highest), delay)])
        if now - self.sent_at >= KEEP_ALIVE_S:
            self.send([wire.PING], [wire.PING])


class Gateway:
    def __init__(self, args):
        host, port = args.central.rsplit(":", 1)
        self.socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.socket.connect((host, int(port)))
        self.name, self.max_payload, self.lose = args.name, args.mtu - 28, args.lose
        self.dice = random.Random(1)
        self.line, self.own = args.line, bytes.fromhex(args.private) if args.private else os.urandom(32)

    def say(self, what):
        print(what, flush=True)

    def put(self, datagram):
        if self.dice.random() * 100 >= self.lose:
            try:
                self.socket.send(datagram)
            except ConnectionRefusedError:
                pass  # lost as well: the far end does not listen at this moment

    def get(self):
        self.socket.settimeout(0.02)
        try:
            datagram = self.socket.recv(65536)
        except (socket.timeout, ConnectionRefusedError):
            return None
        return datagram if self.dice.random() * 100 >= self.lose else None

    def profile(self):
        if not self.line:
            return security.Plain(os.urandom(8))
        content = base64.urlsafe_b64decode(self.line[len("busbar1:"):] + "=" * (-len(self.line[len("busbar1:"):]) % 4))
        return security.Noise(self.own, content[:32], content[32:64])

    def call(self, epoch, heads):
        """Shakes hands; a session that is up, with central's name and welcome."""
        profile, handshake, connection = self.profile(), random.getrandbits(32), random.getrandbits(12)
        words = wire.words(self.name, wire.hello(epoch, heads))
        stream = wire.varint(len(words)) + words
        first = wire.segment(wire.CONTROL, 0, stream[:self.max_payload - 32])
        payload = wire.terms(250, self.max_payload, connection, 64000, 0) + first
        message = profile.call(b"busbar link\x02" + handshake.to_bytes(4, "big"), payload, os.urandom(32))
        kind, cookie, sent_at, parts, ends = wire.HELLO, 0, 0, wire.Parts(), time.monotonic() + PATIENCE_S
        while time.monotonic() < ends:
            if time.monotonic() - sent_at >= 0.5:
                for part in wire.cut(kind, handshake, message, self.max_payload):
                    self.put(part + profile.stamp(part, cookie))
                sent_at = time.monotonic()
            datagram = self.get()
            if not datagram or datagram[0] >= 0x80 or profile.stamp(datagram[:-8]) != datagram[-8:]:
                continue
            if datagram[1:5] != handshake.to_bytes(4, "big"):
                continue
            if datagram[0] == wire.CHALLENGE:
                kind, cookie, sent_at = wire.PROVEN, int.from_bytes(datagram[5:13], "big"), 0
            whole = parts.take(datagram[5:-8]) if datagram[0] == wire.WELCOME else None
            if whole:
                said, keys = profile.opened(whole)
                if said is not None:
                    return self.open(keys, said, connection, stream[self.max_payload - 32:])
                parts = wire.Parts()
        raise TimeoutError("central does not answer")

    def open(self, keys, said, connection, rest):
        r = wire.Reader(said)
        session = Session(self, keys, wire.read_terms(r), connection)
        self.say("welcome: %s" % session.terms)
        for frame in wire.frames(said[r.at:], False):
            session.frame(frame)
        session.out[wire.CONTROL].next = 1
        if rest:
            frame = wire.segment(wire.CONTROL, 1, rest)
            session.send([frame], [frame])
        session.send([wire.PING], [wire.PING])
        self.run(session, lambda: session.said is not None)
        name, welcome = session.said
        self.say("up: %s has %s" % (name, wire.read_welcome(welcome)[1]))
        return session

    def run(self, session, until):
        ends = time.monotonic() + PATIENCE_S
        while not until():
            if session.over is not None:
                raise ConnectionError("central ended the session: " + session.over)
            if time.monotonic() > ends:
                raise TimeoutError("nothing for %d s" % PATIENCE_S)
            datagram = self.get()
            while datagram:
                if datagram[0] >= 0x80:
                    session.take(datagram)
                datagram = self.get()
            session.work()


def plant(name, epoch_ns):
    """A dictionary, an event and measurements: (lane, message, what it is)."""
    ms = 1_000_000
    points = [(1, name, "feeder", "breaker", 5, "", 0, 0), (2, name, "feeder", "voltage", 1, "kV", 2, 1000), (3, name, "feeder", "note", 7, "", 1, 0)]
    event = [(1, 5, 0, 0, 3, 1, epoch_ns, epoch_ns + 2 * ms, 2), (3, 7, 0, 0, 3, 1, epoch_ns, epoch_ns + 2 * ms, "closed by hand".encode())]
    live = [(2, 1, 0, 0, 1, 2, epoch_ns + i * 1000 * ms, epoch_ns + i * 1000 * ms, records.bits_of(20.5 + i / 4)) for i in range(20)]
    for lane in (1, 4):
        # Lanes are apart from each other: each has the dictionary ahead of what needs it.
        yield lane, wire.record(3, 1, records.write_dictionary(1, points)), "MODEL 1"
    yield 1, wire.record(1, 1, records.write_samples(1, 1, event)), "EVENTS 1"
    for i in range(0, 20, 5):
        yield 4, wire.record(2, 1 + i // 5, records.write_samples(0, 1, live[i:i + 5])), "MEASUREMENTS %d" % (1 + i // 5)


def main():
    args = argparse.ArgumentParser()
    args.add_argument("central")
    args.add_argument("name")
    args.add_argument("--line", default="")
    args.add_argument("--private", default="")
    args.add_argument("--lose", type=float, default=0)
    args.add_argument("--mtu", type=int, default=1280)
    args = args.parse_args()
    gateway, epoch = Gateway(args), random.getrandbits(63)
    session = gateway.call(epoch, [(1, 1, 1), (2, 1, 4), (3, 1, 1)])
    messages = [(lane, session.say(lane, message), what) for lane, message, what in plant(args.name, time.time_ns())]
    gateway.run(session, lambda: all(session.out[lane].durable >= number for lane, number, _ in messages))
    for lane, number, what in messages:
        gateway.say("durable: %s, message %d of lane %d" % (what, number, lane))
    session.send([wire.end("closed")])
    again = gateway.call(epoch, [(1, 1, 1), (2, 1, 4), (3, 1, 1)])
    received = wire.read_welcome(again.said[1])[1]
    again.send([wire.end("closed")])
    gateway.say("resumed: central has %s" % received)
    return 0 if received == {1: [(1, 1)], 2: [(1, 4)], 3: [(1, 1)]} else 1


if __name__ == "__main__":
    sys.exit(main())
