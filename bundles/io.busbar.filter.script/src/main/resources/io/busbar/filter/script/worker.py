"""The interpreter's side of the script filter: locks itself in, then answers calls, one after the other, until its input ends.

Frames, both ways: length (4 bytes, big endian, of what follows), type (1 byte), payload. The layouts are drawn in
io.busbar.filter.script.codec.Requests and Replies.
"""
import ctypes
import json
import os
import platform
import resource
import struct
import sys
import time
import traceback

# What a script may import. It is loaded now: later there are no files.
import bisect, cmath, collections, datetime, decimal, fractions, functools, heapq, itertools, math, operator, re, statistics, string, _strptime

MODULES = sorted(("bisect cmath collections datetime decimal fractions functools heapq itertools json math operator re statistics "
                  "string struct").split())
MOST_RESULTS = 8
MOST_SAID = 200
GOOD, INVALID, QUESTIONABLE, VALIDITY = 0, 1, 3, 3
DETAILS = ("overflow outOfRange badReference oscillatory failure oldData inconsistent inaccurate substituted test operatorBlocked "
           "counterCarry counterAdjusted counterInvalid elapsedTimeInvalid inTransit restart localForced remoteForced commLost "
           "notTopical notAvailable badTime processingError").split()
CAUSES = {1: "periodic", 2: "background", 3: "spontaneous", 4: "initialised", 5: "requested", 11: "returnRemote", 12: "returnLocal",
          20: "interrogated", 37: "counterInterrogated"}
DOUBLE, FLOAT32, INT64, UINT64, BOOLEAN, DOUBLE_POINT, STEP, ENUM = 0, 1, 2, 3, 4, 5, 6, 9
UTC = datetime.timezone.utc
EPOCH = datetime.datetime(1970, 1, 1, tzinfo=UTC)


# ---- what a script sees ----------------------------------------------------------------------------------------------------

def _detail(name):
    if name not in DETAILS:
        raise ValueError("there is no quality detail %r; there are: %s" % (name, ", ".join(DETAILS)))
    return 4 << DETAILS.index(name)


class Sample:
    """One reading: value, quality, times. A script changes it and gives it back, copies it, or leaves it out."""
    __slots__ = ("value", "values", "qualities", "quality", "time", "received", "cause", "code", "_index")

    @property
    def good(self):
        """Whether the quality is good."""
        return self.quality & VALIDITY == GOOD

    @property
    def utc(self):
        """The source time as datetime, to the microsecond."""
        return EPOCH + datetime.timedelta(microseconds=self.time // 1000)

    def bad(self, *details):
        """Makes it invalid, with reasons such as "outOfRange"."""
        self.quality = self.quality & ~VALIDITY | INVALID | _bits(details)
        return self

    def questionable(self, *details):
        """Makes it questionable, with reasons."""
        self.quality |= _bits(details) | (0 if self.quality & VALIDITY == INVALID else QUESTIONABLE)
        return self

    def has(self, detail):
        """Whether a quality detail such as "commLost" is set."""
        return self.quality & _detail(detail) != 0

    def copy(self, **changes):
        """Another sample like this one, with other attributes."""
        made = Sample()
        for name in Sample.__slots__:
            setattr(made, name, getattr(self, name))
        for name, value in changes.items():
            setattr(made, name, value)
        return made

    def __repr__(self):
        return "Sample(%r at %s)" % (self.value, self.utc.isoformat())


def _bits(details):
    bits = 0
    for name in details:
        bits |= _detail(name)
    return bits


# ---- the lock --------------------------------------------------------------------------------------------------------------

IN_FORCE = []
NOT_IN_FORCE = []


def attempt(what, action):
    try:
        action()
        IN_FORCE.append(what)
    except (OSError, ValueError, AttributeError) as failure:
        NOT_IN_FORCE.append("%s (%s)" % (what, failure))


def checked(result):
    if result != 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))


def other_user():
    os.setgroups([])
    os.setresgid(65534, 65534, 65534)
    os.setresuid(65534, 65534, 65534)


def no_capabilities(libc):
    for capability in range(64):
        if libc.prctl(24, capability, 0, 0, 0) != 0:  # PR_CAPBSET_DROP, until there are no more or it may not
            break
    header = (ctypes.c_uint32 * 2)(0x20080522, 0)
    checked(libc.capset(header, (ctypes.c_uint32 * 6)()))


