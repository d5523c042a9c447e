"""Words, plurals, dates, numbers and order in the reader's language, and catalogues that are whole."""

import ast
import importlib.util
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentordesk import i18n
from mentordesk.collation import fold, script_of
from mentordesk.domain.refusal import Refusal, message_of
from mentordesk.i18n import (
    LANGUAGES,
    PSEUDO,
    Reader,
    _,
    filled,
    isolate,
    ngettext,
    pseudo,
    reader,
    set_language,
    speaking,
)

TODAY = date(2026, 11, 23)
AFTERNOON = datetime(2026, 11, 23, 15, 30, tzinfo=UTC)


class Crowded(Refusal):
    """{name} has no place left until {day}.
    Nothing was changed."""


@pytest.fixture(scope="module")
def messages(root: Path) -> ModuleType:
    """The script that gathers and checks the messages."""
    spec = importlib.util.spec_from_file_location("messages", root / "packaging" / "messages.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["messages"] = module
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", ["3 days ago", "yesterday", "today", "tomorrow", "in 2 days", "24 Dec 2026"]),
        ("es", ["hace 3 días", "ayer", "hoy", "mañana", "en 2 días", "24 dic 2026"]),
        ("ar", ["قبل 3 أيام", "أمس", "اليوم", "غدًا", "خلال يومين", "24\u200f/12\u200f/2026"]),
    ],
)
def test_relative_day(language: str, expected: list[str]) -> None:
    days = [TODAY + timedelta(days=n) for n in (-3, -1, 0, 1, 2, 31)]
    assert [Reader(language).relative_day(day, TODAY) for day in days] == expected


@pytest.mark.parametrize(("language", "day"), [("en", "23 Nov"), ("es", "23 nov"), ("ar", "23 نوفمبر")])
def test_a_near_date_does_without_its_year(language: str, day: str) -> None:
    assert Reader(language).near_date(TODAY) == day


def test_arabic_has_six_forms_in_the_order_of_its_header() -> None:
    said = [
        Reader("ar").ngettext("{n} day ago", "{n} days ago", n).format(n=n) for n in (0, 1, 2, 3, 11, 100)
    ]
    assert said == ["قبل 0 يوم", "قبل يوم واحد", "قبل يومين", "قبل 3 أيام", "قبل 11 يومًا", "قبل 100 يوم"]


@pytest.mark.parametrize(
    ("language", "day", "moment", "number", "share", "list_"),
    [
        ("en", "23 Nov 2026", "23 Nov 2026, 16:30", "12,345.6", "46%", "Ana, Bo and Chen"),
        ("es", "23 nov 2026", "23 nov 2026, 16:30", "12.345,6", "46\xa0%", "Ana, Bo y Chen"),
        ("de", "23.11.2026", "23.11.2026, 16:30", "12.345,6", "46\xa0%", "Ana, Bo und Chen"),
        ("ko", "2026. 11. 23.", "2026. 11. 23. 오후 4:30", "12,345.6", "46%", "Ana, Bo 및 Chen"),
        ("ja", "2026/11/23", "2026/11/23 16:30", "12,345.6", "46%", "Ana、Bo、Chen"),
    ],
)
def test_locale_formats(language: str, day: str, moment: str, number: str, share: str, list_: str) -> None:
    mine = Reader(language)
    assert mine.date(TODAY) == day
    assert mine.instant(AFTERNOON, "Europe/Warsaw") == moment
    assert mine.number(12345.6) == number
    assert mine.percent(0.456) == share
    assert mine.listing(["Ana", "Bo", "Chen"]) == list_


@pytest.mark.parametrize(
    ("language", "items", "said"),
    [
        ("es", ["sueco", "inglés"], "sueco e inglés"),
        ("es", ["Ana", "Bo", "Íñigo"], "Ana, Bo e Íñigo"),
        ("es", ["Ana", "\u2068Irene\u2069"], "Ana e \u2068Irene\u2069"),
        ("es", ["padre", "Hijo"], "padre e Hijo"),
        ("es", ["agua", "hielo"], "agua y hielo"),
        ("es", ["inglés", "sueco"], "inglés y sueco"),
        ("es", ["inglés"], "inglés"),
        ("es", [], ""),
        ("en", ["Swedish", "Italian"], "Swedish and Italian"),
        ("ar", ["Ana", "Irene"], "\u2068Ana\u2069 و\u2068Irene\u2069"),
    ],
)
def test_and_sounds_right_before_i_in_spanish(language: str, items: list[str], said: str) -> None:
    assert Reader(language).listing(items) == said


