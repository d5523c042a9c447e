import subprocess
import sys
from pathlib import Path

import mentordesk.documents
from mentordesk.assets import resources
from mentordesk.documents import DOCUMENTS


def test_importing_the_list_does_not_import_reportlab() -> None:
    program = "import sys, mentordesk.documents; sys.exit('reportlab' in sys.modules)"
    assert subprocess.run((sys.executable, "-c", program), check=False).returncode == 0


def test_every_document_has_a_title_and_every_module_that_draws_one_is_listed() -> None:
    folder = Path(mentordesk.documents.__file__).parent
    drawing = {path.stem for path in folder.glob("*.py") if "\ndef render(" in path.read_text("utf-8")}
    assert drawing - {"form"} == {document.module for document in DOCUMENTS}
    assert all(document.title for document in DOCUMENTS)


def test_every_font_has_its_licence_and_the_folder_is_small() -> None:
    folder = resources() / "fonts"
    fonts = sorted(folder.glob("*.ttf"))
    assert {font.name.split("-")[0] for font in fonts} == {
        licence.name.removesuffix("-OFL.txt") for licence in folder.glob("*-OFL.txt")
    }
    assert sum(path.stat().st_size for path in folder.iterdir()) <= 28_000_000
