"""The sentence of every change, made when it is shown, in the reader's language."""

from functools import cache
from importlib import import_module
from typing import Any

from sqlalchemy import LargeBinary, Select, Text, bindparam, select, type_coerce
from sqlalchemy.orm import aliased

from mentordesk.domain.form import Form, Question
from mentordesk.domain.goal import Goal
from mentordesk.domain.group import Group
from mentordesk.domain.pairing import Pairing
from mentordesk.domain.participant import Participant
from mentordesk.domain.person import OwnField, Person, Skill, Tag
from mentordesk.domain.programme import Cohort, Programme
from mentordesk.domain.scenario import Scenario
from mentordesk.domain.session import Session
from mentordesk.i18n import N_, _, filled, isolate
from mentordesk.storage.history import history
from mentordesk.storage.label import Label, Value
from mentordesk.storage.work import Work

MODULES = (
    "actions",
    "backups",
    "bringing_in",
    "check_ins",
    "documents",
    "erasing",
    "duplicates",
    "forms",
    "goals",
    "groups",
    "importing",
    "matching",
    "matching_choice",
    "matching_substitutes",
    "mediations",
    "own_fields",
    "pairing_bulk",
    "pairings",
    "past",
    "people",
    "programme",
    "reviews",
    "sample",
    "scenarios",
    "sessions",
    "sharing",
)
"""The modules of operations/ whose LABELS are sentences for changes."""


@cache
def labels() -> dict[str, str]:
    """Every label's key and its sentence, untranslated."""
    found: dict[str, str] = {}
    for name in MODULES:
        found |= import_module(f"mentordesk.operations.{name}").LABELS
    return found


def sentence(view: Work, label: Label, change: bytes | None = None) -> str:
    """What a change was, in words; a key that is not known (from a newer copy) is shown as it is.

    A goal is called what it was called right after the `change`, where one is given.
    """
    template = labels().get(label.key)
    if template is None:
        return label.key
    shown = {name: _shown(view, value) for name, value in label.values.items()}
    goal = label.values.get("goal")
    if change and isinstance(goal, bytes) and (title := _title_then(view, goal, change)):
        shown["goal"] = isolate(title)
    return filled(_(template), **shown)


def _title_then(view: Work, goal: bytes, change: bytes) -> str:
    said = history(view, table="goal", key=goal)
    titles = (entry.after for entry in said if entry.column == "title" and entry.change <= change)
    return str(next(titles, None) or "")


def _shown(view: Work, value: Value) -> str | int:
    return isolate(name_of(view, value)) if isinstance(value, bytes) else value


def name_of(view: Work, key: bytes) -> str:
    """What the record of a key is called; a buried one still has its name."""
    for query in _NAMES:
        found = view.execute(query, {"key": key}, execution_options={"include_deleted": True}).first()
        if found:
            return " – ".join(part or _(_ERASED) for part in found)
    return _(_ERASED)


_ERASED = N_("somebody erased")
_KEY = bindparam("key", type_=LargeBinary())
_MENTOR, _MENTEE = aliased(Participant), aliased(Participant)
_MENTOR_PERSON, _MENTEE_PERSON = aliased(Person), aliased(Person)
_NAMES: tuple[Select[*tuple[Any, ...]], ...] = (
    select(Person.name).where(Person.id == _KEY),
    select(Person.name).join(Participant, Participant.person_id == Person.id).where(Participant.id == _KEY),
    select(_MENTOR_PERSON.name, _MENTEE_PERSON.name)
    .select_from(Pairing)
    .join(_MENTOR, _MENTOR.id == Pairing.mentor_id)
    .join(_MENTEE, _MENTEE.id == Pairing.mentee_id)
    .join(_MENTOR_PERSON, _MENTOR_PERSON.id == _MENTOR.person_id)
    .join(_MENTEE_PERSON, _MENTEE_PERSON.id == _MENTEE.person_id)
    .where(Pairing.id == _KEY),
    select(Goal.title).where(Goal.id == _KEY),
    select(Cohort.name).where(Cohort.id == _KEY),
    select(Programme.name).where(Programme.id == _KEY),
    select(Scenario.name).where(Scenario.id == _KEY),
    select(Group.name).where(Group.id == _KEY),
    select(Skill.name).where(Skill.id == _KEY),
    select(Tag.name).where(Tag.id == _KEY),
    select(OwnField.name).where(OwnField.id == _KEY),
    select(Form.title).where(Form.id == _KEY),
    select(Question.text).where(Question.id == _KEY),
    select(type_coerce(Session.day, Text)).where(Session.id == _KEY),
)
"""Where a key of a label may point, in the order of likelihood."""
