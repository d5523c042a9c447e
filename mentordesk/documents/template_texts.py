"""What the handbook says of each kind of mentoring: its own welcome, and a chapter on what is special."""

from dataclasses import dataclass, replace

from mentordesk.documents.handbook_words import Section
from mentordesk.documents.standard_texts import StandardText, standard_texts
from mentordesk.i18n import N_, Reader

CHAPTER = "kind-of-mentoring"
"""The key of a template's own chapter; it stands after the standard one named here."""
AFTER = "how"


@dataclass(frozen=True, kw_only=True)
class Template:
    """A kind of mentoring: how each role is welcomed, and the chapter with its lead and points."""

    key: str
    name: str
    mentor: str
    mentee: str
    title: str
    lead: str
    points: tuple[str, ...]

    def texts(self, language: str) -> tuple[StandardText, ...]:
        """The standard text of a language with this welcome and this chapter in it, in order."""
        words = Reader(language).gettext
        welcomes = {"welcome-mentor": words(self.mentor), "welcome-mentee": words(self.mentee)}
        lines = (words(self.lead), *(f"- {words(point)}" for point in self.points))
        chapter = StandardText(CHAPTER, ("mentor", "mentee"), Section(words(self.title), lines))
        made: list[StandardText] = []
        for text in standard_texts(language):
            made.append(_begun(text, welcomes.get(text.key)))
            if text.key == AFTER:
                made.append(chapter)
        return tuple(made)


def _begun(text: StandardText, lead: str | None) -> StandardText:
    """The section with another lead, where there is one."""
    if lead is None:
        return text
    _usual, *rest = (line for line in text.section.lines if line)
    return text._replace(section=replace(text.section, lines=(lead, *rest)))


TEMPLATES = (
    Template(
        key="career",
        name=N_("Career mentoring"),
        mentor=N_(
            "You help somebody to find their way at work. You know roads that they cannot see yet, and where "
            "you took a wrong turn yourself."
        ),
        mentee=N_(
            "You want to find your next step at work. Your mentor has walked part of that road and helps you "
            "to choose, not to follow."
        ),
        title=N_("Finding your next step"),
        lead=N_(
            "A career is seldom a straight line. Look first at what you do well and what you care about, "
            "then at the places where both are needed."
        ),
        points=(
            N_("Draw your working life on one page: what gave you strength, and what took it."),
            N_("Ask three people whose work you would like for half an hour each."),
            N_("Choose one step for the next three months, and try it before you decide."),
        ),
    ),
    Template(
        key="onboarding",
        name=N_("Onboarding"),
        mentor=N_(
            "You make arriving easier. In the first months a new colleague meets much that nobody has "
            "written down, and you can explain it."
        ),
        mentee=N_(
            "You are new here, and nobody expects you to know everything. Your mentor is there for the "
            "questions that you would rather not ask your manager."
        ),
        title=N_("The first hundred days"),
        lead=N_(
            "Arriving has three parts: learning the work, learning the people, and learning how things are "
            "really done. Give each of them time."
        ),
        points=(
            N_("First week: who does what, where things are, and whom to ask when something fails."),
            N_("First month: follow one piece of work from beginning to end, and note what surprises you."),
            N_("Third month: say what you would change, while you still see it with new eyes."),
        ),
    ),
    Template(
        key="leadership",
        name=N_("Leadership"),
        mentor=N_(
            "You have led people and know what it costs. Share your doubts as well as your methods: they "
            "help more."
        ),
        mentee=N_(
            "You lead, or are about to. Your mentor does not judge your results and gives you a place where "
            "you may think aloud."
        ),
        title=N_("Learning to lead"),
        lead=N_(
            "Leading is learned on real cases. Bring one to each session: a talk that went wrong, a decision "
            "that waits, a team that is tired."
        ),
        points=(
            N_("Tell what happened, without names, as each person in it would tell it."),
            N_("Look for three ways to act, and say what each would cost."),
            N_("Choose one, do it before the next session, and tell what came of it."),
        ),
    ),
    Template(
        key="peer",
        name=N_("Peer mentoring"),
        mentor=N_(
            "You are equals. Being the mentor only means that you begin the conversation and keep an eye on "
            "the clock."
        ),
        mentee=N_(
            "You are equals. Being the mentee only means that your subject comes first today; next time you "
            "change places."
        ),
        title=N_("Helping each other"),
        lead=N_(
            "Two people at the same point of the road help by asking, not by knowing. Divide the time evenly "
            "and change places half-way."
        ),
        points=(
            N_("Half of the session belongs to each of you: one speaks, the other listens and asks."),
            N_("Give advice only when it is asked for."),
            N_("End with one promise each, and begin the next session with them."),
        ),
    ),
    Template(
        key="reverse",
        name=N_("Reverse mentoring"),
        mentor=N_(
            "You know something that people with more years and more power do not. Speak as openly as you "
            "would to a friend."
        ),
        mentee=N_(
            "You have experience and influence, and here you are the one who learns. Ask what you have "
            "always wanted to know."
        ),
        title=N_("Learning upwards"),
        lead=N_(
            "In reverse mentoring the younger or newer person teaches. It works when rank stays outside the "
            "room and what is said has no consequences at work."
        ),
        points=(
            N_("Meet on neutral ground, not in the office of the one with the higher rank."),
            N_("Begin with something you can try together: a tool, a habit, a place."),
            N_("At the end the learner names one decision that will be taken differently."),
        ),
    ),
    Template(
        key="cross-cultural",
        name=N_("Cross-cultural mentoring"),
        mentor=N_(
            "You are at home in a culture that is new to your mentee. What goes without saying for you is "
            "what they need to hear."
        ),
        mentee=N_(
            "You bring a culture that your mentor does not know. You are not here to give it up, but to move "
            "freely between two."
        ),
        title=N_("Between two cultures"),
        lead=N_(
            "Much that looks like character is custom: how directly one speaks, what being on time means, "
            "when silence is a yes. Put it into words."
        ),
        points=(
            N_("Collect moments that puzzled you, and look for two explanations of each."),
            N_("Ask before you explain: how would this be done where you come from?"),
            N_("Agree on a word that says: I think we have misunderstood each other."),
        ),
    ),
    Template(
        key="flash",
        name=N_("Flash mentoring"),
        mentor=N_(
            "You give one hour, perhaps two. Listen for the one question that matters, and leave the rest."
        ),
        mentee=N_(
            "You have one hour with somebody who knows. Decide beforehand which question you want to have "
            "answered."
        ),
        title=N_("One hour well used"),
        lead=N_(
            "A flash session is a single talk about a single question. Preparing takes longer than meeting, "
            "and that is why it works."
        ),
        points=(
            N_("Before: write the question in two sentences and send it two days ahead."),
            N_(
                "During: ten minutes for the situation, thirty for ways forward, the rest for the first step."
            ),
            N_("Within a week: write what you did with it, and say thank you."),
        ),
    ),
)
"""In menu order."""
