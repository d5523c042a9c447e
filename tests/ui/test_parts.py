"""Charts, time line, marks, dialogs, inspector: said in words, drawn without an error in both directions."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics, QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from mentordesk.domain.refusal import Refusal
from mentordesk.ui import charts, dialogs, fonts, paint
from mentordesk.ui.inspector import Inspector
from mentordesk.ui.marks import Avatar, AvatarPair, Dots, Pill
from mentordesk.ui.theme import apply_theme, the_app, theme
from mentordesk.ui.timeline import Moment, Timeline
from mentordesk.ui.toast import Toast
from mentordesk.ui.widgets import EmptyState, banner, label
from mentordesk.ui.wizard import Step, Wizard

PARTS: tuple[Callable[[], QWidget], ...] = (
    lambda: charts.Progress(0.6, 0.9, "attention"),
    lambda: charts.FitBar(92),
    lambda: charts.Columns([("Jan", 2.0), ("Feb", None)], 3),
    lambda: charts.Lines([("Jan", 2.0), ("Feb", 3.0)]),
    lambda: charts.HeatMap(["A", "B"], ["C"], [[90], [None]]),
    lambda: charts.Strip([charts.Metric("Pairings active", "46", "of 52", share=0.88)]),
    lambda: Pill("Active", "good"),
    lambda: Avatar("ZW", bytes(16), 48),
    lambda: AvatarPair(("ZW", bytes(16)), ("佐", b"\1" * 16)),
    lambda: Dots(3),
    lambda: EmptyState("users", "Nobody is here yet.", "Add person"),
    lambda: banner("Clocks change"),
)


@pytest.fixture(params=[Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft])
def _direction(qtbot: QtBot, request: pytest.FixtureRequest) -> Iterator[None]:
    apply_theme(the_app(), "dark")
    the_app().setLayoutDirection(request.param)
    yield
    the_app().setLayoutDirection(Qt.LayoutDirection.LeftToRight)


@pytest.mark.usefixtures("_direction")
@pytest.mark.parametrize("make", PARTS)
def test_every_part_is_drawn(qtbot: QtBot, make: Callable[[], QWidget]) -> None:
    part = make()
    qtbot.addWidget(part)
    part.resize(300, 200)
    image = part.grab().toImage()
    assert (
        len({image.pixel(x, y) for x in range(0, image.width(), 2) for y in range(0, image.height(), 2)}) > 1
    )


def test_charts_say_their_figures(qtbot: QtBot) -> None:
    chart = charts.Columns([("Jan", 2.0), ("Feb", None)], name="Hours a month")
    qtbot.addWidget(chart)
    assert chart.accessibleName() == "Hours a month"
    assert "Jan" in chart.accessibleDescription()
    assert "Feb" not in chart.accessibleDescription()


def test_a_name_that_looks_like_markup_stays_a_name(qtbot: QtBot) -> None:
    made = label("<b>x</b>")
    qtbot.addWidget(made)
    assert made.textFormat() == Qt.TextFormat.PlainText


def test_a_long_name_gives_way(qtbot: QtBot) -> None:
    made = label("n" * 80, elide=True)
    qtbot.addWidget(made)
    made.resize(80, 20)
    made.grab()
    assert made.minimumSizeHint().width() < 80
    assert made.toolTip() == "n" * 80


def test_a_moment_with_a_key_opens(qtbot: QtBot) -> None:
    line = Timeline()
    qtbot.addWidget(line)
    line.show_moments(
        [Moment("March", "flag", "good", "Milestone", "24 February", "Done.", key=7, dots=(("Zofia", 4),))]
    )
    line.resize(500, 300)
    line.show()
    target = next(
        widget for widget in line.findChildren(QWidget) if widget.accessibleName().startswith("Milestone")
    )
    with qtbot.waitSignal(line.opened) as caught:
        QTest.mouseClick(target, Qt.MouseButton.LeftButton)
    assert caught.args == [7]
    line.activateWindow()
    target.setFocus()
    with qtbot.waitSignal(line.opened) as caught:
        QTest.keyClick(target, Qt.Key.Key_Return)
    assert caught.args == [7]
    assert not line.grab().isNull()


def test_the_inspector_is_shown_by_its_head_and_closed_by_escape(qtbot: QtBot) -> None:
    panel = Inspector()
    qtbot.addWidget(panel)
    assert panel.isHidden()
    panel.show_head("佐藤 美咲", "佐", bytes(16), "mentor")
    panel.pills([Pill("Active", "good"), Pill("Training done"), Pill("Room for one more", "quiet")])
    panel.section("Facts")
    panel.fact("Works as", "Head of quality")
    assert "Works as: Head of quality" in {one.accessibleName() for one in panel.findChildren(QLabel)}
    with qtbot.waitSignal(panel.closed):
        QTest.keyClick(panel, Qt.Key.Key_Escape)
    assert panel.isHidden()


def test_a_refusal_is_said_in_its_words(qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    dialogs.refuse(parent, Refusal())
    dialog = parent.findChild(dialogs.Dialog)
    assert isinstance(dialog, dialogs.Dialog)
    assert str(Refusal()) in {one.text() for one in dialog.findChildren(QLabel)}
    dialog.accept()


def test_the_bar_offers_undo_only_for_what_can_be_undone(qtbot: QtBot) -> None:
    window, done = QWidget(), list[int]()
    qtbot.addWidget(window)
    window.resize(900, 600)
    window.show()
    bar = Toast(window, lambda: done.append(1))
    bar.say("Paused", undoable=True)
    bar.undo.click()
    bar.say("Read", undoable=False)
    assert done == [1]
    assert bar.undo.isHidden()


def test_a_wizard_goes_on_when_the_step_is_ready(qtbot: QtBot) -> None:
    ready, done = list[bool](), list[int]()
    steps = [Step("One", QWidget(), ready=lambda: bool(ready)), Step("Two", QWidget())]
    wizard = Wizard(None, "Import", steps, "Bring in", lambda: done.append(1))
    qtbot.addWidget(wizard)
    assert not wizard.next.isEnabled()
    ready.append(True)
    wizard.look()
    wizard.next.click()
    assert wizard.next.text() == "Bring in"
    wizard.next.click()
    assert done == [1]
    wizard.back.click()
    assert wizard.at == 0


def test_an_inspector_keeps_its_width_with_the_longest_name(qtbot: QtBot) -> None:
    panel, name = Inspector(), "Wolfeschlegelsteinhausenbergerdorff " * 3
    qtbot.addWidget(panel)
    panel.show_head(name, "W", bytes(16), name)
    panel.section("Paired with")
    panel.link(name, "handshake", lambda: None)
    panel.fact("Lives in", name.replace(" ", ""))
    panel.show()
    QTest.qWait(10)
    (inner,) = [area.widget() for area in panel.findChildren(QScrollArea)]
    assert inner is not None
    assert inner.width() <= panel.width()
    link = next(made for made in panel.findChildren(QPushButton) if made.toolTip() == name)
    assert link.width() <= inner.width()
    assert link.accessibleName() == name


def drawn(text: str, way: Qt.LayoutDirection) -> QImage:
    """Words in a box that they fill, in a line of a direction."""
    face = theme().font_for(text, 13)
    width = QFontMetrics(face).horizontalAdvance(text)
    image = QImage(width, 24, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    painter.setLayoutDirection(way)
    paint.draw_text(painter, image.rect(), text, face)
    painter.end()
    return image


@pytest.mark.parametrize(
    ("text", "alike"),
    [
        ("Ada P.", True),
        ("Мила К.", True),
        ("अदा प.", True),
        ("C++!", True),
        ("3 / 4", False),
        ("سميرة ن.", False),
    ],
)
@pytest.mark.usefixtures("qapp")
def test_a_name_keeps_its_full_stop_at_its_end_in_a_line_of_either_direction(
    text: str, *, alike: bool
) -> None:
    apply_theme(the_app(), "light")
    fonts.load_rest()
    leftwards, rightwards = (
        drawn(text, way) for way in (Qt.LayoutDirection.RightToLeft, Qt.LayoutDirection.LeftToRight)
    )
    assert (leftwards == rightwards) == alike
