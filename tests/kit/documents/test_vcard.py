from datetime import UTC, datetime
from pathlib import Path

import pytest
import vobject
from icalendar.parser import Contentline

from qiao.kit.documents.errors import AddressRefused
from qiao.kit.documents.vcard import Card, CardName, CardText, vcard_bytes
from tests.support import hostile

ZHANG = Card(
    uid="person-1@qiao.example",
    names=[CardName("zh", "张伟", "张", "伟"), CardName("en", "Wei Zhang", "Zhang", "Wei")],
    organisations=[CardText("zh", "哥伦比亚大学"), CardText("en", "Columbia University, New York")],
    titles=[CardText("zh", "主任"), CardText("en", "Director")],
    emails=["wei@columbia.example", "zhang@home.example"],
    phones=["+1 212 555 0100"],
    urls=["https://columbia.example/wei?a=1;b,c"],
    languages=["zh", "en"],
    note="两行\nof notes",
    changed_at=datetime(2026, 11, 3, 1, 2, 3, tzinfo=UTC),
)


def lines_of(content: bytes) -> list[tuple[str, dict[str, str], str]]:
    text = content.decode("utf-8").replace("\r\n ", "")
    parts = [Contentline(row).parts() for row in text.split("\r\n") if row]
    return [
        (name, {key: str(value) for key, value in parameters.items()}, value)
        for name, parameters, value in parts
    ]


def test_version_4_gives_one_name_in_two_languages():
    content = vcard_bytes(ZHANG)

    rows = lines_of(content)
    assert rows[:2] == [("BEGIN", {}, "VCARD"), ("VERSION", {}, "4.0")]
    assert [row for row in rows if row[0] == "FN"] == [
        ("FN", {"ALTID": "1", "LANGUAGE": "zh"}, "张伟"),
        ("FN", {"ALTID": "1", "LANGUAGE": "en"}, "Wei Zhang"),
    ]
    assert [row for row in rows if row[0] == "ORG"] == [
        ("ORG", {"ALTID": "3", "LANGUAGE": "zh"}, "哥伦比亚大学"),
        ("ORG", {"ALTID": "3", "LANGUAGE": "en"}, "Columbia University, New York"),
    ]
    assert ("EMAIL", {"PREF": "1"}, "wei@columbia.example") in rows
    assert ("LANG", {}, "zh") in rows
    assert ("URL", {}, "https://columbia.example/wei?a=1;b,c") in rows
    assert ("REV", {}, "20261103T010203Z") in rows


def test_version_3_is_read_by_another_reader():
    card = vobject.readOne(vcard_bytes(ZHANG, "3.0").decode("utf-8"))

    assert card.version.value == "3.0"
    assert card.fn.value == "张伟"
    assert (card.n.value.family, card.n.value.given) == ("张", "伟")
    assert card.nickname.value == "Wei Zhang"
    assert card.org.value == ["哥伦比亚大学"]
    assert card.title.value == "主任"
    assert card.email.value == "wei@columbia.example"
    assert card.tel.value == "+1 212 555 0100"
    assert card.note.value == "两行\nof notes"


def test_lines_are_folded_at_75_octets_without_splitting_a_letter():
    long = Card(uid="u", names=[CardName("zh", "大学" * 60)])

    rows = vcard_bytes(long).split(b"\r\n")

    assert max(len(row) for row in rows) <= 75
    assert [row.decode("utf-8") for row in rows]


def test_card_without_a_name_is_a_mistake():
    with pytest.raises(ValueError, match="needs a name"):
        Card(uid="u", names=[CardName("zh", " \r\n ")])


def test_organisation_is_said_to_be_one():
    content = vcard_bytes(Card(uid="u", names=[CardName("en", "Columbia")], is_organisation=True))

    assert ("KIND", {}, "org") in lines_of(content)


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "https://a.example/\nTEL:1"])
def test_address_that_is_no_web_address_is_refused(url):
    with pytest.raises(AddressRefused):
        vcard_bytes(Card(uid="u", names=[CardName("en", "A")], urls=[url]))


def _comes_out_dead(text: str) -> None:
    card = Card(
        uid="u",
        names=[CardName("zh", text, text, text)],
        organisations=[CardText("zh", text)],
        titles=[CardText("zh", text)],
        phones=[text],
        note=text,
    )

    for version in ("3.0", "4.0"):
        rows = lines_of(vcard_bytes(card, version))
        known = {"BEGIN", "VERSION", "KIND", "FN", "N", "ORG", "TITLE", "TEL", "NOTE", "UID", "END"}
        assert {name for name, _parameters, _value in rows} <= known
        assert [name for name, _parameters, _value in rows].count("FN") == 1
        assert vobject.readOne(vcard_bytes(card, "3.0").decode("utf-8")).n.value.additional == ""


@pytest.mark.parametrize("text", hostile.OWN)
def test_hostile_text_comes_out_dead(text):
    _comes_out_dead(text)


@pytest.mark.cases
def test_shared_hostile_text_comes_out_dead(cases: Path):
    for text in hostile.listed(cases, "markup", "templates"):
        _comes_out_dead(text)
