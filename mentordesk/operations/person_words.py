"""What roles are called in a programme."""

from mentordesk.domain.participant import Role
from mentordesk.domain.programme import Programme
from mentordesk.i18n import _
from mentordesk.operations.programme import role_words


def role_word(role: Role, programme: Programme | None) -> str:
    """A role in the programme's own wording."""
    mentor, mentee = role_words(programme)
    return {Role.MENTOR: mentor, Role.MENTEE: mentee, Role.BOTH: _("Both")}[role]
