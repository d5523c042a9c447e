"""E-mail addresses, telephone numbers and ways to meet, as cells hold them."""

from dataclasses import dataclass

from mentordesk.interchange.folding import folded
from mentordesk.interchange.refusals import NotAChannel, NotAnAddress
from mentordesk.interchange.values import split_values

LONG = 11

CHANNELS = {
    word: channel
    for channel, words in (
        ("video", "video zoom teams meet videollamada wideo visio videoanruf فيديو skype videocall"),
        ("phone", "phone telephone call telefono llamada telefon telephone هاتف mobile anruf"),
        ("in person", "person presencial persona osobiscie personne personlich شخصيا"),
        ("e-mail", "email mail correo بريد courriel"),
        ("chat", "chat messages text whatsapp signal telegram mensajes czat دردشة"),
    )
    for word in words.split()
}


@dataclass(frozen=True, slots=True)
class Phone:
    """A telephone number: international where it is valid, else kept as typed with `valid` False."""

    text: str
    valid: bool


def parse_email(text: str) -> str:
    """The address, its domain in lower case; NotAnAddress for anything else. Nothing is looked up."""
    from email_validator import EmailNotValidError, validate_email

    word = text.strip().removeprefix("mailto:")
    if not word:
        return ""
    try:
        return validate_email(word, check_deliverability=False, test_environment=True).normalized
    except EmailNotValidError as error:
        raise NotAnAddress(text=text) from error


def parse_phone(text: str, country: str = "") -> Phone:
    """International form by the country's rules; eleven digits and more are read as if after a +."""
    word = text.strip()
    lost_plus = sum(map(str.isdecimal, word)) >= LONG and word[:1].isdecimal() and not word.startswith("0")
    shown = (lost_plus and _international(f"+{word}", "")) or _international(word, country)
    return Phone(shown or word, valid=bool(shown) or not word)


def _international(number: str, region: str) -> str:
    import phonenumbers

    try:
        parsed = phonenumbers.parse(number, region or None)
    except phonenumbers.NumberParseException:
        return ""
    if not phonenumbers.is_valid_number(parsed):
        return ""
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.INTERNATIONAL)


def parse_channels(text: str) -> tuple[str, ...]:
    """The ways to meet in a cell, as words of `domain.person.Channel`, each once."""
    found = [_channel(part) for part in split_values(text)]
    return tuple(dict.fromkeys(found))


def _channel(text: str) -> str:
    joined = folded(text).replace("e mail", "email")
    channel = next((CHANNELS[word] for word in joined.split() if word in CHANNELS), "")
    if not channel:
        raise NotAChannel(text=text)
    return channel
