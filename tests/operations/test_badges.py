"""The numbers in the sidebar are those that the pages themselves come to."""

from datetime import date
from pathlib import Path

from mentordesk.operations.badges import badges
from mentordesk.operations.matching_view import look
from mentordesk.operations.programme import cohorts
from mentordesk.operations.sample import make_sample
from mentordesk.operations.today import what_needs_you
from mentordesk.storage.database import Database

TODAY = date(2026, 3, 17)


def test_every_cohort_counts_as_its_pages_do(tmp_path: Path) -> None:
    with Database.create(tmp_path / "sample.mentordesk") as database:
        make_sample(database, today=TODAY)
        with database.read() as view:
            for cohort in cohorts(view):
                found = badges(view, cohort=cohort.id, today=TODAY)
                proposal = look(view, cohort.id).proposal
                groups = what_needs_you(view, cohort=cohort.id, today=TODAY)
                assert found == {
                    "today": sum(group.count for group in groups),
                    "matching": len(proposal.pairs) + len(proposal.unmatched),
                }
            assert badges(view, cohort=None, today=TODAY)["matching"] == 0


def test_an_empty_file_has_none(database: Database) -> None:
    with database.read() as view:
        assert badges(view, cohort=None, today=TODAY) == {"today": 0, "matching": 0}
