#!/usr/bin/env python3
"""A central for one gateway, written from the specifications alone.

    busbar_central.py PORT SECONDS [--private HEX --secret HEX] [--lose PERCENT] [--mtu BYTES]

prints its line (where it has keys), answers a gateway on the loopback interface, takes what it sends, says that it is durable and prints it:
"point DEVICE/POINT = VALUE" for each sample. Ends with 0 after so many seconds if a gateway was up.
"""
import argparse
import base64
import random
import socket
import struct
import sys
import time

import busbar_crypto as crypto
import busbar_records as records
import busbar_security as security
import busbar_wire as wire
from busbar_gateway import Session


class Central:
    def __init__(self, args):
        self.socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.socket.bind(("127.0.0.1", args.port))
        self.socket.settimeout(0.02)
        self.max_payload, self.lose, self.dice = args.mtu - 28, args.lose, random.Random(2)
        self.keys = bytes.fromhex(args.private), bytes.fromhex(args.secret)
        self.peer, self.parts, self.welcomes, self.session, self.ups = None, {}, {}, None, 0
        self.points, self.received = {}, {}
        if args.private:
            content = crypto.x25519(self.keys[0], crypto.BASE) + self.keys[1]
            self.say("busbar1:" + base64.urlsafe_b64encode(content + crypto.sha256(content)[:4]).decode().rstrip("="))

    def say(self, what):
        print(what, flush=True)

    def put(self, datagram):
        if self.dice.random() * 100 >= self.lose:
            self.socket.sendto(datagram, self.peer)

    def work(self):
        try:
            datagram, peer = self.socket.recvfrom(65536)
        except socket.timeout:
            datagram = b""
        if datagram and self.dice.random() * 100 >= self.lose:
            if datagram[0] >= 0x80 and self.session:
                self.peer = peer
                self.session.take(datagram)
            elif datagram[0] == wire.HELLO:
                self.peer = peer
                self.hello(datagram)
        if self.session:
            self.session.work()
            self.messages(self.session)

    def profile(self):
        if not self.keys[0]:
            return security.Plain(struct.pack(">Q", random.getrandbits(64)))
        return security.Noise(self.keys[0], crypto.x25519(self.keys[0], crypto.BASE), self.keys[1])

    def hello(self, datagram):
        profile, handshake = self.profile(), datagram[1:5]
        if profile.stamp(datagram[:-8]) != datagram[-8:]:
            return self.say("a stamp that is none of ours")
        if handshake not in self.welcomes:
            message = self.parts.setdefault(handshake, wire.Parts()).take(datagram[5:-8])
            payload, _ = profile.heard(b"busbar link\x02" + handshake, message) if message else (None, None)
            if payload is None:
                return None
            self.welcomes[handshake] = self.answer(profile, int.from_bytes(handshake, "big"), payload)
        for part in self.welcomes[handshake]:
            self.put(part)
        return None

    def answer(self, profile, handshake, payload):
        """A new session; the parts of the welcome."""
        r, connection = wire.Reader(payload), random.getrandbits(12)
        terms = wire.read_terms(r)
        own = wire.terms(100, min(self.max_payload, terms["max payload"]), connection, 0, 0)
        message, keys = profile.answer(own, struct.pack(">4Q", *(random.getrandbits(64) for _ in range(4))))
        self.session = Session(self, keys, terms, connection)
        self.session.acknowledged = -1
        for frame in wire.frames(payload[r.at:], False):
            self.session.frame(frame)
        parts = wire.cut(wire.WELCOME, handshake, message, min(self.max_payload, terms["max payload"]))
        return [part + profile.stamp(part) for part in parts]

    def messages(self, session):
        if session.said and not session.out[wire.CONTROL].messages:
            self.name, hello = session.said
            self.epoch, heads = wire.read_hello(hello)
            self.say("hello: %s has %s" % (self.name, heads))
            received = {stream: intervals(positions) for stream, positions in self.received.get(self.epoch, {}).items()}
            session.say(wire.CONTROL, wire.words("central", wire.welcome(self.epoch, received)))
            self.ups += 1
        for lane in (1, 2, 3, 4):
            message, last = session.ins[lane].message(), 0
            while message is not None:
                last = session.ins[lane].messages
                self.message(message)
                message = session.ins[lane].message()
            if last:
                frame = wire.durable(lane, last)
                session.send([frame], [frame])
        if session.over is not None:
            self.say("over: " + session.over)
            self.session = None

    def message(self, message):
        if message[0] >> 4:
            return
        stream, position, record = wire.read_record(message)
        self.received.setdefault(self.epoch, {}).setdefault(stream, set()).add(position)
        content = records.read(record)
        if content[0] == "dictionary":
            self.points.update({entry["id"]: entry for entry in content[2]})
        elif content[0] == "samples":
            for sample in content[3]:
                point = self.points[sample[0]]
                self.say("point %s/%s = %r" % (point["device"], point["point"], records.value(sample[1], sample[8])))
        else:
            self.say("gap: %s" % (content,))


def intervals(positions):
    out = []
    for position in sorted(positions):
        if out and out[-1][1] == position - 1:
            out[-1] = out[-1][0], position
        else:
            out.append((position, position))
    return out


def main():
    args = argparse.ArgumentParser()
    args.add_argument("port", type=int)
    args.add_argument("seconds", type=float)
    args.add_argument("--private", default="")
    args.add_argument("--secret", default="")
    args.add_argument("--lose", type=float, default=0)
    args.add_argument("--mtu", type=int, default=1280)
    args = args.parse_args()
    central, ends = Central(args), time.monotonic() + args.seconds
    while time.monotonic() < ends:
        central.work()
    return 0 if central.ups else 1


if __name__ == "__main__":
    sys.exit(main())