@pytest.mark.parametrize(
    ("language", "message", "values", "said"),
    [
        ("es", "{mentor} y {mentee}.", ("Ana", "Íñigo"), "Ana e Íñigo."),
        ("es", "{mentor} y {mentee}.", ("Ana", "\u2068Irene B.\u2069"), "Ana e \u2068Irene B.\u2069"),
        ("es", "{mentor} y {mentee} siguen.", ("Ian", "Yolanda"), "Ian y Yolanda siguen."),
        ("es", "Hay {mentor}.", ("Irene", ""), "Hay Irene."),
        ("en", "{mentor} and {mentee}. Done.", ("Ana", "Al Smith Jr."), "Ana and Al Smith Jr. Done."),
        ("en", "Read {mentor}.", ("a.b", ""), "Read a.b."),
        ("en", "{mentor} and {mentee} y {mentor}", ("I", "You"), "I and You y I"),
        ("ar", "{mentor} و{mentee}.", ("A", "\u2068B.\u2069"), "A و\u2068B.\u2069"),
    ],
)
def test_a_sentence_goes_round_the_names_in_it(
    language: str, message: str, values: tuple[str, str], said: str
) -> None:
    assert Reader(language).filled(message, mentor=values[0], mentee=values[1]) == said


@pytest.mark.parametrize("language", [*LANGUAGES, "fa", "hi", "bn", "th"])
def test_digits_stay_ascii(language: str) -> None:
    mine = Reader(language)
    said = (
        mine.date(TODAY) + mine.instant(AFTERNOON, "Asia/Seoul") + mine.number(1234.5, 2) + mine.percent(0.5)
    )
    assert all(character.isascii() for character in said if character.isdigit())


def test_an_instant_falls_on_the_day_of_its_zone() -> None:
    assert Reader("en").instant(AFTERNOON, "Asia/Seoul") == "24 Nov 2026, 00:30"


def test_names_of_places_and_languages() -> None:
    mine = Reader("es")
    assert (mine.country("KE"), mine.language("sw"), mine.weekday(0)) == ("Kenia", "suajili", "lunes")
    assert (mine.country("??"), mine.language("qqq")) == ("??", "qqq")
    assert i18n.autonym("ar") == "العربية"


def test_direction() -> None:
    assert [Reader(code).rtl for code in ("ar", "he", "ur", "en", "ja", PSEUDO)] == [True] * 3 + [False] * 3
    assert isolate("Ana") == "\u2068Ana\u2069"


def test_a_language_without_catalogue_speaks_english_with_its_own_dates() -> None:
    assert Reader("pl").gettext("today") == "today"
    assert Reader("pl").date(TODAY) == "23 lis 2026"
    assert Reader("zz").date(TODAY) == "23 Nov 2026"


def test_the_chosen_language_holds_for_everything_shown() -> None:
    set_language("es")
    assert _("today") == "hoy"
    assert ngettext("in {n} day", "in {n} days", 1) == "en {n} día"
    assert reader().language_code == "es"
    assert _("") == ""


def test_order_of_a_spanish_and_a_swedish_list() -> None:
    names = ["Ñandú", "Nzinga", "Nora", "أحمد", "Ωmega", "Ólafur", "Oz", "Åsa", "Zoe", "佐藤"]
    spanish = sorted(names, key=Reader("es").sort_key)
    assert spanish == ["Åsa", "Nora", "Nzinga", "Ñandú", "Ólafur", "Oz", "Zoe", "Ωmega", "أحمد", "佐藤"]
    assert sorted(names, key=Reader("sv").sort_key)[6] == "Åsa"
    assert min(names, key=Reader("ar").sort_key) == "أحمد"


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Łódź", "lodz"),
        ("STRASSE", fold("Straße")),
        ("Nguyễn Thị Ánh", "nguyen thi anh"),
        ("İstanbul", "istanbul"),
        ("سَمِيرَة أحمد", "سميره احمد"),
        ("ＡＢＣ", "abc"),
        ("Ærø", "aero"),
        ("Ἀθῆναι", "αθηναι"),
    ],
)
def test_fold(text: str, key: str) -> None:
    assert fold(text) == key


@given(st.text(max_size=40))
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(min_size=1, max_size=40), st.sampled_from(["en", "es", "ar", "sv", "ja", "pl"]))
def test_every_text_has_a_place(text: str, language: str) -> None:
    place, key, original = Reader(language).sort_key(text)
    assert place >= 0
    assert original == text
    assert isinstance(key, str)
    assert script_of(text)


def test_pseudo_is_longer_and_keeps_placeholders_and_marks() -> None:
    said = pseudo("Write to {name} about <b>{n}</b> things")
    assert "{name}" in said
    assert "<b>{n}</b>" in said
    assert len(said) >= 1.4 * len("Write to {name} about <b>{n}</b> things")
    assert Reader(PSEUDO).gettext("today") != "today"


def test_a_refusal_says_its_docstring_with_its_values() -> None:
    refusal = Crowded(name="Ana", day=TODAY)
    assert str(refusal) == "Ana has no place left until 23 Nov 2026. Nothing was changed."
    assert message_of(Crowded) == "{name} has no place left until {day}. Nothing was changed."
    assert refusal.values == {"name": "Ana", "day": TODAY}
    set_language("ar")
    assert str(refusal).startswith("\u2068Ana\u2069")
    assert str(Refusal()) == "لا يمكن القيام بهذا. لم يتغيّر شيء."