# System calls that are refused: files, sockets, processes, signals, tracing, namespaces, mounting, kernel.
REFUSED = {
    "x86_64": (0xC000003E, [2, 85, 257, 437, 304, 41, 53, 56, 57, 58, 435, 59, 322, 62, 200, 234, 129, 297, 434, 424, 101, 310, 311, 165, 166, 155,
                            161, 272, 308, 87, 263, 82, 264, 316, 83, 258, 84, 86, 265, 88, 266, 90, 268, 92, 260, 76, 133, 259, 319, 321, 298,
                            250, 248, 249, 323, 425, 175, 313, 169, 246, 29, 68, 240, 428, 429, 442]),
    "aarch64": (0xC00000B7, [56, 437, 265, 198, 199, 220, 435, 221, 281, 129, 130, 131, 138, 240, 434, 424, 117, 270, 271, 40, 39, 41, 51, 97, 268,
                             35, 38, 276, 34, 37, 36, 53, 54, 45, 33, 279, 280, 241, 219, 217, 218, 282, 425, 105, 273, 142, 104, 194, 186, 180,
                             428, 429, 442]),
}


def no_system_calls(libc):
    machine = platform.machine()
    if machine not in REFUSED:
        raise OSError(38, "not for " + machine)
    architecture, refused = REFUSED[machine]
    count = len(refused)
    load, equal, at_least, give = 0x20, 0x15, 0x35, 0x06
    program = [(load, 0, 0, 4), (equal, 1, 0, architecture), (give, 0, 0, 0x80000000), (load, 0, 0, 0),
               (at_least, count + 1, 0, 0x40000000)]
    program += [(equal, count - i, 0, number) for i, number in enumerate(refused)]
    program += [(give, 0, 0, 0x7FFF0000), (give, 0, 0, 0x00050001)]  # allow; else "operation not permitted"
    code = ctypes.create_string_buffer(b"".join(struct.pack("=HBBI", *each) for each in program))
    filter_program = ctypes.create_string_buffer(struct.pack("@HP", len(program), ctypes.addressof(code)))
    checked(libc.prctl(22, 2, ctypes.c_void_p(ctypes.addressof(filter_program)), 0, 0))


def lock(settings):
    """Gives up what a script does not need. What does not work here is said, and the rest holds."""
    libc = ctypes.CDLL(None, use_errno=True)
    attempt("low priority", lambda: os.nice(5))
    is_root = os.getuid() == 0
    new_user, new_net_ipc_uts = 0x10000000, 0x40000000 | 0x08000000 | 0x04000000
    flags = new_net_ipc_uts | (0 if is_root else new_user)
    attempt("namespaces of its own, without network", lambda: checked(libc.unshare(flags)))
    attempt("own empty working directory", lambda: os.chdir(settings["folder"]))
    attempt("no files", lambda: os.chroot("."))
    if is_root:
        attempt("user nobody", other_user)
    attempt("no new privileges", lambda: checked(libc.prctl(38, 1, 0, 0, 0)))
    attempt("no capabilities", lambda: no_capabilities(libc))
    attempt("not traceable", lambda: checked(libc.prctl(4, 0, 0, 0, 0)))
    memory = settings["memory"] << 20
    for what, limit, most in (("memory %d MB" % settings["memory"], resource.RLIMIT_AS, memory), ("16 open files", resource.RLIMIT_NOFILE, 16),
                              ("no file written", resource.RLIMIT_FSIZE, 0), ("no core dump", resource.RLIMIT_CORE, 0),
                              ("no further processes", resource.RLIMIT_NPROC, 0)):
        attempt(what, lambda limit=limit, most=most: resource.setrlimit(limit, (most, most)))
    attempt("no system calls for files, network, processes", lambda: no_system_calls(libc))


# ---- scripts ---------------------------------------------------------------------------------------------------------------

class Mistake(Exception):
    """Something that the script does wrong and that has no line of its own."""


class Program:
    """A script with its parameters: loaded once, called for many devices."""

    def __init__(self, number, name, source, parameters, gives, state_bytes):
        self.number, self.name, self.source, self.parameters = number, name, source, parameters
        self.gives, self.state_bytes, self.function = gives, state_bytes, None

    def load(self):
        names = {"__name__": "script", "__builtins__": __builtins__, "Sample": Sample}
        exec(compile(self.source, self.name, "exec", dont_inherit=True), names)
        if not callable(names.get("process")):
            raise Mistake("there is no function process. Write: def process(samples, state, parameters): … return samples")
        self.function = names["process"]

    def place(self, failure):
        """The line of the script that a failure happened in, and what it is."""
        line = 0
        if isinstance(failure, SyntaxError) and failure.filename == self.name:
            line = failure.lineno or 0
        for frame, number in traceback.walk_tb(failure.__traceback__):
            if frame.f_code.co_filename == self.name:
                line = number
        lines = self.source.splitlines()
        text = lines[line - 1].strip()[:80] if 0 < line <= len(lines) else ""
        what = str(failure.msg) if isinstance(failure, SyntaxError) else str(failure)
        said = what if isinstance(failure, Mistake) else type(failure).__name__ + (": " + what if what else "")
        return line, said[:300] + (" in \"%s\"" % text if text else "") + ". " + remedy(failure)


