"""Which file lies at a path, and where a file that is open lies now."""

from contextlib import suppress
from pathlib import Path

OPEN_FILES = Path("/proc/self/fd")
"""Where Linux tells what this process has open; elsewhere there is no such folder."""

Identity = tuple[int, int]
"""Device and number of a file, which stay when it is moved or renamed."""


def identity_of(path: Path) -> Identity | None:
    """Which file lies at `path`, whatever it is called; None when there is none."""
    try:
        stat = path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return None
    return stat.st_dev, stat.st_ino


def open_at(identity: Identity | None) -> Path | None:
    """Where a file that this process has open lies now; None where that is not told, or it is gone."""
    if identity is None or not OPEN_FILES.is_dir():
        return None
    for link in OPEN_FILES.iterdir():
        with suppress(OSError):
            path = link.readlink()
            if path.is_absolute() and identity_of(path) == identity:
                return path
    return None
