"""Records of a journal as bundles/io.busbar.journal/RECORDS.md has them: all that can be read, and one way to write."""
import struct

from busbar_wire import NO_TIME, Malformed, Reader, text, varint, zigzag

FLOATING, BLOB = (0, 1), (7, 8)
NAN = 0x7FF8000000000000
SPECIAL = (NAN, 1 << 63, 0x7FF0000000000000, 0xFFF0000000000000)


def bits_of(value):
    return struct.unpack(">Q", struct.pack(">d", value))[0]


def value(kind, bits):
    """A value for people."""
    if kind in FLOATING:
        return struct.unpack(">d", bits.to_bytes(8, "big"))[0]
    return bits.decode() if kind == 7 else bits


def signed(value):
    return (value + 2**63) % 2**64 - 2**63


def int_column(r, rows):
    head = r.uint(1)
    unit, coding = 1000**(head >> 3 & 3), head & 7
    if head >> 5 or coding > 5:
        raise Malformed("column coding %d" % head)
    if coding == 0:
        return [NO_TIME] * rows
    if coding == 2:
        out = [r.zigzag() for _ in range(rows)]
    else:
        out = [r.zigzag()] * (rows if coding == 1 else 1)
        if coding == 4:
            out *= _some(r, rows)
        while len(out) < rows:
            if coding == 3:
                out.append(out[-1] + r.zigzag())
            elif coding == 4:
                value = out[-1] + r.zigzag()
                out += [value] * _some(r, rows - len(out))
            else:
                count, stride = _some(r, rows - len(out)), r.zigzag()
                out += [out[-1] + stride * (i + 1) for i in range(count)]
    return [signed(value * unit) for value in out]


def _some(r, most):
    count = r.varint(64)
    if not 1 <= count <= most:
        raise Malformed("%d rows where %d are left" % (count, most))
    return count


def float_column(r, rows):
    differences, out = r.uint(1), []
    while len(out) < rows:
        head = r.uint(1)
        count = 1 + (head & 15)
        if count == 16:
            count += r.varint(64)
        if count > rows - len(out):
            raise Malformed("%d rows where %d are left" % (count, rows - len(out)))
        m = 0
        for _ in range(count):
            if head >> 4 < 14:
                m = signed(m * differences + r.zigzag())
            out.append(_floating(r, head >> 4, m))
    return out


def _floating(r, kind, m):
    if kind == 15:
        return r.uint(8)
    if kind == 14:
        value = struct.unpack(">f", r.take(4))[0]
        return NAN if value != value else bits_of(value)
    if kind == 6:
        if not 0 <= m < 4:
            raise Malformed("special number %d" % m)
        return SPECIAL[m]
    if kind < 6:
        return bits_of(float(m) / float(10**kind))
    if kind < 11:
        return bits_of(float(m) * (0.1, 0.01, 0.001, 0.0001)[kind - 7])
    return bits_of(struct.unpack(">f", struct.pack(">f", float(m) / float(10**(kind - 10))))[0])


def read(data):
    """("samples", origin, version, rows), ("gap", …) or ("dictionary", version, entries); rows as in write_samples."""
    r = Reader(data)
    kind = r.uint(1)
    out = {0x11: _samples, 0x12: _gap, 0x13: _dictionary}.get(kind, _unknown)(r)
    if r.left():
        raise Malformed("%d bytes too many" % r.left())
    return out


def _unknown(r):
    raise Malformed("no record of this format")


def _samples(r):
    flags, version, rows = r.uint(1), r.varint(64), r.varint(64)
    if flags >> 7 or version >> 32 or rows > 4096:
        raise Malformed("a head that may not be")
    if not rows:
        return "samples", flags & 3, version, []
    ids, kinds, source, gateway = (int_column(r, rows) for _ in range(4))
    quality, native, cause, time_quality = (
        int_column(r, rows) if flags >> bit & 1 else [usual] * rows for bit, usual in ((2, 0), (3, 0), (4, 1), (5, 2)))
    values = [None] * rows
    for group in range(4):
        at = [i for i, kind in enumerate(kinds) if _group(kind) == group]
        if at:
            for i, value in zip(at, _values(r, group, len(at))):
                values[i] = value
    if not flags >> 6 & 1:
        gateway = [signed(a + b) for a, b in zip(gateway, source)]
    return "samples", flags & 3, version, list(zip(ids, kinds, quality, native, cause, time_quality, source, gateway, values))


def _group(kind):
    if not 0 <= kind <= 10:
        raise Malformed("kind %d" % kind)
    return 0 if kind in FLOATING else 2 if kind == 4 else 3 if kind in BLOB else 1


def _values(r, group, rows):
    if group == 0:
        return float_column(r, rows)
    if group == 1:
        return int_column(r, rows)
    if group == 3:
        return [r.take(r.varint(64)) for _ in range(rows)]
    if r.uint(1):
        return int_column(r, rows)
    packed = r.take((rows + 7) // 8)
    return [packed[i // 8] >> i % 8 & 1 for i in range(rows)]


def _gap(r):
    stream = r.uint(1)
    if not 1 <= stream <= 4:
        raise Malformed("stream %d" % stream)
    return "gap", stream, signed(r.uint(8)), signed(r.uint(8)), r.zigzag(), r.text()


def _dictionary(r):
    version, entries = r.varint(64), []
    entry = {"id": 0, "site": "", "device": "", "point": "", "kind": 0, "unit": "", "class": 2, "period": 0, "labels": (), "tags": ()}
    for _ in range(r.varint(64)):
        flags, entry = r.uint(1), dict(entry)
        entry["id"] += r.zigzag()
        readers = (("site", r.text), ("device", r.text), ("point", r.text), ("kind", lambda: r.uint(1)), ("unit", r.text),
                   ("class", lambda: r.uint(1)), ("period", r.zigzag),
                   ("labels", lambda: tuple((r.zigzag(), r.text()) for _ in range(r.varint(64)))))
        bit = 0
        for name, reader in readers:
            if name == "point" or not flags >> bit & 1:
                entry[name] = reader()
            bit += name != "point"
        if flags >> 7:
            entry["tags"] = tuple((r.text(), r.text()) for _ in range(r.varint(64)))
        entries.append(entry)
    return "dictionary", version, entries


def _plain(values):
    return b"\x02" + b"".join(zigzag(v) for v in values)


def write_samples(origin, version, rows):
    """rows of (identity, kind, quality, native code, cause, time quality, source time, gateway time, value): bits, or bytes."""
    columns = list(zip(*rows))
    out = bytes([0x11, origin | 0x7C]) + varint(version) + varint(len(rows))
    out += b"".join(_plain(columns[i]) for i in (0, 1, 6, 7, 2, 3, 4, 5))
    for group in range(4):
        values = [row[8] for row in rows if _group(row[1]) == group]
        if values and group == 0:
            out += b"\0" + b"".join(b"\xf0" + v.to_bytes(8, "big") for v in values)
        elif values and group == 3:
            out += b"".join(varint(len(v)) + v for v in values)
        elif values:
            out += (b"\x01" if group == 2 else b"") + _plain(values)
    return out


def write_dictionary(version, entries):
    """entries of (identity, site, device, point, kind, unit, class, period in ms)."""
    out, before = b"\x13" + varint(version) + varint(len(entries)), 0
    for identity, site, device, point, kind, unit, class_, period in entries:
        out += b"\x40" if not before else b"\0"
        out += zigzag(identity - before) + text(site) + text(device) + text(point) + bytes([kind]) + text(unit) + bytes([class_]) + zigzag(period)
        out += b"" if not before else b"\0"
        before = identity
    return out
