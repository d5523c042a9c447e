"""Drafts for the people a document is for: their language, their address, the PDF with them."""

from datetime import date
from email import message_from_bytes, policy
from email.message import EmailMessage
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from mentordesk.operations.document_orders import Draft, Order, drafts
from mentordesk.operations.mail_drafts import NobodyToWriteTo, Sender, sender_of, write_mails
from mentordesk.operations.programme import cohorts
from mentordesk.operations.sample import make_sample
from mentordesk.storage.database import Database

TODAY = date(2026, 3, 17)


@pytest.fixture(scope="module")
def letters(tmp_path_factory: pytest.TempPathFactory) -> tuple[list[Draft], Order, Sender]:
    """Six introduction letters, and who writes."""
    path = tmp_path_factory.mktemp("mail") / "sample.mentordesk"
    with Database.create(path) as made:
        make_sample(made, today=TODAY)
        with made.read() as view:
            order = Order(kind="introduction", cohort=cohorts(view)[0].id, today=TODAY)
            return drafts(view, order)[:6], order, sender_of(view)


def read(path: Path) -> EmailMessage:
    message = message_from_bytes(path.read_bytes(), policy=policy.default)
    assert isinstance(message, EmailMessage)
    return message


def test_everybody_gets_a_draft_with_their_own_letter(
    letters: tuple[list[Draft], Order, Sender], tmp_path: Path
) -> None:
    several, order, sender = letters
    written = write_mails(several, order, sender=sender, folder=tmp_path)
    assert len(written.paths) == 6
    for path, draft in zip(written.paths, several, strict=True):
        message = read(path)
        assert message["To"].addresses[0].display_name == draft.name
        assert message["From"].addresses[0].addr_spec == sender.email
        assert draft.title in message["Subject"]
        (pdf,) = message.iter_attachments()
        words = PdfReader(BytesIO(pdf.get_content())).pages[0].extract_text()
        assert draft.values.programme.split()[0] in words
        assert path.suffix == ".eml"


def test_a_stopped_run_goes_on(letters: tuple[list[Draft], Order, Sender], tmp_path: Path) -> None:
    several, order, sender = letters
    write_mails(several[:2], order, sender=sender, folder=tmp_path)
    again = write_mails(several, order, sender=sender, folder=tmp_path, go_on=True)
    assert (len(again.paths), again.skipped) == (4, 2)


def test_without_an_address_nothing_is_written(
    letters: tuple[list[Draft], Order, Sender], tmp_path: Path
) -> None:
    several, order, sender = letters
    nobody = [Draft(one.values, one.title, one.name) for one in several]
    with pytest.raises(NobodyToWriteTo) as refused:
        write_mails(nobody, order, sender=sender, folder=tmp_path)
    assert "e-mail" in str(refused.value)
    assert list(tmp_path.iterdir()) == []
