"""Is a certificate genuine: its number and code looked up in this file, offline, field by field."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select

from mentordesk.domain.certificate import Certificate, Verdict, bare_code, check_code, spaced_code
from mentordesk.domain.participant import Participant
from mentordesk.domain.programme import Cohort
from mentordesk.i18n import N_, Reader, fold
from mentordesk.operations.certificate_wording import canonical
from mentordesk.storage.work import Work

CODE_HEAD = "MD1"
FIELDS = (
    ("number", N_("Number")),
    ("code", N_("Check code")),
    ("name", N_("Name")),
    ("kind", N_("For")),
    ("programme", N_("Programme")),
    ("cohort", N_("Cohort")),
    ("figures", N_("Counted")),
    ("issued_on", N_("Issued")),
    ("place", N_("Place")),
    ("signatories", N_("Signed by")),
)
"""What a certificate says, in the order it is compared."""


@dataclass(frozen=True)
class Field:
    """One field: what was issued and what the paper says; `same` is None where the paper was not asked."""

    key: str
    label: str
    issued: str
    seen: str = ""
    same: bool | None = None


@dataclass(frozen=True)
class Checked:
    """What was found; fields are empty where nothing is known of the number."""

    verdict: Verdict
    number: str
    fields: tuple[Field, ...] = ()


def scanned(text: str) -> tuple[str, str] | None:
    """The number and the code of what a QR reader read; None where it is not of ours."""
    parts = text.strip().split("|")
    return (parts[1], parts[2]) if len(parts) == 3 and parts[0] == CODE_HEAD else None  # noqa: PLR2004 - head, number, code


def code_of(number: str, wording: str, programme: bytes) -> str:
    """The code that goes with a certificate's frozen words."""
    return check_code(number, canonical(wording), programme)


def check_certificate(
    view: Work, *, number: str, code: str, words: Reader, seen: Mapping[str, str] | None = None
) -> Checked:
    """Compare a paper with the register; `seen` is what the paper says, by field, as far as it was typed.

    Genuine: number and code belong together, the register's own words fit its code, nothing seen differs.
    Altered: the number or the code belongs to a certificate that says something else.
    """
    wanted, given = scanned(number) or (number.strip(), bare_code(code))
    rows = _rows(view)
    by_number = [row for row in rows if row.number.casefold() == wanted.casefold()]
    by_code = [row for row in rows if row.code == given]
    found = next((row for row in by_number if row.code == given), None)
    row = found or next(iter(by_number or by_code), None)
    if row is None:
        return Checked(Verdict.UNKNOWN, wanted)
    fields = _fields(row, {**(seen or {}), "number": wanted, "code": given}, words)
    if any(field.same is False for field in fields) or not row.sound:
        return Checked(Verdict.ALTERED, row.number, fields)
    return Checked(Verdict.WITHDRAWN if row.withdrawn else Verdict.GENUINE, row.number, fields)


@dataclass(frozen=True)
class _Row:
    number: str
    code: str
    sound: bool
    withdrawn: bool
    said: dict[str, Any]


def _rows(view: Work) -> list[_Row]:
    """Every certificate ever issued here, withdrawn ones too; of erased ones nothing is left."""
    query = (
        select(
            Certificate.number,
            Certificate.check_code,
            Certificate.wording,
            Certificate.deleted,
            Cohort.programme_id,
        )
        .join(Participant, Participant.id == Certificate.participant_id)
        .join(Cohort, Cohort.id == Participant.cohort_id)
        .where(Certificate.wording != "")
        .execution_options(include_deleted=True)
    )
    return [_row(*row) for row in view.execute(query)]


def _row(number: str, code: str, wording: str, deleted: bool, programme: bytes) -> _Row:
    made = code_of(number, wording, programme)
    return _Row(number, code or made, code in {"", made}, deleted, json.loads(wording))


def _fields(row: _Row, seen: Mapping[str, str], words: Reader) -> tuple[Field, ...]:
    found = []
    for key, label in FIELDS:
        issued = _issued(row, key, words)
        shown = seen.get(key, "").strip()
        same = None if not shown else _alike(key, shown, issued)
        if issued or shown:
            found.append(Field(key, words.gettext(label), issued, _shown(key, shown), same))
    return tuple(found)


def _issued(row: _Row, key: str, words: Reader) -> str:
    """A field as a reader of this language reads it."""
    told = _TOLD.get(key)
    return told(row, words) if told else str(row.said.get(key, ""))


_TOLD: dict[str, Callable[[_Row, Reader], str]] = {
    "number": lambda row, _words: row.number,
    "code": lambda row, _words: spaced_code(row.code),
    "kind": lambda row, words: words.gettext(_titles()[row.said["kind"]]),
    "figures": lambda row, words: words.line(f"{value} {label}" for value, label in row.said["figures"]),
    "issued_on": lambda row, words: words.date(date.fromisoformat(row.said["issued_on"]), "long"),
    "signatories": lambda row, words: words.listing(name for name, *_rest in row.said["signatories"]),
}
"""The fields that are more than a text among the frozen words."""


def _titles() -> dict[str, str]:
    from mentordesk.documents.certificate_words import TITLES

    return TITLES


def _shown(key: str, seen: str) -> str:
    return spaced_code(seen) if key == "code" else seen


def _alike(key: str, seen: str, issued: str) -> bool:
    """Whether what is on the paper is what was issued; spaces, case and accents' spelling do not matter."""
    if key == "code":
        return bare_code(seen) == bare_code(issued)
    return fold(" ".join(seen.split())) == fold(" ".join(issued.split()))
