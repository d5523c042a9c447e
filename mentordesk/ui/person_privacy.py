"""A person's data as a file, and erasing somebody: what goes and where else they are, then the proof."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit, QWidget

from mentordesk.i18n import _, isolate, ngettext, reader
from mentordesk.operations.document_orders import Order, drafts
from mentordesk.operations.documents import write_together
from mentordesk.operations.erasing import Gone, erase_person, pairings_left, what_goes
from mentordesk.operations.field_words import table_word
from mentordesk.operations.privacy import save_person_data
from mentordesk.operations.sharing import CopyRow
from mentordesk.operations.whereabouts import backups_with, copies_with
from mentordesk.ui.dialogs import Dialog, choose_save
from mentordesk.ui.page import Desk
from mentordesk.ui.widgets import button, label, row

JSON = ".json"


def save_data(parent: QWidget, desk: Desk, person: bytes, name: str) -> None:
    """Ask where, then write everything about a person as PDF or, where the name ends so, as JSON."""
    filters = _("PDF (*.pdf);;JSON (*.json)")
    path = choose_save(parent, _("Save this person’s data"), f"{name}.pdf", filters, "person data")
    if path is None:
        return
    target = path if path.suffix else path.with_suffix(".pdf")
    said = _("Wrote {file}").format(file=isolate(target.name))
    desk.do(
        lambda: _write(desk, person, target),
        done=lambda _written: desk.say(said, undoable=False),
        label=_("Writing this person’s data"),
    )


def _write(desk: Desk, person: bytes, target: Path) -> None:
    with desk.database.read() as view:
        if target.suffix.lower() == JSON:
            save_person_data(view, person=person, out=target, today=desk.today())
            return
        order = Order(kind="person-data", cohort=desk.cohort or b"", today=desk.today(), chosen=(person,))
        made = drafts(view, order)
    write_together(made, order, file=target)


@dataclass(frozen=True)
class Found:
    """What goes with a person by table, open pairings that end, and where else they are."""

    kinds: dict[str, int]
    pairings: int
    copies: list[CopyRow]
    backups: int


class EraseDialog(Dialog):
    """Says exactly what goes; the name has to be typed before it can be done."""

    def __init__(
        self,
        parent: QWidget,
        desk: Desk,
        person: bytes,
        name: str,
        *,
        done: Callable[[], object] | None = None,
    ) -> None:
        super().__init__(parent, _("Erase {person}").format(person=isolate(name)), 560)
        self._desk, self._person, self._name, self._done = desk, person, name, done
        self._parent = parent
        self.found = self.say(_("Looking what there is…"), "eraser", "late")
        self.copies = label("", wrap=True)
        self.copies.hide()
        self.body.addWidget(self.copies)
        self.say(_("Undo does not bring it back."), "triangle-alert", "attention")
        self.data = button(_("Save this person’s data…"), "download", "link", self._save)
        self.body.addLayout(row(self.data, None))
        self.body.addWidget(label(_("To go on, type the name: {name}").format(name=isolate(name)), wrap=True))
        self.line = QLineEdit()
        self.line.setAccessibleName(_("The name, to be sure"))
        self.line.textChanged.connect(self._typed)
        self.body.addWidget(self.line)
        self.offer(_("Cancel"), self.reject, primary=True)
        self.verb = self.offer(_("Erase for ever"), self.erase)
        self.verb.setEnabled(False)
        self._ready = False
        desk.do(self._look, done=self._show)

    def erase(self) -> None:
        """Do it away from the window, then show the proof."""
        desk, person, today = self._desk, self._person, self._desk.today()
        self.accept()
        desk.tasks.run(
            lambda: erase_person(desk.database, person=person, today=today),
            label=_("Erasing, also in the backups"),
            done=self._was_erased,
            refused=desk.refuse,
            cancellable=False,
        )

    def _was_erased(self, gone: Gone) -> None:
        ProofDialog(self._parent, gone).open()
        if self._done:
            self._done()

    def _look(self) -> Found:
        database, person = self._desk.database, self._person
        with database.read() as view:
            kinds, pairings = what_goes(view, person=person), pairings_left(view, person=person)
            copies = copies_with(view, person=person)
        return Found(kinds, pairings, copies, len(backups_with(database, person=person)))

    def _show(self, found: Found) -> None:
        lines = [_("This goes for ever: {records}.").format(records=_counted(found.kinds))]
        if found.pairings:
            n = found.pairings
            words = ngettext("{n} open pairing ends.", "{n} open pairings end.", n)
            lines.append(words.format(n=reader().number(n)))
        if found.backups:
            n = found.backups
            words = ngettext("{n} backup is cleaned as well.", "{n} backups are cleaned as well.", n)
            lines.append(words.format(n=reader().number(n)))
        self.found.setText("\n".join(lines))
        if found.copies:
            self.copies.setText(_copies(found.copies))
            self.copies.show()
        self._ready = True
        self._typed()
        self.fit()

    def _typed(self) -> None:
        same = " ".join(self.line.text().split()) == " ".join(self._name.split())
        self.verb.setEnabled(self._ready and same)

    def _save(self) -> None:
        save_data(self, self._desk, self._person, self._name)


def _counted(kinds: dict[str, int]) -> str:
    counted = [
        _("{kind}: {n}").format(kind=table_word(table), n=reader().number(n)) for table, n in kinds.items()
    ]
    return reader().listing(counted)


def _copies(copies: list[CopyRow]) -> str:
    """Who has copies that still hold them; these have to be asked."""
    names = reader().listing(dict.fromkeys(isolate(copy.given_to) for copy in copies))
    words = ngettext(
        "A copy that you gave away still holds them. Ask {names} to bring in yours, or to delete it.",
        "{n} copies that you gave away still hold them. Ask {names} to bring in yours, or to delete them.",
        len(copies),
    )
    return words.format(n=reader().number(len(copies)), names=names)


class ProofDialog(Dialog):
    """What was erased, and that nothing of it is left; the words can be copied."""

    def __init__(self, parent: QWidget, gone: Gone) -> None:
        super().__init__(parent, _("Erased for ever"), 560)
        self.words = "\n".join(proof(gone))
        first, *others = proof(gone)
        self.say(first, "eraser", "late")
        for words in others[:1]:
            self.say(words, *(("shield-check", "good") if gone.proved else ("circle-alert", "attention")))
        for words in others[1:]:
            self.body.addWidget(label(words, wrap=True))
        self.offer(_("Copy"), self._copy)
        self.offer(_("Close"), self.accept, primary=True)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.words)


def proof(gone: Gone) -> list[str]:
    """The proof in sentences, without a name: what went, what the search found, and the file's size."""
    now = reader()
    sizes = _("The file had {before} bytes and has {after} now.")
    cleaned = _("Backups cleaned: {n}. Removed because they could not be read: {removed}.")
    return [
        _("This is gone for ever: {records}.").format(records=_counted(gone.kinds)),
        _searched(gone),
        *(_("There: {place}").format(place=place) for place in gone.places),
        cleaned.format(n=now.number(gone.backups), removed=now.number(gone.removed)),
        sizes.format(before=now.number(gone.size_before), after=now.number(gone.size_after)),
    ]


def _searched(gone: Gone) -> str:
    counted = {"n": reader().number(gone.searched), "bytes": reader().number(gone.searched_bytes)}
    if gone.left:
        words = ngettext(
            "Searched {n} file, {bytes} bytes: a name, e-mail or phone still stands in other records.",
            "Searched {n} files, {bytes} bytes: a name, e-mail or phone still stands in other records.",
            gone.searched,
        )
    else:
        words = ngettext(
            "Searched {n} file, {bytes} bytes: no name, e-mail or phone of theirs was found.",
            "Searched {n} files, {bytes} bytes: no name, e-mail or phone of theirs was found.",
            gone.searched,
        )
    return words.format(**counted)
