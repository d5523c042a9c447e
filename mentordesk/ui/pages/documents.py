"""Documents: choose, see it as it will print, then save or print one or many."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QHBoxLayout, QSplitter

from mentordesk.domain.refusal import Refusal
from mentordesk.i18n import LANGUAGES, N_, _, isolate, ngettext
from mentordesk.operations import documents
from mentordesk.operations.certificate_candidates import candidates
from mentordesk.operations.certificates import (
    Issue,
    NobodyChosen,
    certificate_texts,
    issue_certificates,
    issued_texts,
    register,
    withdraw_certificate,
)
from mentordesk.operations.document_files import safe_name, write_whole
from mentordesk.operations.programme import programme_of
from mentordesk.ui.certificate_register import register_table
from mentordesk.ui.dialogs import choose_folder, choose_save
from mentordesk.ui.document_choices import DocumentChoices
from mentordesk.ui.page import Page
from mentordesk.ui.pdf_pages import print_pages
from mentordesk.ui.pdf_preview import PdfPreview
from mentordesk.ui.table import Action
from mentordesk.ui.tasks import Progress
from mentordesk.ui.theme import theme

if TYPE_CHECKING:
    from mentordesk.documents.certificate_words import CertificateText

AFTER = 150
"""Milliseconds of rest before the preview is drawn anew."""

MOST_SHOWN = 12
"""A preview shows so many people's pages; all are saved."""

FOLDER = "documents"


