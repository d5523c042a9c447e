"""Proposing groups: what kind and how large, what comes of it, what is proved, and making them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from mentordesk.domain.group import GroupKind
from mentordesk.domain.refusal import Refusal
from mentordesk.domain.words import word
from mentordesk.i18n import N_, _, filled, isolate, ngettext, reader
from mentordesk.operations.fairness import Grouping, Side
from mentordesk.operations.groups import SIZES, NewGroup, Terms, usual_terms
from mentordesk.ui.dialogs import Dialog
from mentordesk.ui.form import Field, Form
from mentordesk.ui.group_words import hour_words
from mentordesk.ui.table import Column, Table
from mentordesk.ui.theme import theme
from mentordesk.ui.widgets import label, row

if TYPE_CHECKING:
    from mentordesk.matching.grouping_rules import LeftOut
    from mentordesk.matching.groups import GroupProposal, ProposedGroup

MOST_TOLD = 4
"""Of so many who are left it is said why."""
HALF = 3
"""The fields stand in two columns."""
NONE = N_("No group can be made: too few people, or no hour that suits enough of them.")


@dataclass(frozen=True)
class Offer:
    """A proposed group as a line."""

    n: int
    group: "ProposedGroup"
    members: str
    leaders: str
    hour: str

    @property
    def id(self) -> int:
        return self.n


class ProposalDialog(Dialog):
    """`propose(terms, done)` works beside the window; `make(kind, groups)` may refuse, which is said here.

    `names` are of everybody in the cohort by participant, `words` what mentor and mentee are called.
    """

    def __init__(
        self,
        parent: QWidget,
        propose: "Callable[[Terms, Callable[[GroupProposal], None]], object]",
        make: Callable[[GroupKind, Sequence[NewGroup]], object],
        *,
        names: Mapping[bytes, str],
        words: tuple[str, str],
        balances: Sequence[Grouping],
        zone: str,
        today: date,
    ) -> None:
        super().__init__(parent, _("Propose groups"), 820)
        self._propose, self._make = propose, make
        self._names, self._zone, self._today = names, zone, today
        self._terms: Terms | None = None
        fields = _fields(words, balances)
        self.forms = Form(fields[:HALF]), Form(fields[HALF:])
        self.wrong, self.said = label("", "late", wrap=True), label("", "state", wrap=True)
        self.wrong.hide()
        self.table = _table()
        self.body.addLayout(row(*self.forms, spacing=24))
        for part in (self.wrong, self.said):
            self.body.addWidget(part)
        self.body.addWidget(self.table, 1)
        self.resize(theme().px(820), theme().px(600))
        self.offer(_("Cancel"), self.reject)
        self.offer(_("Propose"), self.propose)
        self.offer(_("Make groups"), self.make, primary=True)
        self.forms[0].changed.connect(self._changed)
        self._load(usual_terms(GroupKind.CIRCLE))

    def terms(self) -> Terms:
        """What stands in the form; sizes no larger than the kind allows."""
        values = {**self.forms[0].values(), **self.forms[1].values()}
        kind = GroupKind(str(values["kind"]))
        fewest, most = SIZES[kind]
        smallest = min(max(int(str(values["smallest"] or fewest)), fewest), most)
        largest = min(max(int(str(values["largest"] or most)), smallest), most)
        leading = int(str(values["leading"] or 0)) if kind is GroupKind.GROUP else 0
        side, balanced = Side(str(values["side"])), str(values["balanced"] or "")
        return Terms(kind, side, smallest, largest, leading, balanced)

    def propose(self) -> None:
        """Look for the best groups under these terms."""
        self._terms = self.terms()
        self.said.setText(_("Looking for the best groups…"))
        self._propose(self._terms, self.show_proposal)

    def show_proposal(self, found: "GroupProposal") -> None:
        """The groups, who is left, and what is proved."""
        self.table.show_rows([self._offer(n, group) for n, group in enumerate(found.groups, 1)])
        parts = [found.sentence(), *self._left(found.left)] if found.groups else [_(NONE)]
        self.said.setText("\n".join([*parts, *self._why(found.left)]))

    def _left(self, left: "Sequence[LeftOut]") -> list[str]:
        if not left:
            return []
        names = reader().listing([isolate(self._names[one.person]) for one in left])
        text = ngettext("Left: {names}.", "Left ({n}): {names}.", len(left))
        return [text.format(n=reader().number(len(left)), names=names)]

    def _why(self, left: "Sequence[LeftOut]") -> list[str]:
        """A line each of the first few for whom there is something to say."""
        text = _("{person}: {reasons}.")
        told = [one for one in left if one.telling]
        return [
            filled(text, person=isolate(self._names[one.person]), reasons=one.sentence())
            for one in told[:MOST_TOLD]
        ]

    def make(self) -> None:
        """Make the groups that are shown; stay open when that is refused."""
        offers = self.table.shown()
        new = [NewGroup(one.group.members, one.group.leaders, one.group.slot) for one in offers]
        kind = self._terms.kind if self._terms else self.terms().kind
        try:
            self._make(kind, new)
        except Refusal as refusal:
            self.wrong.setText(str(refusal))
            self.wrong.show()
        else:
            self.accept()

    def _changed(self, key: str) -> None:
        if key == "kind":
            self._load(usual_terms(GroupKind(str(self.forms[0].values()["kind"]))))

    def _load(self, terms: Terms) -> None:
        self.table.show_rows([])
        self.said.setText(_("Say what groups you want, then let them be proposed."))
        sizes, others = self.forms
        sizes.load({"kind": terms.kind, "smallest": terms.smallest, "largest": terms.largest})
        others.load({"side": terms.side, "leading": terms.leading, "balanced": terms.balanced})
        for key in ("smallest", "largest"):
            sizes.widget(key).setEnabled(terms.kind is not GroupKind.BUDDIES)
        others.widget("leading").setEnabled(terms.kind is GroupKind.GROUP)

    def _offer(self, n: int, group: "ProposedGroup") -> Offer:
        named = [reader().listing([isolate(self._names[key]) for key in keys]) for keys in _sides(group)]
        return Offer(n, group, named[0], named[1], hour_words(group.slot, self._zone, self._today))


def _sides(group: "ProposedGroup") -> tuple[tuple[bytes, ...], tuple[bytes, ...]]:
    return group.members, group.leaders


def _fields(words: tuple[str, str], balances: Sequence[Grouping]) -> list[Field]:
    sides = ((Side.MENTEES, words[1]), (Side.MENTORS, words[0]))
    fields = (("", _("Nothing")), *((one.key, one.title) for one in balances))
    leading = tuple((n, reader().number(n)) for n in (1, 2))
    return [
        Field("kind", _("Kind"), "choice", choices=tuple((kind, word(kind)) for kind in GroupKind)),
        Field("smallest", _("At least"), "number"),
        Field("largest", _("At most"), "number"),
        Field("side", _("Of whom"), "choice", choices=sides),
        Field("leading", _("Mentors in each"), "choice", choices=((0, reader().number(0)), *leading)),
        Field("balanced", _("Balanced in"), "choice", choices=fields),
    ]


def _table() -> Table:
    columns = (
        Column("n", N_("No."), lambda row: reader().number(row.n), width=44, kind="number"),
        Column(
            "members", N_("Members"), lambda row: row.members, stretch=True, tooltip=lambda row: row.members
        ),
        Column("leaders", N_("Led by"), lambda row: row.leaders, width=150),
        Column("hour", N_("Hour"), lambda row: row.hour, width=132),
        Column("fit", N_("Fit"), lambda row: reader().number(row.group.fit), width=52, kind="number"),
    )
    return Table(columns, name=_("Proposed groups"))
