"""The programme report: figures with formula and n, goals by skill, pulse by month, pairings by unit.

Groups with fewer than five pairings are put together in one row, so that nobody is recognised.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from mentordesk.domain.goal import Goal, GoalStatus
from mentordesk.domain.metrics import FEWEST_PULSES, GOAL_TARGET, NEAR, PULSE_TARGET, share
from mentordesk.domain.pairing import RUNNING, Outcome, Pairing, PairingStatus
from mentordesk.domain.participant import Participant
from mentordesk.domain.person import Person, Skill
from mentordesk.domain.programme import Cohort, Programme
from mentordesk.domain.session import Session, SessionStatus
from mentordesk.i18n import N_, Reader
from mentordesk.operations.pairing_facts import months_between
from mentordesk.operations.pairing_rows import PairingRow, pairings
from mentordesk.storage.work import Work

if TYPE_CHECKING:
    from mentordesk.documents.charts import Bars, Key, Lines, Standing
    from mentordesk.documents.programme_report import GroupTable, ProgrammeReportText

FEWEST = 5
"""A group of fewer is never shown alone."""

RETENTION_TARGET, CONTACT_TARGET = 0.85, 0.9
MOST_BARS, MONTHS = 6, 6
MOST_PULSE = 5


@dataclass(frozen=True)
class _Unit:
    """What is counted of the pairings of one unit."""

    name: str
    pairings: int
    sessions: int
    goals: tuple[int, int]
    pulse: tuple[int, int]


def programme_report_text(
    view: Work, *, cohort: Cohort, programme: Programme, today: date, reader: Reader
) -> "ProgrammeReportText":
    """The report of one cohort as of today, in the reader's language."""
    from mentordesk.documents.programme_report import ProgrammeReportText

    rows = pairings(view, cohort=cohort.id, today=today)
    known = _Known(view, cohort.id, programme, today, rows)
    count = reader.ngettext("{n} pairing", "{n} pairings", len(rows)).format(n=reader.number(len(rows)))
    day = reader.gettext("as of {day}").format(day=reader.date(today, "long"))
    return ProgrammeReportText(
        language=reader.language_code,
        programme=programme.name,
        cohort=cohort.name,
        logo=programme.logo,
        subtitle=reader.line((cohort.name, count, day)),
        keys=known.keys(reader),
        reader_of=programme.organisation,
        bars=known.bars(reader),
        lines=known.lines(reader),
        meaning=known.meaning(reader),
        tables=known.tables(reader),
    )


