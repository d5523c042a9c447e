"""Agreements to print and sign: standard expectations with the programme's own rules, in both languages."""

from typing import TYPE_CHECKING

from mentordesk.i18n import N_, Reader
from mentordesk.operations.document_pairs import Pair, minutes, words_for_roles

if TYPE_CHECKING:
    from mentordesk.documents.agreement import AgreementText, Clause, Version

MENTOR_BRINGS = N_(
    "{length} for each session, prepared. Honest questions before advice. Contacts, where both agree that the"
    " time is right."
)
MENTEE_BRINGS = N_(
    "Two goals with a date. A subject for each session, sent the day before. What came of the last step, also"
    " when nothing did."
)
RULES = (
    N_("What is said stays between us; the coordinator learns dates, not contents."),
    N_("Whoever cannot come says so a day ahead and offers a new time."),
    N_("Cameras are on, unless access needs speak against it."),
    N_("If the line drops, the mentor telephones."),
)
TIME = N_(
    "About {month} together in a month, until {end}. Either of us may end the pairing at any time; the"
    " coordinator helps to close it well."
)
TRIAL = N_(
    "Trial until {trial}, then about {month} together in a month until {end}. Either of us may end the"
    " pairing at any time; the coordinator helps to close it well."
)


def agreement_text(pair: Pair, *, language: str | None = None) -> "AgreementText":
    """The agreement of a pairing: in a language, or in both people's where they differ."""
    from mentordesk.documents.agreement import AgreementText

    codes = (language,) if language else pair.languages
    return AgreementText(
        language=codes[0],
        programme=pair.programme.name,
        cohort=pair.cohort.name,
        logo=pair.programme.logo,
        mentor=pair.mentor.name,
        mentee=pair.mentee.name,
        organisation=pair.programme.organisation,
        coordinator=pair.programme.contact_name,
        versions=tuple(_version(pair, Reader(code)) for code in codes),
    )


def _version(pair: Pair, reader: Reader) -> "Version":
    from mentordesk.documents.agreement import Clause, Version

    mentor, mentee = words_for_roles(pair.programme, reader)
    length = minutes(pair.programme.session_minutes, reader)
    return Version(
        reader.language_code,
        mentor,
        mentee,
        (
            Clause(
                reader.gettext("What the mentor brings"),
                (reader.gettext(MENTOR_BRINGS).format(length=length),),
            ),
            Clause(reader.gettext("What the mentee brings"), (reader.gettext(MENTEE_BRINGS),)),
            Clause(reader.gettext("Ground rules"), tuple(map(reader.gettext, RULES)), is_rules=True),
            _time(pair, reader),
        ),
    )


def _time(pair: Pair, reader: Reader) -> "Clause":
    from mentordesk.documents.agreement import Clause

    agreed = pair.pairing.month_minutes
    month = pair.programme.month_minutes if agreed is None else agreed
    trial = pair.pairing.trial_until
    said = reader.gettext(TRIAL if trial else TIME).format(
        month=minutes(month, reader),
        trial=reader.date(trial, "long") if trial else "",
        end=reader.date(pair.cohort.ends_on, "long"),
    )
    return Clause(reader.gettext("Time and end"), (said,))