def remedy(failure):
    if isinstance(failure, Mistake):
        return "The README of io.busbar.filter.script has examples."
    if isinstance(failure, ImportError):
        return "A script can import: " + ", ".join(MODULES) + "."
    if isinstance(failure, SyntaxError):
        return "Mend the line."
    if isinstance(failure, KeyError):
        return "Use .get(name, default) for what need not be there; parameters come from the template."
    if isinstance(failure, MemoryError):
        return "Keep less at a time; the limit is memoryMegabytes of io.busbar.filter.script."
    if isinstance(failure, PermissionError):
        return "A script has no files, no network and no other processes."
    if isinstance(failure, TypeError) and "NoneType" in str(failure):
        return "A value is None where a number was expected."
    return "Mend the line, or catch what can happen there."


def number_of(kind, bits):
    if kind in (DOUBLE, FLOAT32):
        return struct.unpack(">d", struct.pack(">q", bits))[0]
    if kind == UINT64:
        return bits & 0xFFFFFFFFFFFFFFFF
    if kind == BOOLEAN:
        return bits != 0
    if kind == STEP:
        return (bits & 0xFF) - (256 if bits & 0x80 else 0)
    return bits


def bits_of(program, sample):
    """Bits and quality of a result."""
    value, quality = sample.value, sample.quality
    if value is None:
        return 0, quality & ~VALIDITY | INVALID | _detail("processingError")
    try:
        if program.gives in (DOUBLE, FLOAT32):
            number = float(value)
            if not math.isfinite(number):
                quality = quality & ~VALIDITY | INVALID | _detail("processingError")
            return struct.unpack(">q", struct.pack(">d", number))[0], quality
        if program.gives == BOOLEAN:
            return (1 if value else 0), quality
        number = int(value)
        if program.gives == UINT64:
            return struct.unpack(">q", struct.pack(">Q", number))[0], quality
        struct.pack(">q", number)
        return number, quality
    except (TypeError, ValueError, OverflowError, struct.error):
        raise Mistake("the value %.60r of a result is no number that fits; the stage gives=… says which kind it must be" % (value,))


SAMPLE = struct.Struct(">qBqBi")
VALUE = struct.Struct(">Bqi")
CALL = struct.Struct(">qIddddIBB")
RESULT = struct.Struct(">BqiqB")


def samples_of(payload, at, inputs, count):
    samples = []
    for index in range(count):
        sample = Sample()
        sample.time, time_quality, sample.received, cause, sample.code = SAMPLE.unpack_from(payload, at)
        at += SAMPLE.size
        sample.cause = CAUSES.get(cause & 0x7F, "cause%d" % (cause & 0x7F))
        values, qualities = [], []
        for _ in range(inputs):
            kind, bits, quality = VALUE.unpack_from(payload, at)
            at += VALUE.size
            values.append(number_of(kind, bits))
            qualities.append(quality)
        sample.values, sample.qualities, sample.value = values, qualities, values[0]
        sample.quality = GOOD
        for quality in qualities:
            sample.quality = worst(sample.quality, quality)
        sample._index = index
        samples.append(sample)
    return samples


def worst(a, b):
    details = (a | b) & ~VALIDITY
    if a & VALIDITY == INVALID or b & VALIDITY == INVALID:
        return details | INVALID
    return details | ((a | b) & VALIDITY)


