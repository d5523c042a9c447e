"""The handbook's sections as a coordinator edits them: the standard text overlaid by what was changed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import select

from mentordesk.documents.standard_texts import StandardText, standard_texts
from mentordesk.documents.template_texts import TEMPLATES
from mentordesk.domain.programme import Audience, HandbookSection, section_key
from mentordesk.domain.refusal import Refusal
from mentordesk.operations.programme import programme_of
from mentordesk.storage.database import Database
from mentordesk.storage.label import Label
from mentordesk.storage.work import Work

STEP = 10
"""Positions are so far apart, in the order of the standard text."""


class SectionWithoutTitle(Refusal):
    """The section has no title. Nothing was saved; write a title and save again."""


@dataclass(frozen=True)
class SectionRow:
    """A section of one language; `edited` where its words are its own, `added` where there is no standard."""

    key: str
    audience: Audience
    title: str
    body: str
    position: int
    shown: bool = True
    edited: bool = False
    added: bool = False

    @property
    def id(self) -> tuple[Audience, str]:
        return self.audience, self.key

    def is_for(self, audience: Audience | None) -> bool:
        return audience is None or self.audience in {Audience.BOTH, audience}


def handbook_sections(view: Work, *, language: str, audience: Audience | None = None) -> list[SectionRow]:
    """All sections of a language in their order, hidden ones too; of one audience where it is given."""
    rows = {row.id: row for row in _standard(language)}
    for saved in view.scalars(select(HandbookSection).where(HandbookSection.language == language)):
        row = _overlaid(saved, rows.get((saved.audience, saved.key)))
        rows[row.id] = row
    kept = (row for row in rows.values() if row.is_for(audience))
    return sorted(kept, key=lambda row: (row.position, row.key))


def standard_section(*, language: str, audience: Audience, key: str) -> SectionRow | None:
    """What the standard text says in a section; None for one that was added."""
    return next((row for row in _standard(language) if row.id == (audience, key)), None)


def edit_section(
    database: Database, *, language: str, audience: Audience, key: str, title: str, body: str
) -> None:
    """Write a section's own words; the standard ones, written again, count as standard."""
    if not title.strip():
        raise SectionWithoutTitle(field="title")
    standard = standard_section(language=language, audience=audience, key=key)
    same = standard is not None and (standard.title, standard.body) == (title.strip(), body.strip())

    def write(saved: HandbookSection) -> None:
        saved.title, saved.body = ("", "") if same else (title.strip(), body.strip())

    _change(database, "section.edited", (language, audience, key), write)


def add_section(database: Database, *, language: str, audience: Audience, title: str, body: str) -> str:
    """A section of one's own at the end; returns its key."""
    if not title.strip():
        raise SectionWithoutTitle(field="title")
    with database.read() as view:
        key, rows = view.new_key().hex(), handbook_sections(view, language=language)

    def write(saved: HandbookSection) -> None:
        saved.title, saved.body = title.strip(), body.strip()
        saved.position = rows[-1].position + STEP if rows else 0

    _change(database, "section.added", (language, audience, key), write)
    return key


def show_section(database: Database, *, language: str, audience: Audience, key: str, shown: bool) -> None:
    """Print a section, or leave it out while keeping its words."""

    def write(saved: HandbookSection) -> None:
        saved.shown = shown

    _change(database, "section.shown" if shown else "section.hidden", (language, audience, key), write)


def hide_section(database: Database, *, language: str, audience: Audience, key: str) -> None:
    """Leave a section out of the handbook; its words are kept."""
    show_section(database, language=language, audience=audience, key=key, shown=False)


def move_section(database: Database, *, language: str, audience: Audience, key: str, by: int) -> None:
    """Let a section change places with its neighbour, -1 up or 1 down; at an end nothing changes."""
    with database.change(Label.of("section.moved")) as work:
        rows = handbook_sections(work, language=language)
        at = next(n for n, row in enumerate(rows) if row.id == (audience, key))
        if 0 <= at + by < len(rows):
            rows[at], rows[at + by] = rows[at + by], rows[at]
        _renumber(work, language, rows)


