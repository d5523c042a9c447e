"""Documents: sections over the standard text, certificates frozen at issue, files whole or not there."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from pypdf import PdfReader

from mentordesk.documents import DOCUMENTS
from mentordesk.documents.certificate import DESIGNS as DRAWN_DESIGNS
from mentordesk.documents.certificate import certificates
from mentordesk.documents.certificate_words import CertificateText
from mentordesk.domain.certificate import CertificateKind, next_numbers
from mentordesk.domain.person import Person
from mentordesk.domain.programme import Audience
from mentordesk.domain.refusal import Refusal
from mentordesk.i18n import LANGUAGES, _
from mentordesk.matching.proof import Verdict
from mentordesk.matching.solve import Question
from mentordesk.operations.certificate_candidates import Candidate, candidates
from mentordesk.operations.certificate_rules import set_rule
from mentordesk.operations.certificates import (
    Issue,
    certificate_texts,
    issue_certificates,
    issued_texts,
    register,
    withdraw_certificate,
)
from mentordesk.operations.document_files import (
    CannotWriteDocument,
    NoFolder,
    distinct,
    safe_name,
    write_whole,
)
from mentordesk.operations.document_orders import SOURCES, NothingToPrint, Order, drafts
from mentordesk.operations.documents import (
    DESIGNS,
    KINDS,
    LABELS,
    PATTERN,
    MadeForAll,
    NobodyCalled,
    NoCertificateOf,
    NoSuchDocument,
    NotMadeFor,
    UnknownPlace,
    document,
    printed,
    subjects,
    write_each,
    write_together,
)
from mentordesk.operations.erasing import NobodyOfThatName
from mentordesk.operations.handbook_sections import (
    SectionRow,
    SectionWithoutTitle,
    add_section,
    edit_section,
    handbook_sections,
    hide_section,
    move_section,
    reset_language,
    reset_section,
    show_section,
    start_from_template,
)
from mentordesk.operations.handbook_text import handbook_text
from mentordesk.operations.labels import sentence
from mentordesk.operations.matching import propose_pairs
from mentordesk.operations.matching_report import names_in
from mentordesk.operations.programme import Signer, cohorts, edit_programme, programme_of, sign_with
from mentordesk.operations.programme_report import _Unit, merged
from mentordesk.operations.sample import make_sample
from mentordesk.storage.database import Database
from mentordesk.storage.label import Label
from tests.operations.pairing_world import state

TODAY = date(2026, 3, 17)
COMPLETION = Issue(CertificateKind.COMPLETION, TODAY)


class StoppedError(Exception):
    """Somebody pressed Cancel."""


@pytest.fixture(scope="module")
def sample_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("documents") / "sample.mentordesk"
    with Database.create(path) as made:
        make_sample(made, today=TODAY)
    return path


@pytest.fixture
def sample(sample_file: Path, tmp_path: Path) -> Iterator[Database]:
    path = tmp_path / "Compass.mentordesk"
    path.write_bytes(sample_file.read_bytes())
    with Database.open(path) as opened:
        yield opened


def people(database: Database, cohort: int = 1) -> list[Candidate]:
    """Everybody of a cohort; 1 is the one that ended."""
    with database.read() as view:
        return candidates(view, cohort=cohorts(view)[cohort].id)


def sections(database: Database, audience: Audience | None = None, language: str = "en") -> list[SectionRow]:
    with database.read() as view:
        return handbook_sections(view, language=language, audience=audience)


def picture(colour: str) -> bytes:
    out = BytesIO()
    Image.new("RGB", (60, 20), colour).save(out, "PNG")
    return out.getvalue()


def words_of(pdf: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)


def pages_of(pdf: bytes) -> int:
    return len(PdfReader(BytesIO(pdf)).pages)


def test_every_document_is_in_the_menu() -> None:
    assert [kind.key for kind in KINDS] == [one.key for one in DOCUMENTS]
    assert set(SOURCES) == {kind.key for kind in KINDS}
    assert list(DESIGNS) == [(one.key, one.title) for one in DRAWN_DESIGNS]


def made(database: Database, kind: str, **values: Any) -> bytes:
    """The documents of an order for the running cohort, as one file."""
    with database.read() as view:
        cohort = values.pop("cohort", None) or cohorts(view)[0].id
        order = Order(kind=kind, cohort=cohort, today=TODAY, **values)
        return printed(drafts(view, order), order)


CHANGES: dict[str, Callable[[Database], object]] = {
    "section.edited": lambda base: edit_section(
        base, language="en", audience=Audience.BOTH, key="how", title="Our way", body="We talk."
    ),
    "section.added": lambda base: add_section(
        base, language="en", audience=Audience.MENTOR, title="Parking", body="Behind the house."
    ),
    "section.hidden": lambda base: hide_section(base, language="en", audience=Audience.BOTH, key="how"),
    "section.moved": lambda base: move_section(base, language="en", audience=Audience.BOTH, key="how", by=1),
    "sections.template": lambda base: start_from_template(base, language="en", template="reverse"),
    "certificate.rule": lambda base: set_rule(base, kind=CertificateKind.COMPLETION, sessions=3, goals=1),
    "certificates.issued": lambda base: issue_certificates(
        base, participants=[people(base)[0].id], issue=COMPLETION
    ),
}


def test_certificates_that_are_asked_for_are_issued_in_one_step(sample: Database) -> None:
    before = state(sample)
    made, _order = document(sample, "certificate", today=TODAY, certificate="participation")
    assert all(one.number for one in made)
    assert state(sample) != before
    sample.undo()
    assert state(sample) == before


@pytest.mark.parametrize("label", CHANGES)
def test_each_change_is_one_step_that_undo_takes_back(sample: Database, label: str) -> None:
    before = state(sample)
    CHANGES[label](sample)
    after = state(sample)
    assert after != before
    undone = sample.undo_label()
    assert undone is not None
    assert undone.key == label
    with sample.read() as view:
        assert "{" not in sentence(view, undone)
    sample.undo()
    assert state(sample) == before
    sample.redo()
    assert state(sample) == after


def test_what_can_be_done_only_after_something_else_is_a_step_too(sample: Database) -> None:
    (issued,) = issue_certificates(sample, participants=[people(sample)[0].id], issue=COMPLETION)
    place: dict[str, Any] = {"language": "en", "audience": Audience.BOTH, "key": "how"}
    hide_section(sample, **place)
    changes: list[Callable[[], object]] = [
        lambda: withdraw_certificate(sample, certificate=issued),
        lambda: show_section(sample, **place, shown=True),
    ]
    for change in changes:
        before = state(sample)
        change()
        after = state(sample)
        assert after != before
        sample.undo()
        assert state(sample) == before
        sample.redo()
        assert state(sample) == after


def test_taking_back_to_standard_is_a_step_too(sample: Database) -> None:
    standard = sections(sample)
    for label in ("section.edited", "section.added", "section.hidden"):
        CHANGES[label](sample)
    changed = sections(sample)
    reset_section(sample, language="en", audience=Audience.BOTH, key="how")
    assert [row.key for row in sections(sample) if row.edited or not row.shown] == []
    sample.undo()
    assert sections(sample) == changed
    reset_language(sample, language="en")
    assert sections(sample) == standard
    assert sample.undo_label() is not None
    sample.undo()
    assert sections(sample) == changed


def test_sections_are_the_standard_text_until_changed(sample: Database) -> None:
    CHANGES["section.edited"](sample)
    CHANGES["section.added"](sample)
    rows = {row.key: row for row in sections(sample)}
    assert (rows["how"].title, rows["how"].edited) == ("Our way", True)
    assert not rows["goals"].edited
    assert "Parking" in [row.title for row in sections(sample, Audience.MENTOR)]
    assert "Parking" not in [row.title for row in sections(sample, Audience.MENTEE)]
    assert not any(row.edited or row.added for row in sections(sample, language="es"))
    assert sections(sample, language="ar")[0].title != rows["welcome-mentor"].title


def test_writing_the_standard_words_again_makes_a_section_standard(sample: Database) -> None:
    before = next(row for row in sections(sample) if row.key == "how")
    CHANGES["section.edited"](sample)
    edit_section(
        sample, language="en", audience=before.audience, key="how", title=before.title, body=before.body
    )
    assert next(row for row in sections(sample) if row.key == "how") == before


def test_a_section_without_a_title_is_refused(sample: Database) -> None:
    with pytest.raises(SectionWithoutTitle):
        add_section(sample, language="en", audience=Audience.BOTH, title=" ", body="x")
    with pytest.raises(SectionWithoutTitle):
        edit_section(sample, language="en", audience=Audience.BOTH, key="how", title="", body="x")


def test_sections_move_and_hide(sample: Database) -> None:
    before = [row.key for row in sections(sample)]
    move_section(sample, language="en", audience=Audience.BOTH, key=before[3], by=-1)
    after = [row.key for row in sections(sample)]
    assert after == [*before[:2], before[3], before[2], *before[4:]]
    move_section(sample, language="en", audience=Audience.MENTOR, key=before[0], by=-1)
    assert [row.key for row in sections(sample)] == after
    hide_section(sample, language="en", audience=Audience.BOTH, key="goals")
    shown = [row.key for row in sections(sample) if row.shown]
    assert "goals" not in shown
    show_section(sample, language="en", audience=Audience.BOTH, key="goals", shown=True)
    assert [row.key for row in sections(sample)] == after


def test_the_handbook_is_the_programmes_own(sample: Database) -> None:
    CHANGES["section.edited"](sample)
    hide_section(sample, language="en", audience=Audience.BOTH, key="goals")
    with sample.read() as view:
        text = handbook_text(view, role=Audience.MENTEE, language="en", today=TODAY)
    titles = [section.title for section in text.sections]
    assert "Our way" in titles
    assert "Goals that help" not in titles
    assert ("The trial", "30 days") in text.facts
    assert text.contacts[0].name == "Noor Haddad"
    words = words_of(made(sample, "handbook", role=Audience.MENTEE, language="en"))
    assert "Compass Careers" in words
    assert "We talk." in words


def test_only_mentors_who_agreed_are_named(sample: Database) -> None:
    with sample.read() as view:
        text = handbook_text(view, role=Audience.MENTEE, language="en", today=TODAY)
        named = {line[2:].split(" · ")[0] for line in text.sections[-1].lines[1:]}
        rows = view.query(Person.name, Person.consent_directory).all()
    assert named
    assert named <= {name for name, agreed in rows if agreed}


@pytest.mark.parametrize("language", ["en", "es", "ar"])
@pytest.mark.parametrize("role", [Audience.MENTOR, Audience.MENTEE])
def test_a_handbook_in_every_language(sample: Database, language: str, role: Audience) -> None:
    pdf = made(sample, "handbook", role=role, language=language, paper="letter")
    assert pages_of(pdf) > 8
    assert str(PdfReader(BytesIO(pdf)).root_object["/Lang"]) == language


def test_who_earned_what(sample: Database) -> None:
    done = people(sample)
    assert all(one.completed for one in done)
    mentor = next(one for one in done if one.role.mentors)
    mentee = next(one for one in done if not one.role.mentors)
    assert mentor.held > 0
    assert mentor.minutes >= mentor.held * 15
    assert mentor.has_earned(CertificateKind.THANKS)
    assert not mentee.has_earned(CertificateKind.HOURS)
    running = people(sample, cohort=0)
    waiting = [one for one in running if not one.held]
    assert waiting
    assert not any(one.has_earned(kind) for one in waiting for kind in CertificateKind)


def test_numbers_go_on_and_are_never_given_twice(sample: Database) -> None:
    given = ["2025-0009", "2026-0003", "A-7"]
    first, second = next_numbers(given, 2026, [b"one", b"two"])
    assert (first[:9], second[:9]) == ("2026-0004", "2026-0005")
    assert next_numbers(["2026-9999-K4T"], 2026, [b"one"])[0].startswith("2026-10000-")
    chosen = people(sample)[:3]
    issue_certificates(sample, participants=[one.id for one in chosen], issue=COMPLETION)
    sample.undo()
    issue_certificates(sample, participants=[chosen[0].id], issue=COMPLETION)
    with sample.read() as view:
        assert [row.number[:9] for row in register(view)] == ["2026-0004"]


def test_two_copies_that_issue_the_seventh_certificate_give_two_numbers() -> None:
    numbers = {next_numbers(["2026-0006-AAA"], 2026, [bytes([at]) * 16])[0] for at in range(50)}
    assert len(numbers) == 50
    assert all(number.startswith("2026-0007-") for number in numbers)


def test_who_has_one_keeps_it(sample: Database) -> None:
    one, other = people(sample)[:2]
    first = issue_certificates(sample, participants=[one.id], issue=COMPLETION)
    both = issue_certificates(sample, participants=[other.id, one.id], issue=COMPLETION)
    assert both[1] == first[0]
    assert issue_certificates(sample, participants=[one.id], issue=COMPLETION) == first
    with sample.read() as view:
        assert {row.number[:9] for row in register(view)} == {"2026-0001", "2026-0002"}
    withdraw_certificate(sample, certificate=first[0])
    with sample.read() as view:
        assert [row.number[:9] for row in register(view)] == ["2026-0002"]
    issue_certificates(sample, participants=[one.id], issue=COMPLETION)
    with sample.read() as view:
        assert register(view)[0].number.startswith("2026-0003")


def test_a_certificate_says_later_what_it_said_when_issued(sample: Database) -> None:
    with sample.read() as view:
        programme = programme_of(view)
        assert programme is not None
        kept = Signer("Helena Vasques", "Director", picture("navy"))
    sign_with(sample, programme=programme.id, signers=[kept])
    edit_programme(sample, programme=programme.id, values={"logo": picture("teal")})
    chosen = [one.id for one in people(sample)[:3]]
    with sample.read() as view:
        drafts = certificate_texts(view, participants=chosen, issue=COMPLETION)
    keys = issue_certificates(sample, participants=chosen, issue=COMPLETION)
    with sample.read() as view:
        first = issued_texts(view, certificates=keys)
    edit_programme(sample, programme=programme.id, values={"logo": picture("red"), "name": "Bridges"})
    sign_with(sample, programme=programme.id, signers=[Signer("Somebody Else")])
    with sample.change(Label.of("programme.edited")) as work:
        work.get_one(Person, people(sample)[0].person).name = "Renamed"
    with sample.read() as view:
        again = issued_texts(view, certificates=keys)
        asked = certificate_texts(view, participants=chosen, issue=COMPLETION)
    assert again == first == asked
    assert [numberless(text) for text in again] == drafts
    assert words_of(certificates(again)) == words_of(certificates(first))


def numberless(text: CertificateText) -> CertificateText:
    return replace(text, number="", code="")


def test_each_in_their_own_language_or_one_for_all(sample: Database) -> None:
    everybody = people(sample)
    chosen = [next(one for one in everybody if one.language == code).id for code in ("en", "es")]
    with sample.read() as view:
        own = certificate_texts(view, participants=chosen, issue=COMPLETION)
        fixed = certificate_texts(
            view, participants=chosen, issue=Issue(CertificateKind.HOURS, TODAY, "modern", "ar")
        )
    assert [text.language for text in own] == ["en", "es"]
    assert {(text.language, text.design) for text in fixed} == {("ar", "modern")}


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Certificate José / 佐藤 美咲", "Certificate José 佐藤 美咲.pdf"),
        ('a<b>:"c"|?*\n', "a b c.pdf"),
        ("con", "_con.pdf"),
        ("LPT1.txt", "_LPT1.txt.pdf"),
        ("... ", "_.pdf"),
        ("\u202egpj.exe", "gpj.exe.pdf"),
    ],
)
def test_names_that_every_system_takes(words: str, name: str) -> None:
    assert safe_name(words) == name


def test_long_names_end_in_whole_letters() -> None:
    assert len(safe_name("é" * 500).encode()) <= 124
    assert safe_name("क्षि" * 200).endswith(".pdf")
    assert distinct(["A.pdf", "a.pdf", "b.pdf", "A.pdf"]) == ["A.pdf", "a 2.pdf", "b.pdf", "A 3.pdf"]


def test_a_file_is_whole_or_stays_as_it_was(tmp_path: Path) -> None:
    target = tmp_path / "a.pdf"
    write_whole(target, lambda out: out.write(b"first"))

    def fail(out: object) -> None:
        raise OSError(28, "No space left on device")

    with pytest.raises(CannotWriteDocument) as refused:
        write_whole(target, fail)
    assert "no space is left on the disk" in str(refused.value)
    assert target.read_bytes() == b"first"
    assert [path.name for path in tmp_path.iterdir()] == ["a.pdf"]
    with pytest.raises(NoFolder):
        write_whole(tmp_path / "gone" / "a.pdf", fail)
    (tmp_path / "folder.pdf").mkdir()
    with pytest.raises(Refusal):
        write_whole(tmp_path / "folder.pdf", lambda out: out.write(b"x"))


def test_the_labels_are_those_of_the_changes() -> None:
    others = {"section.shown", "section.reset", "sections.reset", "certificate.withdrawn"}
    assert set(CHANGES) | others == set(LABELS)


def batch(database: Database, count: int = 4, **values: Any) -> tuple[list[Any], Order]:
    """Certificates of the cohort that ended, not issued."""
    chosen = tuple(one.id for one in people(database)[:count])
    with database.read() as view:
        cohort = cohorts(view)[1].id
        order = Order(
            kind="certificate", cohort=cohort, today=TODAY, chosen=chosen, issue=COMPLETION, **values
        )
        return drafts(view, order), order


def test_a_batch_into_a_folder_or_one_file(sample: Database, tmp_path: Path) -> None:
    several, order = batch(sample)
    told: list[float] = []
    written = write_each(several, order, folder=tmp_path, progress=lambda share, _words: told.append(share))
    assert told == [0, 0.25, 0.5, 0.75]
    for path, draft in zip(written.paths, several, strict=True):
        assert draft.name.split()[0] in path.name
        assert pages_of(path.read_bytes()) == 1
    together = write_together(several, replace(order, paper="letter"), file=tmp_path / "all.pdf")
    assert pages_of(together.paths[0].read_bytes()) == 4


def test_a_batch_that_was_stopped_goes_on_where_it_stopped(sample: Database, tmp_path: Path) -> None:
    several, order = batch(sample, 5)
    folder = tmp_path / "out"
    folder.mkdir()

    def stop(share: float, _words: str) -> None:
        if share >= 0.4:
            raise StoppedError

    with pytest.raises(StoppedError):
        write_together(several, order, file=folder / "all.pdf", progress=stop)
    assert list(folder.iterdir()) == []
    with pytest.raises(StoppedError):
        write_each(several, order, folder=folder, progress=stop)
    first = {path: path.stat().st_mtime_ns for path in folder.iterdir()}
    assert len(first) == 2
    written = write_each(several, order, folder=folder, go_on=True)
    assert (len(written.paths), written.skipped) == (3, 2)
    assert len(list(folder.iterdir())) == 5
    assert all(path.stat().st_mtime_ns == at for path, at in first.items())


def test_files_are_named_by_a_pattern(sample: Database, tmp_path: Path) -> None:
    several, order = batch(sample, 1)
    written = write_each(several, order, folder=tmp_path, pattern="{date} {kind} – {name} ({language})")
    assert written.paths[0].name.startswith("2026-03-17 Certificate of completion – ")
    assert "{number}" in PATTERN
    for wrong in ("{mother}", "{name", "{0}"):
        with pytest.raises(UnknownPlace) as refused:
            write_each(several, order, folder=tmp_path, pattern=wrong)
        assert "{cohort}" in str(refused.value)


def test_characters_that_no_face_has_are_told_by_name(sample: Database, tmp_path: Path) -> None:
    with sample.change(Label.of("programme.edited")) as work:
        work.get_one(Person, people(sample)[0].person).name = "A \U0001f600"
    several, order = batch(sample, 1)
    assert write_each(several, order, folder=tmp_path).unwritten == ("U+1F600 GRINNING FACE",)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", [kind.key for kind in KINDS])
def test_every_document_in_every_language(sample: Database, kind: str, language: str) -> None:
    """Of the running cohort: opens, has pages, in its language, with its people's names."""
    with sample.read() as view:
        cohort = cohorts(view)[0].id
        few = tuple(one.id for one in subjects(view, kind, cohort=cohort)[:2])
        issue = Issue(CertificateKind.PARTICIPATION, TODAY, language=language)
        order = Order(
            kind=kind, cohort=cohort, today=TODAY, chosen=few, language=language, large=True, issue=issue
        )
        several = drafts(view, order)
    reader = PdfReader(BytesIO(printed(several, order)))
    assert len(reader.pages) >= len(several)
    if kind != "introduction":
        assert {draft.language for draft in several} == {language}
        assert str(reader.root_object["/Lang"]) == language


