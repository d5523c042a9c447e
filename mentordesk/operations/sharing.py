"""Handing the file to a colleague: whole or in part, open or locked, and what was given to whom."""

import os
from collections.abc import Collection
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from sqlalchemy import Select, func, select

from mentordesk.domain.pairing import Pairing
from mentordesk.domain.participant import Participant
from mentordesk.domain.person import Person
from mentordesk.domain.programme import Cohort
from mentordesk.domain.refusal import Refusal
from mentordesk.domain.session import Session
from mentordesk.domain.sharing import LeftOut, SharedCopy
from mentordesk.i18n import N_, _
from mentordesk.operations.letters import SHARED
from mentordesk.operations.passphrases import SHORTEST, strength
from mentordesk.operations.programme import programme_of
from mentordesk.storage import sharing
from mentordesk.storage.copying import write_locked
from mentordesk.storage.database import Database, Desk
from mentordesk.storage.guard import checked
from mentordesk.storage.header import open_regular
from mentordesk.storage.label import Label
from mentordesk.storage.locked import Relocked
from mentordesk.storage.locked import relock as lock_again
from mentordesk.storage.reasons import check_free, writing
from mentordesk.storage.refusals import AlreadyThere
from mentordesk.storage.secrets import is_age, new_key
from mentordesk.storage.sharing import Selection
from mentordesk.storage.work import Work

LABELS: dict[str, str] = {
    SHARED: N_("Gave a copy to a colleague"),
    "copy.recalled": N_("Noted that a copy was deleted"),
}

ENDING, LOCKED_ENDING = ".mentordesk", ".mentordesk.age"


class CopyOntoItself(Refusal):
    """{file} is the file that is open. It was left as it is. Choose another name for the copy."""


class NoSuchFolder(Refusal):
    """There is no folder {folder}. Nothing was written. Choose a folder that exists."""


class ShortPassphrase(Refusal):
    """The passphrase is shorter than {n} characters, so it would be guessed. Nothing was written. Choose a
    longer one.
    """


class NeedsItsOwnPassphrase(Refusal):
    """{file} is locked, so a copy that leaves something out needs a passphrase of its own. Nothing was
    written. Choose one for the copy.
    """


@dataclass(frozen=True)
class Contents:
    """How much goes into a copy."""

    people: int
    pairings: int
    sessions: int
    left_out_people: int


@dataclass(frozen=True)
class CopyRow:
    """A copy that was given away; `cohorts` are names, none where it holds all."""

    id: bytes
    given_to: str
    given_at: datetime
    file_name: str
    without: tuple[LeftOut, ...]
    cohorts: tuple[str, ...]
    locked: bool
    note: str
    recalled_on: date | None
    newest: bytes | None
    cohort_ids: frozenset[bytes]


def share(
    database: Database,
    *,
    out: Path,
    without: Collection[LeftOut] = frozenset(),
    cohorts: Collection[bytes] = frozenset(),
    passphrase: str = "",
    to: str | None = None,
    note: str = "",
    replace: bool = False,
    now: datetime | None = None,
) -> Path:
    """Write a copy at `out`; returns where it lies. What is there stays, unless `replace` was said of it.

    Goes without the kinds of detail in `without`, and holds only what belongs to `cohorts` where any are
    named. With a passphrase it is locked, in age's format. Given `to` somebody, empty where it is not said
    to whom, or with a `note` to them, that is noted as one change first, so that the copy takes it along.
    """
    with writing(out):
        target = _target(database, out, passphrase)
    if not (replace and target == out):
        check_free(target)
    selection = Selection(frozenset(without), frozenset(cohorts))
    if database.locked and not passphrase and not selection.whole:
        raise NeedsItsOwnPassphrase(file=database.path.name)
    noted = None
    if (to is not None or note) and not database.readonly:
        noted = _note(database, target, selection, locked=bool(passphrase), to=to or "", note=note, now=now)
    try:
        if selection.whole and not passphrase:
            database.save_copy(target)
        else:
            _write(database, target, selection, passphrase, noted)
    except BaseException:
        if noted:
            database.undo()
        raise
    return target


def check_long_enough(passphrase: str) -> None:
    """Refuse a passphrase that would be guessed at once."""
    if not strength(passphrase).long_enough:
        raise ShortPassphrase(n=SHORTEST)


def _target(database: Database, out: Path, passphrase: str) -> Path:
    """Where the copy goes: a name without an ending gets the right one."""
    if passphrase:
        check_long_enough(passphrase)
    if out.is_dir():
        raise AlreadyThere(file=out.name)
    ending = LOCKED_ENDING if passphrase else ENDING
    target = out.with_name(f"{out.name}{ending}") if not out.suffix else out
    if passphrase and target.suffix != ".age":
        target = target.with_name(f"{target.name}.age")
    if target.exists() and target.samefile(database.path):
        raise CopyOntoItself(file=target.name)
    if not target.parent.is_dir():
        raise NoSuchFolder(folder=str(target.parent))
    return target


