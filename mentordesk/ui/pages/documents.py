"""Documents: choose, see it as it will print, then save, print, or write one for each."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QHBoxLayout, QSplitter

from mentordesk.domain.refusal import Refusal
from mentordesk.i18n import LANGUAGES, N_, _, isolate, ngettext, reader
from mentordesk.operations import documents
from mentordesk.operations.certificate_candidates import candidates
from mentordesk.operations.certificate_check import check_certificate
from mentordesk.operations.certificate_rules import form_choices, rules
from mentordesk.operations.certificates import (
    NobodyChosen,
    issue_certificates,
    register,
    withdraw_certificate,
)
from mentordesk.operations.document_files import safe_name
from mentordesk.operations.document_orders import Draft, Order, drafts, issued_drafts
from mentordesk.operations.documents import Written
from mentordesk.operations.mail_drafts import sender_of, write_mails
from mentordesk.operations.programme import programme_of
from mentordesk.ui.certificate_check import CertificateCheck
from mentordesk.ui.certificate_earned import earned_table, rule_dialog
from mentordesk.ui.certificate_register import register_table
from mentordesk.ui.dialogs import Dialog, FormDialog, choose_folder, choose_save
from mentordesk.ui.document_choices import CERTIFICATE, CHECK, REGISTER, DocumentChoices
from mentordesk.ui.document_fields import Usual, order_of
from mentordesk.ui.form import Field
from mentordesk.ui.page import Page
from mentordesk.ui.pdf_pages import print_pages
from mentordesk.ui.pdf_preview import PdfPreview
from mentordesk.ui.table import Action
from mentordesk.ui.tasks import Progress
from mentordesk.ui.theme import theme

AFTER = 150
"""Milliseconds of rest before the preview is drawn anew."""

ROOMY = 720
"""Points of width from which on the choices need not give way to the preview."""

MOST_SHOWN = 12
"""A preview shows the documents of so many; all are saved."""

FOLDER = "documents"
PDF, MAIL = "pdf", "mail"


class DocumentsPage(Page):
    """Kinds and choices at the leading side; the preview, the register or the check beside them."""

    key = "documents"
    title = N_("Documents")
    icon = "file-text"
    shows = frozenset(
        {"action", "certificate", "certificate_rule", "cohort", "goal", "handbook_section", "milestone"}
        | {"form_paper", "pairing", "participant", "person", "person_language", "person_skill", "person_tag"}
        | {"photo", "programme", "session", "signatory"}
    )

    def build(self) -> None:
        self.print_it = self.add_button(_("Print…"), "printer", self._print)
        self.into_folder = self.add_button(_("One file each…"), "folder-open", self._ask_how)
        self.save = self.add_primary(_("Save…"), "save", self._save)
        self.choices = DocumentChoices(Usual(self._usual_paper(), self._usual_language()))
        self.preview = PdfPreview()
        self.check = CertificateCheck()
        self.check.asked.connect(self._check)
        self.register = register_table()
        self.register.actions_for_row(
            [Action(_("Withdraw"), "ban", self._withdraw), Action(_("Print…"), "printer", self._print)]
        )
        self._lay_out()
        self._wanted = 0
        self._timer = QTimer(self, singleShot=True, interval=AFTER)
        self._timer.timeout.connect(self._draw)
        self.choices.changed.connect(self._changed)
        self.choices.who.clicked.connect(self._show_earned)
        self.choices.what.clicked.connect(self._ask_rule)
        self.register.row_chosen.connect(lambda _row: self._changed())

    def _lay_out(self) -> None:
        self.beside = QSplitter(Qt.Orientation.Vertical)
        self.beside.setChildrenCollapsible(False)
        for part in (self.check, self.register, self.preview):
            self.beside.addWidget(part)
        self.beside.setHandleWidth(theme().px(12))
        self.beside.setSizes([theme().px(400), theme().px(240), theme().px(400)])
        across = QHBoxLayout()
        across.setSpacing(theme().px(16))
        across.addWidget(self.choices)
        across.addWidget(self.beside, 1)
        self.body.addLayout(across, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.choices.take(wide=event.size().width() >= theme().px(ROOMY))

    def refresh(self) -> None:
        cohort = self.desk.cohort
        with self.desk.database.read() as view:
            self.register.show_rows(register(view))
            people = candidates(view, cohort=cohort) if cohort else []
        self.choices.show_people(people)
        self._subjects_of = ""
        self._changed()

    def go(self, **where: object) -> None:
        """`kind` shows a kind of document, the register or the check; `participant`, `pairing` tick one."""
        self.choices.kinds.choose(where.get("kind", self.choices.kind))
        self._show_subjects()
        if "participant" in where:
            self.choices.people.set_checked({where["participant"]})
            self.choices.subjects.set_checked({where["participant"]})
        if "pairing" in where:
            self.choices.subjects.set_checked({where["pairing"]})

    def _usual_language(self) -> str:
        with self.desk.database.read() as view:
            programme = programme_of(view)
        usual = programme.language if programme else LANGUAGES[0]
        return usual if usual in LANGUAGES else LANGUAGES[0]

    def _usual_paper(self) -> str:
        with self.desk.database.read() as view:
            programme = programme_of(view)
        return (programme.paper if programme else "") or self.desk.settings.paper

    @property
    def order(self) -> Order:
        """What is chosen, for those who are checked; for everybody where nobody is."""
        return order_of(
            self.choices.kind,
            self.choices.values(),
            cohort=self.desk.cohort or b"",
            today=self.desk.today(),
            chosen=tuple(row.id for row in self.choices.chosen()),
            paper=self.desk.settings.paper,
        )

    def _changed(self) -> None:
        kind = self.choices.kind
        self._show_subjects()
        self.check.setVisible(kind == CHECK)
        self.register.setVisible(kind == REGISTER)
        self.preview.setVisible(kind != CHECK)
        for button in (self.print_it, self.into_folder, self.save):
            button.setEnabled(kind != CHECK)
        self._say_what()
        self._timer.start()

    _subjects_of = ""

    def _show_subjects(self) -> None:
        """Read the pairings or mentors of the chosen kind, once."""
        kind, cohort = self.choices.kind, self.desk.cohort
        if kind in {REGISTER, CHECK} or cohort is None or kind == self._subjects_of:
            return
        self._subjects_of = kind
        with self.desk.database.read() as view:
            self.choices.show_subjects(documents.subjects(view, kind, cohort=cohort))

    def _say_what(self) -> None:
        kind = self.choices.kind
        if kind == REGISTER:
            count = len(self.register.model.rows)
            words = ngettext("{n} certificate issued", "{n} certificates issued", count)
            self.say_state(words.format(n=count))
        elif kind == CHECK:
            self.say_state(_("Whether a paper is genuine, without internet"))
        elif kind == CERTIFICATE:
            count = len(self.choices.chosen())
            words = ngettext("{n} person chosen", "{n} people chosen", count).format(n=count)
            self.say_state(_("{people} · saving or printing issues them").format(people=words))
        else:
            self.say_state(_(documents.kind_of(kind).words))

    def _draw(self) -> None:
        """Make the preview away from the window; what was asked for meanwhile makes it out of date."""
        self._wanted += 1
        wanted, make = self._wanted, self._preview_maker()

        def work() -> bytes | None:
            return make() if wanted == self._wanted else None

        self.desk.tasks.run(
            work,
            label=_("Drawing…"),
            done=partial(self._show, wanted),
            refused=partial(self._show_refusal, wanted),
            cancellable=False,
        )

    def _show_refusal(self, wanted: int, refusal: Refusal) -> None:
        """A document that cannot be made says why in its place."""
        if wanted == self._wanted:
            self.preview.show_pdf(None)
            self.preview.say(str(refusal))
            self.preview.note.setToolTip(str(refusal))

    def _show(self, wanted: int, data: bytes | None) -> None:
        if wanted == self._wanted:
            self.preview.show_pdf(data)
            over = len(self.choices.chosen()) - MOST_SHOWN
            self.preview.say(
                ngettext("and {n} more", "and {n} more", over).format(n=over) if over > 0 else ""
            )

    def _preview_maker(self) -> Callable[[], bytes | None]:
        """What draws the preview: of the checked, else of the one stood on."""
        kind, database, order = self.choices.kind, self.desk.database, self.order
        if kind == CHECK or not order.cohort:
            return lambda: None
        if kind == REGISTER:
            row = self.register.chosen() or next(iter(self.register.shown()), None)
            return partial(self._issued_pages, [row.id] if row else [])
        chosen = self.choices.chosen() or self.choices.shown_first()
        few = replace(order, chosen=tuple(row.id for row in chosen[:MOST_SHOWN]))

        def make() -> bytes | None:
            with database.read() as view:
                made = drafts(view, few)
            return documents.printed(made[:MOST_SHOWN], few)

        return make

    def _issued_pages(self, keys: Sequence[bytes]) -> bytes | None:
        with self.desk.database.read() as view:
            made = issued_drafts(view, keys)
        return documents.printed(made, self._certificate_order()) if made else None

    def _certificate_order(self) -> Order:
        return replace(self.order, kind=CERTIFICATE)

    def _check(self, number: str, code: str, seen: dict[str, str]) -> None:
        with self.desk.database.read() as view:
            found = check_certificate(view, number=number, code=code, words=reader(), seen=seen)
        self.check.show_checked(found)

    def _source(self) -> Callable[[], tuple[list[Draft], Order]]:
        """What gives the chosen documents, issuing certificates that were not yet."""
        database, order, kind = self.desk.database, self.order, self.choices.kind
        if kind == REGISTER:
            rows = self.register.checked() or [row for row in (self.register.chosen(),) if row]
            return partial(self._again, [row.id for row in rows])

        def made() -> tuple[list[Draft], Order]:
            if order.issue is not None:
                issue_certificates(database, participants=order.chosen, issue=order.issue)
            with database.read() as view:
                return drafts(view, order), order

        return made

    def _again(self, keys: Sequence[bytes]) -> tuple[list[Draft], Order]:
        """Certificates of the register once more."""
        if not keys:
            raise NobodyChosen
        with self.desk.database.read() as view:
            return issued_drafts(view, keys), self._certificate_order()

    def _file_name(self) -> str:
        kind = CERTIFICATE if self.choices.kind == REGISTER else self.choices.kind
        chosen = self.register.checked() if self.choices.kind == REGISTER else self.choices.chosen()
        name = chosen[0].name if len(chosen) == 1 else ""
        return safe_name(f"{_(documents.kind_of(kind).title)} {name}")

    def _save(self) -> None:
        path = choose_save(self, _("Save as PDF"), self._file_name(), _("PDF (*.pdf)"), FOLDER)
        if path is None:
            return
        target, source = path.with_suffix(".pdf"), self._source()

        def work(progress: Progress) -> Written:
            made, order = source()
            return documents.write_together(made, order, file=target, progress=progress)

        self.desk.do(work, done=self._saved, label=_("Writing {file}").format(file=isolate(target.name)))

    def _ask_how(self) -> None:
        """How files are to be named, and whether mail drafts are wanted; then where."""
        what = ((PDF, _("PDF files")), (MAIL, _("Mail drafts with the PDF")))
        places = " ".join(f"{{{one}}}" for one in documents.PLACES)
        fields = (
            Field("what", _("Write"), "choice", choices=what, default=PDF),
            Field("pattern", _("Names of files"), default=documents.PATTERN, help=places),
            Field("go_on", _("Go on where it stopped: leave files that are there"), "check", default=False),
        )
        self.dialog = FormDialog(self, _("One file each"), fields, self._to_folder, verb=_("Choose folder…"))
        self.dialog.open()

    def _to_folder(self, values: dict[str, Any]) -> None:
        folder = choose_folder(self, _("A folder for the documents"), FOLDER)
        if folder is not None:
            work = self._folder_maker(folder, values)
            self.desk.do(work, done=self._saved, label=_("Writing documents"))

    def _folder_maker(self, folder: Path, values: dict[str, Any]) -> Callable[[Progress], Written]:
        source, database = self._source(), self.desk.database

        def work(progress: Progress) -> Written:
            made, order = source()
            if values["what"] == MAIL:
                with database.read() as view:
                    sender = sender_of(view)
                return write_mails(
                    made, order, sender=sender, folder=folder, go_on=values["go_on"], progress=progress
                )
            pattern = values["pattern"] or documents.PATTERN
            return documents.write_each(
                made, order, folder=folder, pattern=pattern, go_on=values["go_on"], progress=progress
            )

        return work

    def print_shown(self) -> None:
        self._print()

    def _print(self) -> None:
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(self._file_name().removesuffix(".pdf"))
        dialog = QPrintDialog(printer, self)
        dialog.setWindowTitle(_("Print"))
        if dialog.exec() == QDialog.DialogCode.Accepted:
            self.print_on(printer)

    def print_on(self, printer: QPrinter) -> None:
        """Print what is chosen, away from the window."""
        source = self._source()

        def work(progress: Progress) -> int:
            made, order = source()
            return print_pages(printer, documents.printed(made, order, progress=progress), progress)

        self.desk.do(work, done=self._printed, label=_("Printing"))

    def _printed(self, count: int) -> None:
        words = ngettext("Sent {n} page to the printer", "Sent {n} pages to the printer", count)
        self.desk.say(words.format(n=count), undoable=False)

    def _saved(self, written: Written) -> None:
        """Say what was written; first of all which characters could not be."""
        if written.unwritten:
            listed = reader().listing(written.unwritten)
            words = _("These characters stand as boxes: {characters}.").format(characters=listed)
        elif len(written.paths) == 1:
            words = _("Saved {file}").format(file=isolate(written.paths[0].name))
        else:
            count = len(written.paths)
            words = ngettext("Saved {n} document", "Saved {n} documents", count).format(n=count)
        self.desk.say(words, undoable=False)

    def _show_earned(self) -> None:
        """Who has earned the chosen certificate, who has not, and why."""
        table = earned_table(self.choices.certificate_kind, self.choices.people.model.rows)
        shown = Dialog(self, _("Who has earned it"), 720)
        shown.body.addWidget(table, 1)
        shown.offer(_("Close"), shown.accept, primary=True)
        self.list_dialog = shown
        shown.open()

    def _ask_rule(self) -> None:
        kind = self.choices.certificate_kind
        with self.desk.database.read() as view:
            rule = rules(view)[kind]
            offered = form_choices(view)
        self.dialog = rule_dialog(self, self.desk.database, kind, rule, offered)
        self.dialog.open()

    def _withdraw(self) -> None:
        row = self.register.chosen()
        if row is not None:
            self.desk.act(
                partial(withdraw_certificate, self.desk.database, certificate=row.id),
                say=_("Withdrew certificate {number}").format(number=isolate(row.number)),
            )


page_class = DocumentsPage
