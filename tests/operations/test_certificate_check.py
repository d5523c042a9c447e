"""Rules that earn certificates, and whether a paper is genuine."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from mentordesk.domain.certificate import (
    ALPHABET,
    USUAL,
    Certificate,
    CertificateKind,
    Need,
    Record,
    Rule,
    Unmet,
    Verdict,
    bare_code,
    check_code,
    unmet,
)
from mentordesk.domain.participant import Participant
from mentordesk.i18n import Reader
from mentordesk.operations.certificate_candidates import Candidate, candidates
from mentordesk.operations.certificate_check import Checked, check_certificate, scanned
from mentordesk.operations.certificate_rules import CountBelowNothing, rules, set_rule, why_not
from mentordesk.operations.certificates import (
    Issue,
    Issued,
    issue_certificates,
    issued_texts,
    register,
    withdraw_certificate,
)
from mentordesk.operations.programme import cohorts
from mentordesk.operations.sample import make_sample
from mentordesk.storage.database import Database
from mentordesk.storage.erasure import erase
from mentordesk.storage.label import Label

TODAY = date(2026, 3, 17)
ENGLISH = Reader("en")
COMPLETION = CertificateKind.COMPLETION


@pytest.fixture(scope="module")
def sample_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("check") / "sample.mentordesk"
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
    with database.read() as view:
        return candidates(view, cohort=cohorts(view)[cohort].id)


def issued(database: Database, count: int = 2) -> list[Issued]:
    """So many certificates of the cohort that ended, in English."""
    chosen = [one.id for one in people(database)[:count]]
    issue = Issue(COMPLETION, TODAY, language="en", second="ar")
    issue_certificates(database, participants=chosen, issue=issue)
    with database.read() as view:
        return register(view)


def checked(database: Database, number: str, code: str, **seen: str) -> Checked:
    with database.read() as view:
        return check_certificate(view, number=number, code=code, words=ENGLISH, seen=seen)


def test_what_was_issued_is_genuine_however_it_is_typed(sample: Database) -> None:
    row = issued(sample)[0]
    for code in (row.code, row.code.lower(), row.code.replace("-", " ")):
        found = checked(sample, f" {row.number.lower()} ", code, name=row.name.upper())
        assert found.verdict is Verdict.GENUINE
    shown = {field.key: field for field in found.fields}
    assert shown["name"].issued == row.name
    assert shown["name"].same
    assert shown["issued_on"].issued == "17 March 2026"
    assert shown["issued_on"].same is None


def test_the_qr_code_says_what_is_checked(sample: Database) -> None:
    row = issued(sample)[0]
    with sample.read() as view:
        said = issued_texts(view, certificates=[row.id])[0].qr
    assert said == f"MD1|{row.number}|{row.code.replace('-', '')}"
    assert scanned(said) == (row.number, bare_code(row.code))
    assert scanned("https://example.org") is None
    assert checked(sample, said, "").verdict is Verdict.GENUINE


def test_a_paper_that_differs_is_altered_field_by_field(sample: Database) -> None:
    one, other = issued(sample)
    for number, code, seen, wrong in (
        (one.number, other.code, {}, {"code"}),
        ("2026-0999-AAA", one.code, {}, {"number"}),
        (one.number, one.code, {"name": "Somebody Else"}, {"name"}),
        (one.number, one.code, {"issued_on": "18 March 2026", "name": one.name}, {"issued_on"}),
    ):
        found = checked(sample, number, code, **seen)
        assert found.verdict is Verdict.ALTERED
        assert {field.key for field in found.fields if field.same is False} == wrong


def test_what_was_never_issued_is_unknown_and_what_was_withdrawn_is_withdrawn(sample: Database) -> None:
    row = issued(sample)[0]
    assert checked(sample, "2026-0999-AAA", "ZZZZ-ZZZZ") == Checked(Verdict.UNKNOWN, "2026-0999-AAA")
    withdraw_certificate(sample, certificate=row.id)
    assert checked(sample, row.number, row.code).verdict is Verdict.WITHDRAWN


def test_what_was_erased_is_unknown_and_hinders_nobody_else(sample: Database) -> None:
    one, other = issued(sample)
    with sample.read() as view:
        gone = view.get_one(Participant, view.get_one(Certificate, one.id).participant_id).person_id
    erase(sample, table="person", key=gone)
    assert checked(sample, one.number, one.code).verdict is Verdict.UNKNOWN
    assert checked(sample, other.number, other.code).verdict is Verdict.GENUINE
    assert len(issued(sample, 3)) > 1


def test_words_changed_in_the_register_are_found_out(sample: Database) -> None:
    row = issued(sample)[0]
    with sample.change(Label.of("certificates.issued", n=1)) as work:
        kept = work.get_one(Certificate, row.id)
        kept.wording = json.dumps(json.loads(kept.wording) | {"name": "Somebody Else"})
    assert checked(sample, row.number, row.code).verdict is Verdict.ALTERED


def test_codes_are_of_letters_that_nobody_mistakes() -> None:
    codes = {check_code(f"2026-{n:04d}", "{}", b"p") for n in range(500)}
    assert len(codes) == 500
    assert all(len(code) == 8 and set(code) <= set(ALPHABET) for code in codes)
    assert not set("0O1IL") & set(ALPHABET)
    assert check_code("1", "{}", b"p") != check_code("1", "{}", b"q")


def test_the_usual_rules() -> None:
    mentor, mentee = Record(True, False, 3), Record(False, True, 0)
    assert unmet(COMPLETION, USUAL[COMPLETION], mentor) == (Unmet(Need.COMPLETED),)
    assert unmet(COMPLETION, USUAL[COMPLETION], mentee) == ()
    assert unmet(CertificateKind.THANKS, USUAL[CertificateKind.THANKS], mentor) == ()
    assert unmet(CertificateKind.HOURS, USUAL[CertificateKind.HOURS], mentee) == (
        Unmet(Need.MENTOR),
        Unmet(Need.SESSIONS, 0, 1),
    )


def test_a_rule_asks_for_sessions_goals_and_a_form() -> None:
    rule = Rule(sessions=6, goals=2, form=b"end")
    record = Record(True, True, 3, 1, frozenset({b"start"}))
    missing = unmet(COMPLETION, rule, record)
    assert why_not(missing, ENGLISH) == "3 of 6 sessions · 1 of 2 goals · Form not answered"
    assert unmet(COMPLETION, rule, Record(True, True, 6, 2, frozenset({b"end"}))) == ()


def test_a_rule_is_kept_and_says_who_has_earned_it(sample: Database) -> None:
    before = sum(one.has_earned(COMPLETION) for one in people(sample))
    most = max(one.held for one in people(sample))
    set_rule(sample, kind=COMPLETION, sessions=most, goals=0)
    after = people(sample)
    assert 0 < sum(one.has_earned(COMPLETION) for one in after) < before
    lacking = next(one for one in after if not one.has_earned(COMPLETION))
    assert f"{lacking.held} of {most} sessions" in why_not(lacking.missing[COMPLETION], ENGLISH)
    set_rule(sample, kind=COMPLETION, sessions=0, goals=0)
    with sample.read() as view:
        assert rules(view) == USUAL
    with pytest.raises(CountBelowNothing) as refused:
        set_rule(sample, kind=COMPLETION, sessions=-1, goals=0)
    assert "-1" in str(refused.value)