def _write(
    database: Database, target: Path, selection: Selection, passphrase: str, noted: bytes | None
) -> None:
    with closing(database.in_memory()) as copy:
        sharing.select(copy, selection, noted)
        sharing.write(copy, target, passphrase)


def _note(
    database: Database,
    target: Path,
    selection: Selection,
    *,
    locked: bool,
    to: str,
    note: str,
    now: datetime | None,
) -> bytes | None:
    """The key of what was noted; None where there is no programme yet."""
    with database.change(Label.of(SHARED)) as work:
        programme = programme_of(work)
        if programme is None:
            return None
        newest = work.connection().exec_driver_sql(
            "SELECT max(id) FROM journal_digest JOIN journal_change USING(n)"
        )
        key = work.new_key()
        work.add(
            SharedCopy(
                id=key,
                programme_id=programme.id,
                given_to=to,
                given_at=now or datetime.now(UTC),
                file_name=target.name,
                without=" ".join(sorted(selection.without)),
                cohorts=" ".join(sorted(key.hex() for key in selection.cohorts)),
                locked=locked,
                note=note,
                newest=newest.scalar(),
            )
        )
    return key


def contents(view: Work, *, cohorts: Collection[bytes] = frozenset()) -> Contents:
    """How much a copy of these cohorts holds, of all where none is named."""
    parts = select(Participant.person_id)
    pairings = select(Pairing.id)
    if cohorts:
        parts = parts.where(Participant.cohort_id.in_(cohorts))
        pairings = pairings.where(Pairing.cohort_id.in_(cohorts))
    everybody = _count(view, select(Person.id))
    people = _count(view, select(Person.id).where(Person.id.in_(parts))) if cohorts else everybody
    sessions = _count(view, select(Session.id).where(Session.pairing_id.in_(pairings)))
    return Contents(people, _count(view, pairings), sessions, everybody - people)


def _count(view: Work, keys: Select[bytes]) -> int:
    return view.scalar(select(func.count()).select_from(keys.subquery())) or 0


def shared_copies(view: Work) -> list[CopyRow]:
    """Every copy given away, the newest first."""
    names = dict(view.execute(select(Cohort.id, Cohort.name)).all())
    rows = view.scalars(select(SharedCopy).order_by(SharedCopy.given_at.desc(), SharedCopy.id.desc()))
    return [_row(copy, names) for copy in rows]


def _row(copy: SharedCopy, names: dict[bytes, str]) -> CopyRow:
    keys = [bytes.fromhex(word) for word in copy.cohorts.split()]
    return CopyRow(
        copy.id,
        copy.given_to or _("somebody not named"),
        copy.given_at,
        copy.file_name,
        tuple(kind for kind in LeftOut if kind in copy.without.split()),
        tuple(names[key] for key in keys if key in names),
        copy.locked,
        copy.note,
        copy.recalled_on,
        copy.newest,
        frozenset(keys),
    )


def recall(database: Database, *, copy: bytes, today: date) -> None:
    """Note that whoever had a copy has deleted it."""
    with database.change(Label.of("copy.recalled")) as work:
        work.get_one(SharedCopy, copy).recalled_on = today


def is_locked_share(path: Path) -> bool:
    """Whether a file is a copy shared with a passphrase."""
    with os.fdopen(open_regular(path), "rb") as file:
        return is_age(file.read(64))


def keep_shared(path: Path, target: Path, *, passphrase: str) -> Path:
    """Make a programme file of a locked share, locked with the same passphrase: it is never open on disk."""
    check_free(target)
    with closing(checked(path, passphrase)) as copy:
        write_locked(copy, target, new_key(passphrase))
    return target


def relock(path: Path, *, desk: Desk, old: str | None, new: str | None) -> Relocked:
    """Set (`old` None), change or remove (`new` None) the passphrase of a file that is closed.

    Its backups follow; those that could not be read are named and stay as they are. Forgotten is forgotten.
    """
    if new is not None:
        check_long_enough(new)
    # Opening brings an older file to today's format, which alone can be locked.
    Database.open(path, desk, passphrase=old).close()
    return lock_again(path, old=old, new=new, backups=desk.backups, actor=desk.actor)


def work_copy(path: Path, target: Path, *, passphrase: str | None = None) -> Path:
    """A copy of a file that somebody else holds, to work on and bring together later."""
    with Database.open(path, readonly=True, passphrase=passphrase) as held:
        held.save_copy(target)
    return target
