"""What the first bytes of a file say, read before SQLite may touch it.

Never call this on a file this process has open: closing it would drop SQLite's locks.
Source: https://www.sqlite.org/fileformat.html, section 1.3.
"""

import os
import stat
import struct
from pathlib import Path

from mentordesk.domain.refusal import Refusal
from mentordesk.i18n import _
from mentordesk.storage.catalogue import APPLICATION_ID, SCHEMA
from mentordesk.storage.refusals import DamagedFile, MayNotRead, MissingFile, NewerFile, NotOurs
from mentordesk.storage.secrets import PAGE, is_age, looks_locked

LOCKED = 0
"""Stands for the schema number of a file locked at rest, which only its passphrase shows."""


class LockedShare(Refusal):
    """{file} is a copy that somebody shared with a passphrase. It was left as it is. Bring it in from the
    Sharing page.
    """


def schema_of(path: Path) -> int:
    """The schema number of a programme file, LOCKED where it is locked at rest.

    Refuses what is not a programme file, is newer, or is cut short.
    """
    head, size = _head(path)
    if is_age(head):
        raise LockedShare(file=path.name)
    if looks_locked(head, size):
        return LOCKED
    return schema_in(head, size, name=path.name, half_written=half_written(path), ours=True)


def schema_in(head: bytes, size: int, *, name: str, half_written: bool = False, ours: bool = False) -> int:
    """The schema number that the first bytes tell of a file of `size` bytes.

    One of `ours` may be longer than it says: SQLite goes on when a disk fails to cut a file.
    """
    if len(head) < 100 or head[:16] != b"SQLite format 3\0":  # noqa: PLR2004 - the header's length
        raise NotOurs(file=name)
    page, pages = struct.unpack(">H", head[16:18])[0], struct.unpack(">I", head[28:32])[0]
    version, application = struct.unpack(">I", head[60:64])[0], struct.unpack(">I", head[68:72])[0]
    if application != APPLICATION_ID:
        raise NotOurs(file=name)
    if version > SCHEMA:
        raise NewerFile(file=name, theirs=version, ours=SCHEMA)
    said = (65536 if page == 1 else page) * pages
    if version == 0 or not (said == size or half_written or (ours and said < size)):
        raise DamagedFile(file=name, why=_("its length is not what it says"))
    return int(version)


def open_regular(path: Path) -> int:
    """A file descriptor to read `path`; whatever is not a file of bytes is refused without waiting on it."""
    try:
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    except OSError as error:
        refused = MayNotRead if isinstance(error, PermissionError) else MissingFile
        raise refused(file=path.name) from error
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise NotOurs(file=path.name)
    return handle


def _head(path: Path) -> tuple[bytes, int]:
    """The first page of a file, and its size."""
    with os.fdopen(open_regular(path), "rb") as file:
        return file.read(PAGE), os.fstat(file.fileno()).st_size


def half_written(path: Path) -> bool:
    """A killed program left its journal beside the file; SQLite rolls it back when it opens."""
    return path.with_name(f"{path.name}-journal").exists()
