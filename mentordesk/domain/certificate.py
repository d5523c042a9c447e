"""A certificate as it was issued: its words are frozen, its number is in the register."""

from datetime import date
from enum import StrEnum

from sqlalchemy.orm import Mapped, mapped_column

from mentordesk.domain.entity import Entity, Word, given, refers


class CertificateKind(StrEnum):
    """What a certificate is for."""

    COMPLETION = "completion"
    THANKS = "thanks"
    PARTICIPATION = "participation"
    HOURS = "hours"


class Certificate(Entity):
    """One issued certificate; `wording` is the JSON of the values it was printed from."""

    __tablename__ = "certificate"

    participant_id: Mapped[bytes] = refers("participant", owner=True)
    number: Mapped[str]
    kind: Mapped[CertificateKind] = mapped_column(Word(CertificateKind))
    design: Mapped[str]
    language: Mapped[str]
    issued_on: Mapped[date]
    wording: Mapped[str] = given("{}")
