"""What a host has said of each kind is on its page, in both languages."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client

from qiao.rooms.accounts.models import User
from qiao.rooms.directory.models import Organisation
from tests.rooms.opportunities.factory import make_opportunity, make_two_supervisors

NOTES = {
    "visa_zh": "提供邀请函。",
    "visa_en": "We write the letter for the visa.",
    "support_zh": "提供住房。",
    "support_en": "A flat for two years.",
    "requirements_en": "A doctorate in control.",
}
OF_KIND: dict[str, tuple[dict[str, Any], list[str], list[str]]] = {
    "job": (
        {"hours": 38, "salary_from": 30000, "salary_to": 50000, "currency": "CNY", "period": "month"},
        ["Hours a week", "38", "30,000"],
        ["38"],
    ),
    "internship": ({"months": 6}, ["6 months"], ["6 个月"]),
    "camp": (
        {
            "fee": 1200,
            "currency": "CNY",
            "travel_zh": "承担往返机票。",
            "travel_en": "Flights are paid.",
            "ends_on": dt.date(2099, 7, 14),
        },
        ["Flights are paid.", "Two weeks of lectures", "July 1, 2099", "July 14, 2099", "1,200"],
        ["承担往返机票。"],
    ),
    "postdoc": (
        {
            "station_name_en": "Jiangsu workstation",
            "station_name_zh": "江苏工作站",
            "mobile_name_en": "Tsinghua mobile station",
            "mobile_name_zh": "清华大学流动站",
            "subsidy_en": "A grant of the province.",
        },
        ["Jiangsu workstation", "Tsinghua mobile station", "A grant of the province.", "24 months", "R2"],
        ["江苏工作站", "清华大学流动站", "R2"],
    ),
    "master_plan": (
        {"partner_name_en": "Partner University", "award": "double"},
        ["Partner University", "Master of Engineering", "Two terms.", "36 months"],
        ["36 个月"],
    ),
    "phd_plan": (
        {"partner_name_zh": "合作大学", "partner_name_en": "Partner University", "award": "joint"},
        ["Partner University", "Doctor of Engineering", "Four terms."],
        ["合作大学"],
    ),
    "talent_programme": ({}, ["A settling-in grant."], ["A settling-in grant."]),
}


@pytest.mark.parametrize("kind", OF_KIND)
def test_the_page_says_all_that_was_given(kind: str, client: Client, host: Organisation, hana: User) -> None:
    given, in_english, in_chinese = OF_KIND[kind]
    made = make_opportunity(host, hana, kind=kind, **NOTES | given)
    make_two_supervisors(made, hana)
    made.languages.create(language="en", scale="cefr", level="C1")
    made.languages.create(language="zh", scale="hsk", level="5")

    english = client.get(f"/en/opportunities/{made.pk}/").content.decode()
    chinese = client.get(f"/zh-hans/opportunities/{made.pk}/").content.decode()

    both_sides = ["Wang Lin", "Ada Byron"]
    notes = ["We write the letter for the visa.", "A flat for two years.", "A doctorate in control."]
    wanted = [*in_english, *both_sides, *notes, "C1", "HSK 5"]
    assert [words for words in wanted if words not in english] == []
    wanted = [*in_chinese, "王教授", "提供邀请函。", "提供住房。", "C1", "HSK"]
    assert [words for words in wanted if words not in chinese] == []
