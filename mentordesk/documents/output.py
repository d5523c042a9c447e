"""A PDF file written from front to back: what is written is forgotten, only its place is kept."""

import zlib
from collections.abc import Callable, Iterable
from hashlib import md5
from itertools import accumulate
from struct import Struct
from typing import BinaryIO

_HEADER = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
_PACKED_AT_ONCE = 200
_ROW = Struct(">BBIH")  # an object's place: how it is held, where in five bytes, which one there
_PLAIN, _PACKED = 1, 2  # how the cross-reference stream calls an object's place
_WINDOW, _MEMORY = 12, 5  # zlib's tables for short streams: cheaper to set up than the largest ones
_SHORT = 4096
_LEVEL = 5  # half the time of the usual level, a hundredth more bytes

Allocate = Callable[[], int]


def deflated(data: bytes | bytearray) -> bytes:
    """The data as a `FlateDecode` stream holds it."""
    if len(data) > _SHORT:
        return zlib.compress(data, _LEVEL)
    packer = zlib.compressobj(_LEVEL, zlib.DEFLATED, _WINDOW, _MEMORY)
    return packer.compress(data) + packer.flush()


class Output:
    """Objects by number, in any order; small ones are packed together into object streams."""

    def __init__(self, out: BinaryIO, allocate: Allocate) -> None:
        self._out = out
        self._allocate = allocate
        self._length = 0
        self._digest = md5(usedforsecurity=False)
        self._places = bytearray()
        self._numbers: list[int] = []
        self._bodies: list[str] = []
        self._write(_HEADER)

    def put(self, numbers: Iterable[int], bodies: Iterable[str]) -> None:
        """Objects that are no streams, in Latin-1."""
        self._numbers.extend(numbers)
        self._bodies.extend(bodies)
        if len(self._numbers) >= _PACKED_AT_ONCE:
            self._pack()

    def put_whole(self, number: int, body: bytes) -> None:
        """An object with its stream, already encoded, dictionary and all."""
        self._place(number, _PLAIN, self._length, 0)
        self._write(b"%d 0 obj\n%s\nendobj\n" % (number, body.rstrip(b"\n")))

    def put_stream(self, number: int, entries: str, data: bytes | bytearray) -> None:
        """A stream to be compressed; `entries` is its dictionary without length and filter."""
        packed = deflated(data)
        head = f"<<{entries}/Filter/FlateDecode/Length {len(packed)}>>stream\n".encode("latin-1")
        self.put_whole(number, head + packed + b"\nendstream")

    def close(self, root: int, info: int) -> None:
        """Write what is left, and where everything is."""
        self._pack()
        number = self._allocate()
        start = self._length
        self._place(number, _PLAIN, start, 0)
        identity = self._digest.hexdigest()
        size = len(self._places) // _ROW.size
        entries = f"/Type/XRef/Size {size}/W[1 5 2]/Root {root} 0 R/Info {info} 0 R"
        self.put_stream(number, f"{entries}/ID[<{identity}><{identity}>]", self._places)
        self._write(b"startxref\n%d\n%%%%EOF\n" % start)

    def _write(self, data: bytes) -> None:
        self._out.write(data)
        self._digest.update(data)
        self._length += len(data)

    def _place(self, number: int, kind: int, where: int, order: int) -> None:
        self._make_room(number)
        _ROW.pack_into(self._places, number * _ROW.size, kind, where >> 32, where & 0xFFFFFFFF, order)

    def _make_room(self, number: int) -> None:
        missing = (number + 1) * _ROW.size - len(self._places)
        if missing > 0:
            self._places.extend(bytes(missing))

    def _pack(self) -> None:
        """Write the waiting objects as one object stream."""
        if not self._numbers:
            return
        numbers, bodies = self._numbers, self._bodies
        self._numbers, self._bodies = [], []
        holder = self._allocate()
        self._make_room(max(numbers))
        for order, number in enumerate(numbers):
            _ROW.pack_into(self._places, number * _ROW.size, _PACKED, 0, holder, order)
        starts = accumulate([len(body) + 1 for body in bodies], initial=0)
        head = " ".join([f"{number} {at}" for number, at in zip(numbers, starts, strict=False)])
        entries = f"/Type/ObjStm/N {len(numbers)}/First {len(head) + 1}"
        self.put_stream(holder, entries, "\n".join([head, *bodies]).encode("latin-1"))
