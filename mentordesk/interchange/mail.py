"""Mail drafts as files that any mail program opens: plain text, attachments, marked as not sent yet."""

from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

ENDING = ".eml"


@dataclass(frozen=True)
class Attachment:
    """A PDF that goes along, with the name it has in the message."""

    name: str
    data: bytes


@dataclass(frozen=True, kw_only=True)
class Mail:
    """A message before it is sent; addresses are written as they were given."""

    to_name: str
    to_address: str
    subject: str
    text: str
    from_name: str = ""
    from_address: str = ""
    attachments: tuple[Attachment, ...] = ()


def as_eml(mail: Mail, *, at: datetime) -> bytes:
    """The message as the bytes of an .eml file; line breaks in names and subjects become spaces."""
    message = EmailMessage(policy=SMTP)
    message["X-Unsent"] = "1"
    message["Date"] = format_datetime(at)
    message["To"] = _address(mail.to_name, mail.to_address)
    if mail.from_address:
        message["From"] = _address(mail.from_name, mail.from_address)
    message["Subject"] = _one_line(mail.subject)
    message.set_content(mail.text, cte="base64")
    for one in mail.attachments:
        message.add_attachment(one.data, maintype="application", subtype="pdf", filename=one.name)
    return message.as_bytes()


def _address(name: str, address: str) -> Address | str:
    """The address with its name; the name alone where the address is not one."""
    user, at, domain = address.strip().rpartition("@")
    if not at or not user or not domain.isascii() or not user.isascii() or " " in address.strip():
        return _one_line(name)
    return Address(_one_line(name), user, domain)


def _one_line(text: str) -> str:
    return " ".join(text.split())