def test_a_matching_proposal_is_told_in_the_language_of_its_paper(sample: Database) -> None:
    with sample.read() as view:
        cohort = cohorts(view)[0].id
        found = propose_pairs(view, cohort, today=TODAY)
    names = names_in(found)
    words = " ".join(words_of(made(sample, "matching-proposal", language="es")).split())
    assert "No existe nada mejor: " in words
    assert all(names[pair.mentee] in words and names[pair.mentor] in words for pair in found.pairs)
    assert all(names[one.mentee] in words for one in found.unmatched)
    assert "No con su superior" in words
    assert _("Must hold") == "Must hold"


def test_a_matching_proposal_says_how_far_off_it_may_be(
    sample: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Question, "verify", lambda *_given: Verdict(holds=False, share=0.003))
    words = words_of(made(sample, "matching-proposal", language="en"))
    assert "Not proved, but within 1% of the best." in words


def test_where_nobody_is_open_no_proposal_is_printed(sample: Database) -> None:
    with sample.read() as view:
        ended = cohorts(view)[1].id
    with pytest.raises(NothingToPrint):
        made(sample, "matching-proposal", cohort=ended)


def test_documents_by_name(sample: Database) -> None:
    def pages(kind: str, **values: Any) -> list[Any]:
        return document(sample, kind, today=TODAY, **values)[0]

    assert len(pages("handbook", role="mentor", language="es")) == 1
    who = people(sample, cohort=0)[0]
    assert [one.name for one in pages("certificate", name=who.name, certificate="participation")] == [
        who.name
    ]
    with sample.read() as view:
        pair = subjects(view, "agreement", cohort=cohorts(view)[0].id)[0]
    mentee, mentor = pair.name.split(" – ")
    for name in (mentee, mentor.upper(), pair.name):
        assert pair.name in [one.name for one in pages("session-sheet", name=name)]
    issue_certificates(sample, participants=[people(sample)[0].id], issue=COMPLETION)
    with sample.read() as view:
        number = register(view)[0].number
    assert [one.number for one in pages("certificate", name=number)] == [number]
    with pytest.raises(NoCertificateOf):
        pages("certificate", name="Nobody At All")
    with pytest.raises(NobodyCalled, match="Nobody At All"):
        pages("note-card", name="Nobody At All")
    with pytest.raises(NobodyOfThatName):
        pages("person-data", name="Nobody At All")
    with pytest.raises(NotMadeFor):
        pages("mentor-profile", name=mentee)
    with pytest.raises(MadeForAll):
        pages("programme-report", name=mentee)
    with pytest.raises(NoSuchDocument) as refused:
        pages("poster")
    assert "attendance-list" in str(refused.value)


