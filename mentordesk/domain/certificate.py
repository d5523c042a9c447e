"""A certificate as it was issued: its words are frozen, its number is in the register."""

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy.orm import Mapped, mapped_column

from mentordesk.domain.entity import Entity, Json, Word, derived_key, given, may_refer, refers


class CertificateKind(StrEnum):
    """What a certificate is for."""

    COMPLETION = "completion"
    THANKS = "thanks"
    PARTICIPATION = "participation"
    HOURS = "hours"


class Certificate(Entity):
    """One issued certificate; `wording` is the JSON of the values it was printed from.

    `check_code` is a few letters over number and wording, so that a certificate can be checked without a net.
    """

    __tablename__ = "certificate"

    participant_id: Mapped[bytes] = refers("participant", owner=True)
    number: Mapped[str]
    kind: Mapped[CertificateKind] = mapped_column(Word(CertificateKind))
    design: Mapped[str]
    language: Mapped[str]
    issued_on: Mapped[date]
    wording: Mapped[str] = given(
        "{}", Json(("figures", list), ("signatories", list), ("pictures", dict), ("number", str))
    )
    check_code: Mapped[str] = given("")


class CertificateRule(Entity):
    """What earns a certificate of one kind: so many sessions held and goals reached, a form answered.

    Identity: derived from programme and kind.
    """

    __tablename__ = "certificate_rule"

    programme_id: Mapped[bytes] = refers("programme", owner=True)
    kind: Mapped[CertificateKind] = mapped_column(Word(CertificateKind))
    sessions: Mapped[int | None] = given(None)
    goals: Mapped[int | None] = given(None)
    form_id: Mapped[bytes | None] = may_refer("form")


ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""Letters and digits that nobody mistakes for each other: no 0 O, no 1 I L."""

CODE_LENGTH, PART_LENGTH = 8, 3


class Verdict(StrEnum):
    """What a check of a certificate found."""

    GENUINE = "genuine"
    ALTERED = "altered"
    WITHDRAWN = "withdrawn"
    UNKNOWN = "unknown"


class Need(StrEnum):
    """What somebody may still lack for a certificate."""

    COMPLETED = "completed"
    MENTOR = "mentor"
    SESSIONS = "sessions"
    GOALS = "goals"
    FORM = "form"


@dataclass(frozen=True)
class Rule:
    """What a certificate is earned by: so many sessions held, goals reached, a form answered."""

    sessions: int = 0
    goals: int = 0
    form: bytes | None = None


@dataclass(frozen=True)
class Unmet:
    """What somebody lacks: has `held` of `wanted`."""

    need: Need
    held: int = 0
    wanted: int = 0


@dataclass(frozen=True)
class Record:
    """What somebody did: sessions held, goals reached, the forms they answered."""

    mentors: bool
    completed: bool
    held: int
    goals: int = 0
    answered: frozenset[bytes] = frozenset()


USUAL = {
    CertificateKind.COMPLETION: Rule(),
    CertificateKind.THANKS: Rule(sessions=1),
    CertificateKind.PARTICIPATION: Rule(sessions=1),
    CertificateKind.HOURS: Rule(sessions=1),
}
"""The rules of a programme that has none of its own."""


def unmet(kind: CertificateKind, rule: Rule, record: Record) -> tuple[Unmet, ...]:
    """What somebody lacks for a certificate; nothing where it is earned.

    Completion asks beside its rule that the pairing or the cohort was completed; thanks and hours are for
    mentors.
    """
    missing = []
    if kind is CertificateKind.COMPLETION and not record.completed:
        missing.append(Unmet(Need.COMPLETED))
    if kind in FOR_MENTORS and not record.mentors:
        missing.append(Unmet(Need.MENTOR))
    if record.held < rule.sessions:
        missing.append(Unmet(Need.SESSIONS, record.held, rule.sessions))
    if record.goals < rule.goals:
        missing.append(Unmet(Need.GOALS, record.goals, rule.goals))
    if rule.form is not None and rule.form not in record.answered:
        missing.append(Unmet(Need.FORM))
    return tuple(missing)


FOR_MENTORS = (CertificateKind.THANKS, CertificateKind.HOURS)


def rule_key(programme: bytes, kind: CertificateKind) -> bytes:
    """The key of the rule for a kind."""
    return derived_key(programme, kind.value)


def next_numbers(given_numbers: Iterable[str], year: int, keys: Sequence[bytes]) -> list[str]:
    """The next numbers of a year, such as 2026-0007-K4T, one for each certificate's key.

    One that was ever given is not given again. The last part comes from the key, so that two copies of a
    file that both issue the seventh certificate still give two numbers.
    """
    known = (_NUMBER.match(number) for number in given_numbers)
    highest = max((int(found[2]) for found in known if found and int(found[1]) == year), default=0)
    return [f"{year}-{highest + n:04d}-{_letters(key, PART_LENGTH)}" for n, key in enumerate(keys, 1)]


def check_code(number: str, wording: str, programme: bytes) -> str:
    """Eight letters over what a certificate says, such as 7K4M2QXP; pictures are not in `wording`."""
    return _letters(derived_key("certificate code", number, wording, programme), CODE_LENGTH)


def spaced_code(code: str) -> str:
    """A code as people read it: 7K4M-2QXP."""
    return f"{code[:4]}-{code[4:]}" if code else ""


def bare_code(typed: str) -> str:
    """A code as it is kept, from how somebody typed it."""
    return "".join(letter for letter in typed.upper() if letter in ALPHABET)


def _letters(key: bytes, count: int) -> str:
    """So many letters of the alphabet from the digest of a key."""
    rest = int.from_bytes(hashlib.sha256(key).digest())
    made = ""
    for _ in range(count):
        rest, at = divmod(rest, len(ALPHABET))
        made += ALPHABET[at]
    return made


_NUMBER = re.compile(r"(\d{4})-(\d{4,})(?:-\w+)?$")
