"""Bytes of the link, written from bundles/io.busbar.link/SPECIFICATION.md; standard library only."""
import struct

VERSION = 2
HELLO, PROVEN, WELCOME, CHALLENGE, RESET, INVITE = range(0x45, 0x4B)
CONTROL = 7
NO_TIME = -2**63


class Malformed(Exception):
    """Bytes that are not what they should be."""


class Reader:
    def __init__(self, data):
        self.data, self.at = data, 0

    def left(self):
        return len(self.data) - self.at

    def take(self, count):
        if count > self.left():
            raise Malformed("%d bytes more than there are" % (count - self.left()))
        self.at += count
        return self.data[self.at - count:self.at]

    def uint(self, count):
        return int.from_bytes(self.take(count), "big")

    def varint(self, bits=63):
        value = 0
        for shift in range(0, bits, 7):
            byte = self.uint(1)
            value |= (byte & 0x7F) << shift
            if byte < 0x80:
                return value
        raise Malformed("a varint of more than %d bits" % bits)

    def zigzag(self):
        value = self.varint(64)
        return value >> 1 ^ -(value & 1)

    def text(self):
        return self.take(self.varint(64)).decode("utf-8")


def varint(value):
    out = bytearray()
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes(out + bytes([value]))


def zigzag(value):
    return varint((value << 1 ^ value >> 63) & 2**64 - 1)


def text(value):
    return varint(len(value.encode())) + value.encode()


def u16(value):
    return (value & 0xFFFF).to_bytes(2, "big")


def expand(low, bits, near):
    """The number nearest to one whose low bits are these."""
    off = (low - near) % (1 << bits)
    return near + (off - (1 << bits) if off >> bits - 1 else off)


# Numbers of packets, and the header of DATA (link, section 2).
def header(connection, number, acknowledged, long_tag=False, phase=0):
    wide = number - acknowledged > 100
    first = 0x80 | long_tag << 6 | phase << 5 | wide << 4 | connection >> 8
    return bytes([first, connection & 0xFF]) + (u16(number) if wide else bytes([number & 0xFF]))


