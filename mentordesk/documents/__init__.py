"""PDF documents: values in, bytes out. reportlab is imported when a document is first drawn."""

from dataclasses import dataclass
from importlib import import_module
from typing import Any, cast

from mentordesk.i18n import N_


@dataclass(frozen=True)
class Document:
    """A kind of document: its title in menus, and the module that draws it from its values."""

    key: str
    title: str
    module: str

    def render(self, text: Any, **options: Any) -> bytes:
        """The document as PDF bytes; `text` is the values class of its module, such as HandbookText."""
        return cast("bytes", import_module(f"{__name__}.{self.module}").render(text, **options))


DOCUMENTS = (
    Document("handbook", N_("Handbook"), "handbook"),
    Document("certificate", N_("Certificate"), "certificate"),
)
