"""Today's figures, days and lateness in the reader's words."""

from collections.abc import Callable
from datetime import date, timedelta

from mentordesk.domain.metrics import Figure
from mentordesk.i18n import N_, _, ngettext, reader
from mentordesk.operations.today import Item
from mentordesk.operations.today_figures import ClockChange
from mentordesk.ui.charts import Metric
from mentordesk.ui.pairing_words import late_words

NAMES: dict[str, str] = {
    "active": N_("Pairings active"),
    "check_ins": N_("Check-ins done"),
    "goals": N_("Goals on track"),
    "hours": N_("Hours a month"),
    "pulse": N_("Pulse"),
    "waiting": N_("Waiting for a mentor"),
}

NOTHING_KNOWN = "–"


def _count(value: float) -> str:
    return reader().number(round(value))


def _share(value: float) -> str:
    return reader().percent(value)


def _one_decimal(value: float) -> str:
    return reader().number(value, 1)


SHOWN: dict[str, Callable[[float], str]] = {
    "active": _count,
    "check_ins": _share,
    "goals": _share,
    "hours": _one_decimal,
    "pulse": _one_decimal,
    "waiting": _count,
}


def metric(figure: Figure) -> Metric:
    """A figure as the strip draws it; the bar says good when its target is reached."""
    shown = SHOWN[figure.key]
    tones = {None: "accent", True: "good", False: "attention"}
    target = "" if figure.target is None else _("target {n}").format(n=_target(figure, shown))
    return Metric(
        _(NAMES[figure.key]),
        NOTHING_KNOWN if figure.value is None else shown(figure.value),
        _unit(figure),
        target,
        figure.share,
        figure.target_share,
        tones[figure.reached],
        "" if figure.target is None else f"/ {_target(figure, shown)}",
    )


def _target(figure: Figure, shown: Callable[[float], str]) -> str:
    target = figure.target or 0
    return reader().number(target) if figure.key == "hours" and target % 1 == 0 else shown(target)


def _unit(figure: Figure) -> str:
    if figure.value is None:
        return ""
    if figure.key == "hours":
        return _("h")
    if figure.key in ("active", "pulse"):
        return _("of {n}").format(n=reader().number(round(figure.most)))
    return ""


def lateness(item: Item, today: date) -> str:
    """How late a line is, or when it will be."""
    if item.late > 0 and item.need != "pulse":
        return ngettext("{n} day late", "{n} days late", item.late).format(n=reader().number(item.late))
    return reader().relative_day(today - timedelta(days=item.late), today)


def state_line(today: date, count: int, late: int) -> str:
    """The day, how many things there are, and how many of them are late."""
    day = reader().date(today, "full")
    if not count:
        return day
    things = ngettext("{n} thing needs you", "{n} things need you", count).format(n=reader().number(count))
    if not late:
        return _("{day} · {things}").format(day=day, things=things)
    return _("{day} · {things}, {late}").format(day=day, things=things, late=late_words(late))


def day_heading(day: date, today: date) -> str:
    """Today, tomorrow, or the weekday and its number."""
    if (day - today).days < 2:
        words = reader().relative_day(day, today)
        return words[:1].upper() + words[1:]
    return _("{weekday}, {day}").format(weekday=reader().weekday(day.weekday()), day=reader().near_date(day))


def clock_words(change: ClockChange) -> tuple[str, str]:
    """What the clocks do, and what it does to sessions."""
    count = len(change.sessions)
    head = _("Clocks change on {day}").format(day=reader().date(change.day, "long"))
    places = reader().listing(zone.rpartition("/")[2].replace("_", " ") for zone in change.zones[:4])
    told = ngettext(
        "{n} planned session moves for one of the two.",
        "{n} planned sessions move for one of the two.",
        count,
    ).format(n=reader().number(count))
    return head, _("In {places}. {sessions}").format(places=places, sessions=told)
