"""What a coordinator reads for every table and column of the file, and for every value of a cell."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from mentordesk.domain.entity import Day, Flag, Instant, Word
from mentordesk.domain.person import Channel
from mentordesk.domain.words import WORDS
from mentordesk.i18n import N_, Reader, _, autonym, reader
from mentordesk.operations.labels import name_of
from mentordesk.storage.catalogue import by_name
from mentordesk.storage.packing import Value
from mentordesk.storage.work import Work

TABLES: dict[str, str] = {
    "programme": N_("Programme"),
    "cohort": N_("Cohort"),
    "signatory": N_("Signatory"),
    "handbook_section": N_("Section of the handbook"),
    "person": N_("Person"),
    "photo": N_("Photo"),
    "person_language": N_("Language spoken"),
    "skill": N_("Skill"),
    "person_skill": N_("Skill of a person"),
    "tag": N_("Interest or background"),
    "person_tag": N_("Interest or background of a person"),
    "own_field": N_("Own field"),
    "own_value": N_("Value of an own field"),
    "participant": N_("Part in a cohort"),
    "wish": N_("Wish"),
    "pairing": N_("Pairing"),
    "pair_mark": N_("Decided by hand"),
    "matching_setting": N_("Setting of matching"),
    "session": N_("Session"),
    "action": N_("Action"),
    "check_in": N_("Check-in"),
    "goal": N_("Goal"),
    "milestone": N_("Milestone"),
    "certificate": N_("Certificate"),
    "saved_view": N_("Saved view"),
    "saved_mapping": N_("Remembered columns of a table"),
    "form": N_("Form"),
    "question": N_("Question"),
    "form_paper": N_("Paper given out"),
    "answer": N_("Answer"),
    "certificate_rule": N_("Rule of a certificate"),
    "scenario": N_("Scenario"),
    "scenario_pair": N_("Pair of a scenario"),
    "mentoring_group": N_("Group"),
    "group_member": N_("Member of a group"),
    "shared_copy": N_("Copy given out"),
    "left_as_is": N_("Left as it is"),
    "mediation": N_("Mediation"),
}

COLUMNS: dict[str, str] = {
    "access_needs": N_("Access needs"),
    "active_since": N_("Active since"),
    "agenda": N_("Agenda"),
    "agreement_signed_on": N_("Agreement signed on"),
    "asked_by": N_("Asked by"),
    "audience": N_("For"),
    "backup_line": N_("Backup line"),
    "bandwidth_mbit": N_("Bandwidth in Mbit/s"),
    "bio": N_("About the person"),
    "body": N_("Text"),
    "capacity": N_("Capacity"),
    "channel": N_("Way to meet"),
    "channels": N_("Ways to meet"),
    "check_code": N_("Check code"),
    "check_in_days": N_("Days between check-ins"),
    "choice": N_("Filter"),
    "choices": N_("Choices"),
    "city": N_("City"),
    "closed_on": N_("Closed on"),
    "closing_days": N_("Days until closing is suggested"),
    "code": N_("Language"),
    "cohort_id": N_("Cohort"),
    "cohorts": N_("Cohorts"),
    "consent_directory": N_("Agrees to the directory"),
    "consent_named": N_("Agrees to be named"),
    "consent_photo": N_("Agrees to a photo"),
    "consent_story": N_("Agrees to a story"),
    "contact_email": N_("E-mail of the contact"),
    "contact_name": N_("Contact"),
    "contact_phone": N_("Phone of the contact"),
    "country": N_("Country"),
    "day": N_("Day"),
    "deleted": N_("Removed"),
    "demographic": N_("Demographic"),
    "description": N_("Why"),
    "design": N_("Design"),
    "device": N_("Device"),
    "document_language": N_("Language of documents"),
    "done_on": N_("Done on"),
    "due_on": N_("Due"),
    "edition": N_("Edition"),
    "email": N_("E-mail"),
    "ended_on": N_("Ended on"),
    "ends_on": N_("Last day"),
    "evidence": N_("Evidence"),
    "experience_months": N_("Months of experience"),
    "family_name": N_("Family name"),
    "feedback": N_("Feedback"),
    "field_id": N_("Field"),
    "fields": N_("Fields"),
    "file_name": N_("File"),
    "fit": N_("Fit"),
    "form_id": N_("Form"),
    "given_at": N_("Given on"),
    "given_on": N_("Given out on"),
    "given_to": N_("Given to"),
    "goal_id": N_("Goal"),
    "goals": N_("Goals reached"),
    "group_id": N_("Group"),
    "has_camera": N_("Has a camera"),
    "headings": N_("Headings"),
    "help": N_("Explanation"),
    "high": N_("Word for the highest"),
    "id": N_("Key"),
    "image": N_("Picture"),
    "industry": N_("Industry"),
    "intro": N_("What people read first"),
    "issued_on": N_("Issued on"),
    "job_title": N_("Job title"),
    "joined_on": N_("Joined on"),
    "key": N_("Name in the program"),
    "kind": N_("Kind"),
    "language": N_("Language"),
    "leads": N_("Leads the group"),
    "level": N_("Level"),
    "locked": N_("With a passphrase"),
    "logo": N_("Logo"),
    "low": N_("Word for the lowest"),
    "made_at": N_("Made on"),
    "manager_id": N_("Manager"),
    "mark": N_("Decision"),
    "measure": N_("Measure"),
    "mediator": N_("Mediator"),
    "mentee_came": N_("Mentee came"),
    "mentee_id": N_("Mentee"),
    "mentee_pulse": N_("Pulse of the mentee"),
    "mentee_word": N_("Word for mentees"),
    "mentor_came": N_("Mentor came"),
    "mentor_id": N_("Mentor"),
    "mentor_pulse": N_("Pulse of the mentor"),
    "mentor_word": N_("Word for mentors"),
    "minutes": N_("Minutes"),
    "month_minutes": N_("Minutes a month"),
    "name": N_("Name"),
    "never": N_("Never together"),
    "newest": N_("Newest step"),
    "note": N_("Note"),
    "notes": N_("Notes"),
    "number": N_("Number"),
    "objective": N_("Objective"),
    "offered": N_("Level offered"),
    "opened_on": N_("Opened on"),
    "organisation": N_("Organisation"),
    "outcome": N_("Outcome"),
    "page": N_("Page"),
    "pairing_id": N_("Pairing"),
    "paper": N_("Paper"),
    "paper_id": N_("Paper given out"),
    "participant_id": N_("Participant"),
    "party": N_("Whose"),
    "paused_until": N_("Paused until"),
    "person_id": N_("Person"),
    "phone": N_("Phone"),
    "place": N_("Place"),
    "plan_b_used": N_("Plan B was used"),
    "position": N_("Position"),
    "preferred_channel": N_("Preferred way to meet"),
    "prices": N_("Proof"),
    "programme_id": N_("Programme"),
    "progress": N_("Progress"),
    "pronouns": N_("Pronouns"),
    "pulse": N_("Pulse"),
    "purpose": N_("Purpose"),
    "question_id": N_("Question"),
    "rank": N_("Rank"),
    "reached_on": N_("Reached on"),
    "read_on": N_("Read on"),
    "reading": N_("Reading of the name"),
    "reason": N_("Reason"),
    "recalled_on": N_("Deleted on"),
    "required": N_("Has to be answered"),
    "retention_months": N_("Months until people are erased"),
    "roadblock": N_("Roadblock"),
    "role": N_("Role"),
    "same_wanted": N_("Asks for a mentor alike in it"),
    "scenario_id": N_("Scenario"),
    "seniority": N_("Seniority"),
    "session_id": N_("Session"),
    "session_minutes": N_("Minutes of a session"),
    "sessions": N_("Sessions held"),
    "settings": N_("Weights and rules"),
    "shown": N_("Is printed"),
    "signature": N_("Signature"),
    "skill_id": N_("Skill"),
    "slot": N_("Hour of the week"),
    "started_on": N_("Started on"),
    "starts_at": N_("Begins at"),
    "starts_on": N_("First day"),
    "status": N_("Status"),
    "steps": N_("Steps"),
    "stuck_days": N_("Days until a pairing counts as stuck"),
    "subject": N_("About"),
    "substitute_for_id": N_("Stands in for"),
    "tag_id": N_("Interest or background"),
    "text": N_("Text"),
    "title": N_("Title"),
    "total": N_("Total"),
    "trained": N_("Training done"),
    "trial_days": N_("Days of a trial"),
    "trial_until": N_("Trial until"),
    "trouble": N_("Technical trouble"),
    "unit": N_("Department"),
    "value": N_("Value"),
    "waiting_since": N_("Waiting since"),
    "wanted": N_("Level wanted"),
    "week": N_("Free in the week"),
    "without": N_("Left out"),
    "wording": N_("Words as issued"),
    "work_style": N_("Work style"),
    "zone": N_("Time zone"),
}

BYTES = {"logo", "signature", "image"}
LANGUAGES = {"language", "document_language"}
LONGEST = 300


def table_word(table: str) -> str:
    return _(TABLES[table])


def column_word(column: str) -> str:
    return _(COLUMNS[column])


def value_word(
    view: Work,
    table: str,
    column: str,
    value: Value | None,
    *,
    words: Reader | None = None,
    longest: int | None = LONGEST,
) -> str:
    """A value as the file has it, in words; a dash where it is empty, a name where it refers to a record.

    `words` is whose language they are in, the window's if not said; text is cut at `longest`, None for never.
    """
    words = words or reader()
    if value is None or value in {"", b""}:
        return _EMPTY
    if column == "deleted":
        return words.gettext("yes") if value else words.gettext("no")
    if isinstance(value, bytes):
        return _bytes_word(view, table, column, value, words)
    kind = by_name()[table].table.columns[column].type
    shown = next((show for its, show in _SHOWN if isinstance(kind, its)), None)
    if shown:
        return shown(kind, value, words)
    if isinstance(value, int):
        return words.number(value)
    return _text_word(column, value, words, longest)


_EMPTY = "–"


def _bytes_word(view: Work, table: str, column: str, value: bytes, words: Reader) -> str:
    if by_name()[table].table.columns[column].foreign_keys:
        return name_of(view, value)
    if column == "week":
        hours = sum(byte.bit_count() for byte in value)
        return words.gettext("{n} h a week").format(n=words.number(hours))
    return words.gettext("a picture") if column in BYTES else words.gettext("data")


def _text_word(column: str, value: str, words: Reader, longest: int | None) -> str:
    named: dict[str, Callable[[str], str]] = {"country": words.country, "code": words.language}
    named |= dict.fromkeys(LANGUAGES, autonym) | {"channels": lambda said: _channels(said, words)}
    if column in named:
        return named[column](value)
    return value if longest is None or len(value) <= longest else value[:longest] + "…"


def _channels(said: str, words: Reader) -> str:
    ways = [one for one in Channel if one in said.split(",")]
    return words.line(words.gettext(WORDS[Channel, one]) for one in ways) or said


def _instant(_kind: Any, value: Value, words: Reader) -> str:
    return words.instant(datetime.fromisoformat(str(value)), "UTC")


def _word(kind: Any, value: Value, words: Reader) -> str:
    member = kind.words(value)
    return words.gettext(WORDS[type(member), member])


_SHOWN: tuple[tuple[type, Callable[[Any, Value, Reader], str]], ...] = (
    (Day, lambda _kind, value, words: words.date(date.fromisoformat(str(value)))),
    (Instant, _instant),
    (Flag, lambda _kind, value, words: words.gettext("yes") if value else words.gettext("no")),
    (Word, _word),
)
