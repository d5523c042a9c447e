"""Names of files that every system takes, and writing a file whole or not at all."""

import re
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from mentordesk.domain.refusal import Refusal
from mentordesk.interchange.files import write_with
from mentordesk.storage.reasons import reason

LONGEST = 120
"""Bytes of a name before its ending: leaves room on file systems that allow 255, and in long folders."""

_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f\u200e\u200f\u202a-\u202e\u2066-\u2069]+')
_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\..*)?")


class NoFolder(Refusal):
    """There is no folder {folder}. No document was written. Choose a folder that exists."""


class CannotWriteDocument(Refusal):
    """{file} cannot be written: {why}. Your programme is unchanged. Choose another folder, or close the file
    where it is open, and try again.
    """


def safe_name(words: str, ending: str = ".pdf") -> str:
    """A file name made of `words`: the same letters, less what Windows, macOS or Linux do not take."""
    kept = " ".join(_FORBIDDEN.sub(" ", unicodedata.normalize("NFC", words)).split())
    kept = kept.encode("utf-8", "replace")[:LONGEST].decode("utf-8", "ignore").strip(" .")
    if not kept or _RESERVED.fullmatch(kept):
        kept = f"_{kept}"
    return kept + ending


def distinct(names: list[str]) -> list[str]:
    """The names, a second of one called "… 2", whatever their case, as some systems see no difference."""
    taken: set[str] = set()
    made = []
    for name in names:
        stem, dot, ending = name.rpartition(".")
        tried, n = name, 1
        while tried.casefold() in taken:
            n += 1
            tried = f"{stem} {n}{dot}{ending}"
        taken.add(tried.casefold())
        made.append(tried)
    return made


def write_whole(path: Path, write: Callable[[BinaryIO], object]) -> Path:
    """Let `write` fill a file at `path`: it is complete or not there, and what was there stays till then."""
    if not path.parent.is_dir():
        raise NoFolder(folder=str(path.parent))
    try:
        write_with(path, write)
    except OSError as error:
        raise CannotWriteDocument(file=path.name, why=reason(error)) from error
    return path