@dataclass(frozen=True)
class _Known:
    """What the report rests on."""

    view: Work
    cohort: bytes
    programme: Programme
    today: date
    rows: Sequence[PairingRow]

    def keys(self, reader: Reader) -> "tuple[Key, ...]":
        reached, ended = self._goals()
        stayed, all_ = self._retention()
        running = [row for row in self.rows if row.status in RUNNING]
        fresh = sum(not row.stuck for row in running)
        total, n = self._pulse()
        days = self.programme.stuck_days
        contact = reader.ngettext("Contact in {n} day", "Contact in {n} days", days).format(n=days)
        mean = total / n if n >= FEWEST_PULSES else None
        return (
            _share_key(
                reader.gettext("Goals reached"),
                share(reached, ended),
                _of_goals(ended, reader),
                target=GOAL_TARGET,
                reader=reader,
            ),
            _share_key(
                reader.gettext("Retention"),
                share(stayed, all_),
                _of_pairs(all_, reader),
                target=RETENTION_TARGET,
                reader=reader,
            ),
            _share_key(
                contact,
                share(fresh, len(running)),
                _of_pairs(len(running), reader),
                target=CONTACT_TARGET,
                reader=reader,
            ),
            _pulse_key(mean, n, reader),
        )

    def _goals(self) -> tuple[int, int]:
        """Goals reached, of those closed or overdue."""
        query = (
            select(Goal.status, Goal.due_on)
            .join(Pairing, Pairing.id == Goal.pairing_id)
            .where(Pairing.cohort_id == self.cohort)
        )
        found = [(status, due) for status, due in self.view.execute(query)]
        reached = sum(status is GoalStatus.REACHED for status, _due in found)
        late = sum(
            status is GoalStatus.OPEN and due is not None and due < self.today for status, due in found
        )
        dropped = sum(status is GoalStatus.DROPPED for status, _due in found)
        return reached, reached + late + dropped

    def _retention(self) -> tuple[int, int]:
        """Pairings that run or were completed, of all that began."""
        query = select(Pairing.status, Pairing.outcome).where(
            Pairing.cohort_id == self.cohort, Pairing.status != PairingStatus.PROPOSED
        )
        found = [
            (status, outcome)
            for status, outcome in self.view.execute(query)
            if outcome is not Outcome.DECLINED
        ]
        kept = sum(
            status is not PairingStatus.CLOSED or outcome is Outcome.COMPLETED for status, outcome in found
        )
        return kept, len(found)

    def _pulse(self) -> tuple[int, int]:
        months = self._months()
        values = [value for side in months for month in side.values() for value in month]
        return sum(values), len(values)

    def _months(self) -> tuple[dict[date, list[int]], dict[date, list[int]]]:
        """The pulses of mentees and of mentors by the first day of their month, the newest months."""
        wanted = months_between(date(2000, 1, 1), self.today, MONTHS)
        sides: tuple[dict[date, list[int]], dict[date, list[int]]] = (defaultdict(list), defaultdict(list))
        rows = self.view.execute(
            select(Session.day, Session.mentee_pulse, Session.mentor_pulse)
            .join(Pairing, Pairing.id == Session.pairing_id)
            .where(Pairing.cohort_id == self.cohort, Session.status == SessionStatus.HELD)
            .where(Session.day >= wanted[0], Session.day <= self.today)
        )
        for day, *pulses in rows:
            for side, pulse in zip(sides, pulses, strict=True):
                if pulse is not None:
                    side[day.replace(day=1)].append(pulse)
        return sides

    def bars(self, reader: Reader) -> "Bars | None":
        """Goals reached by the skill they are for; skills with few goals are left out."""
        from mentordesk.documents.charts import Bar, Bars

        rows = self.view.execute(
            select(Skill.name, func.count(), func.count(Goal.reached_on))
            .join(Goal, Goal.skill_id == Skill.id)
            .join(Pairing, Pairing.id == Goal.pairing_id)
            .where(Pairing.cohort_id == self.cohort, Goal.status != GoalStatus.DROPPED)
            .group_by(Skill.id)
            .having(func.count() >= FEWEST)
        )
        found = sorted(
            ((name, n, done) for name, n, done in rows), key=lambda row: (-row[2] / row[1], row[0])
        )
        if not found:
            return None
        n_words = reader.gettext("n = {n}")
        return Bars(
            reader.gettext("Goals reached, by skill"),
            reader.gettext("Share of all goals; dark bars meet the target"),
            tuple(
                Bar(name, done / n, reader.percent(done / n), n_words.format(n=n))
                for name, n, done in found[:MOST_BARS]
            ),
            GOAL_TARGET,
            reader.percent(GOAL_TARGET),
        )

    def lines(self, reader: Reader) -> "Lines | None":
        """The mean pulse of each side by month; a month with few answers has no point."""
        from mentordesk.documents.charts import Lines, Series

        months = months_between(date(2000, 1, 1), self.today, MONTHS)
        series = []
        for title, side in zip((N_("Mentees {value}"), N_("Mentors {value}")), self._months(), strict=True):
            means = tuple(_mean(side.get(month, [])) for month in months)
            newest = next((value for value in reversed(means) if value is not None), None)
            if newest is not None:
                series.append(Series(reader.gettext(title).format(value=reader.number(newest, 1)), means))
        if not series:
            return None
        return Lines(
            reader.gettext("Session pulse, month by month"),
            reader.gettext("Mean of answers from 1 to 5"),
            tuple(_month(month, reader) for month in months),
            tuple(series),
        )

    def meaning(self, reader: Reader) -> tuple[str, ...]:
        """What a reader should know first: who is silent, and which goals are late."""
        stuck = sum(row.stuck for row in self.rows)
        days = self.programme.stuck_days
        running = sum(row.status in RUNNING for row in self.rows)
        if not running:
            return (reader.gettext("No pairing runs at present."),)
        if not stuck:
            said = reader.ngettext(
                "Every pairing that runs has met in the last {n} day.",
                "Every pairing that runs has met in the last {n} days.",
                days,
            )
            return (said.format(n=days),)
        said = reader.gettext("{stuck} of {running} pairings that run have not met for {days} days or more.")
        next_ = reader.gettext("We suggest to ask them first, and to plan their next two sessions in one go.")
        return (said.format(stuck=stuck, running=running, days=days), next_)

    def tables(self, reader: Reader) -> "tuple[GroupTable, ...]":
        """Pairings by the mentee's unit."""
        from mentordesk.documents.programme_report import GroupTable

        units = merged(self._units(), reader.gettext("Other units*"))
        if len(units) < 2:  # noqa: PLR2004 - one group is the whole
            return ()
        heads = (N_("Unit"), N_("Pairings"), N_("Sessions held"), N_("Goals reached"), N_("Pulse"))
        rows = [_unit_row(unit, reader) for unit in (*units, together(units, reader.gettext("All")))]
        small = any(unit.name.endswith("*") for unit in units)
        note = N_("* Groups smaller than {n} are never shown alone. “–” means too few answers.")
        return (
            GroupTable(
                reader.gettext("Pairings by unit"),
                tuple(map(reader.gettext, heads)),
                tuple(rows),
                reader.gettext(note).format(n=FEWEST) if small else "",
            ),
        )

    def _units(self) -> list[_Unit]:
        mentee, person = aliased(Participant), aliased(Person)
        named = self.view.execute(
            select(Pairing.id, person.unit)
            .join(mentee, mentee.id == Pairing.mentee_id)
            .join(person, person.id == mentee.person_id)
            .where(Pairing.cohort_id == self.cohort)
        )
        units: dict[str, list[bytes]] = defaultdict(list)
        for pairing, unit in named:
            units[unit.strip()].append(pairing)
        goals, pulses = self._goals_by_pairing(), self._pulse_by_pairing()
        held = {row.id: row.held for row in self.rows}
        return [
            _Unit(
                name,
                len(keys),
                sum(held.get(key, 0) for key in keys),
                _sums(goals.get(key, (0, 0)) for key in keys),
                _sums(pulses.get(key, (0, 0)) for key in keys),
            )
            for name, keys in units.items()
        ]

    def _goals_by_pairing(self) -> dict[bytes, tuple[int, int]]:
        rows = self.view.execute(
            select(Goal.pairing_id, func.count(Goal.reached_on), func.count())
            .join(Pairing, Pairing.id == Goal.pairing_id)
            .where(Pairing.cohort_id == self.cohort, Goal.status != GoalStatus.DROPPED)
            .group_by(Goal.pairing_id)
        )
        return {key: (reached, n) for key, reached, n in rows}

    def _pulse_by_pairing(self) -> dict[bytes, tuple[int, int]]:
        rows = self.view.execute(
            select(
                Session.pairing_id,
                func.sum(Session.mentor_pulse),
                func.count(Session.mentor_pulse),
                func.sum(Session.mentee_pulse),
                func.count(Session.mentee_pulse),
            )
            .join(Pairing, Pairing.id == Session.pairing_id)
            .where(Pairing.cohort_id == self.cohort, Session.status == SessionStatus.HELD)
            .group_by(Session.pairing_id)
        )
        return {key: ((one or 0) + (other or 0), n + m) for key, one, n, other, m in rows}


