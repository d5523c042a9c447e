"""Asking for a person's details and saving them: somebody new, or somebody known."""

from PySide6.QtWidgets import QWidget

from mentordesk.domain.participant import Role
from mentordesk.i18n import _
from mentordesk.operations.people import KEPT, add_person, edit_person
from mentordesk.operations.person_detail import part_of, people_names, photo_of
from mentordesk.operations.person_words import role_word
from mentordesk.operations.profile import DEFAULTS, Part, Profile, profile
from mentordesk.operations.profile_words import known_words
from mentordesk.operations.programme import programme_of
from mentordesk.storage.work import Work
from mentordesk.ui.page import Desk
from mentordesk.ui.person_form import Filled, Known, PersonDialog


def ask_person(parent: QWidget, desk: Desk, person: bytes | None) -> bytes | None:
    """The form, shown until it is saved or left; returns whom it saved."""
    dialog = person_dialog(parent, desk, person)
    return bytes(dialog.saved) if dialog.exec() and isinstance(dialog.saved, bytes) else None


def person_dialog(parent: QWidget, desk: Desk, person: bytes | None) -> PersonDialog:
    """The form of a person, or an empty one for somebody new in the desk's cohort."""
    with desk.database.read() as view:
        known = _known(view, person)
        before = _before(view, desk, person)
    title = _("Edit {person}").format(person=before.profile.name) if person else _("Add a person")

    def save(filled: Filled) -> bytes:
        return _save(desk, person, before, filled)

    return PersonDialog(parent, title, known, before, save, clock=desk.zone)


def _known(view: Work, person: bytes | None) -> Known:
    programme = programme_of(view)
    words = known_words(view)
    return Known(
        [(key, name) for key, name in people_names(view) if key != person],
        words.skills,
        words.interests,
        words.background,
        words.own,
        words.identity,
        {role: role_word(role, programme) for role in Role},
    )


def _before(view: Work, desk: Desk, person: bytes | None) -> Filled:
    if person is None:
        start = {**DEFAULTS, "zone": desk.zone}
        return Filled(
            Profile(start), Part(Role.MENTEE, joined_on=desk.today()) if desk.cohort else None, None
        )
    part = part_of(view, person, desk.cohort) if desk.cohort else None
    return Filled(profile(view, person) or Profile(DEFAULTS), part, photo_of(view, person))


def _save(desk: Desk, person: bytes | None, before: Filled, filled: Filled) -> bytes:
    if person is None:
        return add_person(
            desk.database, profile=filled.profile, cohort=desk.cohort, part=filled.part, photo=filled.photo
        )
    photo = KEPT if filled.photo == before.photo else filled.photo
    edit_person(
        desk.database,
        person=person,
        profile=filled.profile,
        cohort=desk.cohort,
        part=filled.part,
        photo=photo,
    )
    return person
