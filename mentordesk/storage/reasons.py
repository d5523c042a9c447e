"""What a disk or a database refuses, in the reader's words: of their own they speak English."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import DatabaseError, OperationalError

from mentordesk.i18n import N_, _
from mentordesk.storage.connection import errors
from mentordesk.storage.refusals import AlreadyThere, CannotWrite, CannotWriteThere, DamagedFile

NO_SPACE = N_("no space is left on the disk")
DISK = N_("the disk reports an error")

BY_NUMBER = {
    errno.ENOENT: N_("its folder is not there"),
    errno.ENOTDIR: N_("its folder is not a folder"),
    errno.EISDIR: N_("a folder has this name"),
    errno.EEXIST: N_("a file of this name is there"),
    errno.EACCES: N_("you may not write there"),
    errno.EPERM: N_("you may not write there"),
    errno.EROFS: N_("the disk can only be read"),
    errno.ENAMETOOLONG: N_("the name is too long"),
    errno.ENOSPC: NO_SPACE,
    errno.EIO: DISK,
}

BY_WORDS = {
    "database disk image is malformed": N_("its parts do not fit together"),
    "file is not a database": N_("it is no programme file any more"),
    "database is locked": N_("another program is writing to it"),
    "unable to open database file": N_("it cannot be opened"),
    "attempt to write a readonly database": N_("it can only be read"),
    "database or disk is full": NO_SPACE,
    "disk I/O error": DISK,
}


def reason(error: BaseException | None) -> str:
    """Why something was refused; in the system's own words where there are none of ours."""
    words = str(error).splitlines() or [type(error).__name__]
    if isinstance(error, OSError):
        words = [BY_NUMBER.get(error.errno or 0) or error.strerror or words[0]]
    said = words[0].rpartition("Error: ")[2]
    return _(BY_WORDS.get(said, said))


def cannot_write(name: str, error: BaseException | None) -> CannotWrite:
    """The refusal of a file that cannot be written: space helps a full disk, no folder that is not there."""
    elsewhere = isinstance(error, OSError) and error.errno in BY_NUMBER.keys() - {errno.ENOSPC, errno.EIO}
    return (CannotWriteThere if elsewhere else CannotWrite)(file=name, why=reason(error))


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """What stands in the way of a file that is to be written, as a refusal."""
    try:
        yield
    except errors("OperationalError", OSError) as error:
        raise cannot_write(path.name, error) from error


def check_free(target: Path) -> None:
    """Refuse to write over what is there, and where one may not even look."""
    with writing(target):
        taken = target.exists()
    if taken:
        raise AlreadyThere(file=target.name)


@contextmanager
def damage_of(path: Path) -> Iterator[None]:
    """What turns out to be wrong with a file while it is read, as a refusal."""
    try:
        yield
    except errors("OperationalError", OperationalError):
        raise
    except errors("DatabaseError") as error:
        raise DamagedFile(file=path.name, why=reason(error)) from error
    except DatabaseError as error:
        raise DamagedFile(file=path.name, why=reason(error.orig)) from error
