"""Forms: written, given out, filled in, read back from a folder, each file with its sentence."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter
from sqlalchemy import select

from mentordesk.domain.form import Answer, QuestionKind, Smart
from mentordesk.domain.goal import Goal
from mentordesk.operations import form_returns
from mentordesk.operations.form_papers import (
    NobodyToGiveTo,
    give_papers,
    paper_texts,
    papers,
    print_papers,
    write_papers,
)
from mentordesk.operations.form_returns import NoFormsThere, Report, read_folder
from mentordesk.operations.forms import (
    Ask,
    BadScale,
    Draft,
    EmptyQuestion,
    FormWithoutQuestions,
    FormWithoutTitle,
    TooFewChoices,
    draft_of,
    forms,
    remove_form,
    save_form,
)
from mentordesk.operations.pairings import pair_by_hand
from mentordesk.storage.database import Database
from tests.operations.pairing_world import TODAY, World, state

QUESTIONS = (
    Ask(kind=QuestionKind.TEXT, text="What do you hope for?", required=True),
    Ask(kind=QuestionKind.LONG, text="Why?"),
    Ask(kind=QuestionKind.CHOICE, text="How do you meet?", choices=("Video", "Phone", "In person")),
    Ask(kind=QuestionKind.CHOICES, text="What helps?", choices=("Reading", "Talking", "Watching")),
    Ask(kind=QuestionKind.SCALE, text="How sure are you?", low="not at all", high="very"),
    Ask(kind=QuestionKind.DATE, text="When did you begin?"),
)
DRAFT = Draft(title="First month", intro="Two minutes.", questions=QUESTIONS)
TYPED = ("/Off – سميرة, Łódź & Nguyễn", "নাম\n名前", "/c2", ("/Yes", "/Off", "/Yes"), "/4", "31.5.2026")


@pytest.fixture
def form(database: Database, world: World) -> bytes:
    return save_form(database, programme=world.programme, form=None, draft=DRAFT)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "forms"
    made.mkdir()
    return made


def give(database: Database, form: bytes | None, people: Sequence[bytes], folder: Path) -> list[Path]:
    keys = give_papers(database, form=form, participants=people, today=TODAY)
    with database.read() as view:
        texts = paper_texts(view, keys)
    return write_papers(texts, folder=folder)


def names(path: Path) -> list[str]:
    """The fields in the order of the page, without the hidden one."""
    return [name for name in PdfReader(path).get_fields() or {} if name != "mentordesk"]


def fill(path: Path, values: Mapping[str, str]) -> None:
    writer = PdfWriter(clone_from=path)
    for page in writer.pages:
        writer.update_page_form_field_values(page, dict(values), auto_regenerate=False)
    writer.write(path)


def answered(path: Path, typed: Sequence[str | tuple[str, ...]] = TYPED) -> dict[str, str]:
    """Values for the fields of the form of this module."""
    flat = [part for one in typed for part in ((one,) if isinstance(one, str) else one)]
    return dict(zip(names(path), flat, strict=True))


def by_question(database: Database, form: bytes) -> dict[str, str]:
    with database.read() as view:
        asked = {ask.id: ask.text for ask in draft_of(view, form).questions}
        return {asked[a.question_id]: a.value for a in view.scalars(select(Answer))}


def only(reports: Sequence[Report]) -> Report:
    (report,) = reports
    return report


@pytest.mark.filterwarnings("ignore::UserWarning")
def test_what_was_filled_in_comes_back_equal_in_any_script(
    database: Database, world: World, form: bytes, folder: Path
) -> None:
    (path,) = give(database, form, world.mentees[1:2], folder)
    assert path.name == "First month سميرة النجار.pdf"
    fill(path, answered(path))
    report = only(read_folder(database, folder=folder, today=TODAY))
    assert (report.read, report.name, report.sentence) == (True, "سميرة النجار", "Read.")
    assert by_question(database, form) == {
        "What do you hope for?": "/Off – سميرة, Łódź & Nguyễn",
        "Why?": "নাম\n名前",
        "How do you meet?": "Phone",
        "What helps?": "Reading\nWatching",
        "How sure are you?": "4",
        "When did you begin?": "2026-05-31",
    }
    with database.read() as view:
        (row,) = forms(view, programme=world.programme)
        (paper,) = papers(view, cohort=world.cohort, form=form)
    assert (row.questions, row.given, row.returned) == (6, 1, 1)
    assert paper.read_on == TODAY


def test_a_file_read_twice_changes_nothing(
    database: Database, world: World, form: bytes, folder: Path
) -> None:
    (path,) = give(database, form, world.mentees[:1], folder)
    fill(path, {names(path)[0]: "more courage"})
    path.with_name("copy of it.pdf").write_bytes(path.read_bytes())
    first, second = read_folder(database, folder=folder, today=TODAY)
    assert [first.read, second.read] == [True, False]
    before = state(database)
    again = read_folder(database, folder=folder, today=TODAY)
    assert {report.words for report in again} == {form_returns.ALREADY}
    fill(path, {names(path)[0]: "something else"})
    words = {report.file: report.words for report in read_folder(database, folder=folder, today=TODAY)}
    assert words == {path.name: form_returns.OTHER_ANSWERS, "copy of it.pdf": form_returns.ALREADY}
    assert state(database) == before


def test_a_form_changed_since_keeps_the_answers_that_still_have_a_question(
    database: Database, world: World, form: bytes, folder: Path
) -> None:
    (path,) = give(database, form, world.mentees[:1], folder)
    fill(path, {names(path)[0]: "more courage", names(path)[1]: "because"})
    with database.read() as view:
        draft = draft_of(view, form)
    kept = Draft(title=draft.title, questions=draft.questions[:1])
    save_form(database, programme=world.programme, form=form, draft=kept)
    assert only(read_folder(database, folder=folder, today=TODAY)).words == form_returns.CHANGED_FORM
    assert by_question(database, form) == {"What do you hope for?": "more courage"}


def test_every_file_gets_its_sentence(database: Database, world: World, form: bytes, folder: Path) -> None:
    (path,) = give(database, form, world.mentees[:1], folder)
    empty = folder / "empty.pdf"
    path.rename(empty)
    (folder / "large.pdf").write_bytes(b"%PDF-1.4" + bytes(11 * 1024 * 1024))
    (folder / "damaged.pdf").write_bytes(empty.read_bytes()[:300])
    (folder / "text.PDF").write_text("This is no PDF.")
    locked = PdfWriter(clone_from=empty)
    locked.encrypt("secret", algorithm="RC4-128")
    locked.write(folder / "locked.pdf")
    plain = PdfWriter()
    plain.add_blank_page(200, 200)
    plain.write(folder / "printed.pdf")
    other = PdfWriter(clone_from=empty)
    other.update_page_form_field_values(
        other.pages[0], {"mentordesk": "MentorDesk paper " + "0" * 32}, auto_regenerate=False
    )
    other.write(folder / "other.pdf")
    (folder / "notes.txt").write_text("not looked at")
    words = {report.file: report.sentence for report in read_folder(database, folder=folder, today=TODAY)}
    assert words == {
        "damaged.pdf": "Cannot be read as a PDF. Ask for it once more.",
        "empty.pdf": "Nothing is filled in.",
        "large.pdf": "Is larger than 10 MB. Ask for the form as it was sent, without pictures.",
        "locked.pdf": "Has a password. Ask for it without one.",
        "other.pdf": "Is a form of another programme, or of a copy that has not been merged yet.",
        "printed.pdf": "Has no fields. It may have been printed to a file instead of saved.",
        "text.PDF": "Cannot be read as a PDF. Ask for it once more.",
    }
    assert by_question(database, form) == {}


def test_a_folder_without_forms_is_refused(database: Database, world: World, folder: Path) -> None:
    with pytest.raises(NoFormsThere, match="There is no PDF file in forms"):
        read_folder(database, folder=folder, today=TODAY)


def test_a_worksheet_becomes_a_goal_of_the_open_pairing(
    database: Database, world: World, folder: Path
) -> None:
    paths = give(database, None, world.mentees[:2], folder)
    pairing = pair_by_hand(database, mentor=world.mentors[0], mentee=world.mentees[0], today=TODAY)
    for path in paths:
        fill(path, {Smart.TITLE: "Speak at the club", Smart.WHY: "I never dared", Smart.DUE: "2026-06-01"})
    reports = {report.name: report.words for report in read_folder(database, folder=folder, today=TODAY)}
    assert reports == {"Zofia Wiśniewska": form_returns.READ, "سميرة النجار": form_returns.NO_PAIRING}
    with database.read() as view:
        (goal,) = view.scalars(select(Goal))
    assert (goal.pairing_id, goal.title, goal.description) == (pairing, "Speak at the club", "I never dared")
    assert goal.due_on == date(2026, 6, 1)


def test_giving_again_keeps_the_paper_that_is_still_out(
    database: Database, world: World, form: bytes
) -> None:
    first = give_papers(database, form=form, participants=world.mentees[:2], today=TODAY)
    again = give_papers(database, form=form, participants=world.mentees, today=TODAY)
    assert again[:2] == first
    with pytest.raises(NobodyToGiveTo, match="nobody was chosen"):
        give_papers(database, form=form, participants=(), today=TODAY)


@pytest.mark.parametrize(
    ("draft", "refusal", "words"),
    [
        (Draft(title=" ", questions=QUESTIONS), FormWithoutTitle, "no title"),
        (Draft(title="A"), FormWithoutQuestions, "asks nothing"),
        (Draft(title="A", questions=(Ask(kind=QuestionKind.TEXT, text=" "),)), EmptyQuestion, "question 1"),
        (
            Draft(title="A", questions=(Ask(kind=QuestionKind.CHOICE, text="?", choices=("a", " a ")),)),
            TooFewChoices,
            "question 1 offers fewer than two",
        ),
        (
            Draft(title="A", questions=(Ask(kind=QuestionKind.SCALE, text="?", steps=11),)),
            BadScale,
            "11 steps",
        ),
    ],
)
def test_a_form_that_cannot_be_answered_is_refused(
    database: Database, world: World, draft: Draft, refusal: type[Exception], words: str
) -> None:
    before = state(database)
    with pytest.raises(refusal, match=words):
        save_form(database, programme=world.programme, form=None, draft=draft)
    assert state(database) == before


@pytest.mark.parametrize("language", ["en", "es", "ar"])
def test_a_printed_form_carries_every_question(
    database: Database, world: World, form: bytes, language: str
) -> None:
    save_form(
        database,
        programme=world.programme,
        form=form,
        draft=Draft(title=DRAFT.title, language=language, questions=QUESTIONS * 4),
    )
    keys = give_papers(database, form=form, participants=world.mentees[:1], today=TODAY)
    with database.read() as view:
        pdf = print_papers(paper_texts(view, keys))
    import io

    reader = PdfReader(io.BytesIO(pdf))
    text = " ".join(page.extract_text() for page in reader.pages)
    assert len(reader.pages) > 1
    assert text.count("hope for") == 4
    assert "Zofia" in text


CHANGES: dict[str, Callable[[Database, World, bytes, Path], object]] = {
    "add": lambda db, world, _form, _folder: save_form(db, programme=world.programme, form=None, draft=DRAFT),
    "change": lambda db, world, form, _folder: save_form(
        db, programme=world.programme, form=form, draft=Draft(title="B", questions=QUESTIONS[:2])
    ),
    "remove": lambda db, _world, form, _folder: remove_form(db, form=form),
    "give": lambda db, world, form, _folder: give_papers(
        db, form=form, participants=world.mentees[1:], today=TODAY
    ),
    "read": lambda db, _world, _form, folder: read_folder(db, folder=folder, today=TODAY),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_undo_takes_each_change_back(
    database: Database,
    world: World,
    form: bytes,
    folder: Path,
    change: Callable[[Database, World, bytes, Path], object],
) -> None:
    (path,) = give(database, form, world.mentees[:1], folder)
    fill(path, {names(path)[0]: "more courage"})
    before = state(database)
    change(database, world, form, folder)
    assert state(database) != before
    database.undo()
    assert state(database) == before
