"""The Groups page: peer circles, groups with mentors and buddies, who is in them and when they meet."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtWidgets import QHBoxLayout

from mentordesk.domain.group import GroupKind
from mentordesk.domain.names import initials
from mentordesk.domain.words import word
from mentordesk.i18n import N_, _, filled, isolate, ngettext, reader
from mentordesk.operations import groups as grouping
from mentordesk.operations.groups import GroupRow, Member, NewGroup, Terms
from mentordesk.operations.matching_view import participant_names
from mentordesk.operations.programme import programme_of, role_words
from mentordesk.ui.dialogs import FormDialog
from mentordesk.ui.form import Field
from mentordesk.ui.group_proposal import ProposalDialog
from mentordesk.ui.group_words import hour_words, names_of
from mentordesk.ui.marks import Avatar
from mentordesk.ui.page import Page
from mentordesk.ui.palette import Find
from mentordesk.ui.palette import matching as matching_words
from mentordesk.ui.table import Action, Column, Table
from mentordesk.ui.tasks import Progress
from mentordesk.ui.widgets import EmptyState, button, label, row

if TYPE_CHECKING:
    from mentordesk.matching.groups import GroupProposal


class GroupsPage(Page):
    """Goes to `group=key`."""

    key = "groups"
    title = N_("Groups")
    icon = "layout-grid"
    shows: ClassVar[frozenset[str]] = frozenset(
        {"mentoring_group", "group_member", "participant", "person", "cohort", "programme"}
    )

    def build(self) -> None:
        self.add_primary(_("Propose groups"), "plus", self.ask)
        empty = EmptyState(
            "users",
            _("There are no groups yet."),
            _("Propose groups"),
            self.ask,
            detail=_("Peer circles, groups with one or two mentors, or buddies."),
        )
        self.table = Table(self._columns(), search=_searched, empty=empty, name=_("Groups"))
        self.table.actions_for_row(
            [
                Action(_("Rename…"), "pencil", self.rename, "F2"),
                Action(_("Add somebody…"), "user-plus", self.add_somebody),
                Action(_("Close or reopen"), "check", self.close_or_reopen),
            ]
        )
        self.table.row_chosen.connect(self._show_group)
        self.table.row_opened.connect(lambda _row: self.rename())
        self.body.addWidget(self.table, 1)
        self.inspector = self.add_inspector()
        self.inspector.closed.connect(self.table.clear_choice)

    def refresh(self) -> None:
        rows = self._rows()
        self.table.show_rows(rows)
        going = sum(one.ended_on is None for one in rows)
        people = len({m.participant for one in rows if one.ended_on is None for m in one.members})
        text = ngettext(
            "{n} group, people in groups: {people}", "{n} groups, people in groups: {people}", going
        )
        self.say_state(text.format(n=reader().number(going), people=reader().number(people)))
        self._show_group(self.table.chosen())

    def go(self, **where: object) -> None:
        self.table.choose(where.get("group"))

    def finds(self, text: str) -> list[Find]:
        if not text:
            return []
        every = [
            Find(one.name, names_of(one.members), self.icon, partial(self._find, one)) for one in self._rows()
        ]
        return matching_words(text, every)

    def ask(self) -> ProposalDialog | None:
        """Ask what groups are wanted, propose them, and make them."""
        cohort = self.desk.cohort
        if cohort is None:
            return None
        with self.desk.database.read() as view:
            names, balances = participant_names(view, cohort), grouping.balances(view)
            words = role_words(programme_of(view))
        dialog = ProposalDialog(
            self,
            lambda terms, done: self._propose(cohort, terms, done),
            lambda kind, new: self._make(cohort, kind, new),
            names=names,
            words=words,
            balances=balances,
            zone=self.desk.zone,
            today=self.desk.today(),
        )
        dialog.open()
        return dialog

    def rename(self) -> FormDialog | None:
        """Ask what the chosen group is to be called."""
        chosen = self.table.chosen()
        if chosen is None:
            return None

        def save(values: dict[str, object]) -> None:
            grouping.rename_group(self.desk.database, group=chosen.id, name=str(values["name"] or ""))

        fields = [Field("name", _("Name"), required=True)]
        dialog = FormDialog(self, _("Rename the group"), fields, save, values={"name": chosen.name})
        dialog.open()
        return dialog

    def add_somebody(self) -> FormDialog | None:
        """Ask who is to join the chosen group."""
        chosen = self.table.chosen()
        if chosen is None or self.desk.cohort is None:
            return None
        with self.desk.database.read() as view:
            could = grouping.could_join(view, self.desk.cohort, chosen.kind)

        def save(values: dict[str, object]) -> None:
            who = bytes.fromhex(str(values["who"]))
            leads = bool(values.get("leads"))
            grouping.join_group(self.desk.database, group=chosen.id, participant=who, leads=leads)

        people = tuple((one.participant.hex(), one.name) for one in could)
        fields = [
            Field("who", _("Who"), "choice", choices=people, required=True),
            Field("leads", _("Leads the group"), "check"),
        ]
        dialog = FormDialog(self, _("Add somebody to the group"), fields, save, verb=_("Add"))
        dialog.open()
        return dialog

    def close_or_reopen(self) -> None:
        """End the chosen group, or let it go on."""
        chosen, database, today = self.table.chosen(), self.desk.database, self.desk.today()
        if chosen is None:
            return
        name = isolate(chosen.name)
        if chosen.ended_on is None:
            said = filled(_("Closed: {group}."), group=name)
            self.desk.act(lambda: grouping.close_group(database, group=chosen.id, today=today), said)
        else:
            said = filled(_("Reopened: {group}."), group=name)
            self.desk.act(lambda: grouping.reopen_group(database, group=chosen.id), said)

    def take_out(self, group: GroupRow, member: Member) -> None:
        """Let somebody leave a group."""
        said = filled(_("{person} left {group}."), person=isolate(member.name), group=isolate(group.name))
        self.desk.act(
            lambda: grouping.leave_group(self.desk.database, group=group.id, participant=member.participant),
            said,
        )

    def _rows(self) -> list[GroupRow]:
        if self.desk.cohort is None:
            return []
        with self.desk.database.read() as view:
            return grouping.groups(view, self.desk.cohort)

    def _propose(self, cohort: bytes, terms: Terms, done: "Callable[[GroupProposal], None]") -> None:
        def work(progress: Progress) -> "GroupProposal":
            with self.desk.database.read() as view:
                return grouping.propose(view, cohort, terms, going_on=lambda: progress(0.5))

        self.desk.do(work, done=done, label=_("Looking for the best groups…"))

    def _make(self, cohort: bytes, kind: GroupKind, new: Sequence[NewGroup]) -> None:
        today = self.desk.today()
        made = grouping.make_groups(self.desk.database, cohort=cohort, kind=kind, new=new, today=today)
        said = ngettext("{n} group made.", "{n} groups made.", made)
        self.desk.say(said.format(n=reader().number(made)))

    def _find(self, group: GroupRow) -> None:
        self.desk.go("groups", group=group.id)

    def _columns(self) -> tuple[Column, ...]:
        return (
            Column("name", N_("Group"), lambda row: row.name, width=104),
            Column(
                "kind",
                N_("Kind"),
                lambda row: word(row.kind),
                width=150,
                kind="pill",
                tone=lambda _row: "quiet",
            ),
            Column(
                "members",
                N_("Members"),
                lambda row: names_of(row.members),
                stretch=True,
                tooltip=lambda row: names_of(row.members),
            ),
            Column("size", N_("Size"), lambda row: reader().number(row.size), width=56, kind="number"),
            Column("hour", N_("Hour"), self._hour, width=136),
            Column(
                "state",
                N_("State"),
                lambda row: _("Closed") if row.ended_on else _("Meets"),
                width=96,
                kind="pill",
                tone=lambda row: "quiet" if row.ended_on else "good",
                icon=lambda row: "flag" if row.ended_on else "circle-check",
            ),
        )

    def _hour(self, group: GroupRow) -> str:
        return hour_words(group.slot, self.desk.zone, self.desk.today())

    def _show_group(self, group: GroupRow | None) -> None:
        self.inspector.clear()
        if group is None:
            return
        self.inspector.show_head(group.name, str(len(group.members)), group.id, word(group.kind))
        going = group.ended_on is None
        buttons = [button(_("Rename"), "pencil", slot=self.rename)]
        if going:
            buttons.append(button(_("Add"), "user-plus", slot=self.add_somebody))
        close = _("Close") if going else _("Reopen")
        buttons.append(button(close, "flag" if going else "rotate-ccw", slot=self.close_or_reopen))
        self.inspector.buttons(buttons)
        self.inspector.fact(_("Hour"), self._hour(group) or _("Not settled"))
        if group.started_on:
            self.inspector.fact(_("Since"), reader().date(group.started_on))
        if group.ended_on:
            self.inspector.fact(_("Until"), reader().date(group.ended_on))
        section = self.inspector.section(_("Members"), reader().number(len(group.members)))
        for member in group.members:
            section.addLayout(self._member(group, member))

    def _member(self, group: GroupRow, member: Member) -> QHBoxLayout:
        mark = Avatar(initials(member.name, member.family_name), member.person, 24, member.name)
        name = label(member.name, "strong" if member.leads else "body", elide=True)
        role = label(_("leads"), "quiet") if member.leads else label("", "quiet")
        out = button("", "x", "tool", lambda: self.take_out(group, member))
        words = filled(_("Take {person} out"), person=isolate(member.name))
        out.setToolTip(words)
        out.setAccessibleName(words)
        out.setEnabled(group.ended_on is None)
        return row(mark, name, role, out, stretch=1)


def _searched(group: GroupRow) -> str:
    return f"{group.name} {names_of(group.members)}"


page_class = GroupsPage
