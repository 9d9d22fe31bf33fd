"""Every fault at once, each with its place, in both languages."""

import json
import re
from typing import Any

import pytest

from qiao.engines.timetabling.faults import BadInstance
from qiao.engines.timetabling.groups.formats import read_groups


def document(guest: dict[str, Any] | None = None, group: dict[str, Any] | None = None, **fields: Any) -> str:
    guests = [{"id": "Ana"}, *([{"id": "Ben", **guest}] if guest else [])]
    groups = [{"id": "g1", "destination": "Optics", "slots": [0, 1], "capacity": 2, **(group or {})}]
    groups.append({"id": "g2", "destination": "Chips", "slots": [1], "capacity": 2})
    return json.dumps({"format": "qiao-groups/1", "slots": 3, "guests": guests, "groups": groups, **fields})


def faults_in(text: str) -> list[tuple[str, str]]:
    with pytest.raises(BadInstance) as caught:
        read_groups(text)
    for fault in caught.value.faults:
        assert re.search("[一-鿿]", fault.text("zh-hans"))
        assert "{" not in fault.text("en").replace("{…}", "")
    return [(fault.place, fault.sentence.code) for fault in caught.value.faults]


@pytest.mark.parametrize(
    ("text", "place", "code"),
    [
        ("{", "", "fault.json-syntax"),
        ("[]", "", "fault.object"),
        (document(format="qiao-timetable/1"), "format", "fault.choice"),
        (document(mode="some"), "mode", "fault.choice"),
        (document(slots=-1), "slots", "fault.negative"),
        (document(tiers=["placed", "placed"]), "tiers[1]", "fault.groups.tier-twice"),
        (document(tiers=["unity", "apart"]), "tiers", "fault.groups.tiers-contradict"),
        (document(tiers=["luck"]), "tiers[0]", "fault.choice"),
        (document({"id": "Ana"}), "guests[1].id", "fault.twice"),
        (document({"id": 7}), "guests[1].id", "fault.text"),
        (document({"hat": "red"}), "guests[1].hat", "fault.unknown-field"),
        (document({"meetings": [3]}), "guests[1].meetings", "fault.no-slot"),
        (document({"wishes": {"Optiks": 1}}), "guests[1].wishes.Optiks", "fault.groups.no-destination"),
        (document({"wishes": ["Optiks"]}), "guests[1].wishes.Optiks", "fault.groups.no-destination"),
        (document({"wishes": {"Optics": -1}}), "guests[1].wishes.Optics", "fault.negative"),
        (document({"wishes": {"Optics": float("nan")}}), "guests[1].wishes.Optics", "fault.not-finite"),
        (document({"wishes": {"Optics": 1e-7}}), "guests[1].wishes.Optics", "fault.decimals"),
        (document({"wishes": {"Optics": 1e9}}), "guests[1].wishes.Optics", "fault.too-large"),
        (document({"wishes": {"Optics": "5"}}), "guests[1].wishes.Optics", "fault.number"),
        (document({"barred": ["Optiks"]}), "guests[1].barred", "fault.groups.no-destination"),
        (document({"forbidden": ["g3"]}), "guests[1].forbidden", "fault.groups.no-group"),
        (document({"pinned": ["g3"]}), "guests[1].pinned[0]", "fault.groups.no-group"),
        (
            document({"pinned": ["g1"], "forbidden": ["g1"]}),
            "guests[1].pinned[0]",
            "fault.groups.pin-forbidden",
        ),
        (document({"pinned": ["g1"], "meetings": [0]}), "guests[1].pinned[0]", "fault.groups.pin-barred"),
        (document({"pinned": ["g1", "g2"]}), "guests[1].pinned[1]", "fault.groups.pins-clash"),
        (document({"pinned": ["g1"], "max_visits": 0}), "guests[1].pinned", "fault.groups.pins-many"),
        (document({"min_visits": 2, "max_visits": 1}), "guests[1].min_visits", "fault.groups.visits"),
        (document(group={"slots": [0, 2]}), "groups[0].slots", "fault.groups.slots"),
        (document(group={"slots": []}), "groups[0].slots", "fault.groups.slots"),
        (document(group={"min_size": 3}), "groups[0].min_size", "fault.groups.sizes"),
        (document(group={"capacity": "2"}), "groups[0].capacity", "fault.whole"),
        (document(group={"interpreter": 1}), "groups[0].interpreter", "fault.yes-no"),
        (document(group={"id": "g2"}), "groups[1].id", "fault.twice"),
    ],
)
def test_fault(text: str, place: str, code: str) -> None:
    assert faults_in(text) == [(place, code)]


def test_faults_all_at_once() -> None:
    text = document({"wishes": {"Optiks": -1}, "pinned": ["g9"]}, {"min_size": 3, "slots": [5]}, mode="most")

    assert faults_in(text) == [
        ("mode", "fault.choice"),
        ("groups[0].slots", "fault.no-slot"),
        ("groups[0].min_size", "fault.groups.sizes"),
        ("guests[1].wishes.Optiks", "fault.groups.no-destination"),
        ("guests[1].wishes.Optiks", "fault.negative"),
        ("guests[1].pinned[0]", "fault.groups.no-group"),
    ]


@pytest.mark.parametrize("hostile", ["\ud800", "a" * 5000])
def test_hostile_name(hostile: str) -> None:
    assert [place for place, _ in faults_in(document(name=hostile))] == ["name"]


@pytest.mark.parametrize("name", ["\x00", "=1+1", "名"])
def test_odd_name(name: str) -> None:
    assert read_groups(document(name=name)).name == name
