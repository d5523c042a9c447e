"""Matching on the command line: what it is best at, why somebody got whom, drafts set aside."""

import json
from pathlib import Path

import pytest
from sqlalchemy import select

from mentordesk.cli import main
from mentordesk.domain.participant import Participant, Role
from mentordesk.domain.person import Person
from mentordesk.matching import flow
from mentordesk.matching.proof import Verdict
from mentordesk.matching.solve import Question
from mentordesk.operations.programme import current_cohort
from mentordesk.operations.scenarios import drafts
from mentordesk.storage.database import Database
from mentordesk.storage.label import Label
from tests.operations.pairing_world import MENTEES, MENTORS, TODAY, make_world

OBJECTIVES = ("most", "total", "fair", "stable")


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("MENTORDESK_HOME", str(tmp_path / "home"))
    path = tmp_path / "p.mentordesk"
    with Database.create(path) as database:
        make_world(database)
    return path


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = main(arguments)
    told = capsys.readouterr()
    return code, told.out, told.err


def test_who_gets_no_mentor_is_told_why_in_a_sentence(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with Database.open(file) as database, database.change(Label.of("test")) as work:
        for mentor in work.scalars(select(Participant).where(Participant.role == Role.MENTOR)):
            work.bury(mentor)
        work.scalars(select(Person).where(Person.name == MENTEES[0])).one().name = "Kwame Mensah B."
    _code, out, _err = run(capsys, "match", str(file), "--cohort", "Spring")
    assert "Kwame Mensah B. has no mentor: No mentor has a free place." in out.splitlines()


@pytest.mark.parametrize("objective", OBJECTIVES)
def test_every_objective_is_solved_and_proved(
    file: Path, capsys: pytest.CaptureFixture[str], objective: str
) -> None:
    code, out, _err = run(
        capsys, "match", str(file), "--cohort", "Spring", "--objective", objective, "--json"
    )
    found = json.loads(out)
    assert code == 0
    assert found["objective"] == objective
    assert len(found["pairs"]) == 3
    assert abs(found["total"] - sum(pair["fit"] for pair in found["pairs"])) <= 2
    assert found["proved"] is True
    assert found["proof"]


def test_what_could_not_be_proved_is_not_called_the_best(
    file: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Question, "verify", lambda *_given: Verdict(holds=False))
    _code, out, _err = run(capsys, "match", str(file), "--cohort", "Spring")
    assert out.splitlines()[-1] == "This proposal could not be proved to be the best."


def test_a_person_is_told_why(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _err = run(capsys, "match", str(file), "--cohort", "Spring", "--explain", MENTEES[0].upper())
    assert code == 0
    assert out.startswith(MENTEES[0])
    assert "fit" in out.splitlines()[0]
    code, out, err = run(capsys, "match", str(file), "--cohort", "Spring", "--explain", "Nobody Such")
    assert (code, out) == (1, "")
    assert err.startswith("Nobody Such is not looked at in this matching. Nothing was changed.")


def test_a_mentor_without_a_pair_is_told_so(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with Database.open(file) as database, database.change(Label.of("test")) as work:
        for one in work.scalars(select(Participant)):
            one.capacity = 3
    told = [
        run(capsys, "match", str(file), "--cohort", "Spring", "--explain", name)[1] for name, _n in MENTORS
    ]
    assert sum("is in no proposed pair." in one for one in told) == 2


def test_a_draft_is_set_aside_once(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    asked = ("match", str(file), "--cohort", "Spring", "--objective", "total", "--scenario", "First")
    assert run(capsys, *asked)[0] == 0
    code, _out, err = run(capsys, *asked)
    assert code == 1
    assert err.startswith("There is a draft “First” already.")
    with Database.open(file) as database, database.read() as view:
        cohort = current_cohort(view, today=TODAY)
        assert cohort is not None
        (draft,) = drafts(view, cohort.id)
    assert (draft.name, draft.objective, draft.matched) == ("First", "total", 3)


def test_a_draft_is_read_back_written_and_published_as_it_was_set_aside(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ("match", str(file), "--cohort", "Spring", "--scenario", "First", "--json")
    made = json.loads(run(capsys, *asked, "--objective", "total")[1])
    with Database.open(file) as database, database.change(Label.of("test")) as work:
        for one in work.scalars(select(Participant)):
            one.capacity = 3
    code, told, _err = run(capsys, *asked)
    read = json.loads(told)
    assert code == 0
    assert (read["objective"], read["total"]) == ("total", made["total"])
    assert sorted(map(str, read["pairs"])) == sorted(map(str, made["pairs"]))
    assert (read["proved"], read["unmatched"]) == (False, [])
    assert read["proof"].startswith("Not proved")
    out = tmp_path / "pairs.csv"
    code, told, _err = run(capsys, *asked, "--out", str(out), "--publish")
    assert (code, json.loads(told)["published"]) == (0, True)
    assert all(name in out.read_text("utf-8-sig") for name in MENTEES)
    assert json.loads(run(capsys, "match", str(file), "--cohort", "Spring", "--json")[1])["pairs"] == []
    assert run(capsys, *asked, "--publish")[0] == 1


def test_a_draft_that_is_not_there_is_not_published(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    asked = ("match", str(file), "--cohort", "Spring", "--scenario", "Frist", "--publish")
    code, out, err = run(capsys, *asked)
    assert (code, out) == (1, "")
    assert err.startswith("There is no draft “Frist” in this cohort. Nothing was changed.")
    assert run(capsys, *asked, "--objective", "most")[0] == 0


def test_why_somebody_got_whom_is_not_asked_of_a_draft(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ("match", str(file), "--cohort", "Spring", "--scenario", "First")
    assert run(capsys, *asked)[0] == 0
    code, out, err = run(capsys, *asked, "--explain", MENTEES[0])
    assert (code, out) == (1, "")
    assert err.startswith("There is a draft “First” already.")


def test_in_no_time_it_says_how_far_off_it_may_be(
    file: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(flow, "FIRST_CANDIDATES", 1)
    monkeypatch.setattr(flow, "FIRST_MENTEES", 0)
    with Database.open(file) as database, database.change(Label.of("test")) as work:
        for one in work.scalars(select(Participant)):
            one.capacity = 1
    code, out, _err = run(capsys, "match", str(file), "--cohort", "Spring", "--seconds", "0", "--json")
    found = json.loads(out)
    assert code == 0
    assert found["proved"] is False
    assert found["proof"].startswith("Not proved: ")


def test_out_and_publish(file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "pairs.csv"
    code, told, _err = run(
        capsys, "match", str(file), "--cohort", "Spring", "--out", str(out), "--publish", "--json"
    )
    assert code == 0
    assert json.loads(told)["published"] is True
    assert all(name in out.read_text("utf-8-sig") for name in MENTEES)
    again = run(capsys, "match", str(file), "--cohort", "Spring", "--json")
    assert json.loads(again[1])["pairs"] == []
