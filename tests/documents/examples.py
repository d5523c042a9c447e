"""Values of every document, with names of all lengths, for tests that look at pages."""

from dataclasses import replace
from datetime import date
from typing import Any

from mentordesk.documents.agreement import AgreementText, Clause, Version
from mentordesk.documents.attendance_list import AttendanceListText, Attendee
from mentordesk.documents.certificate_words import CertificateText, Second, Signatory
from mentordesk.documents.charts import Bar, Bars, Key, Lines, Series, Standing
from mentordesk.documents.handbook_words import Contact, HandbookText
from mentordesk.documents.introduction import IntroductionText, Reach
from mentordesk.documents.matching_proposal import MatchingProposalText
from mentordesk.documents.mentor_booklet import MentorBookletText
from mentordesk.documents.mentor_profile import MentorProfileText, Shown
from mentordesk.documents.note_card import NoteCardText
from mentordesk.documents.pairing_report import Aim, Met, PairingReportText, Task
from mentordesk.documents.person_data import Chapter, PersonDataText, Record
from mentordesk.documents.programme_report import GroupTable, ProgrammeReportText
from mentordesk.documents.session_sheet import GoalLine, SessionSheetText, Step, Topic
from mentordesk.documents.standard_texts import standard_sections

LONG = "Maria Wilhelmina Konstantina von Hohenstein-Scharfenberg de Oliveira Vasconcelos"
NAMES = (LONG, "O", "ليلى عبد الرحمن المنصوري", "佐藤 美咲", "प्रियंका श्रीवास्तव", "Nguyễn Thị Ánh")
SAID = "Trust comes before advice. Use the first meetings to learn how the other person works."
ARABIC = "الثقة تسبق النصيحة. خصّصوا اللقاءات الأولى لفهم طريقة عمل الطرف الآخر."
KEYS = (
    Key("Goals reached", "71%", 0.71, "n = 92 goals", "Target 75%", 0.75, Standing.NEAR, "just below target"),
    Key("Satisfied", "88%", 0.88, "n = 46 people", "Target 80%", 0.8, Standing.ABOVE, "above target"),
    Key("Contact in 21 days", "–", 0, "n = 3 pairings", "Target 90%", 0.9),
)


def _clauses(words: str) -> tuple[Clause, ...]:
    rules = Clause("Rules", (words, words, words), is_rules=True)
    return (Clause(words[:24], (words,)), Clause(words[:20], (words * 2,)), rules)


