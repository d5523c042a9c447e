"""What the states and values of people are called."""

from mentordesk.domain.participant import Role, Status
from mentordesk.domain.person import Channel
from mentordesk.domain.programme import Programme
from mentordesk.i18n import N_, _
from mentordesk.operations.programme import role_words

STATUS_WORDS = {
    Status.APPLIED: N_("Applied"),
    Status.SCREENED: N_("Screened"),
    Status.ACCEPTED: N_("Accepted"),
    Status.WAITING: N_("Waiting"),
    Status.ACTIVE: N_("Active"),
    Status.PAUSED: N_("Paused"),
    Status.COMPLETED: N_("Completed"),
    Status.WITHDRAWN: N_("Withdrawn"),
}
CHANNEL_WORDS = {
    Channel.VIDEO: N_("video"),
    Channel.PHONE: N_("phone"),
    Channel.IN_PERSON: N_("in person"),
    Channel.EMAIL: N_("e-mail"),
    Channel.CHAT: N_("chat"),
}
BOTH = N_("Both")


def role_word(role: Role, programme: Programme | None) -> str:
    """What a role is called in a programme."""
    mentor, mentee = role_words(programme)
    return {Role.MENTOR: mentor, Role.MENTEE: mentee, Role.BOTH: _(BOTH)}[role]
