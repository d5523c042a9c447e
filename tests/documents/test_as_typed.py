"""What a coordinator typed stands on every document as typed, even where it looks like markup."""

from dataclasses import replace
from pathlib import Path

import pytest

from mentordesk.documents import DOCUMENTS

from .examples import examples
from .reading import poppler

TYPED = "<b>A & B</b> <img src=x>"


@pytest.mark.parametrize("kind", [document.key for document in DOCUMENTS])
def test_markup_is_no_markup(kind: str, tmp_path: Path) -> None:
    document = next(one for one in DOCUMENTS if one.key == kind)
    field = "said" if kind == "note-card" else "programme"  # a card does not name its programme
    values = replace(examples("en")[kind], **{field: TYPED})
    shown = poppler(document.render(values), tmp_path, "-raw")
    assert TYPED in " ".join(shown.split())
