"""The tables and columns of a programme file, and the numbers under which the journal knows them.

Numbers are for ever: a table keeps its number, a column its place; what is new is added at the end, and a
place is never used again. Number 0 of every table is its tombstone, -1 a row's birth with all first values.
"""

from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

from sqlalchemy import Column, Table
from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateIndex, CreateTable

from mentordesk.domain import (
    certificate,
    form,
    goal,
    group,
    mediation,
    pairing,
    participant,
    person,
    programme,
    saved,
    scenario,
    session,
    sharing,
)
from mentordesk.domain.entity import Entity
from mentordesk.storage.packing import BLANK, EMPTY, Value, packed_sql

SCHEMA = 4
APPLICATION_ID = 0x4D444553
DELETED = 0
BIRTH = -1

MODULES = (
    certificate,
    form,
    goal,
    group,
    mediation,
    pairing,
    participant,
    person,
    programme,
    saved,
    scenario,
    session,
    sharing,
)

NUMBERS: dict[str, tuple[int, str]] = {
    "programme": (
        1,
        "name organisation purpose mentor_word mentee_word language zone place logo contact_name "
        "contact_email contact_phone session_minutes month_minutes check_in_days stuck_days trial_days "
        "closing_days paper retention_months",
    ),
    "cohort": (2, "programme_id name starts_on ends_on"),
    "signatory": (3, "programme_id name role signature position"),
    "handbook_section": (4, "programme_id language audience key title body position shown"),
    "person": (
        5,
        "name family_name reading pronouns email phone channels preferred_channel document_language zone "
        "country city unit manager_id job_title industry seniority experience_months work_style bio notes "
        "access_needs bandwidth_mbit has_camera device backup_line week consent_directory consent_named "
        "consent_photo consent_story",
    ),
    "photo": (6, "person_id image"),
    "person_language": (7, "person_id code level position"),
    "skill": (8, "name"),
    "person_skill": (9, "person_id skill_id offered wanted"),
    "tag": (10, "kind name"),
    "person_tag": (11, "person_id tag_id"),
    "own_field": (12, "name demographic position"),
    "own_value": (13, "person_id field_id value same_wanted"),
    "participant": (
        14,
        "cohort_id person_id role capacity status paused_until reason trained joined_on waiting_since",
    ),
    "wish": (15, "participant_id person_id rank never"),
    "pairing": (
        16,
        "cohort_id mentor_id mentee_id status started_on trial_until active_since paused_until ended_on "
        "outcome reason fit month_minutes agreement_signed_on notes substitute_for_id",
    ),
    "pair_mark": (17, "cohort_id mentee_id mentor_id mark reason"),
    "matching_setting": (18, "cohort_id key value"),
    "session": (
        19,
        "pairing_id status day starts_at zone minutes channel place mentor_came mentee_came agenda notes "
        "feedback trouble plan_b_used mentor_pulse mentee_pulse",
    ),
    "action": (20, "pairing_id session_id roadblock text party due_on done_on"),
    "check_in": (21, "pairing_id day pulse notes asked_by"),
    "goal": (
        22,
        "pairing_id title description measure skill_id due_on progress status reached_on evidence",
    ),
    "milestone": (23, "goal_id title due_on reached_on position"),
    "certificate": (24, "participant_id number kind design language issued_on wording check_code"),
    "saved_view": (25, "page name choice"),
    "saved_mapping": (26, "headings fields"),
    "form": (27, "programme_id title intro language edition"),
    "question": (28, "form_id kind text help choices steps low high required position"),
    "form_paper": (29, "participant_id form_id goal_id edition given_on read_on"),
    "answer": (30, "paper_id question_id value"),
    "certificate_rule": (31, "programme_id kind sessions goals form_id"),
    "scenario": (32, "cohort_id name objective settings made_at total prices"),
    "scenario_pair": (33, "scenario_id mentee_id mentor_id fit"),
    "mentoring_group": (34, "cohort_id kind name slot started_on ended_on"),
    "group_member": (35, "group_id participant_id leads"),
    "shared_copy": (
        36,
        "programme_id given_to given_at file_name without cohorts locked note newest recalled_on",
    ),
    "left_as_is": (37, "kind subject reason"),
    "mediation": (38, "pairing_id opened_on mediator reason outcome closed_on"),
}


