"""Words that cannot be used are answered in a sentence in the reader's language, with exit code 2."""

import pytest

from tests.cli.conftest import Run

EXPORT = ("export", "p.mentordesk")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((*EXPORT, "peeple", "o.csv"), "“peeple” is none of these: people, pairings, sessions, goals."),
        (("exprot", "p.mentordesk"), "“exprot” is none of these: new, import,"),
        (EXPORT, "This is missing: WHAT, OUT.csv|.xlsx."),
        ((*EXPORT, "people", "o.csv", "more"), "This was not understood: more."),
        ((*EXPORT, "people", "o.csv", "--cohort"), "After --cohort a value is missing."),
        (
            (*EXPORT, "people", "o.csv", "--cohort", "A", "--all-cohorts"),
            "--all-cohorts and --cohort do not go together.",
        ),
        (("import", "p.mentordesk", "t.csv", "--heading-row", "x"), "--heading-row: “x” is not a number."),
        (("match", "p.mentordesk", "--objective", "x"), "“x” is none of these: most, total,"),
    ],
)
def test_wrong_usage_is_a_sentence(run: Run, words: tuple[str, ...], said: str) -> None:
    code, out, err = run(*words)
    assert (code, out, err.startswith(said)) == (2, "", True), err
    assert err.count("\n") == 2
    assert err.splitlines()[1].startswith("How it is written: mentordesk")


def test_it_is_said_in_the_readers_language(run: Run) -> None:
    code, _out, err = run(*EXPORT, "peeple", "o.csv", "--speak", "es")
    assert (code, err.splitlines()[0]) == (
        2,
        "«peeple» no es ninguno de estos: people, pairings, sessions, goals.",
    )


def test_the_help_holds_no_word_of_argparse(run: Run) -> None:
    for words in ((), ("export",), ("form",), ("form", "read")):
        code, out, err = run(*words, "--help", "--speak", "es")
        assert (code, err) == (0, "")
        assert "escribe así" in out, words
        assert not [word for word in ("usage:", "positional", "options", "show") if word in out], words
