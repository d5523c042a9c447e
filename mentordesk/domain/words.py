"""The words a coordinator reads for every word the file keeps, with the icon and tone of states."""

from enum import StrEnum

from mentordesk.domain.certificate import CertificateKind, Need, Verdict
from mentordesk.domain.form import QuestionKind, Smart
from mentordesk.domain.goal import GoalStatus
from mentordesk.domain.group import GroupKind
from mentordesk.domain.pairing import Mark, Outcome, PairingStatus
from mentordesk.domain.participant import Role, Status
from mentordesk.domain.person import Channel, Level, TagKind
from mentordesk.domain.programme import Audience
from mentordesk.domain.scenario import Objective
from mentordesk.domain.session import Party, SessionStatus
from mentordesk.domain.sharing import LeftOut
from mentordesk.i18n import N_, _

_WORDS: tuple[tuple[StrEnum, str], ...] = (
    (Audience.BOTH, N_("Everybody")),
    (Audience.MENTOR, N_("Mentors")),
    (Audience.MENTEE, N_("Mentees")),
    (CertificateKind.COMPLETION, N_("Completion")),
    (CertificateKind.THANKS, N_("Thanks to a mentor")),
    (CertificateKind.PARTICIPATION, N_("Participation")),
    (CertificateKind.HOURS, N_("Hours given")),
    (Verdict.GENUINE, N_("Genuine")),
    (Verdict.ALTERED, N_("Altered")),
    (Verdict.WITHDRAWN, N_("Withdrawn")),
    (Verdict.UNKNOWN, N_("Unknown")),
    (Need.COMPLETED, N_("Not completed yet")),
    (Need.MENTOR, N_("For mentors only")),
    (Need.SESSIONS, N_("Too few sessions")),
    (Need.GOALS, N_("Too few goals reached")),
    (Need.FORM, N_("Form not answered")),
    (Channel.VIDEO, N_("Video")),
    (Channel.PHONE, N_("Phone")),
    (Channel.IN_PERSON, N_("In person")),
    (Channel.EMAIL, N_("E-mail")),
    (Channel.CHAT, N_("Chat")),
    (GoalStatus.OPEN, N_("Open")),
    (GoalStatus.REACHED, N_("Reached")),
    (GoalStatus.DROPPED, N_("Dropped")),
    (GroupKind.GROUP, N_("Group mentoring")),
    (GroupKind.CIRCLE, N_("Peer circle")),
    (GroupKind.BUDDIES, N_("Buddies")),
    (LeftOut.CONTACTS, N_("Addresses and phone numbers")),
    (LeftOut.NOTES, N_("Notes, reasons, feedback and answers")),
    (LeftOut.DEMOGRAPHICS, N_("Background, pronouns and needs")),
    (LeftOut.MEDIATION, N_("Mediations")),
    (Level.A1, N_("A1")),
    (Level.A2, N_("A2")),
    (Level.B1, N_("B1")),
    (Level.B2, N_("B2")),
    (Level.C1, N_("C1")),
    (Level.C2, N_("C2")),
    (Level.NATIVE, N_("native")),
    (Mark.LOCK, N_("Locked")),
    (Mark.BAN, N_("Banned")),
    (Mark.BY_HAND, N_("By hand")),
    (Objective.MOST, N_("Most people matched")),
    (Objective.TOTAL, N_("Best total")),
    (Objective.FAIR, N_("Nobody left behind")),
    (Objective.STABLE, N_("Stable")),
    (Outcome.COMPLETED, N_("Completed")),
    (Outcome.EARLY, N_("Ended early")),
    (Outcome.DECLINED, N_("Declined")),
    (PairingStatus.PROPOSED, N_("Proposed")),
    (PairingStatus.TRIAL, N_("Trial")),
    (PairingStatus.ACTIVE, N_("Active")),
    (PairingStatus.PAUSED, N_("Paused")),
    (PairingStatus.CLOSED, N_("Closed")),
    (Party.MENTOR, N_("Mentor")),
    (Party.MENTEE, N_("Mentee")),
    (Party.BOTH, N_("Both")),
    (Party.COORDINATOR, N_("Coordinator")),
    (QuestionKind.TEXT, N_("Text")),
    (QuestionKind.LONG, N_("Long text")),
    (QuestionKind.CHOICE, N_("Choice")),
    (QuestionKind.CHOICES, N_("Several choices")),
    (QuestionKind.SCALE, N_("Scale")),
    (QuestionKind.DATE, N_("Date")),
    (Role.MENTOR, N_("Mentor")),
    (Role.MENTEE, N_("Mentee")),
    (Role.BOTH, N_("Both")),
    (SessionStatus.PLANNED, N_("Planned")),
    (SessionStatus.HELD, N_("Held")),
    (SessionStatus.MISSED, N_("Missed")),
    (SessionStatus.CANCELLED, N_("Cancelled")),
    (Smart.TITLE, N_("What exactly do you want to reach?")),
    (Smart.MEASURE, N_("How will you know that you have reached it?")),
    (Smart.MEANS, N_("What makes it possible? Who or what do you need?")),
    (Smart.WHY, N_("Why does it matter to you now?")),
    (Smart.DUE, N_("By when?")),
    (Status.APPLIED, N_("Applied")),
    (Status.SCREENED, N_("Screened")),
    (Status.ACCEPTED, N_("Accepted")),
    (Status.WAITING, N_("Waiting")),
    (Status.ACTIVE, N_("Active")),
    (Status.PAUSED, N_("Paused")),
    (Status.COMPLETED, N_("Completed")),
    (Status.WITHDRAWN, N_("Withdrawn")),
    (TagKind.INTEREST, N_("Interests")),
    (TagKind.BACKGROUND, N_("Background")),
)
"""Members of two classes may be the same word in the file, so they are kept by class as well."""