def merged(units: "Sequence[_Unit]", rest: str) -> "list[_Unit]":
    """The units by name; small ones together, and never a single small one that the total would give away."""
    large = sorted(
        (unit for unit in units if unit.pairings >= FEWEST and unit.name), key=lambda one: one.name
    )
    small = [unit for unit in units if unit not in large]
    if small and sum(unit.pairings for unit in small) < FEWEST and large:
        small.append(large.pop(min(range(len(large)), key=lambda at: large[at].pairings)))
    return [*large, *([together(small, rest)] if small else [])]


def together(units: "Sequence[_Unit]", name: str) -> _Unit:
    """Units as one."""
    return _Unit(
        name,
        sum(unit.pairings for unit in units),
        sum(unit.sessions for unit in units),
        _sums(unit.goals for unit in units),
        _sums(unit.pulse for unit in units),
    )


def _sums(pairs: Iterable[tuple[int, int]]) -> tuple[int, int]:
    found = list(pairs)
    return sum(one for one, _other in found), sum(other for _one, other in found)


def _unit_row(unit: _Unit, reader: Reader) -> tuple[str, ...]:
    reached, goals = unit.goals
    total, n = unit.pulse
    return (
        unit.name,
        reader.number(unit.pairings),
        reader.number(unit.sessions),
        reader.percent(reached / goals) if goals >= FEWEST else "–",
        reader.number(total / n, 1) if n >= FEWEST_PULSES else "–",
    )


def _mean(values: Sequence[int]) -> float | None:
    return sum(values) / len(values) if len(values) >= FEWEST_PULSES else None


def _month(month: date, reader: Reader) -> str:
    from babel.dates import format_date

    return str(format_date(month, "LLL", locale=reader.locale))


def _of_goals(n: int, reader: Reader) -> str:
    return reader.ngettext("n = {n} goal", "n = {n} goals", n).format(n=reader.number(n))


def _of_pairs(n: int, reader: Reader) -> str:
    return reader.ngettext("n = {n} pairing", "n = {n} pairings", n).format(n=reader.number(n))


def _share_key(label: str, value: float | None, n: str, *, target: float, reader: Reader) -> "Key":
    from mentordesk.documents.charts import Key

    standing, said = _standing(value, target, reader)
    return Key(
        label,
        "–" if value is None else reader.percent(value),
        value or 0.0,
        n,
        reader.gettext("Target {value}").format(value=reader.percent(target)),
        target,
        standing,
        said,
    )


def _pulse_key(mean: float | None, n: int, reader: Reader) -> "Key":
    from mentordesk.documents.charts import Key

    standing, said = _standing(mean, PULSE_TARGET, reader)
    return Key(
        reader.gettext("Pulse"),
        "–" if mean is None else reader.number(mean, 1),
        (mean or 0) / MOST_PULSE,
        reader.ngettext("n = {n} answer", "n = {n} answers", n).format(n=reader.number(n)),
        reader.gettext("Target {value}").format(value=reader.number(PULSE_TARGET, 1)),
        PULSE_TARGET / MOST_PULSE,
        standing,
        said,
    )


def _standing(value: float | None, target: float, reader: Reader) -> "tuple[Standing, str]":
    from mentordesk.documents.charts import Standing

    if value is None:
        return Standing.NONE, ""
    if value >= target:
        return Standing.ABOVE, reader.gettext("on target")
    if value >= target * NEAR:
        return Standing.NEAR, reader.gettext("just below target")
    return Standing.BELOW, reader.gettext("below target")
