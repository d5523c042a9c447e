"""Short words of the matching page: heads of criteria, names isolated, a pair told in one sentence."""

from mentordesk.domain.names import initials as initials_of
from mentordesk.i18n import N_, _, filled, isolate, reader
from mentordesk.operations.matching_view import Face

HEADS: dict[str, str] = {
    "skills": N_("Skills"),
    "hours": N_("Hours"),
    "field": N_("Field"),
    "experience": N_("Years"),
    "languages": N_("Lang."),
    "interests": N_("Likes"),
    "style": N_("Style"),
    "wishes": N_("Wish"),
    "own": N_("Own"),
    "rating": N_("Rating"),
    "diversity": N_("Mix"),
}
"""What stands over a column of bars; the whole name of the criterion is in its tooltip."""


def head(criterion: str) -> str:
    """The short word for a criterion."""
    return _(HEADS[criterion])


def initials(face: Face) -> str:
    return initials_of(face.name, face.family_name)


def both(mentee: Face, mentor: Face) -> str:
    """The two names of a pair."""
    return filled(_("{mentee} and {mentor}"), mentee=isolate(mentee.name), mentor=isolate(mentor.name))


def fit_words(fit: int) -> str:
    return _("fit {n} of 100").format(n=reader().number(fit))