class DocumentsPage(Page):
    """Kinds and choices at the leading side, the preview beside them, the register above it."""

    key = "documents"
    title = N_("Documents")
    icon = "file-text"
    shows = frozenset(
        {"certificate", "cohort", "handbook_section", "pairing", "participant", "person"}
        | {"programme", "session", "signatory"}
    )

    def build(self) -> None:
        self.add_button(_("Print…"), "printer", self._print)
        self.into_folder = self.add_button(_("To a folder…"), "folder-open", self._to_folder)
        self.add_primary(_("Save…"), "save", self._save)
        self.choices = DocumentChoices(self.desk.settings.paper, self._usual_language())
        self.preview = PdfPreview()
        self.register = register_table()
        self.register.actions_for_row(
            [Action(_("Withdraw"), "ban", self._withdraw), Action(_("Print…"), "printer", self._print)]
        )
        self.beside = QSplitter(Qt.Orientation.Vertical)
        self.beside.setChildrenCollapsible(False)
        self.beside.addWidget(self.register)
        self.beside.addWidget(self.preview)
        self.beside.setHandleWidth(theme().px(12))
        self.beside.setSizes([theme().px(240), theme().px(400)])
        across = QHBoxLayout()
        across.setSpacing(theme().px(16))
        across.addWidget(self.choices)
        across.addWidget(self.beside, 1)
        self.body.addLayout(across, 1)
        self._wanted = 0
        self._timer = QTimer(self, singleShot=True, interval=AFTER)
        self._timer.timeout.connect(self._draw)
        self.choices.changed.connect(self._changed)
        self.register.row_chosen.connect(lambda _row: self._changed())

    def refresh(self) -> None:
        with self.desk.database.read() as view:
            self.register.show_rows(register(view))
            people = candidates(view, cohort=self.desk.cohort) if self.desk.cohort else []
        self.choices.show_people(people)
        self._changed()

    def go(self, **where: object) -> None:
        """`kind` shows a kind of document or the register, `participant` ticks only that one."""
        self.choices.kinds.choose(where.get("kind", self.choices.kind))
        if "participant" in where:
            self.choices.people.set_checked({where["participant"]})

    def _usual_language(self) -> str:
        with self.desk.database.read() as view:
            programme = programme_of(view)
        usual = programme.language if programme else LANGUAGES[0]
        return usual if usual in LANGUAGES else LANGUAGES[0]

    @property
    def _issue(self) -> Issue:
        values = self.choices.certificate.values()
        return Issue(self.choices.certificate_kind, self.desk.today(), values["design"], values["language"])

    def _changed(self) -> None:
        of_register = self.choices.kind == "register"
        self.register.setVisible(of_register)
        self._say_what()
        self._timer.start()

    def _say_what(self) -> None:
        kind = self.choices.kind
        if kind == "handbook":
            self.say_state(_("With the programme's own words, rules and contacts"))
        elif kind == "register":
            count = len(self.register.model.rows)
            words = ngettext("{n} certificate issued", "{n} certificates issued", count)
            self.say_state(words.format(n=count))
        else:
            count = len(self.choices.chosen())
            words = ngettext("{n} person chosen", "{n} people chosen", count).format(n=count)
            self.say_state(_("{people} · saving or printing issues them").format(people=words))

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

    def _show(self, wanted: int, data: bytes | None) -> None:
        if wanted == self._wanted:
            self.preview.show_pdf(data)
            over = len(self.choices.chosen()) - MOST_SHOWN
            several = self.choices.kind == "certificate" and over > 0
            self.preview.say(ngettext("and {n} more", "and {n} more", over).format(n=over) if several else "")

    def _preview_maker(self) -> Callable[[], bytes | None]:
        if self.choices.kind == "handbook":
            return self._handbook_maker()
        if self.choices.kind == "register":
            row = self.register.chosen() or next(iter(self.register.shown()), None)
            return partial(self._issued_pages, [row.id] if row else [])
        one = self.choices.people.chosen() or next(iter(self.choices.people.shown()), None)
        people = self.choices.chosen() or ([one] if one else [])
        return partial(self._drafts, [one.id for one in people[:MOST_SHOWN]], self._issue, self.choices.paper)

    def _handbook_maker(self) -> Callable[[], bytes]:
        edition, paper = self.choices.edition, self.choices.paper
        today, cohort, database = self.desk.today(), self.desk.cohort, self.desk.database

        def make() -> bytes:
            with database.read() as view:
                return documents.print_handbook(
                    view, edition=edition, today=today, cohort=cohort, paper=paper
                )

        return make

    def _drafts(self, people: Sequence[bytes], issue: Issue, paper: str) -> bytes | None:
        with self.desk.database.read() as view:
            texts = certificate_texts(view, participants=people, issue=issue)
        return documents.print_certificates(texts, paper=paper) if texts else None

    def _issued_pages(self, keys: Sequence[bytes]) -> bytes | None:
        with self.desk.database.read() as view:
            texts = issued_texts(view, certificates=keys)
        return documents.print_certificates(texts, paper=self.desk.settings.paper) if texts else None

    def _certificate_source(self) -> "Callable[[], list[CertificateText]]":
        """What gives the words of the chosen certificates, issuing those that were not."""
        database = self.desk.database
        keys = [row.id for row in self.register.checked()] or [
            row.id for row in (self.register.chosen(),) if row
        ]
        people, issue = [row.id for row in self.choices.chosen()], self._issue
        again = self.choices.kind == "register"

        def texts() -> "list[CertificateText]":
            if again and not keys:
                raise NobodyChosen
            given = keys if again else issue_certificates(database, participants=people, issue=issue)
            with database.read() as view:
                return issued_texts(view, certificates=given)

        return texts

    def _whole(self) -> Callable[[Progress], bytes]:
        """All that is chosen as one PDF."""
        if self.choices.kind == "handbook":
            make = self._handbook_maker()
            return lambda progress: make()  # noqa: ARG005 - a handbook is made in one go
        source, paper = self._certificate_source(), self.choices.paper
        return lambda progress: documents.print_certificates(source(), paper=paper, progress=progress)

    def _file_name(self) -> str:
        if self.choices.kind == "handbook":
            return self.choices.edition.file_name
        chosen = self.register.checked() if self.choices.kind == "register" else self.choices.chosen()
        name = chosen[0].name if len(chosen) == 1 else ""
        return safe_name(f"{_('Certificate') if name else _('Certificates')} {name}")

    def _save(self) -> None:
        path = choose_save(self, _("Save as PDF"), self._file_name(), _("PDF (*.pdf)"), FOLDER)
        if path is None:
            return
        target, make = path.with_suffix(".pdf"), self._whole()

        def work(progress: Progress) -> Path:
            data = make(progress)
            return write_whole(target, lambda out: out.write(data))

        self.desk.do(work, done=self._saved, label=_("Writing {file}").format(file=isolate(target.name)))

    def _to_folder(self) -> None:
        folder = choose_folder(self, _("A folder for the documents"), FOLDER)
        if folder is None:
            return
        self.desk.do(self._folder_maker(folder), done=self._saved_many, label=_("Writing documents"))

    def _folder_maker(self, folder: Path) -> Callable[..., list[Path]]:
        database, paper, cohort, today = (
            self.desk.database,
            self.choices.paper,
            self.desk.cohort,
            self.desk.today(),
        )
        if self.choices.kind == "handbook":

            def handbooks(progress: Progress) -> list[Path]:
                with database.read() as view:
                    wanted = documents.editions(view, cohort=cohort) if cohort else []
                return documents.write_handbooks(
                    database,
                    editions=wanted,
                    folder=folder,
                    today=today,
                    cohort=cohort,
                    paper=paper,
                    progress=progress,
                )

            return handbooks
        source = self._certificate_source()

        def certificates(progress: Progress) -> list[Path]:
            return documents.write_certificates(source(), folder=folder, paper=paper, progress=progress)

        return certificates

    def _print(self) -> None:
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(self._file_name().removesuffix(".pdf"))
        dialog = QPrintDialog(printer, self)
        dialog.setWindowTitle(_("Print"))
        if dialog.exec() == QDialog.DialogCode.Accepted:
            self.print_on(printer)

    def print_on(self, printer: QPrinter) -> None:
        """Print what is chosen, away from the window."""
        make = self._whole()

        def work(progress: Progress) -> int:
            return print_pages(printer, make(progress), progress)

        self.desk.do(work, done=self._printed, label=_("Printing"))

    def _printed(self, count: int) -> None:
        words = ngettext("Sent {n} page to the printer", "Sent {n} pages to the printer", count)
        self.desk.say(words.format(n=count), undoable=False)

    def _saved(self, path: Path) -> None:
        self.desk.say(_("Saved {file}").format(file=isolate(path.name)), undoable=False)

    def _saved_many(self, paths: Sequence[Path]) -> None:
        words = ngettext("Saved {n} document", "Saved {n} documents", len(paths))
        self.desk.say(words.format(n=len(paths)), undoable=False)

    def _withdraw(self) -> None:
        row = self.register.chosen()
        if row is not None:
            self.desk.act(
                partial(withdraw_certificate, self.desk.database, certificate=row.id),
                say=_("Withdrew certificate {number}").format(number=isolate(row.number)),
            )


page_class = DocumentsPage
