"""People who are in the file twice, as after two copies met: found by name, address and phone, made one."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Table, select, update
from sqlalchemy.orm import aliased

from mentordesk.collation import fold
from mentordesk.domain.entity import Entity, derived_key
from mentordesk.domain.form import answer_key
from mentordesk.domain.group import member_key
from mentordesk.domain.pairing import OPEN, Pairing, mark_key
from mentordesk.domain.participant import Participant, joined_parts, participant_key, wish_key
from mentordesk.domain.person import Person, photo_key
from mentordesk.domain.refusal import Refusal
from mentordesk.domain.scenario import scenario_pair_key
from mentordesk.domain.sharing import LeftAsIs, left_key
from mentordesk.i18n import N_
from mentordesk.operations.bulk import bury_many, put_many
from mentordesk.operations.field_words import column_word, value_word
from mentordesk.storage.catalogue import by_name
from mentordesk.storage.database import Database
from mentordesk.storage.label import Label
from mentordesk.storage.work import Work

LABELS: dict[str, str] = {
    "people.joined_up": N_("Made one of two entries: {person}"),
    "people.two": N_("Noted that two entries are two people"),
}


class PairedWithEachOther(Refusal):
    """{one} and {other} are paired with each other, so they are two people. Nothing was changed. Close that
    pairing first if they are not.
    """


FEWEST_DIGITS = 7
"""A phone number of fewer digits is not compared: it may be an extension."""

KIND = "duplicate"

_PERSON = Entity.metadata.tables["person"]


@dataclass(frozen=True)
class Twin:
    """Two entries that may be one person, the older first, and what they have in common."""

    one: bytes
    other: bytes
    names: tuple[str, str]
    same: tuple[str, ...]

    @property
    def subject(self) -> bytes:
        return derived_key(*sorted((self.one, self.other)))


def twins(view: Work) -> list[Twin]:
    """Every two entries with the same name in any spelling, address or phone, those left as two excepted."""
    left = set(view.scalars(select(LeftAsIs.subject).where(LeftAsIs.kind == KIND)))
    rows = view.execute(select(Person.id, Person.name, Person.email, Person.phone).order_by(Person.id)).all()
    names = {key: name for key, name, _email, _phone in rows}
    found: dict[tuple[bytes, bytes], list[str]] = defaultdict(list)
    for what, read in _COMPARED.items():
        for pair in _pairs((key, read(row)) for row in rows for key in (row[0],)):
            found[pair].append(what)
    made = (Twin(*pair, (names[pair[0]], names[pair[1]]), tuple(same)) for pair, same in found.items())
    return sorted(
        (twin for twin in made if twin.subject not in left), key=lambda twin: (twin.names, twin.one)
    )


_COMPARED: dict[str, Callable[[Any], str]] = {
    "name": lambda row: " ".join(sorted(fold(row.name).split())),
    "email": lambda row: str(row.email).strip().casefold(),
    "phone": lambda row: _digits(str(row.phone)),
}


def _digits(phone: str) -> str:
    found = re.sub(r"\D", "", phone).lstrip("0")
    return found if len(found) >= FEWEST_DIGITS else ""


def _pairs(values: Iterator[tuple[bytes, str]]) -> Iterator[tuple[bytes, bytes]]:
    """Keys that have the same value: each later one with the first."""
    first: dict[str, bytes] = {}
    for key, value in values:
        if value and first.setdefault(value, key) != key:
            yield first[value], key


@dataclass(frozen=True)
class Difference:
    """A column in which two entries differ, with both values, in words and as the class has them."""

    column: str
    title: str
    words: tuple[str, str]
    values: tuple[Any, Any]

    @property
    def first(self) -> bool:
        """Whether the first entry's value is the one to keep unless somebody says otherwise."""
        return bool(self.values[0]) or not self.values[1]


def differences(view: Work, twin: Twin) -> list[Difference]:
    """Where two entries differ, in the order of the file's columns."""
    rows = {
        row["id"]: row
        for row in view.connection()
        .execute(select(_PERSON).where(_PERSON.c.id.in_((twin.one, twin.other))))
        .mappings()
    }
    one, other = rows[twin.one], rows[twin.other]
    raw = {key: _raw(view, key) for key in rows}
    return [
        Difference(
            column,
            column_word(column),
            (
                value_word(view, "person", column, raw[twin.one][column]),
                value_word(view, "person", column, raw[twin.other][column]),
            ),
            (one[column], other[column]),
        )
        for column in by_name()["person"].columns
        if one[column] != other[column]
    ]


def _raw(view: Work, key: bytes) -> Mapping[str, Any]:
    """A person's cells as the file has them."""
    found = view.connection().exec_driver_sql("SELECT * FROM person WHERE id = ?", (key,))
    return dict(found.mappings().one())


def leave_two(database: Database, *, twin: Twin) -> None:
    """They are two people: the two entries are not shown again."""
    with database.change(Label.of("people.two")) as work:
        work.put(LeftAsIs(id=left_key(KIND, twin.subject), kind=KIND, subject=twin.subject))


