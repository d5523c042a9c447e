"""Forms: what participants are asked on paper, who has one, and what came back."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from mentordesk.i18n import N_, _, autonym, ngettext, reader
from mentordesk.operations import form_answers, form_papers, form_returns
from mentordesk.operations import forms as ops
from mentordesk.operations.certificate_candidates import candidates
from mentordesk.operations.exporting import save_table
from mentordesk.operations.form_answers import AnswerRow
from mentordesk.operations.form_papers import PaperRow
from mentordesk.operations.forms import Draft, FormRow
from mentordesk.ui.dialogs import choose_folder, choose_save
from mentordesk.ui.form_giving import GiveDialog, ReportDialog
from mentordesk.ui.page import Page
from mentordesk.ui.palette import Find, matching
from mentordesk.ui.question_editor import FormEditor
from mentordesk.ui.table import Action, Column, Table
from mentordesk.ui.tasks import Progress
from mentordesk.ui.widgets import EmptyState, button, label, row


class FormsPage(Page):
    """The list of forms; beside it who has the chosen one and what they answered."""

    key = "forms"
    title = N_("Forms")
    icon = "square-check"
    shows = frozenset({"form", "question", "form_paper", "answer", "participant", "person", "cohort"})

    def build(self) -> None:
        self.add_primary(_("New form"), "plus", self.new)
        sheet = button(_("Goal worksheet…"), "target", slot=partial(self._give, None))
        back = button(_("Read a folder…"), "folder-open", slot=self.read)
        self.body.addLayout(row(sheet, back, None))
        empty = EmptyState(
            "square-check",
            _("No forms yet. Write one, give it out as PDF, and read the answers from a folder."),
            _("New form"),
            self.new,
        )
        self.table = Table(_columns(), search=lambda row: row.title, empty=empty, name=_("Forms"))
        self.table.row_chosen.connect(self._show)
        self.table.row_opened.connect(self.change)
        self.table.actions_for_row(
            [
                Action(_("Change…"), "pencil", self._with_chosen(self.change)),
                Action(_("Give out…"), "send", self._with_chosen(self._give)),
                Action(_("Save answers…"), "download", self._with_chosen(self.save_answers)),
                Action(_("Remove"), "trash-2", self._with_chosen(self._remove), "Del"),
            ]
        )
        self.body.addWidget(self.table, 1)
        self.inspector = self.add_inspector()
        self.inspector.closed.connect(self.table.clear_choice)

    def refresh(self) -> None:
        rows = []
        if self.desk.programme:
            with self.desk.database.read() as view:
                rows = ops.forms(view, programme=self.desk.programme)
        self.table.show_rows(rows)
        words = ngettext("{n} form, {back} papers back", "{n} forms, {back} papers back", len(rows))
        back = sum(row.returned for row in rows)
        self.say_state(words.format(n=reader().number(len(rows)), back=reader().number(back)))
        self._show(self.table.chosen())

    def go(self, **where: object) -> None:
        """`form=key` shows one."""
        self.table.choose(where.get("form"))

    def finds(self, text: str) -> list[Find]:
        """Forms by their titles."""
        if not text or not self.desk.programme:
            return []
        with self.desk.database.read() as view:
            rows = ops.forms(view, programme=self.desk.programme)
        return matching(text, [self._find(row) for row in rows])

    def _find(self, row: FormRow) -> Find:
        return Find(row.title, _("Form"), "square-check", lambda: self.desk.go("forms", form=row.id))

    def new(self) -> None:
        """Write a form."""
        language = reader().language_code
        self._edit(_("New form"), None, Draft(title="", language=language))

    def change(self, row: FormRow) -> None:
        """Write a form anew."""
        with self.desk.database.read() as view:
            draft = ops.draft_of(view, row.id)
        self._edit(_("Change a form"), row.id, draft)

    def _edit(self, title: str, form: bytes | None, draft: Draft) -> None:
        programme = self.desk.programme
        if programme is None:
            return

        def save(edited: Draft) -> None:
            ops.save_form(self.desk.database, programme=programme, form=form, draft=edited)
            self.desk.say(_("The form is saved."))

        self.dialog = FormEditor(self, title, draft, save)
        self.dialog.open()

    def _remove(self, row: FormRow) -> None:
        self.desk.act(lambda: ops.remove_form(self.desk.database, form=row.id), _("The form is removed."))

    def _give(self, row: FormRow | None) -> None:
        """Ask who gets a form, or the goal worksheet."""
        if self.desk.cohort is None:
            return
        with self.desk.database.read() as view:
            people = candidates(view, cohort=self.desk.cohort)
        if row is None:
            people = [one for one in people if one.role.learns]
        title = _("Give out: {title}").format(title=row.title if row else _("Goal worksheet"))
        self.giving = GiveDialog(self, title, people, partial(self._write, row.id if row else None))
        self.giving.open()

    def _write(self, form: bytes | None, participants: list[bytes], paper: str, large: bool) -> None:
        folder = choose_folder(self, _("Where the forms go"), "forms")
        if folder is None:
            return
        database, today = self.desk.database, self.desk.today()

        def work(progress: Progress) -> list[Path]:
            keys = form_papers.give_papers(database, form=form, participants=participants, today=today)
            with database.read() as view:
                texts = form_papers.paper_texts(view, keys)
            return form_papers.write_papers(texts, folder=folder, paper=paper, large=large, progress=progress)

        self.desk.do(work, done=self._written, label=_("Writing the forms"))

    def _written(self, paths: list[Path]) -> None:
        words = ngettext("{n} form was written.", "{n} forms were written.", len(paths))
        self.desk.say(words.format(n=reader().number(len(paths))))

    def read(self) -> None:
        """Ask for a folder and read what came back in it."""
        folder = choose_folder(self, _("The folder with the filled forms"), "filled")
        if folder is None:
            return
        database, today = self.desk.database, self.desk.today()

        def work(progress: Progress) -> list[form_returns.Report]:
            return form_returns.read_folder(database, folder=folder, today=today, progress=progress)

        self.desk.do(work, done=self._was_read, label=_("Reading the forms"))

    def _was_read(self, reports: list[form_returns.Report]) -> None:
        self.reports = ReportDialog(self, reports)
        self.reports.open()

    def save_answers(self, row: FormRow) -> None:
        """Write the answers as a table."""
        if self.desk.cohort is None:
            return
        kinds = _("Workbook (*.xlsx)") + ";;" + _("CSV (*.csv)")
        path = choose_save(self, _("Save the answers"), f"{row.title}.xlsx", kinds, "answers")
        if path is None:
            return
        with self.desk.database.read() as view:
            found = form_answers.answers(view, cohort=self.desk.cohort, form=row.id)
        table = form_answers.answers_table(found)
        self.desk.do(lambda: save_table(path, table.headings, table.rows), say=_("The answers are saved."))

    def _with_chosen(self, act: Callable[[FormRow], object]) -> Callable[[], None]:
        def with_chosen() -> None:
            chosen = self.table.chosen()
            if chosen is not None:
                act(chosen)

        return with_chosen

    def _show(self, row: FormRow | None) -> None:
        now = self.inspector
        now.clear()
        if row is None or self.desk.cohort is None:
            return
        with self.desk.database.read() as view:
            papers = form_papers.papers(view, cohort=self.desk.cohort, form=row.id)
            found = form_answers.answers(view, cohort=self.desk.cohort, form=row.id)
        now.show_title(row.title, autonym(row.language))
        now.buttons(
            [
                button(_("Give out…"), "send", slot=partial(self._give, row)),
                button(_("Change…"), "pencil", slot=partial(self.change, row)),
            ]
        )
        out = [paper for paper in papers if paper.read_on is None]
        self._show_out(out)
        for answered in found.rows:
            self._show_answers(answered, found.questions)
        if found.rows:
            now.section()
            now.buttons([button(_("Save answers…"), "download", "link", partial(self.save_answers, row))])

    def _show_out(self, out: list[PaperRow]) -> None:
        part = self.inspector.section(_("Not back yet"), reader().number(len(out)))
        for paper in out:
            line = label(paper.name)
            line.setToolTip(_("Given out on {day}").format(day=reader().date(paper.given_on)))
            part.addWidget(line)

    def _show_answers(self, answered: AnswerRow, questions: tuple[str, ...]) -> None:
        day = reader().date(answered.read_on) if answered.read_on else ""
        self.inspector.section(answered.name, day)
        for question, value in zip(questions, answered.values, strict=True):
            if value:
                self.inspector.fact(question, value.replace("\n", " · "))


def _columns() -> tuple[Column, ...]:
    return (
        Column(
            "title",
            N_("Form"),
            lambda row: row.title,
            width=120,
            stretch=True,
            sort=lambda row: reader().sort_key(row.title),
        ),
        Column("language", N_("Language"), lambda row: autonym(row.language), width=88),
        _number("questions", N_("Questions")),
        _number("given", N_("Given out")),
        _number("returned", N_("Came back")),
    )


def _number(key: str, title: str) -> Column:
    return Column(
        key,
        title,
        lambda row: reader().number(getattr(row, key)),
        width=72,
        kind="number",
        sort=lambda row: getattr(row, key),
    )


page_class = FormsPage
