"""Goal worksheets given out by name."""

from pathlib import Path

import pytest

from mentordesk.operations.documents import NobodyCalled
from mentordesk.operations.form_papers import papers
from mentordesk.operations.smart_forms import FormsApart, smart_forms, write_smart_forms
from mentordesk.storage.database import Database
from tests.operations.pairing_world import TODAY, World, state


def test_worksheets_are_given_once_and_undo_takes_them_back(database: Database, world: World) -> None:
    before = state(database)
    texts = smart_forms(database, today=TODAY, apart=True, language="ar")
    assert len(texts) == len(world.mentees) > 1
    assert {text.language for text in texts} == {"ar"}
    again = smart_forms(database, today=TODAY, apart=True)
    assert {text.token for text in again} == {text.token for text in texts}
    with database.read() as view:
        assert len(papers(view, cohort=world.cohort)) == len(texts)
    database.undo()
    assert state(database) == before


def test_only_one_stands_in_a_file(database: Database, world: World, tmp_path: Path) -> None:
    before = state(database)
    with pytest.raises(FormsApart, match=f"{len(world.mentees)} worksheets"):
        smart_forms(database, today=TODAY, apart=False)
    with pytest.raises(NobodyCalled):
        smart_forms(database, today=TODAY, name="Nobody", apart=False)
    assert state(database) == before
    name = smart_forms(database, today=TODAY, apart=True)[0].for_name
    one = smart_forms(database, today=TODAY, name=name.upper(), apart=False)
    written = write_smart_forms(one, out=tmp_path / "one.pdf", apart=False, paper="letter", large=False)
    assert written.paths == (tmp_path / "one.pdf",)
    assert written.paths[0].read_bytes().startswith(b"%PDF-1.7")
