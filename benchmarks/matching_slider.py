"""From a slider of the Matching page to the painted list, 200 mentees and 200 mentors with all they said.

Against a frame at 60 Hz; the parts are those of one move, the list in its window included.

    python benchmarks/matching_slider.py [--quick]
"""

import statistics
import tempfile
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from _measure import Figure, one_thread, quick, tell
from _people import ENDS, STARTS, crowd
from PySide6.QtCore import QEventLoop

from mentordesk.domain.entity import derived_key
from mentordesk.domain.participant import Participant, Role
from mentordesk.domain.person import (
    Person,
    PersonLanguage,
    PersonSkill,
    PersonTag,
    Skill,
    Tag,
    TagKind,
    skill_key,
    tag_key,
)
from mentordesk.domain.programme import Cohort, Programme
from mentordesk.matching.pool import Candidate
from mentordesk.storage.database import Database
from mentordesk.storage.label import Label
from mentordesk.ui.main_window import MainWindow
from mentordesk.ui.pages.matching import MatchingPage
from mentordesk.ui.theme import apply_theme, make_application

MOVES = 40
FRAMES = 2 * 1000 / 60
TODAY = date(2026, 1, 12)
Rows = list[dict[str, Any]]


def main() -> int:
    size = 50 if quick() else 200
    application = make_application([])
    apply_theme(application, "light")
    with tempfile.TemporaryDirectory() as folder, Database.create(Path(folder) / "a.mentordesk") as database:
        programme, cohort = fill(database, size)
        window = MainWindow()
        desk = window.make_desk(database, zone="Europe/Berlin", programme=programme, cohort=cohort)
        desk.today = lambda: TODAY  # type: ignore[method-assign]
        window.attach(desk)
        window.resize(1280, 800)
        window.show()
        times, spent = zip(*moves(window), strict=True)
        window.tasks.wait()
    return tell(
        f"A slider, {size} × {size}",
        Figure("moved to painted, median, against two frames", statistics.median(times), FRAMES, "ms", 1.0),
        Figure("the slowest of ten", statistics.quantiles(times, n=10)[-1], FRAMES, "ms"),
        Figure("by processor time, median", statistics.median(spent), FRAMES, "ms", 1.0),
    )


def moves(window: MainWindow) -> Iterator[tuple[float, float]]:
    """Milliseconds of each move of one slider, as while it is dragged: by the clock, and of the processor."""
    window.go("matching")
    page = window.page("matching")
    assert isinstance(page, MatchingPage)
    waiting = QEventLoop()
    page.matcher.found.connect(lambda _found: waiting.quit())
    waiting.exec()
    assert page.terms.weights is not None
    slider = page.terms.weights.rows["skills"].slider
    slider.setSliderDown(True)
    for move in range(MOVES):
        start, spent = time.perf_counter(), time.process_time()
        slider.setValue(20 + move % 7)
        waiting.exec()
        page.list.view.viewport().repaint()
        yield 1000 * (time.perf_counter() - start), 1000 * (time.process_time() - spent)
        rest(window)


def rest(window: MainWindow) -> None:
    """Let the window do what it put off."""
    until = time.monotonic() + 0.15
    while time.monotonic() < until or window.tasks.running:
        QEventLoop().processEvents()


def fill(database: Database, size: int) -> tuple[bytes, bytes]:
    """A programme with one cohort; the keys of both."""
    pool, capacity = crowd(size, size)
    with database.change(Label.of("import.applied", n=1)) as work:
        programme, cohort = work.new_key(), work.new_key()
        work.add(Programme(id=programme, name="Compass"))
        work.add(Cohort(id=cohort, programme_id=programme, name="All", starts_on=STARTS, ends_on=ENDS))
        people = [*pool.mentees, *pool.mentors]
        skills = sorted({name for one in people for name in one.skills})
        interests = sorted({name for one in people for name in one.interests})
        work.insert_many(Skill, [{"id": skill_key(name), "name": name} for name in skills])
        work.insert_many(
            Tag,
            [
                {"id": tag_key(TagKind.INTEREST, name), "kind": TagKind.INTEREST, "name": name}
                for name in interests
            ],
        )
        work.insert_many(Person, [person(one) for one in people])
        work.insert_many(
            Participant,
            [
                participant(cohort, one, Role.MENTEE if at < size else Role.MENTOR, places)
                for at, (one, places) in enumerate(zip(people, [1] * size + capacity.tolist(), strict=True))
            ],
        )
        for kind, rows in said(people, size).items():
            work.insert_many(kind, rows)
    return programme, cohort


def person(one: Candidate) -> dict[str, Any]:
    return {
        "id": one.person,
        "name": one.name,
        "zone": one.zone,
        "week": one.week or None,
        "industry": one.industry,
        "job_title": one.role_title,
        "experience_months": one.experience_months,
    }


def participant(cohort: bytes, one: Candidate, role: Role, places: int) -> dict[str, Any]:
    key = derived_key(cohort, one.person)
    return {"id": key, "cohort_id": cohort, "person_id": one.person, "role": role, "capacity": places}


def said(people: list[Candidate], mentees: int) -> dict[type[Any], Rows]:
    """Skills, languages and interests."""
    skills: Rows = []
    languages: Rows = []
    tags: Rows = []
    for at, one in enumerate(people):
        side = "wanted" if at < mentees else "offered"
        for name, level in one.skills.items():
            key = skill_key(name)
            skills.append(
                {
                    "id": derived_key(one.person, key),
                    "person_id": one.person,
                    "skill_id": key,
                    "wanted": None,
                    "offered": None,
                    side: level,
                }
            )
        for code, level in one.languages.items():
            languages.append(
                {
                    "id": derived_key(one.person, code.encode()),
                    "person_id": one.person,
                    "code": code,
                    "level": level,
                }
            )
        for name in sorted(one.interests):
            key = tag_key(TagKind.INTEREST, name)
            tags.append({"id": derived_key(one.person, key), "person_id": one.person, "tag_id": key})
    return {PersonSkill: skills, PersonLanguage: languages, PersonTag: tags}


if __name__ == "__main__":
    one_thread()
    raise SystemExit(main())
