"""Forms filled in by a viewer's own engine, with mouse and keyboard, and read back."""

import ctypes
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from pypdf import PdfReader
from pypdfium2 import raw

from mentordesk.documents.form import render
from mentordesk.documents.form_words import Ask, FormText
from mentordesk.documents.layout import Paper
from mentordesk.interchange.filled_forms import Filled, read_forms

TOKEN = "MentorDesk paper 01"  # noqa: S105 - no secret
TYPED = ("Łódź & Nguyễn", "سميرة النجار", "佐藤 美咲", "<b>प्रिया</b>")
FORM = FormText(
    title="First month",
    language="en",
    token=TOKEN,
    questions=(
        Ask(key="hope", kind="text", text="What do you hope for?"),
        Ask(key="why", kind="long text", text="Why?"),
        Ask(key="way", kind="choice", text="How do you meet?", choices=("Video", "Phone", "In person")),
        Ask(key="help", kind="several choices", text="What helps?", choices=("Reading", "Talking")),
        Ask(key="sure", kind="scale", text="How sure are you?"),
        Ask(key="since", kind="date", text="Since when?"),
    ),
)


class Viewer:
    """The first page of a form, open in PDFium."""

    def __init__(self, data: bytes) -> None:
        self.document = pypdfium2.PdfDocument(data)
        self.document.init_forms()
        self.forms = self.document.formenv
        self.page = self.document[0]
        self.places = dict(_places(data))

    def click(self, name: str, which: int = 0) -> None:
        """Press the mouse in the middle of a field's widget."""
        x, y = self.places[name][which]
        for act in (raw.FORM_OnMouseMove, raw.FORM_OnLButtonDown, raw.FORM_OnLButtonUp):
            act(self.forms, self.page, 0, x, y)

    def type(self, name: str, text: str) -> None:
        self.click(name)
        wide = (text + "\0").encode("utf-16-le")
        buffer = ctypes.cast(ctypes.create_string_buffer(wide), raw.FPDF_WIDESTRING)
        raw.FORM_ReplaceSelection(self.forms, self.page, buffer)

    def saved(self) -> bytes:
        raw.FORM_ForceToKillFocus(self.forms)
        out = BytesIO()
        self.document.save(out)
        return out.getvalue()


@contextmanager
def viewer(data: bytes) -> Iterator[Viewer]:
    one = Viewer(data)
    yield one
    one.page.close()
    one.document.close()


def _places(data: bytes) -> Iterator[tuple[str, list[tuple[float, float]]]]:
    """The middle of each widget of each field, in points from the page's foot."""
    found: dict[str, list[tuple[float, float]]] = {}
    page: Any = PdfReader(BytesIO(data)).pages[0]
    for reference in page["/Annots"]:
        widget = reference.get_object()
        name = widget.get("/T") or widget["/Parent"].get_object()["/T"]
        left, foot, right, top = (float(edge) for edge in widget["/Rect"])
        found.setdefault(str(name), []).append(((left + right) / 2, (foot + top) / 2))
    yield from found.items()


@pytest.mark.parametrize("typed", TYPED)
@pytest.mark.parametrize("large", [False, True])
def test_what_a_viewer_filled_in_is_read_back(typed: str, large: bool, tmp_path: Path) -> None:
    with viewer(render(FORM, paper=Paper.A4, large=large)) as shown:
        shown.type("hope", typed)
        shown.type("why", f"{typed}\r\n2")
        shown.click("way", 1)
        shown.click("help_c2")
        shown.click("sure", 3)
        shown.type("since", "31.5.2026")
        filled = shown.saved()
    path = tmp_path / "filled.pdf"
    path.write_bytes(filled)
    ((_path, found),) = read_forms([path])
    assert isinstance(found, Filled)
    values = found.values
    assert values["mentordesk"] == TOKEN
    assert (values["hope"], values["why"].split()) == (typed, [*typed.split(), "2"])
    assert (values["way"], values["sure"], values["since"]) == ("c2", "4", "31.5.2026")
    assert values["help_c2"]
    assert not values["help_c1"]
