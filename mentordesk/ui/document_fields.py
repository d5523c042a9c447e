"""What may be chosen for each kind of document, as lists of fields; and the order that the choices make."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from mentordesk.domain.certificate import CertificateKind
from mentordesk.domain.programme import Audience
from mentordesk.i18n import _
from mentordesk.operations.certificates import Issue
from mentordesk.operations.document_orders import Order
from mentordesk.operations.documents import STANDING, Kind
from mentordesk.operations.note_cards import OCCASIONS
from mentordesk.ui import document_words as words
from mentordesk.ui.form import Field


@dataclass(frozen=True)
class Usual:
    """What stands in the fields at first: the programme's paper and language."""

    paper: str
    language: str


Make = Callable[[Usual], Field]


def _role(_usual: Usual) -> Field:
    both = tuple((one, words.audience_word(one)) for one in (Audience.MENTOR, Audience.MENTEE))
    return Field("role", _("For"), "choice", choices=both, default=Audience.MENTEE)


def _language(usual: Usual) -> Field:
    return Field("language", _("Language"), "choice", choices=words.languages(), default=usual.language)


def _own_language(_usual: Usual) -> Field:
    own = ((None, _("Each person's own")), *words.languages())
    return Field("language", _("Language"), "choice", choices=own)


def _second(_usual: Usual) -> Field:
    none = (("", _("No second language")), *words.languages())
    return Field("second", _("And in"), "choice", choices=none, default="")


def _paper(usual: Usual) -> Field:
    return Field("paper", _("Paper"), "choice", choices=words.papers(), default=usual.paper)


def _large(_usual: Usual) -> Field:
    return Field("large", _("Large print"), "check", default=False)


def _light(_usual: Usual) -> Field:
    return Field("light", _("Cover that saves ink"), "check", default=False)


def _certificate(_usual: Usual) -> Field:
    kinds = words.certificate_kinds()
    return Field("kind", _("For"), "choice", choices=kinds, default=CertificateKind.COMPLETION)


def _design(_usual: Usual) -> Field:
    return Field("design", _("Design"), "choice", choices=words.designs(), default="classic")


def _portrait(_usual: Usual) -> Field:
    return Field("portrait", _("Standing page"), "check", default=False)


def _reason(_usual: Usual) -> Field:
    return Field("reason", _("Reason"), placeholder=_("The usual sentence"), default="")


def _occasion(_usual: Usual) -> Field:
    choices = tuple((one.key, _(one.title)) for one in OCCASIONS)
    return Field("occasion", _("Occasion"), "choice", choices=choices, default=OCCASIONS[0].key)


def _title(_usual: Usual) -> Field:
    return Field("title", _("Occasion"), placeholder=_("Meeting of the cohort"), default="")


def _day(_usual: Usual) -> Field:
    return Field("day", _("Day"), "date")


def _place(_usual: Usual) -> Field:
    return Field("place", _("Place"), default="")


FIELDS: dict[str, tuple[Make, ...]] = {
    "handbook": (_role, _language, _paper, _large, _light),
    "certificate": (_certificate, _design, _own_language, _second, _reason, _paper, _portrait),
    "agreement": (_own_language, _paper, _large),
    "session-sheet": (_own_language, _paper, _large),
    "introduction": (_paper, _large),
    "note-card": (_occasion, _own_language),
    "mentor-profile": (_language, _paper, _large),
    "mentor-booklet": (_language, _paper, _large),
    "matching-proposal": (_language, _paper, _large),
    "pairing-report": (_own_language, _paper, _large),
    "programme-report": (_language, _paper, _large),
    "attendance-list": (_title, _day, _place, _language, _paper, _large),
    "person-data": (_own_language, _paper, _large),
}
"""The fields of every kind, in reading order."""


def fields_of(kind: Kind, usual: Usual) -> tuple[Field, ...]:
    return tuple(make(usual) for make in FIELDS[kind.key])


def order_of(
    kind: str, values: Mapping[str, Any], *, cohort: bytes, today: date, chosen: tuple[bytes, ...], paper: str
) -> Order:
    """What is to be made, from what stands in the fields."""
    return Order(
        kind=kind,
        cohort=cohort,
        today=today,
        chosen=chosen,
        language=values.get("language"),
        paper=values.get("paper") or paper,
        large=bool(values.get("large")),
        role=values.get("role"),
        light=bool(values.get("light")),
        issue=_issue(values, today) if kind == "certificate" else None,
        occasion=values.get("occasion") or OCCASIONS[0].key,
        title=values.get("title") or "",
        day=values.get("day"),
        place=values.get("place") or "",
    )


def _issue(values: Mapping[str, Any], today: date) -> Issue:
    return Issue(
        CertificateKind(values["kind"]),
        today,
        values["design"],
        values["language"],
        values["second"] or "",
        bool(values["portrait"]) and values["design"] in STANDING,
        values["reason"] or "",
    )