def reset_section(database: Database, *, language: str, audience: Audience, key: str) -> None:
    """Go back to the standard text, shown; a section that was added goes away."""
    with database.change(Label.of("section.reset")) as work:
        saved = work.get(HandbookSection, section_key(_programme(work), language, audience, key))
        if saved is not None and not saved.deleted:
            work.bury(saved)


def reset_language(database: Database, *, language: str) -> None:
    """Start from the standard text again in one language: everything changed or added there goes."""
    with database.change(Label.of("sections.reset")) as work:
        for saved in work.scalars(select(HandbookSection).where(HandbookSection.language == language)):
            work.bury(saved)


def templates() -> list[tuple[str, str]]:
    """The kinds of mentoring that have a text: key, and name to be translated."""
    return [(one.key, one.name) for one in TEMPLATES]


def start_from_template(database: Database, *, language: str, template: str) -> None:
    """Start from the text of a kind of mentoring: everything changed or added in that language goes."""
    rows = _of_template(language, template)
    with database.change(Label.of("sections.template")) as work:
        for saved in work.scalars(select(HandbookSection).where(HandbookSection.language == language)):
            if (saved.audience, saved.key) not in {row.id for row in rows}:
                work.bury(saved)
        for row in rows:
            saved = _saved(work, language, row.audience, row.key)
            saved.title, saved.body, saved.position, saved.shown = row.title, row.body, row.position, True


def _of_template(language: str, template: str) -> list[SectionRow]:
    """The sections in which a template's text is not the standard one."""
    standard = {row.id: row for row in _standard(language)}
    texts = next(one for one in TEMPLATES if one.key == template).texts(language)
    found, position = [], 0
    for row in (_standard_row(0, text) for text in texts):
        usual = standard.get(row.id)
        position = usual.position if usual else position + STEP // 2
        if usual is None or row.body != usual.body:
            found.append(replace(row, position=position))
    return found


def _standard(language: str) -> list[SectionRow]:
    return [_standard_row(n * STEP, text) for n, text in enumerate(standard_texts(language))]


def _standard_row(position: int, text: StandardText) -> SectionRow:
    audience = Audience(text.roles[0]) if len(text.roles) == 1 else Audience.BOTH
    body = "\n".join(text.section.lines).strip()
    return SectionRow(text.key, audience, text.section.title, body, position)


def _overlaid(saved: HandbookSection, standard: SectionRow | None) -> SectionRow:
    """A saved row over the standard one; without a title of its own its words are the standard's."""
    own = standard is None or bool(saved.title)
    return SectionRow(
        saved.key,
        saved.audience,
        saved.title if own or standard is None else standard.title,
        saved.body if own or standard is None else standard.body,
        saved.position,
        saved.shown,
        edited=own and standard is not None,
        added=standard is None,
    )


def _change(
    database: Database,
    label: str,
    section: tuple[str, Audience, str],
    write: Callable[[HandbookSection], None],
) -> None:
    with database.change(Label.of(label)) as work:
        write(_saved(work, *section))


def _saved(work: Work, language: str, audience: Audience, key: str) -> HandbookSection:
    """The section's row, begun as the standard says where there is none."""
    programme = _programme(work)
    row_key = section_key(programme, language, audience, key)
    known = work.get(HandbookSection, row_key)
    if known is not None and not known.deleted:
        return known
    standard = standard_section(language=language, audience=audience, key=key)
    return work.put(
        HandbookSection(
            id=row_key,
            programme_id=programme,
            language=language,
            audience=audience,
            key=key,
            title="",
            position=standard.position if standard else 0,
        )
    )


def _renumber(work: Work, language: str, rows: Sequence[SectionRow]) -> None:
    for at, row in enumerate(rows):
        if row.position != at * STEP:
            _saved(work, language, row.audience, row.key).position = at * STEP


def _programme(view: Work) -> bytes:
    found = programme_of(view)
    if found is None:
        raise NoProgramme
    return found.id


class NoProgramme(Refusal):
    """This file has no programme yet. Nothing was changed. Begin a programme first."""
