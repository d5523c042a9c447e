"""Passphrases: a programme file locked at rest is SQLCipher's, a locked share is age's; nothing of our own.

The same words open both with the tools of those who made the formats: `sqlcipher`, and `age -d`.
"""

import hashlib
import os
import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from mentordesk.domain.refusal import Refusal
from mentordesk.storage.refusals import DamagedFile

PAGE = 4096
"""The page of every file we make; what is read of a file to know it."""

SALT = 16
ROUNDS = 256_000
"""PBKDF2-HMAC-SHA512, as SQLCipher 4 derives a key: https://www.zetetic.net/sqlcipher/design/."""

MOST_WORK = 20
"""The largest scrypt work factor taken from a stranger, as a power of two: a gigabyte and some seconds."""

ATTEMPTS = 5
"""How often unlocking is tried: age's own code refuses when the computer is busy at that moment."""

_AGE = b"age-encryption.org/v1\n"
_SCRYPT = re.compile(rb"-> scrypt [A-Za-z0-9+/]{22} (\d{1,3})\n")


class NeedsPassphrase(Refusal):
    """{file} is locked with a passphrase. Nothing was changed. Type the passphrase to open it."""


class WrongPassphrase(Refusal):
    """The passphrase does not open {file}. Nothing was changed. Look at capital letters and the keyboard's
    language, or ask whoever locked it.
    """


class OtherLock(Refusal):
    """{file} is locked in a way that a passphrase does not open. It was left as it is. Ask for a copy that is
    locked with a passphrase.
    """


class TooBusy(Refusal):
    """This computer is too busy to unlock {file} now. Nothing was changed. Close other programs and try once
    more.
    """


class NotLocked(Refusal):
    """{file} has no passphrase. Nothing was changed."""


@dataclass(frozen=True)
class Key:
    """What opens one locked file: 32 bytes, and the salt that the file begins with."""

    raw: bytes
    salt: bytes

    @property
    def pragma(self) -> str:
        return f"PRAGMA key = \"x'{self.raw.hex()}{self.salt.hex()}'\""


def key_from(passphrase: str, salt: bytes) -> Key:
    """A tenth of a second of work, once a file instead of once a connection."""
    return Key(hashlib.pbkdf2_hmac("sha512", _typed(passphrase), salt, ROUNDS, 32), salt)


def new_key(passphrase: str) -> Key:
    """The key of a file that is to be made."""
    return key_from(passphrase, os.urandom(SALT))


def key_of(path: Path, passphrase: str) -> Key:
    """The key of a file that is there; whether it is the right one is seen when it is read."""
    with path.open("rb") as file:
        return key_from(passphrase, file.read(SALT))


def _typed(passphrase: str) -> bytes:
    """The same bytes whichever way a keyboard makes its accents."""
    return unicodedata.normalize("NFC", passphrase).encode()


def looks_locked(head: bytes, size: int) -> bool:
    """Whether a file may be one locked at rest: whole pages, of bytes as even as chance makes them.

    `head` is its first page. Of random pages one in a million fails; text, tables and pictures all do.
    """
    if len(head) < PAGE or size % PAGE or head.startswith(b"SQLite format 3\0"):
        return False
    expected = len(head) / 256
    return sum((head.count(bytes([value])) - expected) ** 2 / expected for value in range(256)) < _EVEN


_EVEN = 255 + 5 * (2 * 255) ** 0.5
"""Five standard deviations above the mean of chi-square with 255 degrees of freedom."""


def is_age(head: bytes) -> bool:
    """Whether these first bytes of a file are those of age's format."""
    return head.startswith(_AGE)


def lock(data: bytes, passphrase: str) -> bytes:
    """`data` in age's format, to be opened with the passphrase."""
    import pyrage

    return bytes(pyrage.passphrase.encrypt(data, _typed(passphrase).decode()))


def unlock(data: bytes, passphrase: str, *, name: str) -> bytes:
    """What `lock` locked; `name` is the file's, for the refusal."""
    import pyrage

    found = _SCRYPT.match(data, len(_AGE))
    if found is None or int(found[1]) > MOST_WORK:
        raise OtherLock(file=name)
    for _attempt in range(ATTEMPTS):
        try:
            return bytes(pyrage.passphrase.decrypt(data, _typed(passphrase).decode()))
        except pyrage.DecryptError as error:
            if "Decryption failed" in str(error):
                raise WrongPassphrase(file=name) from error
            if "Excessive work" not in str(error):
                raise DamagedFile(file=name, why=str(error)) from error
    raise TooBusy(file=name)
