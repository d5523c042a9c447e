"""What the world may refuse us, told to the coordinator in a sentence."""

from datetime import date

from mentordesk.i18n import Reader, reader


class Refusal(Exception):  # noqa: N818 - the glossary's word; its subclasses are named by what was wrong
    """This cannot be done. Nothing was changed."""

    def __init__(self, **values: object) -> None:
        """Keep `values` for the placeholders of the docstring, which is the message."""
        super().__init__()
        self.values = values

    def __str__(self) -> str:
        now = reader()
        shown = {name: _shown(value, now) for name, value in self.values.items()}
        return now.filled(now.gettext(message_of(type(self))), **shown)


def message_of(kind: type[Refusal]) -> str:
    """The sentence of a kind of refusal, on one line, untranslated."""
    return " ".join((kind.__doc__ or "").split())


def _shown(value: object, now: Reader) -> object:
    if isinstance(value, date):
        return now.date(value)
    return now.isolated(value) if isinstance(value, str) else value