@dataclass(frozen=True)
class Kept:
    """A journalled table: its number, its columns in the journal's order, which of them hold bytes."""

    name: str
    number: int
    columns: tuple[str, ...]
    table: Table

    @cached_property
    def numbers(self) -> dict[str, int]:
        """Column to number, the tombstone included."""
        return {"deleted": DELETED} | {name: place for place, name in enumerate(self.columns, 1)}

    @cached_property
    def owner(self) -> str | None:
        """The column that names whom the row belongs to, if any."""
        return next((c.name for c in self.table.columns if c.info.get("owner")), None)

    @cached_property
    def parent(self) -> "Kept | None":
        """The table that the owner column refers to, if any."""
        return by_name()[referred(self.table.columns[self.owner])] if self.owner else None

    @cached_property
    def bound(self) -> frozenset[int]:
        """The references a row cannot be without, so that an erased one keeps them."""
        columns = self.table.columns
        return frozenset(
            number
            for name, number in self.numbers.items()
            if columns[name].foreign_keys and not columns[name].nullable
        )

    @cached_property
    def spelled(self) -> int | None:
        """The column whose other spellings make the same key, if any."""
        return next(
            (n for name, n in self.numbers.items() if self.table.columns[name].info.get("spelled")), None
        )

    @cached_property
    def blank(self) -> dict[int, Value | None]:
        """Every column's value when nothing is said."""
        columns = self.table.columns
        return {
            number: None if columns[name].nullable else BLANK[storage_type(columns[name])]
            for name, number in self.numbers.items()
        }

    def empty(self, number: int) -> str:
        """The SQL of the value a column has when nothing is said."""
        column = self.table.columns[self.column(number)]
        return "NULL" if column.nullable else EMPTY[storage_type(column)]

    def column(self, number: int) -> str:
        return "deleted" if number == DELETED else self.columns[number - 1]


@lru_cache
def kept() -> tuple[Kept, ...]:
    """Every journalled table by number."""
    tables = Entity.metadata.tables
    return tuple(
        Kept(name, number, tuple(columns.split()), tables[name])
        for name, (number, columns) in sorted(NUMBERS.items(), key=lambda item: item[1][0])
    )


@lru_cache
def by_number() -> dict[int, Kept]:
    return {table.number: table for table in kept()}


@lru_cache
def by_name() -> dict[str, Kept]:
    return {table.name: table for table in kept()}


JOURNAL = """
CREATE TABLE journal_change(n INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE CHECK(length(id) = 16),
  device TEXT NOT NULL, actor TEXT NOT NULL, kind TEXT NOT NULL, label TEXT NOT NULL, undoes BLOB,
  schema INTEGER NOT NULL, came_with BLOB) STRICT;
CREATE TABLE journal_row(r INTEGER PRIMARY KEY, tbl INTEGER NOT NULL, key BLOB NOT NULL, UNIQUE(tbl, key))
  STRICT;
CREATE TABLE journal_edit(r INTEGER NOT NULL REFERENCES journal_row(r), col INTEGER NOT NULL,
  n INTEGER NOT NULL REFERENCES journal_change(n), state INTEGER NOT NULL DEFAULT 0, val ANY,
  PRIMARY KEY(r, col, n)) STRICT, WITHOUT ROWID;
CREATE INDEX journal_edit_n ON journal_edit(n);
CREATE INDEX journal_edit_stripped ON journal_edit(r) WHERE state <> 0;
CREATE TABLE journal_erased(tbl INTEGER NOT NULL, key BLOB NOT NULL, PRIMARY KEY(tbl, key))
  STRICT, WITHOUT ROWID;
CREATE TABLE journal_digest(n INTEGER PRIMARY KEY REFERENCES journal_change(n), digest BLOB NOT NULL) STRICT;
CREATE TABLE journal_conflict(tbl INTEGER NOT NULL, key BLOB NOT NULL, col INTEGER NOT NULL,
  mine BLOB NOT NULL, theirs BLOB NOT NULL, base BLOB, resolved_by BLOB,
  PRIMARY KEY(tbl, key, col, mine, theirs)) STRICT, WITHOUT ROWID;
CREATE TABLE journal_control(one INTEGER PRIMARY KEY CHECK(one = 1), current INTEGER) STRICT;
INSERT INTO journal_control VALUES(1, NULL);
"""

