"""Chips go on in the next line instead of being clipped."""

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from mentordesk.ui.flow import Flow
from mentordesk.ui.widgets import chip, emptied


def test_what_does_not_fit_goes_below(qtbot: QtBot) -> None:
    parent, chips = QWidget(), [chip(f"Filter number {n}") for n in range(5)]
    qtbot.addWidget(parent)
    flow = Flow(*chips)
    parent.setLayout(flow)
    parent.resize(900, 200)
    parent.show()
    assert len({one.y() for one in chips}) == 1
    parent.resize(260, 400)
    assert len({one.y() for one in chips}) > 2
    assert all(one.geometry().right() < 260 for one in chips)
    assert flow.heightForWidth(260) > flow.heightForWidth(900)


def test_it_can_be_emptied(qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    flow = Flow(chip("One"))
    parent.setLayout(flow)
    emptied(flow)
    assert flow.count() == 0
    assert flow.heightForWidth(100) == 0