def examples(language: str) -> dict[str, Any]:
    """One of each kind in a language, by its key."""
    common: dict[str, Any] = {"language": language, "programme": "Common Ground", "cohort": "Autumn 2026"}
    pair = common | {"mentor": NAMES[0], "mentee": NAMES[2], "mentor_word": "Mentor", "mentee_word": "Mentee"}
    who = Shown(LONG, "MV", SAID, facts=(("Speaks", "Spanish, English"),), skills=(("Leading", 5), (SAID, 2)))
    other = "ar" if language != "ar" else "en"
    versions = tuple(
        Version(code, "Mentor", "Mentee", _clauses(ARABIC if code == "ar" else SAID))
        for code in (language, other)
    )
    topics = (Topic("What went well", "5 min"), Topic(SAID, "20 min"))
    goals = (GoalLine(SAID, 0.7, "70%", "by 15 January 2027"), GoalLine("Lead", 0, "0%"))
    return {
        "handbook": HandbookText(
            **common,
            role="mentee",
            sections=standard_sections(language, "mentee"),
            issued_on=date(2026, 8, 20),
            contacts=(Contact(LONG, "Coordinator", "somebody.long@meridian-cooperative.example", "+351 21"),),
            facts=(("Length", SAID),),
        ),
        "certificate": certificate(language),
        "agreement": AgreementText(
            **common, mentor=NAMES[0], mentee=NAMES[2], versions=versions, coordinator=LONG, number="031"
        ),
        "session-sheet": SessionSheetText(
            **pair,
            known=("Hana", "Miguel"),
            day="Thursday, 3 December 2026",
            when=("16:00 Lisbon", "10:00 Mexico City"),
            length="60 minutes",
            where=("Video",),
            plan_b="Plan B: telephone",
            access=(SAID,),
            agenda=topics,
            goals=goals,
            steps=(Step(SAID, "Hana", "26 Nov 2026"),),
        ),
        "introduction": IntroductionText(
            **common,
            to=LONG,
            about=NAMES[2],
            role_line="Your mentor",
            opening=SAID,
            reasons=(SAID, SAID),
            facts=(("Works as", SAID),),
            reach=(Reach("E-mail", "somebody.long@meridian-cooperative.example"),),
            agenda=(SAID,),
            next_step=SAID,
            signer=LONG,
        ),
        "note-card": NoteCardText(**common, label="Session ten", said=SAID, names=NAMES[:2], signer=LONG),
        "mentor-profile": MentorProfileText(**common, who=who),
        "mentor-booklet": MentorBookletText(
            **common,
            mentors=tuple(replace(who, name=name) for name in NAMES),
            issued_on=date(2026, 8, 20),
        ),
        "matching-proposal": MatchingProposalText(
            **common,
            day="3 May 2026",
            figures=(("Best at", SAID), ("Pairs", "120"), ("Total", "7,480"), ("Lowest", "31")),
            proof=SAID,
            pairs=tuple((name, LONG, "72", "Locked") for name in NAMES * 6),
            without=((LONG, SAID),) * 3,
            rules=(SAID,) * 4,
            weights=((SAID, "30"), ("Hours", "20")),
        ),
        "pairing-report": PairingReportText(
            **pair,
            subtitle="As of 20 November 2026",
            facts=(("Status", "Active"), ("Since", "1 June 2026"), ("Agreement", "not yet"), ("Last", "–")),
            keys=KEYS,
            goals=(Aim(SAID, 0.5, "50%", "by 1 May 2027"),),
            sessions=(Met("3 May 2026", "60 minutes", "Video", "Held"),) * 30,
            tasks=(Task(SAID, "Both", "1 May 2026"),),
        ),
        "programme-report": ProgrammeReportText(
            **common,
            subtitle="Autumn 2026 · 46 pairings",
            keys=KEYS,
            bars=Bars(
                "Goals reached",
                SAID,
                (Bar("Leading a team", 0.8, "80%", "n = 25"), Bar(SAID, 0.1, "10%")),
                0.75,
                "75%",
            ),
            lines=Lines(
                "Pulse",
                SAID,
                ("Jun", "Jul", "Aug"),
                (Series("Mentees 4.4", (3.6, None, 4.4)), Series("Mentors 4.3", (4.0, 4.1, 4.3))),
            ),
            meaning=(SAID,),
            tables=(
                GroupTable(
                    "By unit", ("Unit", "Pairings", "Pulse"), (("A", "9", "4.1"), ("All", "9", "4.1"))
                ),
            ),
        ),
        "attendance-list": AttendanceListText(
            **common, people=tuple(Attendee(name, "Mentor") for name in NAMES * 6), occasion="Kick-off"
        ),
        "person-data": PersonDataText(
            **common,
            name=LONG,
            subtitle=SAID,
            lead=SAID,
            chapters=(
                Chapter("Person", (Record("Person", (("Name", LONG), ("E-mail", "a@b.example"))),)),
                Chapter("Session", tuple(Record(SAID, (("Notes", SAID * 9),), depth) for depth in range(4))),
            ),
        ),
    }


def certificate(language: str, **values: Any) -> CertificateText:
    """One with everything on it."""
    second = Second("ar" if language != "ar" else "en", (("10", "sessions"),))
    text = CertificateText(
        name=LONG,
        kind="completion",
        programme="Common Ground",
        organisation="Meridian Cooperative",
        cohort="Autumn 2026",
        language=language,
        issued_on=date(2026, 11, 28),
        place="Lisbon",
        number="2026-0147-K4T",
        code="7K4M-2QXP",
        figures=(("10", "sessions"), ("24", "hours")),
        signatories=(
            Signatory("Ingrid Halvorsen", "Programme coordinator"),
            Signatory("Samuel Okonkwo-Reyes", "Director of Learning"),
            Signatory("هدى القاسم", "Chair of the Board"),
        ),
        second=second,
    )
    return replace(text, **values)
