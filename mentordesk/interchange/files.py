"""Writing a file for other programs: whole or not at all, and readable as other files are."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from mentordesk import beside


def write_file(path: Path, data: bytes) -> None:
    """The bytes at `path`, as `write_with` writes them. Raises OSError."""
    write_with(path, lambda file: file.write(data))


def write_with(path: Path, fill: Callable[[BinaryIO], object]) -> None:
    """Let `fill` write what will be at `path`. Raises OSError and whatever `fill` raises; what was at `path`
    is then still there.

    The file is readable as the person's umask says, not only by its owner as temporary files are.
    """

    def into(part: Path) -> None:
        with part.open("wb") as file:
            fill(file)
        part.chmod(_mode(path))

    beside.write(path, into)


def _mode(path: Path) -> int:
    if path.exists():
        return path.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
