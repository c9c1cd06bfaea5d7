"""Both profiles, written from bundles/io.busbar.security/SPECIFICATION.md: stamps, handshake, packets."""
import copy

import busbar_crypto as crypto


class Plain:
    overhead = (8, 8)

    def __init__(self, random):
        self.random = random

    def stamp(self, data, context=0):
        known = context.to_bytes(8, "big")
        return b"".join(crypto.crc32c(x).to_bytes(4, "big") for x in (known + data, known + data + known))

    def call(self, prologue, payload, fresh=None):
        return self.random + payload

    def opened(self, message):
        return message[8:], PlainRecords(self.random, message[:8])

    def heard(self, prologue, message):
        self.theirs = message[:8]
        return message[8:], None

    def answer(self, payload, fresh):
        return self.random + payload, PlainRecords(self.random, self.theirs)


class PlainRecords:
    def __init__(self, ours, peers):
        self.ours, self.peers, self.phase = ours, peers, 0

    def _sum(self, sender, receiver, number, packet):
        return crypto.crc32c(sender + receiver + number.to_bytes(8, "big") + packet).to_bytes(4, "big")

    def seal(self, head, content, number, long_tag):
        return head + content + self._sum(self.ours, self.peers, number, head + content)

    def open(self, datagram, head, number, phase, long_tag):
        good = datagram[-4:] == self._sum(self.peers, self.ours, number, datagram[:-4])
        return datagram[head:-4] if good and len(datagram) >= head + 4 else None


class Symmetric:
    """What both ends of a handshake know so far."""

    def __init__(self, prologue, central):
        self.h = self.ck = b"Noise_IKpsk2_25519_AESGCM_SHA256"
        self.mix(prologue)
        self.mix(central)

    def mix(self, data):
        self.h = crypto.sha256(self.h, data)

    def key(self, material):
        (self.ck, self.k), self.n = crypto.hkdf(self.ck, material, 2), 0

    def crypt(self, data, opening=False):
        out = crypto.gcm(self.k, bytes(4) + self.n.to_bytes(8, "big"), self.h, data, opening)
        self.n += 1
        self.mix(data if opening else out)
        return out

    def second(self, e, ee, se, secret, payload, opening=False):
        """The second message from its fresh key on; the first secrets of both directions follow from it."""
        self.mix(e)
        for material in (e, ee, se):
            self.key(material)
        self.ck, t, self.k = crypto.hkdf(self.ck, secret, 3)
        self.mix(t)
        self.n = 0
        return self.crypt(payload, opening), crypto.hkdf(self.ck, b"", 2)


class Noise:
    overhead = (96, 48)

    def __init__(self, own, central_public, secret):
        self.own, self.public = own, crypto.x25519(own, crypto.BASE)
        self.central, self.secret = central_public, secret
        self.stamp_key = crypto.hmac(secret, b"busbar stamp", central_public)

    def stamp(self, data, context=0):
        return crypto.hmac(self.stamp_key, context.to_bytes(8, "big"), data)[:8]

    def call(self, prologue, payload, fresh):
        """The gateway's message."""
        self.fresh, e = fresh, crypto.x25519(fresh, crypto.BASE)
        self.state = Symmetric(prologue, self.central)
        self.state.mix(e)
        self.state.key(e)
        self.state.key(crypto.x25519(fresh, self.central))
        s = self.state.crypt(self.public)
        self.state.key(crypto.x25519(self.own, self.central))
        return e + s + self.state.crypt(payload)

    def opened(self, message):
        """(payload, packets) of central's message; (None, None) if it is not authentic, and then another may be."""
        e, state = message[:32], copy.copy(self.state)
        payload, (ours, peers) = state.second(e, crypto.x25519(self.fresh, e), crypto.x25519(self.own, e), self.secret, message[32:], True)
        return (None, None) if payload is None else (payload, NoiseRecords(ours, peers, state.h))

    def heard(self, prologue, message):
        """At central: (payload, the gateway's public key) of its message; (None, None) if it is not authentic."""
        self.e, self.state = message[:32], Symmetric(prologue, self.central)
        self.state.mix(self.e)
        self.state.key(self.e)
        self.state.key(crypto.x25519(self.own, self.e))
        self.s = self.state.crypt(message[32:80], True)
        if self.s is None:
            return None, None
        self.state.key(crypto.x25519(self.own, self.s))
        payload = self.state.crypt(message[80:], True)
        return (None, None) if payload is None else (payload, self.s)

    def answer(self, payload, fresh):
        """(central's message, packets) after what was heard."""
        e = crypto.x25519(fresh, crypto.BASE)
        sealed, (peers, ours) = self.state.second(e, crypto.x25519(fresh, self.e), crypto.x25519(fresh, self.s), self.secret, payload)
        return e + sealed, NoiseRecords(ours, peers, self.state.h)


class PacketKey:
    def __init__(self, secret):
        self.secret, self.first = secret, 1
        self.aes, self.iv = crypto.Aes(crypto.expand(secret, b"busbar key")), crypto.expand(secret, b"busbar iv")[:13]

    def next(self):
        return PacketKey(crypto.expand(self.secret, b"busbar next"))

    def crypt(self, head, data, number, long_tag, opening):
        nonce = (int.from_bytes(self.iv, "big") ^ number).to_bytes(13, "big")
        return crypto.ccm(self.aes, nonce, head, data, 16 if long_tag else 8, opening)


class NoiseRecords:
    def __init__(self, ours, peers, handshake_hash):
        self.session = handshake_hash[:8]
        self.out, self.ins, self.last = PacketKey(ours), PacketKey(peers), None
        self.phase = self.in_phase = 0

    def step(self):
        """From now on a new key seals; the peer has acknowledged a packet under the present one."""
        self.out, self.phase = self.out.next(), self.phase ^ 1

    def seal(self, head, content, number, long_tag):
        return head + self.out.crypt(head, content, number, long_tag, False)

    def open(self, datagram, head, number, phase, long_tag):
        if len(datagram) < head + (16 if long_tag else 8):
            return None
        late = phase != self.in_phase and number < self.ins.first
        key = self.ins if phase == self.in_phase else self.last if late else self.ins.next()
        content = key.crypt(datagram[:head], datagram[head:], number, long_tag, True) if key else None
        if content is not None and key is not self.ins and not late:
            self.last, self.ins, self.in_phase, key.first = self.ins, key, phase, number
        elif content is not None and key is self.ins:
            key.first = min(key.first, number)
        return content
