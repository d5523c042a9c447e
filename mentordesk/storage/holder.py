"""Who has a programme file open: a small lock file beside it, held by the system while the program runs."""

import json
import os
import socket
from contextlib import suppress
from pathlib import Path

from filelock import FileLock, Timeout

from mentordesk.storage.holder_note import note_of, noted
from mentordesk.storage.reasons import cannot_write
from mentordesk.storage.refusals import HeldElsewhere


class Holder:
    """Holds a file for this program until `release`; another opener is told who has it."""

    def __init__(self, path: Path, actor: str) -> None:
        self._note = note_of(path)
        self._lock = FileLock(path.with_name(f".{path.name}.lock"), timeout=0)
        try:
            self._lock.acquire()
        except Timeout as error:
            raise HeldElsewhere(file=path.name, holder=self._who()) from error
        except OSError as error:
            raise cannot_write(path.name, error) from error
        said = {"actor": actor, "host": socket.gethostname(), "pid": os.getpid()}
        with suppress(OSError):  # a full disk: the file is held all the same, nobody is told by whom
            self._note.write_text(json.dumps(said), encoding="utf-8")

    def _who(self) -> str:
        return _said(self._note) or "MentorDesk"

    def release(self) -> None:
        with suppress(OSError):
            self._note.unlink()
        self._lock.release()
        with suppress(OSError):
            Path(self._lock.lock_file).unlink()


def holder_of(path: Path) -> str:
    """Who has a file open at this moment, nobody as ''."""
    lock = path.with_name(f".{path.name}.lock")
    if not lock.exists():
        return ""
    try:
        with FileLock(lock, timeout=0):
            return ""
    except (Timeout, OSError):
        return _said(note_of(path)) or "MentorDesk"


def _said(note: Path) -> str:
    """Name and machine; '' where they cannot be read."""
    said = noted(note)
    return ", ".join(part for part in (str(said.get("actor", "")), str(said.get("host", ""))) if part)
