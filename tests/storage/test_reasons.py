"""What a disk and a database refuse is told in the reader's words, with advice that helps."""

import errno
import sqlite3

import pytest

from mentordesk.i18n import set_language
from mentordesk.storage.reasons import BY_NUMBER, BY_WORDS, cannot_write, reason
from mentordesk.storage.refusals import CannotWrite


@pytest.mark.parametrize("language", ["es", "ar"])
def test_every_reason_is_translated(language: str) -> None:
    known = [OSError(number, "said by the system") for number in BY_NUMBER]
    errors = [*known, *map(sqlite3.DatabaseError, BY_WORDS)]
    english = [reason(error) for error in errors]
    assert not {"said by the system", *BY_WORDS} & set(english)
    set_language(language)
    assert not set(english) & {reason(error) for error in errors}


@pytest.mark.parametrize(
    ("error", "why", "space"),
    [
        (FileNotFoundError(errno.ENOENT, "No such file or directory"), "its folder is not there", False),
        (PermissionError(errno.EACCES, "Permission denied"), "you may not write there", False),
        (OSError(errno.ENOSPC, "No space left on device"), "no space is left on the disk", True),
        (sqlite3.OperationalError("database or disk is full"), "no space is left on the disk", True),
        (OSError(errno.EBADF, "Bad file descriptor"), "Bad file descriptor", True),
    ],
)
def test_only_a_full_disk_is_helped_by_space(error: Exception, why: str, space: bool) -> None:
    refusal = cannot_write("a.mentordesk", error)
    assert isinstance(refusal, CannotWrite)
    assert why in str(refusal)
    assert ("Free some space" in str(refusal)) == space


def test_a_library_that_names_its_error_first_is_understood() -> None:
    """As apsw does."""
    assert (
        reason(ValueError("CorruptError: database disk image is malformed"))
        == "its parts do not fit together"
    )
    assert reason(ValueError()) == "ValueError"
