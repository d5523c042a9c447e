"""Drafts of mails: a file for each person a document is for, in their language, with the PDF attached."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time
from pathlib import Path

from mentordesk.domain.programme import Programme
from mentordesk.domain.refusal import Refusal
from mentordesk.i18n import N_, Reader
from mentordesk.interchange.mail import ENDING, Attachment, Mail, as_eml
from mentordesk.operations.document_files import distinct, safe_name, write_whole
from mentordesk.operations.document_orders import Draft, Order, Recipient
from mentordesk.operations.documents import Progress, Written, file_name, printed
from mentordesk.operations.programme import programme_of
from mentordesk.storage.work import Work

SUBJECT = N_("{document} – {programme}")
GREETING = N_("Hello {name},")
BODY = N_("{document} of {programme} is attached to this message as a PDF.")
QUESTIONS = N_("If something is not right, or if you have a question, please answer this message.")
REGARDS = N_("Kind regards")


class NobodyToWriteTo(Refusal):
    """Nobody of those chosen has an e-mail address, so no draft was written. Add the addresses in People."""


@dataclass(frozen=True)
class Sender:
    """Who writes: the programme's contact."""

    name: str
    email: str
    programme: str


def sender_of(view: Work) -> Sender:
    """Who writes for this programme; empty without one."""
    found: Programme | None = programme_of(view)
    return Sender(found.contact_name, found.contact_email, found.name) if found else Sender("", "", "")


def write_mails(
    made: Sequence[Draft],
    order: Order,
    *,
    sender: Sender,
    folder: Path,
    go_on: bool = False,
    progress: Progress | None = None,
) -> Written:
    """A draft for everybody who has an address, into a folder; stopped, it leaves the finished ones."""
    letters = [(draft, who) for draft in made for who in draft.to if who.email]
    if not letters:
        raise NobodyToWriteTo
    names = distinct([safe_name(f"{who.name} {draft.title}", ENDING) for draft, who in letters])
    written: list[Path] = []
    pdfs = _Printed(order)
    for at, ((draft, who), name) in enumerate(zip(letters, names, strict=True)):
        if progress:
            progress(at / len(letters), name)
        if go_on and (folder / name).exists():
            continue
        data = as_eml(mail(draft, who, sender, pdfs.attachment(draft)), at=_noon(order))
        written.append(_wrote(folder / name, data))
    return Written(tuple(written), len(letters) - len(written))


def _wrote(path: Path, data: bytes) -> Path:
    return write_whole(path, lambda out: out.write(data))


def mail(draft: Draft, who: Recipient, sender: Sender, attachment: Attachment) -> Mail:
    """The message to one person, in their language."""
    words = Reader(who.language)
    return Mail(
        to_name=who.name,
        to_address=who.email,
        from_name=sender.name,
        from_address=sender.email,
        subject=words.gettext(SUBJECT).format(document=draft.title, programme=sender.programme),
        text="\n".join(_lines(draft, who, sender, words)),
        attachments=(attachment,),
    )


def _lines(draft: Draft, who: Recipient, sender: Sender, words: Reader) -> Iterator[str]:
    yield words.gettext(GREETING).format(name=who.name)
    yield ""
    yield words.gettext(BODY).format(document=draft.title, programme=sender.programme)
    yield words.gettext(QUESTIONS)
    yield ""
    yield words.gettext(REGARDS)
    yield from (line for line in (sender.name, sender.programme) if line)


class _Printed:
    """The PDF of the document at hand, made once for all it goes to."""

    def __init__(self, order: Order) -> None:
        self.order = order
        self.draft: Draft | None = None
        self.made = Attachment("", b"")

    def attachment(self, draft: Draft) -> Attachment:
        if draft is not self.draft:
            self.draft = draft
            self.made = Attachment(file_name(draft, self.order), printed([draft], self.order))
        return self.made


def _noon(order: Order) -> datetime:
    return datetime.combine(order.today, time(12), UTC)