def test_only_what_was_agreed_is_shown_of_mentors(sample: Database) -> None:
    with sample.read() as view:
        cohort = cohorts(view)[0].id
        agreed = dict(view.query(Person.name, Person.consent_directory).all())
        addresses = [address for (address,) in view.query(Person.email).all() if address]
    words = words_of(made(sample, "mentor-booklet"))
    shown = [draft.name for draft in _profiles(sample, cohort)]
    assert shown
    assert all(agreed[name] for name in shown)
    assert not [address for address in addresses if address in words]


def _profiles(database: Database, cohort: bytes) -> list[Any]:
    with database.read() as view:
        return drafts(view, Order(kind="mentor-profile", cohort=cohort, today=TODAY))


def test_an_agreement_is_in_both_peoples_languages(sample: Database) -> None:
    with sample.read() as view:
        order = Order(kind="agreement", cohort=cohorts(view)[0].id, today=TODAY)
        several = drafts(view, order)
    both = [draft for draft in several if len(draft.values.versions) == 2]
    assert both
    for draft in both:
        assert {one.language for one in draft.to} == {one.language for one in draft.values.versions}
    fixed = replace(order, language="es")
    with sample.read() as view:
        assert {len(one.values.versions) for one in drafts(view, fixed)} == {1}


def test_small_units_are_never_shown_alone() -> None:
    units = [_Unit(name, n, n, (0, 0), (0, 0)) for name, n in (("A", 9), ("B", 6), ("C", 2), ("", 1))]
    found = merged(units, "Other*")
    assert [(unit.name, unit.pairings) for unit in found] == [("A", 9), ("Other*", 9)]
    assert all(unit.pairings >= 5 for unit in merged(units[:3], "Other*"))