_CURRENT = "(SELECT current FROM journal_control)"
_OUTSIDE = f"SELECT RAISE(ABORT, 'write outside a change') WHERE {_CURRENT} IS NULL;"


@lru_cache
def packed(table: Kept, row: str) -> str:
    """The SQL of the values of `row`, packed; NULL and empty values differ only where a column has NULL."""
    columns = {number: table.table.columns[name] for name, number in table.numbers.items()}
    return packed_sql(
        {number: f'{row}."{column.name}"' for number, column in columns.items()},
        {number: storage_type(column) for number, column in columns.items()},
        frozenset(number for number, column in columns.items() if column.nullable),
    )


def triggers(table: Kept) -> tuple[str, ...]:
    """What writes the journal for one table, and what forbids writing around it."""
    name, number = table.name, table.number
    cells = " UNION ALL ".join(
        f'SELECT {place} AS c, OLD."{column}" AS o, NEW."{column}" AS v'
        for column, place in table.numbers.items()
    )
    fixed = " OR ".join(
        f'NEW."{c}" IS NOT OLD."{c}"' for c in ("id", *([table.owner] if table.owner else []))
    )
    absorbed = "SELECT RAISE(ABORT, 'it was erased') WHERE EXISTS (SELECT 1 FROM journal_erased WHERE"
    orphan = (
        f'{absorbed} tbl = {table.parent.number} AND key = NEW."{table.owner}"); ' if table.parent else ""
    )
    return (
        f"CREATE TRIGGER journal_{name}_born AFTER INSERT ON {name} WHEN {_CURRENT} IS NOT -1 BEGIN "
        f"{_OUTSIDE} {orphan}INSERT INTO journal_row(tbl, key) VALUES({number}, NEW.id); "
        f"INSERT INTO journal_edit(r, col, n, val) "
        f"VALUES(last_insert_rowid(), {BIRTH}, {_CURRENT}, {packed(table, 'NEW')}); END",
        f"CREATE TRIGGER journal_{name}_edited AFTER UPDATE ON {name} WHEN {_CURRENT} IS NOT -1 BEGIN "
        f"{_OUTSIDE} INSERT INTO journal_edit(r, col, n, val) SELECT r, c, {_CURRENT}, v FROM journal_row, "
        f"({cells}) WHERE tbl = {number} AND key = NEW.id AND o IS NOT v "
        f"ON CONFLICT(r, col, n) DO UPDATE SET val = excluded.val; END",
        f"CREATE TRIGGER journal_{name}_fixed BEFORE UPDATE ON {name} WHEN {_CURRENT} IS NOT -1 BEGIN "
        f"SELECT RAISE(ABORT, 'key and owner never change') WHERE {fixed}; "
        f"SELECT RAISE(ABORT, 'the row is deleted') WHERE OLD.deleted = 1 AND NEW.deleted = 1; "
        f"{absorbed} OLD.deleted = 1 AND tbl = {number} AND key = OLD.id); END",
        f"CREATE TRIGGER journal_{name}_kept BEFORE DELETE ON {name} WHEN {_CURRENT} IS NOT -1 BEGIN "
        f"SELECT RAISE(ABORT, 'rows are tombstoned, never deleted'); END",
    )


def referred(column: Column[Any]) -> str:
    """The name of the table that a reference points to."""
    return next(iter(column.foreign_keys)).column.table.name


@lru_cache
def storage_type(column: Column[Any]) -> str:
    """TEXT, INTEGER or BLOB."""
    return column.type.compile(dialect=sqlite.dialect())


@lru_cache
def definitions() -> tuple[str, ...]:
    """Every statement that makes an empty programme file, in order."""
    dialect = sqlite.dialect()
    made = [part.strip() for part in JOURNAL.split(";") if part.strip()]
    for table in Entity.metadata.sorted_tables:
        made.append(str(CreateTable(table).compile(dialect=dialect)).strip())
        made += sorted(str(CreateIndex(index).compile(dialect=dialect)) for index in table.indexes)
    for entry in kept():
        made += triggers(entry)
    return tuple(made)
