"""Bringing in a colleague's copy: what it would change, person by person, then all of it in one step."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from mentordesk.domain.refusal import Refusal
from mentordesk.i18n import N_, _, ngettext, reader
from mentordesk.operations.field_words import column_word, table_word, value_word
from mentordesk.operations.letters import SHARED, written
from mentordesk.storage import merge
from mentordesk.storage.clock import instant_of
from mentordesk.storage.conflicts import Cell, Conflict, Side, Way, open_conflicts, settle
from mentordesk.storage.database import Database
from mentordesk.storage.merge import Merged
from mentordesk.storage.merge_plan import Fate, Plan, Touched
from mentordesk.storage.merge_subjects import Subject
from mentordesk.storage.work import Work

LABELS: dict[str, str] = {
    "merge.done": N_("Brought in a copy, steps: {n}"),
    "conflict.settled": N_("Decided between two values: {n}"),
}

OWN = ("person", "participant", "pairing")
"""The tables whose cells are details of whom a line is about; what else is theirs is counted by kind."""


FATE_WORDS = {
    Fate.NEW: N_("new"),
    Fate.CHANGED: N_("changed"),
    Fate.DELETED: N_("removed"),
    Fate.REVIVED: N_("back again"),
    Fate.ERASED: N_("erased"),
}


class NothingNew(Refusal):
    """{file} holds nothing that is not here already. Nothing was changed."""


class TakenBack(NothingNew):
    """{file} was brought in before and taken back, so all it holds is known here. Nothing was changed. Do
    again (Ctrl+Shift+Z) brings it back, unless something was done since; then History puts back what you
    choose.
    """


@dataclass(frozen=True)
class Line:
    """What a copy brings of one person or pairing; of neither, `names` is empty and `key` too."""

    key: bytes
    names: tuple[str, ...]
    fate: Fate
    rows: tuple[Touched, ...]
    conflicts: tuple[Conflict, ...]

    @property
    def words(self) -> str:
        """How much it is, by kind; what is removed apart from what is new and changed."""
        counts = _counts(row for row in self.rows if row.fate is not Fate.DELETED)
        parts = [*self._removed(), *(_counted(kind, n) for kind, n in counts.items() if n)]
        if self.conflicts:
            n = len(self.conflicts)
            parts.insert(
                0, ngettext("{n} changed by both", "{n} changed by both", n).format(n=reader().number(n))
            )
        return reader().listing(parts)

    def _removed(self) -> list[str]:
        gone = [row.key for row in self.rows if row.fate is Fate.DELETED]
        if self.key not in gone:
            words = ngettext("{n} entry removed", "{n} entries removed", len(gone))
            return [words.format(n=reader().number(len(gone)))] if gone else []
        n = len(gone) - 1
        words = ngettext("is removed with {n} entry", "is removed with {n} entries", n)
        return [words.format(n=reader().number(n)) if n else _("is removed")]


@dataclass(frozen=True)
class Arriving:
    """A copy that was looked at: who worked on it last and when, and its lines, those in conflict first.

    `letter` is what its giver wrote, '' where something was done in it since.
    """

    path: Path
    passphrase: str
    plan: Plan
    actor: str
    at: datetime | None
    lines: tuple[Line, ...]
    letter: str


@dataclass(frozen=True)
class SideWords:
    """One of the values that met, in words."""

    way: Way
    value: str
    actor: str
    at: datetime


@dataclass(frozen=True)
class ConflictWords:
    """A conflict in words: the field, whom it is about, the value all knew, and ours before theirs."""

    conflict: Conflict
    field: str
    about: str
    base: str
    mine: SideWords
    theirs: SideWords

    @property
    def cell(self) -> Cell:
        return self.conflict.cell


def look_at(database: Database, path: Path, *, passphrase: str = "") -> Arriving:
    """What a copy would bring; the copy is checked first and never written to."""
    plan = merge.plan(database, path, passphrase=passphrase or None)
    if plan.nothing:
        raise (TakenBack if plan.taken_back else NothingNew)(file=path.name)
    last = plan.changes[-1] if plan.changes else None
    return Arriving(
        path,
        passphrase,
        plan,
        last.actor if last else "",
        instant_of(last.id) if last else None,
        _lines(plan),
        written(last.actor, plan.note) if last and last.label.key == SHARED and plan.note else "",
    )


def bring_in(
    database: Database,
    arriving: Arriving,
    *,
    chosen: Mapping[Cell, Way] | None = None,
    allow_ahead: bool = False,
) -> Merged:
    """Bring it in as one step; conflicts that are not `chosen` stay open at their newest value."""
    return merge.apply(
        database,
        arriving.path,
        passphrase=arriving.passphrase or None,
        prefer=chosen or None,
        allow_ahead=allow_ahead,
    )


def _lines(plan: Plan) -> tuple[Line, ...]:
    met: dict[Subject | None, list[Conflict]] = defaultdict(list)
    for conflict, subject in plan.conflicts:
        met[subject].append(conflict)
    touched = plan.by_subject()
    lines = [
        _line(subject, touched.get(subject, []), met.get(subject, []))
        for subject in dict.fromkeys([*met, *touched])
    ]
    now = reader()
    return tuple(
        sorted(lines, key=lambda line: (not line.conflicts, not line.names, *map(now.sort_key, line.names)))
    )


def _line(subject: Subject | None, rows: list[Touched], conflicts: list[Conflict]) -> Line:
    own = [row.fate for row in rows if subject and row.key == subject.key]
    fate = own[0] if own else Fate.CHANGED
    key, names = (subject.key, subject.names) if subject else (b"", ())
    return Line(key, names, fate, tuple(rows), tuple(conflicts))


def _counts(rows: Iterable[Touched]) -> Counter[str]:
    """Cells of the record itself, and records of each other kind."""
    counts: Counter[str] = Counter()
    for row in rows:
        if row.table in OWN:
            counts["detail"] += len(row.cells)
        else:
            counts[row.table if row.table in _COUNTED else "other"] += 1
    return counts


_COUNTED = ("session", "goal", "action", "check_in")


def _counted(kind: str, n: int) -> str:
    words = {
        "detail": ngettext("{n} detail", "{n} details", n),
        "session": ngettext("{n} session", "{n} sessions", n),
        "goal": ngettext("{n} goal", "{n} goals", n),
        "action": ngettext("{n} action", "{n} actions", n),
        "check_in": ngettext("{n} check-in", "{n} check-ins", n),
        "other": ngettext("{n} other entry", "{n} other entries", n),
    }
    return words[kind].format(n=reader().number(n))


def conflict_words(view: Work, conflict: Conflict, about: str = "") -> ConflictWords:
    """A conflict as it is shown."""
    table, _key, column = conflict.cell
    field = column_word(column) if table in OWN else f"{table_word(table)} · {column_word(column)}"
    return ConflictWords(
        conflict,
        field,
        about,
        value_word(view, table, column, conflict.base),
        _side(view, conflict, conflict.mine, Way.MINE),
        _side(view, conflict, conflict.theirs, Way.THEIRS),
    )


def _side(view: Work, conflict: Conflict, side: Side, way: Way) -> SideWords:
    table, _key, column = conflict.cell
    return SideWords(way, value_word(view, table, column, side.value), side.actor, side.at)


def waiting(view: Work) -> list[ConflictWords]:
    """Every conflict that waits for a decision, with whom it is about."""
    return [conflict_words(view, found, about_of(view, found.cell)) for found in open_conflicts(view)]


def about_of(view: Work, cell: Cell) -> str:
    """Whose record a cell belongs to: a name, or two."""
    from mentordesk.storage.catalogue import by_name
    from mentordesk.storage.fold import Place
    from mentordesk.storage.merge_subjects import subjects
    from mentordesk.storage.raw import raw_of

    place = Place(by_name()[cell.table].number, cell.key)
    found = subjects(raw_of(view.connection()), [place]).get(place)
    return " – ".join(found.names) if found else table_word(cell.table)


def decide(database: Database, *, conflicts: Iterable[Conflict], way: Way) -> None:
    """Settle conflicts alike, in one step."""
    settle(database, [(conflict, way) for conflict in conflicts])


def figures(plan: Plan) -> list[tuple[str, str, int]]:
    """The plan in numbers: an icon, words, a number; those that are nothing are left out."""
    tables = plan.by_table()
    changed = sum(len(row.cells) for row in plan.rows if row.fate is Fate.CHANGED)
    found = (
        ("user-plus", _("new people"), tables.get("person", Counter())[Fate.NEW]),
        ("pencil", _("details changed"), changed),
        ("calendar-days", _("sessions logged"), tables.get("session", Counter())[Fate.NEW]),
        ("git-merge", _("changed by both"), len(plan.conflicts)),
        ("trash-2", _("removed"), plan.count(Fate.DELETED)),
        ("eraser", _("erased, stays erased"), plan.count(Fate.ERASED)),
    )
    return [(icon, words, n) for icon, words, n in found if n]
