"""The entries of a pairing's time line as moments in the reader's language."""

from collections.abc import Sequence

from mentordesk.domain.words import word
from mentordesk.i18n import N_, _, isolate, ngettext, reader
from mentordesk.operations.pairing_facts import PairingFacts
from mentordesk.operations.pairing_timeline import Entry, Happening
from mentordesk.ui.pairing_words import short
from mentordesk.ui.timeline import Moment

LOOKS: dict[Happening, tuple[str, str, str]] = {
    Happening.TRIAL: (N_("Trial began"), "handshake", "quiet"),
    Happening.TRIAL_ENDS: (N_("Trial ends"), "hourglass", "attention"),
    Happening.ACTIVE: (N_("Became active"), "circle-check", "good"),
    Happening.SIGNED: (N_("Agreement signed"), "file-text", "quiet"),
    Happening.PAUSED: (N_("Paused"), "pause", "quiet"),
    Happening.RESUMED: (N_("Went on after the pause"), "play", "quiet"),
    Happening.PAUSE_ENDS: (N_("Pause ends"), "pause", "quiet"),
    Happening.CLOSED: (N_("Closed"), "flag", "quiet"),
    Happening.SESSION: (N_("Session {n}"), "notebook-pen", "accent"),
    Happening.PLANNED: (N_("Session {n}"), "calendar-days", "quiet"),
    Happening.MISSED: (N_("Session missed"), "clock-alert", "late"),
    Happening.CANCELLED: (N_("Session cancelled"), "circle-x", "quiet"),
    Happening.GOAL_SET: (N_("Goal set"), "target", "accent"),
    Happening.GOAL: (N_("Goal reached"), "target", "good"),
    Happening.MILESTONE: (N_("Milestone reached"), "flag", "good"),
    Happening.CHECK_IN: (N_("Check-in"), "message-square-text", "accent"),
    Happening.ACTION: (N_("Action done"), "square-check", "quiet"),
    Happening.ROADBLOCK: (N_("Roadblock cleared"), "shield-check", "good"),
    Happening.MEDIATION: (N_("Mediation opened"), "lock", "attention"),
    Happening.MEDIATION_CLOSED: (N_("Mediation closed"), "lock-open", "quiet"),
}
"""Words, icon and tone of every kind of entry."""

SESSIONS = (Happening.SESSION, Happening.PLANNED, Happening.MISSED, Happening.CANCELLED)
GROUPS: tuple[tuple[str, str, tuple[Happening, ...]], ...] = (
    ("all", N_("All"), tuple(Happening)),
    ("sessions", N_("Sessions"), SESSIONS),
    ("goals", N_("Goals"), (Happening.GOAL_SET, Happening.GOAL, Happening.MILESTONE)),
    ("check-ins", N_("Check-ins"), (Happening.CHECK_IN,)),
    ("actions", N_("Actions"), (Happening.ACTION, Happening.ROADBLOCK)),
)
"""The chips over the time line and what each leaves."""


def moments(entries: Sequence[Entry], facts: PairingFacts) -> list[Moment]:
    """What is ahead under its own head, then month by month."""
    return [_moment(entry, facts) for entry in entries]


def _moment(entry: Entry, facts: PairingFacts) -> Moment:
    words, icon, tone = LOOKS[entry.kind]
    return Moment(
        group=_("Ahead") if entry.ahead else reader().month(entry.day),
        icon=icon,
        tone=tone,
        title=_title(entry, words),
        when=reader().date(entry.day),
        text=_text(entry, facts),
        trailing=_trailing(entry),
        key=(entry.kind, entry.key),
        dots=_dots(entry, facts),
    )


def _title(entry: Entry, words: str) -> str:
    if entry.outcome is not None:
        return word(entry.outcome)
    return _(words).format(n=reader().number(entry.number))


def _text(entry: Entry, facts: PairingFacts) -> str:
    if entry.kind is Happening.MILESTONE:
        return _("{milestone}, a step to “{goal}”").format(
            milestone=isolate(entry.title), goal=isolate(entry.text)
        )
    told = [_times(entry, facts)] if entry.ahead and entry.starts_at else []
    told += [part for part in (entry.title, entry.text) if part]
    return "\n".join(told)


def _times(entry: Entry, facts: PairingFacts) -> str:
    """When it begins on both sides' clocks."""
    if entry.starts_at is None:
        return ""
    return _("{mentor_time} for {mentor}, {mentee_time} for {mentee}").format(
        mentor=isolate(short(facts.row.mentor)),
        mentor_time=reader().time(entry.starts_at, facts.mentor.zone),
        mentee=isolate(short(facts.row.mentee)),
        mentee_time=reader().time(entry.starts_at, facts.mentee.zone),
    )


def _trailing(entry: Entry) -> str:
    if entry.kind not in SESSIONS:
        return ""
    length = ngettext("{n} minute", "{n} minutes", entry.minutes).format(n=reader().number(entry.minutes))
    if entry.channel is None:
        return length
    return _("{channel}, {length}").format(channel=word(entry.channel), length=length)


def _dots(entry: Entry, facts: PairingFacts) -> tuple[tuple[str, int], ...]:
    if entry.kind is Happening.CHECK_IN:
        names: tuple[str, ...] = (_("Pulse"), "")
    else:
        names = (short(facts.row.mentor), short(facts.row.mentee))
    pairs = zip(names, entry.pulses, strict=True)
    return tuple((name, level) for name, level in pairs if level is not None)