def run(program, payload):
    call, _, a, b, c, d, state_length, inputs, count = CALL.unpack_from(payload)
    at = CALL.size
    state = json.loads(payload[at:at + state_length]) if state_length else {}
    samples = samples_of(payload, at + state_length, inputs, count)
    times = [sample.time for sample in samples]
    parameters = dict(program.parameters)
    for name, value in (("a", a), ("b", b), ("c", c), ("d", d)):
        if value == value:
            parameters[name] = value
    results = program.function(samples, state, parameters)
    if not isinstance(results, (list, tuple)):
        raise Mistake("process gave %s and must give a list of samples: write \"return samples\"" % type(results).__name__)
    if len(results) > MOST_RESULTS:
        raise Mistake("process gave %d samples for %d; at most %d can come of one call" % (len(results), count, MOST_RESULTS))
    try:
        kept = b"" if not state else json.dumps(state, separators=(",", ":"), allow_nan=False).encode()
    except (TypeError, ValueError) as failure:
        raise Mistake("the state can hold numbers, texts, lists and dicts, and no NaN (%s)" % failure)
    if len(kept) > program.state_bytes:
        raise Mistake("the state has %d bytes as JSON and may have %d. Keep less in it, or write stateBytes=… in the stage (up to 2040)"
                      % (len(kept), program.state_bytes))
    out = [struct.pack(">qI", call, len(kept)), kept, struct.pack(">B", len(results))]
    for result in results:
        if not isinstance(result, Sample):
            raise Mistake("process gave a list with %s in it; only samples can come out: s.value = …, or s.copy(value=…)"
                          % type(result).__name__)
        bits, quality = bits_of(program, result)
        stamp = int(result.time)
        out.append(RESULT.pack(result._index, bits, quality & 0x7FFFFFFF, stamp, 0 if stamp == times[result._index] else 1))
    return b"".join(out)


# ---- the loop --------------------------------------------------------------------------------------------------------------

class Said:
    """What a script prints: the last line of it, at most one a second."""

    def __init__(self):
        self.text, self.begun, self.sent = "", "", 0.0

    def write(self, text):
        *lines, self.begun = (self.begun + text[-4096:]).splitlines(keepends=True)[-2:] or [""]
        if self.begun.endswith("\n"):
            lines, self.begun = lines + [self.begun], ""
        self.begun = self.begun[:MOST_SAID]
        if lines and lines[-1].strip():
            self.text = lines[-1].strip()[:MOST_SAID]
        return len(text)

    def flush(self):
        pass


def text_frame(head, text):
    return head + text.encode("utf-8", "replace")[:1000]


def cpu_limit(seconds):
    """So that a call that never ends ends also when nobody is left to stop it."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    soft = int(used.ru_utime + used.ru_stime + seconds) + 2
    resource.setrlimit(resource.RLIMIT_CPU, (soft, resource.RLIM_INFINITY))


def load(frame):
    number, gives, state_bytes, name_length, parameters_length = struct.unpack_from(">IBIII", frame)
    at = 17
    name = frame[at:at + name_length].decode()
    parameters = json.loads(frame[at + name_length:at + name_length + parameters_length] or b"{}")
    return Program(number, name, frame[at + name_length + parameters_length:].decode(), parameters, gives, state_bytes)


def main(source, sink):
    programs = {}
    said = Said()

    def send(kind, payload):
        sink.write(struct.pack(">IB", len(payload) + 1, kind) + payload)

    def receive():
        head = source.read(4)
        return None if len(head) < 4 else source.read(struct.unpack(">I", head)[0])

    settings = json.loads(receive()[1:])
    lock(settings)
    sys.stdout = sys.stderr = said
    send(1, json.dumps({"python": platform.python_version(), "inForce": "; ".join(IN_FORCE), "notInForce": "; ".join(NOT_IN_FORCE)}).encode())
    sink.flush()
    while True:
        frame = receive()
        if not frame:
            return
        cpu_limit(settings["seconds"])
        program = None
        try:
            if frame[0] == 1:
                program = load(frame[1:])
                programs[program.number] = program
                program.load()
                send(2, struct.pack(">II", program.number, 0))
            elif frame[0] == 2:
                program = programs[struct.unpack_from(">I", frame, 9)[0]]
                if program.function is None:
                    raise Mistake("it could not be loaded")
                send(3, run(program, frame[1:]))
            else:
                programs.pop(struct.unpack_from(">I", frame, 1)[0], None)
        except BaseException as failure:  # whatever a script does, also sys.exit()
            if program is None:
                raise
            line, text = program.place(failure)
            if frame[0] == 1:
                send(2, text_frame(struct.pack(">II", program.number, line), "!" + text))
            else:
                send(4, text_frame(frame[1:9] + struct.pack(">I", line), text))
            del failure
        if said.text and program is not None and time.monotonic() - said.sent >= 1:
            send(5, text_frame(struct.pack(">I", program.number), said.text))
            said.text, said.sent = "", time.monotonic()
        sink.flush()


_input, _output = os.fdopen(os.dup(0), "rb", 1 << 16), os.fdopen(os.dup(1), "wb", 1 << 16)
os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
os.dup2(2, 1)
main(_input, _output)
