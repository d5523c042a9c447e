"""A mediation: somebody helps a pairing through a difficulty. Private."""

from datetime import date

from sqlalchemy.orm import Mapped

from mentordesk.domain.entity import Entity, given, refers


class Mediation(Entity):
    """Opened, by whom it is held, what came of it."""

    __tablename__ = "mediation"

    pairing_id: Mapped[bytes] = refers("pairing", owner=True)
    opened_on: Mapped[date]
    mediator: Mapped[str] = given("")
    reason: Mapped[str] = given("")
    outcome: Mapped[str] = given("")
    closed_on: Mapped[date | None] = given(None)
