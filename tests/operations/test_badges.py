"""The numbers in the sidebar are those that the pages themselves come to."""

from datetime import date
from pathlib import Path

from mentordesk.operations import matching_view
from mentordesk.operations.programme import cohorts
from mentordesk.operations.sample import make_sample
from mentordesk.operations.today import look
from mentordesk.storage.database import Database

TODAY = date(2026, 3, 17)


def test_every_cohort_counts_as_its_pages_do(tmp_path: Path) -> None:
    with Database.create(tmp_path / "sample.mentordesk") as database:
        make_sample(database, today=TODAY)
        with database.read() as view:
            for cohort in cohorts(view):
                facts = look(view, cohort=cohort.id, today=TODAY)
                matching = matching_view.look(view, cohort.id)
                proposal = matching.proposal
                assert facts.badges == {
                    "today": sum(group.count for group in facts.groups),
                    "matching": len(proposal.pairs) + len(proposal.unmatched),
                }
                assert facts.badges["matching"] == matching.mentees - matching.paired


def test_an_empty_file_has_none(database: Database) -> None:
    with database.read() as view:
        assert look(view, cohort=None, today=TODAY).badges == {"today": 0, "matching": 0}
