"""The panel beside the list of people: one person, everything that helps to decide."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial

from mentordesk.domain.names import initials
from mentordesk.domain.participant import Role
from mentordesk.domain.person import Channel
from mentordesk.domain.programme import Programme
from mentordesk.domain.words import icon_of, tone_of, word
from mentordesk.i18n import N_, _, isolate, ngettext, reader
from mentordesk.operations.person_detail import PersonDetail
from mentordesk.operations.person_words import role_word
from mentordesk.ui.inspector import Inspector
from mentordesk.ui.marks import Dots, Pill
from mentordesk.ui.person_columns import status_in_full
from mentordesk.ui.week_grid import NIGHT_END, NIGHT_START, WeekGrid, is_free, quarters_ahead
from mentordesk.ui.widgets import button, label, row

HOURS = 168
CONSENTS = (
    ("consent_directory", N_("the directory"), N_("not the directory")),
    ("consent_named", N_("being named"), N_("not being named")),
    ("consent_photo", N_("a photo"), N_("no photo")),
    ("consent_story", N_("a story"), N_("no story")),
)


@dataclass(frozen=True)
class Doings:
    """What the panel's buttons do."""

    write: Callable[[], object]
    edit: Callable[[], object]
    more: Callable[[], object]
    open_pairing: Callable[[bytes], object]


def show_person(
    panel: Inspector,
    detail: PersonDetail,
    doings: Doings,
    *,
    programme: Programme | None,
    today: date,
    zone: str,
) -> None:
    """Fill the panel anew; `zone` is the coordinator's own clock."""
    panel.clear()
    person = detail.row
    panel.show_head(
        person.name, initials(person.name, person.family_name), person.id, _line(detail, programme)
    )
    panel.pills(_pills(detail))
    write = button(_("Write"), "mail", slot=doings.write)
    write.setEnabled(bool(person.email))
    panel.buttons(
        [
            write,
            button(_("Edit"), "pencil", slot=doings.edit),
            button(_("More"), "ellipsis", "tool", doings.more),
        ]
    )
    panel.section()
    for name, text in _facts(detail):
        if text:
            panel.fact(name, text)
    _show_partners(panel, detail, doings, today)
    _show_skills(panel, _("Offers"), detail.profile.offered)
    _show_skills(panel, _("Wants"), detail.profile.wanted)
    _show_week(panel, detail, zone)
    _show_consents(panel, detail)


def _line(detail: PersonDetail, programme: Programme | None) -> str:
    columns = detail.profile.columns
    role = role_word(detail.row.role, programme) if detail.row.role else ""
    words = (columns["reading"], columns["pronouns"], role)
    return _(" · ").join(str(part) for part in words if part)


def _pills(detail: PersonDetail) -> list[Pill]:
    person, made = detail.row, []
    if person.status:
        made.append(Pill(status_in_full(person), tone_of(person.status), icon_of(person.status)))
    room = person.places - person.paired
    if person.role and person.role is not Role.MENTEE and room > 0:
        words = ngettext("Room for {n}", "Room for {n}", room).format(n=reader().number(room))
        made.append(Pill(words, "quiet", "user-plus"))
    if detail.part and detail.part.trained:
        made.append(Pill(_("Training done"), "quiet", "graduation-cap"))
    return made


def _facts(detail: PersonDetail) -> list[tuple[str, str]]:
    columns, profile, now = detail.profile.columns, detail.profile, reader()
    people = detail.part
    return [
        (_("Works as"), columns["job_title"]),
        (_("Department"), columns["unit"]),
        (_("Led by"), isolate(detail.manager) if detail.manager else ""),
        (_("Lives in"), _home(columns["city"], columns["country"])),
        (_("Speaks"), now.listing(_language(code, level) for code, level in profile.languages.items())),
        (_("Reached by"), now.listing(word(Channel(way)) for way in columns["channels"].split(",") if way)),
        (_("E-mail"), columns["email"]),
        (_("Phone"), columns["phone"]),
        (_("Experience"), _years(columns["experience_months"])),
        (_("Interests"), now.listing(profile.interests)),
        (_("Background"), now.listing(profile.background)),
        (_("Wishes for"), now.listing(_named(people.wishes, detail.names)) if people else ""),
        (_("Never with"), now.listing(_named(people.never, detail.names)) if people else ""),
        (_("Needs"), columns["access_needs"]),
        *((name, value) for name, value in profile.own.items()),
        (_("About"), columns["bio"]),
        (_("Notes"), columns["notes"]),
    ]


def _named(people: tuple[bytes, ...], names: Mapping[bytes, str]) -> list[str]:
    return [isolate(names[key]) for key in people if key in names]


def _home(city: str, code: str) -> str:
    country = reader().country(code) if code else ""
    if city and country:
        return _("{city}, {country}").format(city=city, country=country)
    return city or country


def _language(code: str, level: str | None) -> str:
    name = reader().language(code)
    if not level:
        return name
    shown = _("native") if level == "native" else level
    return _("{language} ({level})").format(language=name, level=shown)


def _years(months: int | None) -> str:
    if months is None:
        return ""
    years = months / 12
    shown = reader().number(round(years, 1))
    return ngettext("{n} year", "{n} years", round(years)).format(n=shown)


def _show_partners(panel: Inspector, detail: PersonDetail, doings: Doings, today: date) -> None:
    if not detail.partners:
        return
    section = panel.section(_("Paired with"))
    for partner in detail.partners:
        panel.link(partner.name, "handshake", partial(doings.open_pairing, partner.pairing))
    day = detail.row.last_day
    if detail.row.silent:
        words = (
            _("Last contact {day}").format(day=reader().relative_day(day, today))
            if day
            else _("No contact yet")
        )
        section.addLayout(row(Pill(words, "late", "clock-alert"), None))


def _show_skills(panel: Inspector, title: str, skills: Mapping[str, int]) -> None:
    if not skills:
        return
    section = panel.section(title)
    for name, level in sorted(skills.items(), key=lambda item: (-item[1], reader().sort_key(item[0]))):
        words = _("{n} of {of}").format(n=reader().number(level), of=reader().number(5))
        section.addLayout(
            row(label(name, elide=True), Dots(level), label(words, "quiet"), spacing=12, stretch=0)
        )


def _show_week(panel: Inspector, detail: PersonDetail, zone: str) -> None:
    """Their free hours on their clock, and ours below where it is another."""
    week, theirs = detail.profile.columns["week"], detail.profile.columns["zone"] or zone
    if week is None:
        return
    free = [hour for hour in range(HOURS) if is_free(week, hour)]
    ahead = quarters_ahead(theirs, zone)
    ours = [hour for hour in free if NIGHT_END * 4 <= (hour * 4 + ahead) % 96 < NIGHT_START * 4]
    words = _("{n} h, {m} of them in your day").format(
        n=reader().number(len(free)), m=reader().number(len(ours))
    )
    section = panel.section(_("Free in the week"), words)
    grid = WeekGrid()
    grid.set_hours(week)
    their_clock = _("{place}, their clock").format(place=_city(theirs))
    if ahead:
        grid.set_zones(theirs, zone, their_clock, _("{place}, your clock").format(place=_city(zone)))
    section.addWidget(grid)


def _city(zone: str) -> str:
    return zone.rsplit("/", 1)[-1].replace("_", " ")


def _show_consents(panel: Inspector, detail: PersonDetail) -> None:
    panel.section()
    columns = detail.profile.columns
    words = [_(yes) if columns[key] else _(no) for key, yes, no in CONSENTS]
    panel.fact(_("Agrees to"), reader().listing(words))
