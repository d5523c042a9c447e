"""The right encoding comes first, for the languages that still use legacy ones."""

import codecs

import pytest

from mentordesk.interchange.encodings import CANDIDATES, encodings_for
from mentordesk.interchange.refusals import UnreadableSheet
from mentordesk.interchange.sheets import read_table

SAMPLES = (
    ("cp1250", "Małgorzata Wiśniewska;Łódź"),
    ("cp1250", "Jiří Dvořák;Plzeň"),
    ("cp1250", "Őri István;Győr"),
    ("cp1251", "Иванов Пётр;Москва"),
    ("cp1251", "Олена Шевченко;Київ"),
    ("cp1252", "María José Núñez;León"),
    ("cp1252", "François Lefèvre;Besançon"),
    ("cp1252", "Björn Ångström;Malmö"),
    ("cp1252", "João Conceição;São Paulo"),
    ("cp1253", "Γιώργος Παπαδόπουλος;Αθήνα"),
    ("cp1254", "Ayşe Yılmaz;İzmir"),
    ("cp1255", "יעל כהן;משה לוי"),
    ("cp1256", "سميرة النجار;محمد"),
    ("cp932", "安藤 一郎;鈴木 はなこ"),
    ("gb18030", "王小明;北京"),
    ("cp949", "김민지;서울"),
    ("koi8-u", "Иванов Пётр;Москва"),
)


def table(text: str) -> str:
    return f"name;city\n{text}\nAda Park;Leeds\n"


@pytest.mark.parametrize(("encoding", "text"), SAMPLES)
def test_best_first(encoding: str, text: str) -> None:
    best = encodings_for(table(text).encode(encoding))[0]
    assert best.name == encoding
    assert best.preview == text
    assert read_table("a.csv", table(text).encode(encoding)).sheets[0].rows[0].cells == tuple(text.split(";"))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_unicode_by_mark_or_shape(encoding: str) -> None:
    text = table("Łukasz Żółć;سميرة")
    assert read_table("a.csv", text.encode(encoding)).sheets[0].rows[0].cells == ("Łukasz Żółć", "سميرة")


def test_the_person_can_choose_another() -> None:
    data = table("Łukasz;Łódź").encode("cp1250")
    assert read_table("a.csv", data, encoding="cp1252").sheets[0].rows[0].cells[0] == "£ukasz"
    assert {e.name for e in encodings_for(data)} >= {"cp1250", "cp1252"}


def test_the_wrong_choice_is_a_sentence() -> None:
    with pytest.raises(UnreadableSheet, match="chosen encoding"):
        read_table("a.csv", "Łódź".encode("cp1250"), encoding="utf-8")
    with pytest.raises(UnreadableSheet, match="chosen encoding"):
        read_table("a.csv", b"a,b", encoding="no such")


def test_candidates_exist_and_are_named_once() -> None:
    names = [name for name, _label in CANDIDATES]
    assert [codecs.lookup(name).name for name in names] == names
    assert len(set(names)) == len(names)


def test_an_empty_file_and_plain_ascii_are_unicode() -> None:
    assert encodings_for(b"")[0].name == "utf-8"
    assert encodings_for(b"name,email\nAda,a@example.org\n")[0].name == "utf-8"
