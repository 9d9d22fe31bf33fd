"""What search engines are told: terms of schema.org alone, and only of what can be applied for."""

import json
import re
from typing import Any

import pytest
from django.test import Client

from qiao.rooms.accounts.models import User
from qiao.rooms.directory.models import Organisation
from qiao.rooms.opportunities.domain.opportunity import change_opportunity, close_opportunity
from qiao.rooms.opportunities.enums import OpportunityKind
from qiao.rooms.opportunities.models import Opportunity
from tests.rooms.opportunities.factory import make_opportunity
from tests.rooms.opportunities.terms import TERMS

SALARY: dict[str, Any] = {
    "salary_from": 20_000,
    "salary_to": "35000.50",
    "currency": "CNY",
    "period": "month",
}


def described(client: Client, opportunity: Opportunity) -> dict[str, Any]:
    page = client.get(f"/en/opportunities/{opportunity.pk}/").content.decode()
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', page)
    return json.loads(found[1]) if found else {}


def require_known(value: Any) -> None:
    if isinstance(value, list):
        for each in value:
            require_known(each)
    if isinstance(value, dict):
        assert set(value) - {"@context"} <= TERMS[value["@type"]]
        for each in value.values():
            require_known(each)


@pytest.mark.parametrize("kind", OpportunityKind.values)
def test_every_kind_is_described_in_known_terms(
    kind: str, client: Client, host: Organisation, hana: User
) -> None:
    pay: dict[str, Any] = SALARY if kind in ("job", "internship", "postdoc") else {}
    fee: dict[str, Any] = {"fee": 100, "currency": "CNY"} if kind in ("camp", "phd_plan") else {}
    found = described(client, make_opportunity(host, hana, kind=kind, degree="master", **pay, **fee))

    require_known(found)
    types = {"camp": "EducationalOccupationalProgram", "talent_programme": "WorkBasedProgram"}
    plans = dict.fromkeys(("master_plan", "phd_plan"), "EducationalOccupationalProgram")
    assert found["@type"] == (types | plans).get(kind, "JobPosting")
    assert all(value not in ("", None, [], {}) for value in found.values())


def test_a_job_says_salary_deadline_and_places(client: Client, host: Organisation, hana: User) -> None:
    job = make_opportunity(host, hana, places=3, **SALARY)

    found = described(client, job)

    assert found["baseSalary"]["value"] == {
        "@type": "QuantitativeValue", "unitText": "MONTH", "minValue": 20_000, "maxValue": 35_000.5,
    }  # fmt: skip
    assert job.closes_at is not None
    assert (found["validThrough"], found["totalJobOpenings"]) == (job.closes_at.isoformat(), 3)
    assert found["employmentType"] == "FULL_TIME"


def test_text_cannot_end_the_script(client: Client, job: Opportunity, hana: User) -> None:
    hostile = "</script><script>alert(1)</script>"
    change_opportunity(job, actor=hana, description_en=hostile)

    page = client.get(f"/en/opportunities/{job.pk}/").content.decode()

    assert hostile not in page
    assert described(client, job)["description"] == hostile


def test_a_closed_one_is_not_described(client: Client, job: Opportunity, hana: User) -> None:
    close_opportunity(job, actor=hana, reason="filled")

    assert described(client, job) == {}