def test_words_need_no_babel_once_compiled(root: Path) -> None:
    Reader("es")
    code = (
        "import sys; from mentordesk.i18n import _, set_language;"
        "set_language('es'); assert _('today') == 'hoy';"
        "print([name for name in sys.modules if name.startswith('babel')])"
    )
    said = subprocess.check_output([sys.executable, "-c", code], cwd=root, text=True)
    assert said.strip() == "[]"


def test_a_changed_catalogue_is_compiled_anew(tmp_path: Path) -> None:
    folder, build = tmp_path / "fr" / "LC_MESSAGES", tmp_path / "build"
    folder.mkdir(parents=True)
    source = folder / "mentordesk.po"
    head = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\nmsgid "today"\nmsgstr '
    source.write_text(f'{head}"hier"\n', "utf-8")
    assert b"hier" in (i18n._compiled(folder, build) or b"")
    source.write_text(f'{head}"aujourd’hui"\n', "utf-8")
    kept = build / "translations" / "fr.mo"
    os.utime(source, ns=(kept.stat().st_mtime_ns + 10**9,) * 2)
    assert "aujourd’hui".encode() in (i18n._compiled(folder, build) or b"")
    assert i18n._compiled(folder, None) is None


def test_catalogues_are_read_where_nothing_can_be_kept(tmp_path: Path) -> None:
    folder = tmp_path / "fr" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "mentordesk.po").write_text('msgid "a"\nmsgstr "b"\n', "utf-8")
    (tmp_path / "build").write_text("a file in the way")
    assert i18n._compiled(folder, tmp_path / "build")


def test_messages_are_found_in_calls_and_in_refusals(messages: ModuleType) -> None:
    code = (
        "class Above(Refusal):\n    '''One\n    {line}.'''\nclass Below(Above):\n    '''Two.'''\n"
        "class Other:\n    '''No message.'''\n_('three')\n"
        "self.ngettext('{n} four', '{n} fours', n)\nN_('fi' 've')\n_(six)\n"
    )
    tree = ast.parse(code)
    known = messages.refusal_names([tree])
    assert list(messages.messages_of(tree, known)) == [
        "One {line}.",
        "Two.",
        "three",
        ("{n} four", "{n} fours"),
        "five",
    ]


@pytest.mark.parametrize(
    ("ids", "form", "right"),
    [
        (("{n} day", "{n} days"), "un día", True),
        (("{n} day", "{n} days"), "{m} días", False),
        (("{file} is bad",), "{file} está mal", True),
        (("{file} is bad",), "está mal", False),
    ],
)
def test_placeholders_of_a_translation(
    messages: ModuleType, ids: tuple[str, ...], form: str, right: bool
) -> None:
    assert messages._same_placeholders(ids, form) is right


def test_every_shipped_language_has_a_catalogue(messages: ModuleType) -> None:
    assert {"en", *messages.languages()} == set(LANGUAGES)


def test_no_message_is_made_when_it_is_asked_for(root: Path) -> None:
    made = [
        f"{path.name}:{node.lineno}"
        for path, node in calls(root)
        if named(node.func) in {"_", "N_", "ngettext"}
        and any(isinstance(arg, ast.JoinedStr | ast.BinOp) for arg in node.args[:1])
    ]
    assert made == []


def test_refusals_are_raised_with_the_values_that_they_name(root: Path, messages: ModuleType) -> None:
    trees = [ast.parse(path.read_text("utf-8")) for path in sorted((root / "mentordesk").rglob("*.py"))]
    known = messages.refusal_names(trees)
    docs = {
        node.name: ast.get_docstring(node) or ""
        for tree in trees
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef) and node.name in known
    }
    assert all(docs.values()), [name for name, doc in docs.items() if not doc]
    lacking = [
        f"{path.name}:{node.lineno} {named(node.func)}"
        for path, node in calls(root)
        if named(node.func) in docs and not _says_all(node, docs[named(node.func)], messages)
    ]
    assert lacking == []


def _says_all(call: ast.Call, doc: str, messages: ModuleType) -> bool:
    given = {keyword.arg for keyword in call.keywords}
    return None in given or set(messages.PLACEHOLDER.findall(doc)) <= given


def calls(root: Path) -> Iterator[tuple[Path, ast.Call]]:
    for path in sorted((root / "mentordesk").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call):
                yield path, node


def named(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")


def test_one_thread_may_speak_another_language() -> None:
    said: list[str] = []
    with speaking(Reader("es")):
        other = threading.Thread(target=lambda: said.append(_("Mentee")))
        other.start()
        other.join()
        said.append(_("Mentee"))
        said.append(ngettext("{n} mentee", "{n} mentees", 2))
        said.append(filled("{one} y {other}.", one="Ana", other="Inés"))
    assert [*said, _("Mentee")] == ["Mentee", "Mentorado", "{n} mentorados", "Ana e Inés.", "Mentee"]