def read_header(datagram, highest):
    """(connection, number, long tag, phase, bytes of the header)"""
    r = Reader(datagram)
    first = r.uint(2)
    bits = 16 if first & 0x1000 else 8
    return first & 0xFFF, expand(r.uint(bits // 8), bits, highest), bool(first & 0x4000), first >> 13 & 1, r.at


# Terms and words (link, sections 3 and 6).
def terms(ack_delay_ms, max_payload, connection, rate, turn_ms):
    return struct.pack(">5H", ack_delay_ms, max_payload, connection, min(0xFFFF, rate // 100), turn_ms)


def read_terms(r):
    delay, payload, connection, rate, turn = struct.unpack(">5H", r.take(10))
    if payload < 64 or connection >= 4096:
        raise Malformed("terms that nobody can keep")
    return {"ack delay ms": delay, "max payload": payload, "connection": connection, "rate": rate * 100, "turn ms": turn}


def other_terms(*fields):
    """A message of lane 7: another way is used now."""
    return b"\0" + terms(*fields)


def read_other_terms(message):
    """The terms in a message of lane 7, None if it is to be passed over."""
    if message[:1] != b"\0":
        return None
    try:
        return read_terms(Reader(message[1:]))
    except Malformed:
        return None


def words(name, said):
    return bytes([len(name.encode())]) + name.encode() + said


def read_words(data):
    r = Reader(data)
    length = r.uint(1)
    if not 1 <= length <= 64:
        raise Malformed("a name has 1 to 64 bytes")
    return r.take(length).decode("utf-8"), r.take(r.left())


# Parts of a handshake's message (security, section 3).
def cut(kind, handshake, message, max_payload):
    each = max_payload - 14
    pieces = [message[i:i + each] for i in range(0, len(message), each)]
    return [bytes([kind]) + handshake.to_bytes(4, "big") + bytes([i << 4 | len(pieces) - 1]) + p for i, p in enumerate(pieces)]


class Parts:
    def __init__(self):
        self.got = {}

    def take(self, part):
        """The message once it is whole, else None; a part from its place byte on, without its stamp."""
        of = (part[0] & 15) + 1
        if part[0] >> 4 >= of or any(of != other for other, _ in self.got.values()):
            return None
        self.got.setdefault(part[0] >> 4, (of, part[1:]))
        return b"".join(self.got[i][1] for i in range(of)) if len(self.got) == of else None


# Frames (link, section 4).
def segment(lane, number, data, to_the_end=False):
    return bytes([lane if to_the_end else 0x10 | lane]) + u16(number) + (b"" if to_the_end else varint(len(data))) + data


def durable(lane, message):
    return bytes([0x20 | lane]) + varint(message)


def ack(arrived, reaches_to, delay_ms):
    largest = max(arrived)
    bits = bytearray((largest - reaches_to + 7) // 8)
    for number in arrived:
        if reaches_to <= number < largest:
            bits[(largest - 1 - number) // 8] |= 1 << (largest - 1 - number) % 8
    bits = bytes(bits[:250]).rstrip(b"\0")
    return b"\x30" + u16(largest) + varint(min(60000, delay_ms)) + bytes([len(bits)]) + bits


PING = b"\x40"


def end(why, kind=0):
    return bytes([0x50 | kind, len(why.encode())]) + why.encode()


def refusal(kind):
    """What kind of END it is to us: one that we do not know is none."""
    return kind if kind <= 6 else 0


def complete(lane, have):
    missing = next(i for i in range(max(have) + 2) if i not in have)
    bits = bytearray(8)
    for number in have:
        if missing < number <= missing + 64:
            bits[(number - missing - 1) // 8] |= 1 << (number - missing - 1) % 8
    bits = bytes(bits).rstrip(b"\0")
    return bytes([0x70 | lane]) + u16(missing) + bytes([len(bits)]) + bits


def grant(round_, delay_ms, slot_ms):
    return bytes([0x80, round_, delay_ms]) + u16(slot_ms)


def report(last, first, urgent, bulk):
    return bytes([0x90 | last | first << 1]) + varint(urgent) + varint(bulk)


def coefficient(seed, number):
    h = (seed * 0x9E3779B1 ^ (number & 0xFFFF) * 0x85EBCA6B) & 0xFFFFFFFF
    for shift, factor in ((15, 0x2C1B3C6D), (13, 0x297A2D39), (16, 1)):
        h = (h ^ h >> shift) * factor & 0xFFFFFFFF
    return 1 + h % 255


def times(a, b):
    product = 0
    while b:
        product ^= a if b & 1 else 0
        a, b = a << 1 ^ (0x11D if a & 0x80 else 0), b >> 1
    return product


def symbol(seed, first, segments):
    out = bytearray(2 + max(map(len, segments)))
    for i, data in enumerate(segments):
        for at, byte in enumerate(u16(len(data)) + data):
            out[at] ^= times(coefficient(seed, first + i), byte)
    return bytes(out)


def repair(lane, first, seed, segments):
    sum_ = symbol(seed, first, segments)
    return bytes([0x60 | lane]) + u16(first) + bytes([len(segments), seed]) + varint(len(sum_)) + sum_


def bits_set(data):
    return [i for i in range(8 * len(data)) if data[i // 8] >> i % 8 & 1]


def frames(data, long_tag):
    """All frames of a packet's content; Malformed where one cannot be read."""
    r, out = Reader(data), []
    while r.left():
        first = r.uint(1)
        kind, lane = first >> 4, first & 15
        if kind in (0, 1, 2, 6, 7) and (lane > 7 or lane == 6):
            raise Malformed("there is no lane %d" % lane)
        if kind in (0, 1):
            number = r.uint(2)
            data = r.take(r.left() if kind == 0 else r.varint())
            if not data or lane in (0, 5) and not long_tag:
                raise Malformed("a segment that may not be")
            out.append({"type": "SEGMENT", "lane": lane, "segment": number, "bytes": data})
        elif kind == 2:
            out.append({"type": "DURABLE", "lane": lane, "message": r.varint()})
        elif kind == 3:
            largest, delay = r.uint(2), r.varint()
            out.append({"type": "ACK", "largest": largest, "delay ms": delay, "behind": bits_set(r.take(r.uint(1)))})
        elif kind == 4:
            out.append({"type": "PING"})
        elif kind == 5:
            out.append({"type": "END", "kind": lane, "text": r.take(r.uint(1)).decode("utf-8", "replace")})
        elif kind == 6:
            first, count, seed = r.uint(2), r.uint(1), r.uint(1)
            out.append({"type": "REPAIR", "lane": lane, "first": first, "count": count, "seed": seed, "symbol": r.take(r.varint())})
        elif kind == 7:
            number = r.uint(2)
            out.append({"type": "COMPLETE", "lane": lane, "segment": number, "behind": bits_set(r.take(r.uint(1)))})
        elif kind == 8:
            out.append({"type": "GRANT", "round": r.uint(1), "delay ms": r.uint(1), "slot ms": r.uint(2)})
        elif kind == 9:
            out.append({"type": "REPORT", "last": first & 1, "first": first >> 1 & 1, "urgent": r.varint(), "bulk": r.varint()})
        else:
            raise Malformed("there is no frame of type %d" % kind)
    return out


# Messages (link, section 8).
def heads(streams):
    return bytes([len(streams)]) + b"".join(bytes([s]) + varint(tail) + varint(head) for s, tail, head in streams)


def hello(epoch, streams, codec=0):
    return b"\x01" + epoch.to_bytes(8, "big") + heads(streams) + (bytes([codec]) if codec else b"")


def read_hello(data):
    r = Reader(data)
    if r.uint(1) != 1:
        raise Malformed("not a hello of this version")
    return r.uint(8), [(r.uint(1), r.varint(), r.varint()) for _ in range(r.uint(1))]


def welcome(epoch, received):
    out = b"\x01" + epoch.to_bytes(8, "big") + bytes([len(received)])
    for stream, intervals in received.items():
        last, out = 0, out + bytes([stream]) + varint(len(intervals))
        for first, end_ in intervals:
            last, out = end_, out + varint(first - last) + varint(end_ - first)
    return out


def read_welcome(data):
    r = Reader(data)
    if r.uint(1) != 1:
        raise Malformed("not a welcome of this version")
    epoch, received = r.uint(8), {}
    for _ in range(r.uint(1)):
        stream, last, intervals = r.uint(1), 0, []
        for _ in range(r.varint()):
            first = last + r.varint()
            last = first + r.varint()
            intervals.append((first, last))
        received[stream] = intervals
    return epoch, received, r.uint(1) if r.left() else 0


def record(stream, position, data):
    return bytes([stream]) + varint(position) + data


def read_record(message):
    r = Reader(message)
    return r.uint(1) & 15, r.varint(), r.take(r.left())


# A serial line (link, section 1).
def _crc16(data):
    crc = 0xFFFF
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = crc >> 1 ^ (0x8408 if crc & 1 else 0)
    return (crc ^ 0xFFFF).to_bytes(2, "little")


def serial_frame(datagram):
    out = b""
    for piece in (datagram + _crc16(datagram)).split(b"\0"):
        while len(piece) > 254:
            out, piece = out + b"\xff" + piece[:254], piece[254:]
        out += bytes([len(piece) + 1]) + piece
    return b"\0" + out + b"\0"


def serial_datagram(stuffed):
    """What stands between two zeros; Malformed if it is no frame."""
    out, at = b"", 0
    while at < len(stuffed):
        length = stuffed[at]
        if length == 0 or at + length > len(stuffed):
            raise Malformed("a piece that is longer than its frame")
        out += stuffed[at + 1:at + length]
        at += length
        out += b"\0" if length < 255 and at < len(stuffed) else b""
    if len(out) < 3 or _crc16(out[:-2]) != out[-2:]:
        raise Malformed("a wrong checksum")
    return out[:-2]
