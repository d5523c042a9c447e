"""Handbooks that begin with the text of a kind of mentoring."""

import pytest

from mentordesk.documents.template_texts import CHAPTER, TEMPLATES, Template
from mentordesk.domain.programme import Audience
from mentordesk.i18n import LANGUAGES, Reader
from mentordesk.operations.handbook_sections import (
    SectionRow,
    add_section,
    edit_section,
    handbook_sections,
    reset_section,
    start_from_template,
)
from mentordesk.storage.database import Database
from tests.operations.pairing_world import World


def sections(database: Database, *, language: str) -> list[SectionRow]:
    with database.read() as view:
        return handbook_sections(view, language=language)


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda one: one.key)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_handbook_begins_with_the_text_of_its_kind(
    database: Database, world: World, template: Template, language: str
) -> None:
    """What was changed before goes; all else is as standard, and the chapter follows how it works."""
    standard = sections(database, language=language)
    add_section(database, language=language, audience=Audience.BOTH, title="Parking", body="Behind.")
    edit_section(
        database, language=language, audience=Audience.MENTEE, key="welcome-mentee", title="Hi", body="x"
    )
    start_from_template(database, language=language, template=template.key)
    rows = sections(database, language=language)
    words = Reader(language).gettext
    chapter = next(row for row in rows if row.key == CHAPTER)
    assert rows[rows.index(chapter) - 1].key == "how"
    assert (chapter.title, chapter.body.split("\n")[0]) == (words(template.title), words(template.lead))
    assert [row.key for row in rows if row != chapter] == [row.key for row in standard]
    said = {row.key: row for row in rows if row.edited}
    assert set(said) == {"welcome-mentor", "welcome-mentee"}
    assert said["welcome-mentor"].body.startswith(words(template.mentor))
    assert said["welcome-mentee"].body.startswith(words(template.mentee))
    assert "\n## " in said["welcome-mentee"].body
    reset_section(database, language=language, audience=Audience.BOTH, key=CHAPTER)
    assert [row.key for row in sections(database, language=language)] == [row.key for row in standard]
