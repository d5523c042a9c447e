"""Whom a pairing is of: for the labels of changes, and for sentences that refuse one."""

from sqlalchemy import select

from mentordesk.domain.pairing import Pairing
from mentordesk.domain.participant import Participant
from mentordesk.domain.person import Person
from mentordesk.storage.label import Label
from mentordesk.storage.work import Work


def label_of(view: Work, key: str, pairing: bytes) -> Label:
    """The label of a change to a pairing; its values `mentor` and `mentee` are the persons' keys."""
    found = view.get_one(Pairing, pairing)
    return label_for(view, key, found.mentor_id, found.mentee_id)


def label_for(view: Work, key: str, mentor: bytes, mentee: bytes) -> Label:
    """The same for two participants who are not a pairing yet."""
    one, other = view.get_one(Participant, mentor), view.get_one(Participant, mentee)
    return Label.of(key, mentor=one.person_id, mentee=other.person_id)


def names_of(view: Work, mentor: bytes, mentee: bytes) -> dict[str, str]:
    """The names of two participants, by the words that refusals use."""
    return {"mentor": name_of(view, mentor), "mentee": name_of(view, mentee)}


def name_of(view: Work, participant: bytes) -> str:
    """A participant's name as its owner writes it."""
    wanted = select(Person.name).join(Participant, Participant.person_id == Person.id)
    return view.scalars(wanted.where(Participant.id == participant)).one()
