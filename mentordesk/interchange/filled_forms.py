"""Reading PDF forms that participants filled in. Each may be hostile, so another process reads them.

That process has a limit of memory, and of time for each file; where it dies or takes too long a new one goes
on with the next file. Whatever goes wrong inside is a file that cannot be read.
"""

import multiprocessing
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, Self

LARGEST = 10 * 1024 * 1024
SECONDS = 10.0
MEMORY = 1024 * 1024 * 1024
MOST_FIELDS, LONGEST_VALUE = 2_000, 100_000
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
START_SECONDS = 30.0
"""How long a process may take to begin, which is not the file's fault."""


class Fault(StrEnum):
    """Why a file gave nothing."""

    LARGE = "large"
    DAMAGED = "damaged"
    LOCKED = "locked"
    NO_FORM = "no form"
    SLOW = "slow"


@dataclass(frozen=True)
class Filled:
    """The fields of a form by name: what was typed, the value of what was ticked, or nothing."""

    values: dict[str, str] = field(default_factory=dict)


def read_forms(paths: Iterable[Path], *, seconds: float = SECONDS) -> Iterator[tuple[Path, Filled | Fault]]:
    """Each file with its fields or its fault, in the order given."""
    with _Reader(seconds) as reader:
        for path in paths:
            yield path, reader.read(path)


class _Reader:
    """A process that reads one file after another, and is replaced when it does not answer."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._context = multiprocessing.get_context("spawn")
        self._process: Any = None
        self._pipe: Connection[Any, Any] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._stop()

    def read(self, path: Path) -> Filled | Fault:
        try:
            if path.stat().st_size > LARGEST:
                return Fault.LARGE
            data = path.read_bytes()
        except OSError:
            return Fault.DAMAGED
        return self._ask(data)

    def _ask(self, data: bytes) -> Filled | Fault:
        pipe = self._pipe or self._start()
        try:
            pipe.send_bytes(data)
            if not pipe.poll(self._seconds):
                self._stop()
                return Fault.SLOW
            found: Filled | Fault = pipe.recv()
        except (EOFError, OSError):
            self._stop()
            return Fault.DAMAGED
        return found

    def _start(self) -> "Connection[Any, Any]":
        ours, theirs = self._context.Pipe()
        self._process = self._context.Process(target=_serve, args=(theirs,), daemon=True)
        self._process.start()
        theirs.close()
        self._pipe = ours
        if not ours.poll(START_SECONDS):
            raise TimeoutError
        ours.recv()
        return ours

    def _stop(self) -> None:
        if self._process is not None and self._pipe is not None:
            self._process.kill()
            self._process.join()
            self._process.close()
            self._pipe.close()
        self._process = self._pipe = None


def _serve(pipe: "Connection[Any, Any]") -> None:
    """The other process: says that it is there, then answers each file's bytes."""
    import pypdf  # noqa: F401 - before memory is limited

    _limit_memory()
    pipe.send(True)
    while True:
        try:
            pipe.send(fields_of(pipe.recv_bytes()))
        except (EOFError, OSError):
            return


def _limit_memory() -> None:
    try:
        import resource
    except ImportError:  # Windows has no such limit: time and size must do
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def fields_of(data: bytes) -> Filled | Fault:
    """The fields of a PDF, whatever it is; only to be called where a hang or a full memory does no harm."""
    try:
        return _fields_of(data)
    except BaseException:  # noqa: BLE001 - a parser of hostile files may raise anything
        return Fault.DAMAGED


def _fields_of(data: bytes) -> Filled | Fault:
    import io
    import logging

    from pypdf import PdfReader

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    reader = PdfReader(io.BytesIO(data), strict=False)
    if reader.is_encrypted and not reader.decrypt(""):
        return Fault.LOCKED
    found = reader.get_fields() or {}
    if not 0 < len(found) <= MOST_FIELDS:
        return Fault.NO_FORM
    return Filled({str(name): _value(one.get("/V"), one.get("/FT")) for name, one in found.items()})


def _value(value: object, kind: object) -> str:
    """What stands in a field; the name of a tick comes with a slash, and Off says that there is none."""
    text = "" if value is None else str(value)[:LONGEST_VALUE]
    if kind == "/Btn":
        return "" if text == "/Off" else text.removeprefix("/")
    return _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()
