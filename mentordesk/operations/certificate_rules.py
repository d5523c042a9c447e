"""What earns a certificate: the programme's rule for each kind, and what somebody still lacks, in words."""

from sqlalchemy import select

from mentordesk.domain.certificate import (
    USUAL,
    CertificateKind,
    CertificateRule,
    Need,
    Rule,
    Unmet,
    rule_key,
)
from mentordesk.domain.form import Form
from mentordesk.domain.refusal import Refusal
from mentordesk.domain.words import WORDS
from mentordesk.i18n import Reader
from mentordesk.operations.handbook_sections import NoProgramme
from mentordesk.operations.programme import programme_of
from mentordesk.storage.database import Database
from mentordesk.storage.label import Label
from mentordesk.storage.work import Work


class CountBelowNothing(Refusal):
    """{value} cannot be asked for. Nothing was saved; write 0 or more."""


def rules(view: Work) -> dict[CertificateKind, Rule]:
    """The rule of every kind, the usual one where the programme has none of its own."""
    own = {
        row.kind: Rule(row.sessions or 0, row.goals or 0, row.form_id)
        for row in view.scalars(select(CertificateRule))
    }
    return USUAL | own


def set_rule(
    database: Database, *, kind: CertificateKind, sessions: int, goals: int, form: bytes | None = None
) -> None:
    """Ask so much for a kind from now on; the usual rule, set again, needs no row of its own."""
    for key, value in (("sessions", sessions), ("goals", goals)):
        if value < 0:
            raise CountBelowNothing(value=value, field=key)
    with database.change(Label.of("certificate.rule")) as work:
        programme = programme_of(work)
        if programme is None:
            raise NoProgramme
        key_ = rule_key(programme.id, kind)
        if Rule(sessions, goals, form) == USUAL[kind]:
            known = work.get(CertificateRule, key_)
            if known is not None and not known.deleted:
                work.bury(known)
            return
        work.put(
            CertificateRule(
                id=key_, programme_id=programme.id, kind=kind, sessions=sessions, goals=goals, form_id=form
            )
        )


def form_choices(view: Work) -> list[tuple[bytes, str]]:
    """The forms a rule may ask for: key and title."""
    return [(key, title) for key, title in view.execute(select(Form.id, Form.title).order_by(Form.title))]


def why_not(missing: tuple[Unmet, ...], words: Reader) -> str:
    """What somebody lacks, as one line; empty where nothing."""
    return words.line(_said(one, words) for one in missing)


def _said(one: Unmet, words: Reader) -> str:
    if one.need is Need.SESSIONS:
        said = words.ngettext("{held} of {n} session", "{held} of {n} sessions", one.wanted)
    elif one.need is Need.GOALS:
        said = words.ngettext("{held} of {n} goal", "{held} of {n} goals", one.wanted)
    else:
        return words.gettext(WORDS[Need, one.need])
    return said.format(held=words.number(one.held), n=words.number(one.wanted))
