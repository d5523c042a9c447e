"""What other packages make of the same people, each in a process of its own: two of them are both `matching`.

Run by matching_peers.py as `python _peers.py NAME`, with the people as JSON on its input: grades,
organisations and professions of mentees and mentors, and the table of scores. Prints milliseconds, how many
are matched, and the sum of their scores.
"""

import json
import operator
import sys
import time
from typing import Any


def mentor_match(people: dict[str, Any]) -> list[tuple[int, int]]:
    """One round of mentor-match 7.0.1 with the rules of matching_peers.points."""
    from matching.mentee import Mentee
    from matching.mentor import Mentor
    from matching.process import process_data
    from matching.rules import rule

    def made(kind: Any, side: str) -> list[Any]:
        return [
            kind(email=f"{side}{at}", grade=grade, organisation=organisation, profession=profession)
            for at, (grade, organisation, profession) in enumerate(people[side])
        ]

    rules = [
        rule.Grade(0, operator.gt, {True: 6, False: 0}),
        rule.Grade(2, operator.gt, {True: 3, False: 0}),
        rule.Equivalent("profession", {True: 4, False: 0}),
        rule.Generic({True: 2, False: 0}, lambda one: one.mentee.organisation != one.mentor.organisation),
        rule.Disqualify(lambda one: one.mentor.grade < one.mentee.grade),
    ]
    _mentors, mentees = process_data(made(Mentor, "mentors"), made(Mentee, "mentees"), [rules])
    return [(at, int(one.mentors[0].email[7:])) for at, one in enumerate(mentees) if one.mentors]


def munkres(people: dict[str, Any]) -> list[tuple[int, int]]:
    """Munkres alone, on the table of scores."""
    from munkres import Munkres

    table = people["scores"]
    return [
        (row, column)
        for row, column in Munkres().compute([[100 - value for value in line] for line in table])
        if table[row][column] > 0
    ]


def stable(people: dict[str, Any]) -> list[tuple[int, int]]:
    """The stable marriage of `matching`, everybody ranked by the scores."""
    from matching.games import StableMarriage

    table = people["scores"]
    mentors = range(len(table[0]))
    hers = {row: sorted(mentors, key=lambda column: -line[column]) for row, line in enumerate(table)}
    theirs = {column: sorted(range(len(table)), key=lambda row: -table[row][column]) for column in mentors}
    found = StableMarriage.create_from_dictionaries(hers, theirs).solve(optimal="suitor")
    return [(one.name, other.name) for one, other in found.items() if table[one.name][other.name] > 0]


def main() -> None:
    people = json.load(sys.stdin)
    start = time.perf_counter()
    pairs = {"mentor-match": mentor_match, "munkres": munkres, "matching": stable}[sys.argv[1]](people)
    spent = 1000 * (time.perf_counter() - start)
    total = sum(people["scores"][row][column] for row, column in pairs)
    print(json.dumps({"ms": spent, "matched": len(pairs), "total": total}))


if __name__ == "__main__":
    main()
