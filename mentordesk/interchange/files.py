"""Writing a file so that a power cut leaves either the old one or the new one, whole."""

import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO


def write_file(path: Path, data: bytes) -> None:
    """The bytes at `path`, as `write_with` writes them. Raises OSError."""
    write_with(path, lambda file: file.write(data))


def write_with(path: Path, fill: Callable[[BinaryIO], object]) -> None:
    """Let `fill` write beside `path`, make that durable, rename it over; then make the folder durable.

    Raises OSError and whatever `fill` raises; what was at `path` is then still there.

    The file is readable as the person's umask says, not only by its owner as temporary files are.
    """
    handle, beside = tempfile.mkstemp(prefix=f".{path.name[:40]}.", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            fill(file)
            file.flush()
            os.fsync(file.fileno())
        Path(beside).chmod(_mode(path))
        Path(beside).replace(path)
    except BaseException:
        Path(beside).unlink(missing_ok=True)
        raise
    _make_durable(path.parent)


def _mode(path: Path) -> int:
    if path.exists():
        return path.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def _make_durable(folder: Path) -> None:
    """Windows cannot open folders, and needs no such step."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
