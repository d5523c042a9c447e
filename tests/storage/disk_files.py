"""The files that Python writes, on the same disk: written, made durable, renamed, failing when it is time."""

import errno
import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, BinaryIO, Self
from unittest.mock import patch

import apsw

from tests.storage.disk import Disk


class _File:
    """A file that is being written; of what fails half is there."""

    def __init__(self, file: BinaryIO, disk: Disk) -> None:
        self._file = file
        self._disk = disk

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def write(self, data: bytes) -> int:
        try:
            ask(self._disk)
        except OSError:
            self._file.write(data[: len(data) // 2])
            raise
        return self._file.write(data)


def ask(disk: Disk) -> None:
    """Count a call; what apsw would raise, as Python does."""
    try:
        disk.ask()
    except apsw.Error as error:
        number = errno.ENOSPC if isinstance(error, apsw.FullError) else errno.EIO
        raise OSError(number, os.strerror(number)) from error


@contextmanager
def files_on(disk: Disk, *, lazy: bool = False) -> Iterator[None]:
    """While this lasts, whatever is written beside its place and renamed meets the disk.

    A `lazy` disk makes nothing durable that Python asks it to.
    """
    opened, replaced = Path.open, Path.replace

    def to_disk(path: Path, _flags: int) -> None:
        ask(disk)
        if lazy:
            return
        if path.is_dir():
            disk.sync_folder()
        else:
            disk.sync_whole(str(path))

    def replace(path: Path, target: Path) -> Path:
        ask(disk)
        disk.rename(str(path), str(target))
        return replaced(path, target)

    def open_(path: Path, mode: str = "r", *more: Any, **named: Any) -> Any:
        if mode != "wb":
            return opened(path, mode, *more, **named)
        ask(disk)
        return _File(opened(path, "wb"), disk)

    with ExitStack() as stack:
        stack.enter_context(patch("mentordesk.beside._to_disk", to_disk))
        stack.enter_context(patch.object(Path, "replace", replace))
        stack.enter_context(patch.object(Path, "open", open_))
        yield
