"""Mail drafts read back by the standard library's own parser."""

from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest

from mentordesk.interchange.mail import Attachment, Mail, as_eml

NOON = datetime(2026, 3, 17, 12, tzinfo=UTC)
MAIL = Mail(
    to_name="سميرة النجار",
    to_address="samira@example.org",
    from_name="Ingrid Halvorsen",
    from_address="ingrid@example.org",
    subject="الاتفاق – Compass",
    text="مرحبًا\n\nPlease find it attached.",
    attachments=(Attachment("Agreement سميرة.pdf", b"%PDF-1.7 \x00\xff"),),
)


def read(data: bytes) -> EmailMessage:
    message = message_from_bytes(data, policy=policy.default)
    assert isinstance(message, EmailMessage)
    return message


def test_a_draft_reads_back_as_it_was_written() -> None:
    message = read(as_eml(MAIL, at=NOON))
    assert message["X-Unsent"] == "1"
    assert message["To"].addresses[0].display_name == "سميرة النجار"
    assert message["To"].addresses[0].addr_spec == "samira@example.org"
    assert message["From"].addresses[0].display_name == "Ingrid Halvorsen"
    assert message["Subject"] == "الاتفاق – Compass"
    body = message.get_body()
    assert body is not None
    assert body.get_content().replace("\r\n", "\n").strip() == MAIL.text
    (attached,) = message.iter_attachments()
    assert attached.get_filename() == "Agreement سميرة.pdf"
    assert attached.get_content() == b"%PDF-1.7 \x00\xff"


@pytest.mark.parametrize("nasty", ["Ana\r\nBcc: all@example.org", "Ana\nX: y", 'A "B" <c@d.e>, F'])
def test_no_header_can_be_smuggled_in(nasty: str) -> None:
    message = read(as_eml(Mail(to_name=nasty, to_address="a@b.org", subject=nasty, text="x"), at=NOON))
    assert message["Bcc"] is None
    assert message["X"] is None
    assert len(message["To"].addresses) == 1


def test_what_is_no_address_is_not_written_as_one() -> None:
    for wrong in ("", "nobody", "a b@c.org", "@example.org"):
        data = as_eml(Mail(to_name="Ana", to_address=wrong, subject="s", text="t"), at=NOON)
        assert b"@" not in data.split(b"Subject")[0]
