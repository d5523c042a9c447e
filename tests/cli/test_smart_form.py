"""Goal worksheets by command: written like other documents, filled in, and read back."""

from pathlib import Path

from pypdf import PdfReader, PdfWriter
from sqlalchemy import select

from mentordesk.domain.form import Smart
from mentordesk.domain.goal import Goal
from mentordesk.domain.words import WORDS
from mentordesk.i18n import Reader
from mentordesk.storage.database import Database
from tests.cli.conftest import Run, facts

ASKED = ("document", "p.mentordesk", "smart-form")


def test_a_worksheet_each_comes_back(run: Run, tmp_path: Path) -> None:
    run("new", "p.mentordesk", "--sample")
    made = facts(run(*ASKED, "--out", "sheets", "--one-file-each", "--language", "es", "--json"))["files"]
    assert isinstance(made, list)
    sheets = sorted((tmp_path / "sheets").glob("*.pdf"))
    assert len(made) == len(sheets) > 1
    assert Reader("es").gettext(WORDS[Smart, Smart.WHY]) in PdfReader(sheets[0]).pages[0].extract_text()
    (tmp_path / "back").mkdir()
    writer = PdfWriter(clone_from=sheets[0])
    writer.update_page_form_field_values(writer.pages[0], {Smart.TITLE.value: "هدف – Ziel"})
    writer.write(tmp_path / "back" / "one.pdf")
    read = facts(run("form", "read", "p.mentordesk", "back", "--json"))["files"]
    assert isinstance(read, list)
    assert [one["read"] for one in read] == [True]
    with Database.open(tmp_path / "p.mentordesk", readonly=True) as database, database.read() as view:
        assert list(view.scalars(select(Goal.id).where(Goal.title == "هدف – Ziel")))


def test_one_worksheet_is_a_file_and_several_are_not(run: Run, tmp_path: Path) -> None:
    run("new", "p.mentordesk", "--sample")
    people = facts(run(*ASKED, "--out", "all", "--one-file-each", "--json"))["files"]
    assert isinstance(people, list)
    code, _out, err = run(*ASKED, "--out", "all.pdf")
    assert (code, (tmp_path / "all.pdf").exists()) == (1, False)
    assert f"{len(people)} worksheets cannot stand in one file" in err
    assert "Nobody Here" in run(*ASKED, "--out", "n.pdf", "--for", "Nobody Here")[2]
    title = Reader("en").gettext("Goal worksheet")
    name = Path(str(people[0]["file"])).stem.removeprefix(title).strip()
    assert run(*ASKED, "--out", "one.pdf", "--for", name, "--paper", "letter", "--large-print")[0] == 0
    assert name in PdfReader(tmp_path / "one.pdf").pages[0].extract_text()
