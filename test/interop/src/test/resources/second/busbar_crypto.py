"""The published primitives that the link is composed of, in plain Python: X25519, AES-256 with GCM and CCM, HKDF, CRC-32C.

For tests only: nothing here takes the same time whatever the secret is.
"""
import hashlib
import hmac as _hmac


def sha256(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


def hmac(key, *parts):
    return _hmac.new(key, b"".join(parts), hashlib.sha256).digest()


def expand(secret, label):
    return hmac(secret, label, b"\x01")


def hkdf(chaining_key, material, outputs):
    key, last, out = hmac(chaining_key, material), b"", []
    for i in range(outputs):
        last = hmac(key, last, bytes([i + 1]))
        out.append(last)
    return out


def crc32c(data, crc=0):
    crc ^= 0xFFFFFFFF
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = crc >> 1 ^ (0x82F63B78 if crc & 1 else 0)
    return crc ^ 0xFFFFFFFF


# X25519, RFC 7748 section 5.
P = 2**255 - 19
BASE = (9).to_bytes(32, "little")


def x25519(private, public):
    k = int.from_bytes(private, "little") & ~7 & ~(1 << 255) | 1 << 254
    u = int.from_bytes(public, "little") & ~(1 << 255)
    x2, z2, x3, z3, swapped = 1, 0, u, 1, 0
    for bit in range(254, -1, -1):
        now = k >> bit & 1
        if now != swapped:
            x2, x3, z2, z3 = x3, x2, z3, z2
        swapped = now
        a, b, c, d = x2 + z2, x2 - z2, x3 + z3, x3 - z3
        aa, bb, da, cb = a * a % P, b * b % P, d * a % P, c * b % P
        e = aa - bb
        x3, z3 = (da + cb)**2 % P, u * (da - cb)**2 % P
        x2, z2 = aa * bb % P, e * (aa + 121665 * e) % P
    if swapped:
        x2, z2 = x3, z3
    shared = (x2 * pow(z2, P - 2, P) % P).to_bytes(32, "little")
    if not any(shared):
        raise ValueError("a point of small order")
    return shared


# AES, FIPS 197; only the direction that CTR and CBC-MAC need.
def _xtime(a):
    return (a << 1 ^ (0x11B if a & 0x80 else 0)) & 0xFF


def _sbox():
    exp, log, x = [0] * 255, [0] * 256, 1
    for i in range(255):
        exp[i], log[x] = x, i
        x ^= _xtime(x)
    box = []
    for a in range(256):
        b = exp[-log[a] % 255] if a else 0
        for n in range(1, 5):
            b ^= (exp[-log[a] % 255] << n | exp[-log[a] % 255] >> 8 - n) & 0xFF if a else 0
        box.append(b ^ 0x63)
    return box


SBOX = _sbox()


class Aes:
    def __init__(self, key):
        words, rcon = [key[i:i + 4] for i in range(0, len(key), 4)], 1
        n = len(words)
        for i in range(n, 4 * (n + 7)):
            w = words[-1]
            if i % n == 0:
                w = bytes([SBOX[w[1]] ^ rcon, SBOX[w[2]], SBOX[w[3]], SBOX[w[0]]])
                rcon = _xtime(rcon)
            elif n > 6 and i % n == 4:
                w = bytes(SBOX[b] for b in w)
            words.append(bytes(a ^ b for a, b in zip(words[-n], w)))
        self.rounds = [b"".join(words[i:i + 4]) for i in range(0, len(words), 4)]

    def encrypt(self, block):
        s = _xor(block, self.rounds[0])
        for number, key in enumerate(self.rounds[1:], 1):
            s = bytes(SBOX[s[(i + 4 * (i % 4)) % 16]] for i in range(16))
            if number < len(self.rounds) - 1:
                mixed = []
                for c in range(0, 16, 4):
                    a = s[c:c + 4]
                    every = a[0] ^ a[1] ^ a[2] ^ a[3]
                    mixed += [a[i] ^ every ^ _xtime(a[i] ^ a[(i + 1) % 4]) for i in range(4)]
                s = bytes(mixed)
            s = _xor(s, key)
        return s


def _xor(a, b):
    return bytes(x ^ y for x, y in zip(a, b))


def _blocks(data):
    return [data[i:i + 16].ljust(16, b"\0") for i in range(0, len(data), 16)]


def _ghash(h, data):
    y, h = 0, int.from_bytes(h, "big")
    for block in _blocks(data):
        y ^= int.from_bytes(block, "big")
        z, v = 0, h
        for bit in range(127, -1, -1):
            if y >> bit & 1:
                z ^= v
            v = v >> 1 ^ (0xE1 << 120 if v & 1 else 0)
        y = z
    return y.to_bytes(16, "big")


def gcm(key, nonce, associated, data, opening):
    """AES-GCM (NIST SP 800-38D); None if what is opened is not authentic."""
    aes = Aes(key)
    text = data[:-16] if opening else data
    stream = b"".join(aes.encrypt(nonce + (i + 1).to_bytes(4, "big")) for i in range(len(_blocks(text)) + 1))
    other = _xor(text, stream[16:])
    sealed = text if opening else other
    lengths = (8 * len(associated)).to_bytes(8, "big") + (8 * len(sealed)).to_bytes(8, "big")
    tag = _xor(_ghash(aes.encrypt(bytes(16)), b"".join(_blocks(associated) + _blocks(sealed)) + lengths), stream)
    if opening:
        return other if tag == data[-16:] else None
    return sealed + tag


def ccm(aes, nonce, header, data, tag_bytes, opening):
    """AES-CCM (RFC 3610) with a nonce of 13 bytes; None if what is opened is not authentic."""
    text = data[:-tag_bytes] if opening else data
    stream = b"".join(aes.encrypt(b"\x01" + nonce + i.to_bytes(2, "big")) for i in range(len(_blocks(text)) + 1))
    other = _xor(text, stream[16:])
    plain = other if opening else text
    first = bytes([0x40 | (tag_bytes - 2) // 2 << 3 | 1]) + nonce + len(plain).to_bytes(2, "big")
    mac = bytes(16)
    for block in [first] + _blocks(len(header).to_bytes(2, "big") + header) + _blocks(plain):
        mac = aes.encrypt(_xor(mac, block))
    tag = _xor(mac, stream)[:tag_bytes]
    if opening:
        return other if tag == data[-tag_bytes:] else None
    return other + tag