WORDS = {(type(member), member): words for member, words in _WORDS}

TONES: dict[tuple[type[StrEnum], StrEnum], tuple[str, str]] = {
    (type(member), member): (tone, icon)
    for member, tone, icon in (
        (Verdict.GENUINE, "good", "shield-check"),
        (Verdict.ALTERED, "late", "triangle-alert"),
        (Verdict.WITHDRAWN, "attention", "ban"),
        (Verdict.UNKNOWN, "attention", "circle-help"),
        (GoalStatus.OPEN, "quiet", "target"),
        (GoalStatus.REACHED, "good", "flag"),
        (GoalStatus.DROPPED, "quiet", "circle-x"),
        (PairingStatus.PROPOSED, "quiet", "pencil"),
        (PairingStatus.TRIAL, "attention", "hourglass"),
        (PairingStatus.ACTIVE, "good", "circle-check"),
        (PairingStatus.PAUSED, "quiet", "pause"),
        (PairingStatus.CLOSED, "quiet", "flag"),
        (SessionStatus.PLANNED, "quiet", "clock-3"),
        (SessionStatus.HELD, "good", "circle-check"),
        (SessionStatus.MISSED, "late", "clock-alert"),
        (SessionStatus.CANCELLED, "quiet", "circle-x"),
        (Status.APPLIED, "quiet", "pencil"),
        (Status.SCREENED, "quiet", "user-check"),
        (Status.ACCEPTED, "quiet", "user-check"),
        (Status.WAITING, "attention", "clock-3"),
        (Status.ACTIVE, "good", "circle-check"),
        (Status.PAUSED, "quiet", "pause"),
        (Status.COMPLETED, "good", "flag"),
        (Status.WITHDRAWN, "quiet", "circle-x"),
    )
}


def word(member: StrEnum) -> str:
    """What a coordinator reads for a word of the file."""
    return _(WORDS[type(member), member])


def tone_of(member: StrEnum) -> str:
    """good, attention, late or quiet."""
    return TONES[type(member), member][0]


def icon_of(member: StrEnum) -> str:
    """The icon that goes with a state."""
    return TONES[type(member), member][1]
