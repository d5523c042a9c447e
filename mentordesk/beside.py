"""Writing a file so that a kill or a power cut leaves the old one or the new one, whole."""

import os
import tempfile
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from glob import escape
from pathlib import Path

ENDING = ".part"
STALE = 3600.0
"""Seconds after which nobody is writing a part any more."""


def write(target: Path, fill: Callable[[Path], object]) -> None:
    """Let `fill` write an empty file beside `target`, make it durable and rename it: the target is as it was,
    or whole.

    Raises OSError and whatever `fill` raises. What a writer of the same target left that was killed goes.
    """
    start = f".{target.name[:40]}."
    sweep(target.parent.glob(f"{escape(start)}*{ENDING}"))
    handle, name = tempfile.mkstemp(prefix=start, suffix=ENDING, dir=target.parent)
    os.close(handle)
    part = Path(name).resolve()
    try:
        fill(part)
        _to_disk(part, os.O_RDWR)
        part.replace(target)
        if os.name != "nt":  # Windows cannot open folders, and needs no such step
            _to_disk(target.parent, os.O_RDONLY)
    finally:
        part.unlink(missing_ok=True)


def sweep(parts: Iterable[Path]) -> None:
    """Remove parts that nobody is writing any more; what cannot be removed stays."""
    for part in parts:
        with suppress(OSError):
            if part.stat().st_mtime < time.time() - STALE:
                part.unlink()


def _to_disk(path: Path, flags: int) -> None:
    handle = os.open(path, flags)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
