"""What the first hundred bytes of a file say, read before SQLite may touch it.

Never call this on a file this process has open: closing it would drop SQLite's locks.
Source: https://www.sqlite.org/fileformat.html, section 1.3.
"""

import struct
from pathlib import Path

from mentordesk.storage.catalogue import APPLICATION_ID, SCHEMA
from mentordesk.storage.refusals import DamagedFile, MissingFile, NewerFile, NotOurs

_LENGTH = 100


def schema_of(path: Path) -> int:
    """The schema number of a programme file; refuses what is not one, is newer, or is cut short."""
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            head = file.read(_LENGTH)
    except (FileNotFoundError, IsADirectoryError, NotADirectoryError) as error:
        raise MissingFile(file=path.name) from error
    if len(head) < _LENGTH or head[:16] != b"SQLite format 3\0":
        raise NotOurs(file=path.name)
    page, pages = struct.unpack(">H", head[16:18])[0], struct.unpack(">I", head[28:32])[0]
    version, application = struct.unpack(">I", head[60:64])[0], struct.unpack(">I", head[68:72])[0]
    if application != APPLICATION_ID:
        raise NotOurs(file=path.name)
    if version > SCHEMA:
        raise NewerFile(file=path.name, theirs=version, ours=SCHEMA)
    whole = (65536 if page == 1 else page) * pages == size
    if version == 0 or not (whole or _half_written(path)):
        raise DamagedFile(file=path.name, why="its length is not what it says")
    return int(version)


def _half_written(path: Path) -> bool:
    """A killed program left its journal beside the file; SQLite rolls it back when it opens."""
    return path.with_name(f"{path.name}-journal").exists()