def join_up(database: Database, *, keep: bytes, gone: bytes, columns: Mapping[str, Any]) -> None:
    """Make one of two entries: `keep` gets the chosen columns and everything that belonged to `gone`.

    Two parts in one cohort become one in both roles; where else both have the same, that of `keep` stays,
    what it leaves empty is filled, and other texts are added. Rows whose key or owner says whose they are
    come anew; their past is told under the old key, which undo brings back.
    """
    with database.change(Label.of("people.joined_up", person=keep)) as work:
        person = work.get_one(Person, keep)
        _check_apart(work, person, work.get_one(Person, gone))
        for name, value in columns.items():
            setattr(person, name, value)
        work.flush()
        moved = {gone: keep}
        for table in Entity.metadata.sorted_tables:
            _move(work, table, moved)
            if any(key.column.table is table for key in table.foreign_keys):
                _move(work, table, moved)
        bury_many(work, Person, [gone])


def _check_apart(work: Work, one: Person, other: Person) -> None:
    mentor, mentee = aliased(Participant), aliased(Participant)
    both = {one.id, other.id}
    wanted = (
        select(Pairing.id)
        .join(mentor, mentor.id == Pairing.mentor_id)
        .join(mentee, mentee.id == Pairing.mentee_id)
        .where(Pairing.status.in_(OPEN), mentor.person_id.in_(both), mentee.person_id.in_(both))
    )
    if work.scalars(wanted.limit(1)).first() is not None:
        raise PairedWithEachOther(one=one.name, other=other.name)


def _move(work: Work, table: Table, moved: dict[bytes, bytes]) -> None:
    """Point the rows of a table at what was moved; those that change their key are noted as moved as well."""
    kind = _KINDS[table.name]
    for row in _pointing(work, table, moved):
        values = dict(row) | {name: moved.get(row[name], row[name]) for name in _references(table)}
        new = _key(work, table, row, values)
        if new == row["id"]:
            changed = {
                name: None if values[name] == new else values[name]
                for name in _references(table)
                if values[name] != row[name]
            }
            work.connection().execute(update(table).where(table.c.id == new).values(changed))
            continue
        moved[row["id"]] = new
        living = select(table).where(table.c.id == new, table.c.deleted.is_(False))
        there = work.connection().execute(living).mappings().first()
        if there is None:
            put_many(work, kind, [values | {"id": new}])
        else:
            both = (joined_parts if table.name == "participant" else _filled)(dict(there), values)
            work.connection().execute(update(table).where(table.c.id == new).values(both))
        bury_many(work, kind, [row["id"]])


def _filled(kept: Mapping[str, Any], gone: Mapping[str, Any]) -> dict[str, Any]:
    """A row's own cells, those it leaves empty as the other has them; texts that differ are both kept."""
    return {name: _of_both(kept[name], gone[name]) for name in gone if name != "id"}


def _of_both(kept: Any, gone: Any) -> Any:
    differ = type(kept) is type(gone) is str and kept and gone and kept != gone
    return f"{kept}; {gone}" if differ else kept or gone


def _pointing(work: Work, table: Table, moved: Mapping[bytes, bytes]) -> list[dict[str, Any]]:
    """Living rows that refer to something moved."""
    found: dict[bytes, dict[str, Any]] = {}
    for name in _references(table):
        rows = work.connection().execute(
            select(table).where(table.c[name].in_(list(moved)), table.c.deleted.is_(False))
        )
        found |= {row["id"]: {key: row[key] for key in row if key != "deleted"} for row in rows.mappings()}
    return list(found.values())


def _references(table: Table) -> list[str]:
    return [column.name for column in table.columns if column.foreign_keys]


def _key(work: Work, table: Table, row: Mapping[str, Any], values: Mapping[str, Any]) -> bytes:
    """The key a row has after its references moved: its own unless they are part of it."""
    if table.name in _KEYS:
        return _KEYS[table.name](values)
    owner = next((column.name for column in table.columns if column.info.get("owner")), None)
    return row["id"] if owner is None or values[owner] == row[owner] else work.new_key()


_KINDS = {mapper.local_table.name: mapper.class_ for mapper in Entity.registry.mappers}  # type: ignore[attr-defined]

_KEYS: dict[str, Callable[[Mapping[str, Any]], bytes]] = {
    "photo": lambda row: photo_key(row["person_id"]),
    "person_language": lambda row: derived_key(row["person_id"], row["code"]),
    "person_skill": lambda row: derived_key(row["person_id"], row["skill_id"]),
    "person_tag": lambda row: derived_key(row["person_id"], row["tag_id"]),
    "own_value": lambda row: derived_key(row["person_id"], row["field_id"]),
    "participant": lambda row: participant_key(row["cohort_id"], row["person_id"]),
    "wish": lambda row: wish_key(row["participant_id"], row["person_id"]),
    "pair_mark": lambda row: mark_key(row["mentee_id"], row["mentor_id"]),
    "scenario_pair": lambda row: scenario_pair_key(row["scenario_id"], row["mentee_id"], row["mentor_id"]),
    "group_member": lambda row: member_key(row["group_id"], row["participant_id"]),
    "answer": lambda row: answer_key(row["paper_id"], row["question_id"]),
}
"""Tables whose keys say what their rows are."""
