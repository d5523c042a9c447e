"""Forms give back what they were given, and say what is missing beside its field."""

from datetime import date, datetime, time
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox
from pytestqt.qtbot import QtBot

from mentordesk.domain.refusal import Refusal
from mentordesk.ui.dialogs import FormDialog
from mentordesk.ui.form import KINDS, Field, Form, align
from mentordesk.ui.week_grid import with_hour
from mentordesk.ui.widgets import boxed, column

CHOICES = ((b"a", "Welding"), (b"b", "Sales"))
SAMPLES: dict[str, Any] = {
    "text": "Zoë",
    "email": "zoe@example.org",
    "phone": "+84 24 5550 0142",
    "secret": " four words with spaces ",
    "long": "one\ntwo",
    "number": 3,
    "check": True,
    "choice": b"b",
    "many": [b"a", b"b"],
    "date": date(2026, 3, 17),
    "time": time(17, 30),
    "instant": datetime(2026, 3, 17, 9, 30),  # noqa: DTZ001 - a clock on the wall, its zone is another field
    "zone": "Asia/Tokyo",
    "country": "PT",
    "colour": "#17653B",
    "languages": {"en": "C1", "ja": "native"},
    "skills": {b"a": 5},
    "tags": ["one", "two"],
    "week": with_hour(bytes(21), 33, free=True),
    "photo": None,
}


class TakenName(Refusal):
    """This name is taken. Nothing was changed."""


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_gives_back_what_it_was_given(qtbot: QtBot, kind: str) -> None:
    form = Form([Field("it", "It", kind, choices=CHOICES)])
    qtbot.addWidget(form)
    form.load({"it": SAMPLES[kind]})
    assert form.values() == {"it": SAMPLES[kind]}


def test_every_kind_has_a_sample() -> None:
    assert set(SAMPLES) == set(KINDS)


def test_what_is_needed_is_said_beside_its_field(qtbot: QtBot) -> None:
    form = Form([Field("name", "Name", required=True), Field("note", "Note", "long")])
    qtbot.addWidget(form)
    form.show_errors(form.problems())
    assert form._wrong["name"].text() == "This is needed."
    assert form._wrong["note"].isHidden()
    form.load({"name": "Zoë"})
    assert form.problems() == {}
    assert form._wrong["name"].isHidden()


def test_typing_is_told_and_loading_is_not(qtbot: QtBot) -> None:
    form = Form([Field("name", "Name")])
    qtbot.addWidget(form)
    heard: list[str] = []
    form.changed.connect(heard.append)
    form.load({"name": "Zoë"})
    assert heard == []
    QTest.keyClicks(form.widget("name").focus_widget(), "!")
    assert heard == ["name"]
    assert form.values() == {"name": "!Zoë"}


def test_editors_are_named_for_who_cannot_see_them(qtbot: QtBot) -> None:
    form = Form([Field("it", "Time zone", "zone")])
    qtbot.addWidget(form)
    assert form.widget("it").focus_widget().accessibleName() == "Time zone"


def test_a_refusal_stands_beside_its_field_and_nothing_closes(qtbot: QtBot) -> None:
    def refuse(_values: dict[str, Any]) -> None:
        raise TakenName(field="name")

    dialog = FormDialog(None, "Add person", [Field("name", "Name")], refuse, values={"name": "Zoë"})
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.try_save()
    assert dialog.isVisible()
    assert "taken" in dialog.form._wrong["name"].text()


def test_a_saved_form_closes_with_its_values(qtbot: QtBot) -> None:
    saved: list[dict[str, Any]] = []
    dialog = FormDialog(None, "Add person", [Field("name", "Name", required=True)], saved.append)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.try_save()
    assert saved == []
    dialog.form.load({"name": " Zoë "})
    dialog.try_save()
    assert saved == [{"name": "Zoë"}]
    assert not dialog.isVisible()


def test_fields_of_forms_below_each_other_begin_at_one_edge(qtbot: QtBot) -> None:
    above, below = Form([Field("day", "Day")]), Form([Field("long", "A label that takes more room")])
    align(above, below)
    both = boxed(column(above, below))
    qtbot.addWidget(both)
    both.show()
    assert above.widget("day").x() == below.widget("long").x()


MANY = tuple(
    (n, name) for n, name in enumerate(("Ann Lee", "Anna Suh", "José Ruiz", *(f"Suh {n}" for n in range(20))))
)
NONE = "Choose one from the list."


def _select_all(box: QComboBox) -> None:
    line = box.lineEdit()
    assert line is not None
    line.selectAll()


@pytest.mark.parametrize(
    ("typed", "found", "said"),
    [
        ("suh an", 1, ""),
        ("jose", 2, ""),
        ("ANN LEE", 0, ""),
        ("suh 1", 4, ""),
        ("suh", None, NONE),
        ("nobody", None, NONE),
        ("", None, "This is needed."),
    ],
)
@pytest.mark.parametrize("key", [Qt.Key.Key_Tab, Qt.Key.Key_Return, None])
def test_what_is_typed_into_a_long_list_is_taken_or_refused(
    qtbot: QtBot, typed: str, found: int | None, said: str, key: Qt.Key | None
) -> None:
    saved: list[Any] = []
    fields = [Field("it", "It", "choice", choices=MANY, required=True), Field("name", "Name")]
    dialog = FormDialog(None, "Choose", fields, lambda values: saved.append(values["it"]), values={"it": 7})
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.activateWindow()
    line = dialog.form.widget("it").focus_widget()
    assert isinstance(line, QComboBox)
    qtbot.waitUntil(line.hasFocus)
    _select_all(line)
    QTest.keyClick(line, Qt.Key.Key_Delete)
    QTest.keyClicks(line, typed)
    if key:
        QTest.keyClick(QApplication.activePopupWidget() or line, key)
    if dialog.isVisible():
        dialog.try_save()
    assert saved == ([] if found is None else [found])
    assert dialog.form._wrong["it"].text() == said
    if key:
        assert line.currentText() == (typed if found is None else MANY[found][1])


def test_what_is_no_choice_is_said_at_once_and_no_longer_once_mended(qtbot: QtBot) -> None:
    form = Form([Field("it", "It", "choice", choices=MANY), Field("name", "Name")])
    qtbot.addWidget(form)
    form.load({"it": 7})
    form.show()
    line = form.widget("it").focus_widget()
    assert isinstance(line, QComboBox)
    _select_all(line)
    QTest.keyClicks(line, "nobody")
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert form._wrong["it"].text() == NONE
    _select_all(line)
    QTest.keyClicks(line, "ruiz")
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert form.values()["it"] == 2
    assert form._wrong["it"].isHidden()
