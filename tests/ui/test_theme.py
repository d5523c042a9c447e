"""The token table keeps its contrast, and the style sheet, icons and typefaces are all there."""

import re

import pytest
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from mentordesk.ui import fonts, tokens
from mentordesk.ui.icons import POINTING, pixmap, svg
from mentordesk.ui.style import sheet
from mentordesk.ui.theme import Theme, apply_theme, the_app, theme

TEXTS = (
    ("text", "surface canvas side accentSoft attentionBg goodBg"),
    ("text2", "surface canvas side hover sunken track accentSoft"),
    ("accentText", "accentSoft surface"),
    ("onAccent", "accent"),
    ("good", "goodBg surface"),
    ("attention", "attentionBg surface hover"),
    ("late", "lateBg surface hover accentSoft"),
    ("quiet", "quietBg hover"),
    ("onToast", "toast"),
    ("toastLink", "toast"),
)
MARKS = (
    ("accent", "surface canvas track sunken accentSoft"),
    ("accentLow", "track"),
    ("goodBar", "track"),
    ("attentionBar", "track"),
    ("lateBar", "track"),
    ("strong", "surface canvas accentSoft"),
)


@pytest.mark.parametrize("name", tokens.THEMES)
@pytest.mark.parametrize(("least", "pairs"), [(4.5, TEXTS), (3.0, MARKS)])
def test_every_pair_is_told_apart(name: str, least: float, pairs: tuple[tuple[str, str], ...]) -> None:
    for front, grounds in pairs:
        for ground in grounds.split():
            ratio = tokens.contrast(tokens.colour(name, front), tokens.colour(name, ground))
            assert round(ratio, 1) >= least, (front, ground, ratio)


@pytest.mark.parametrize("name", tokens.THEMES)
def test_avatars_are_readable(name: str) -> None:
    assert len(tokens.AVATARS[name]) == 8
    assert min(tokens.contrast(*pair) for pair in tokens.AVATARS[name]) > 6


def test_contrast_of_black_on_white_is_21() -> None:
    assert tokens.contrast("#000000", "#FFFFFF") == pytest.approx(21)


@pytest.mark.parametrize("name", tokens.THEMES)
def test_a_theme_dresses_the_application(qtbot: QtBot, name: str) -> None:
    apply_theme(the_app(), name, 1.5)
    assert theme() == Theme(name, 1.5)
    assert theme().px(36) == 54
    assert "@" not in the_app().styleSheet()
    assert "~" not in the_app().styleSheet()
    apply_theme(the_app(), "light")


def test_icons_take_the_colour_of_their_token(qtbot: QtBot) -> None:
    assert b"currentColor" not in svg("users", "#123456", 2)
    assert b"#123456" in svg("users", "#123456", 2)
    image = pixmap("users", "late").toImage()
    shades = [image.pixelColor(x, y) for x in range(16) for y in range(16)]
    strongest = max(shades, key=QColor.alpha)
    assert strongest.alpha() > 200
    assert abs(strongest.red() - theme().colour("late").red()) < 4


def test_clocks_and_checks_never_point() -> None:
    assert not {name for name in POINTING if "clock" in name or "check" in name or "user" in name}


def test_east_asian_names_lead_with_their_own_family(qtbot: QtBot) -> None:
    assert fonts.families("Zofia")[0] == "MD Sans"
    assert fonts.families("김서연")[0] == "MD Sans KR"
    assert fonts.families("さとう")[0] == "MD Sans JP"
    assert fonts.families("陈雨桐")[0] == "MD Sans SC"
    assert fonts.families("佐藤", "ja")[0] == "MD Sans JP"
    assert fonts.families("محمد")[0] == "MD Sans"


@pytest.mark.parametrize("zoom", [1, 1.1, 1.25, 1.5, 1.75, 2])
def test_chips_and_round_buttons_are_round_at_every_size(zoom: float) -> None:
    """As above: the edge of one pixel does not grow with the rest."""
    sized = sheet(lambda token: token, lambda size: round(size * zoom))
    chip = re.search(r'kind="chip"\] { border-radius: (\d+)px; min-height: (\d+)px', sized)
    assert chip
    assert int(chip[2]) + 2 >= 2 * int(chip[1]) >= 0.9 * int(chip[2])
    empty = re.search(r"QRadioButton::indicator { border-radius: (\d+)px", sized)
    side = re.search(r"QRadioButton::indicator { width: (\d+)px", sized)
    assert empty
    assert side
    assert int(side[1]) + 2 >= 2 * int(empty[1])
    full = re.search(r"checked { border: (\d+)px [^;]*; border-radius: (\d+)px; width: (\d+)px", sized)
    assert full
    assert 2 * int(full[1]) + int(full[3]) >= 2 * int(full[2])


@pytest.mark.parametrize("zoom", [1, 1.1, 1.25, 1.5, 1.75, 2])
def test_the_handle_of_a_slider_is_round_at_every_size(zoom: float) -> None:
    """Qt draws a square where the radius is more than half the side."""
    sized = sheet(lambda token: token, lambda size: round(size * zoom))
    (rule,) = re.findall(r"QSlider::handle:horizontal {([^}]*border-radius[^}]*)}", sized)
    said = {name: int(size) for name, size in re.findall(r"([\w-]+): (\d+)px", rule)}
    assert said["width"] + 2 * said["border"] >= 2 * said["border-radius"] >= said["width"]
