"""A certificate as it was issued: its words are frozen, its number is in the register."""

import re
from collections.abc import Iterable
from datetime import date
from enum import StrEnum

from sqlalchemy.orm import Mapped, mapped_column

from mentordesk.domain.entity import Entity, Word, given, may_refer, refers


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
    wording: Mapped[str] = given("{}")
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


def earned(kind: CertificateKind, *, mentors: bool, completed: bool, held: int) -> bool:
    """Whether somebody who has been in `held` sessions has earned a certificate, by the rule of its kind.

    Completion: the pairing or the cohort was completed. Thanks and hours: mentors who have met.
    Participation: everybody who has met.
    """
    if kind is CertificateKind.COMPLETION:
        return completed
    if kind is CertificateKind.PARTICIPATION:
        return held > 0
    return mentors and held > 0


def next_numbers(given_numbers: Iterable[str], year: int, count: int) -> list[str]:
    """The next numbers of a year, such as 2026-0007; one that was ever given is not given again."""
    known = (_NUMBER.fullmatch(number) for number in given_numbers)
    highest = max((int(found[2]) for found in known if found and int(found[1]) == year), default=0)
    return [f"{year}-{highest + n:04d}" for n in range(1, count + 1)]


_NUMBER = re.compile(r"(\d{4})-(\d{4,})")
