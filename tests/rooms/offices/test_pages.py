"""Paths through the pages, and what they show to whom."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from qiao.kit.activity.models import Activity
from qiao.kit.bilingual.search import index
from qiao.rooms.accounts.domain.account import create_account
from qiao.rooms.accounts.models import User
from qiao.rooms.directory.models import Organisation, OrganisationDomain
from qiao.rooms.offices.domain.approval import ask_approvals, decide_posting
from qiao.rooms.offices.entrances import of_opportunity
from qiao.rooms.offices.enums import ApprovalState
from qiao.rooms.offices.models import (
    HostApproval,
    OfficeSettings,
    PostingApproval,
    Recommendation,
    StudentRegistration,
)
from qiao.rooms.opportunities.models import Opportunity
from qiao.rooms.privacy.domain.consent import has_consent
from qiao.rooms.profiles.domain.profile import set_audiences
from tests.rooms.offices.factory import approve, make_claim, make_office, words
from tests.rooms.opportunities.factory import make_host, make_opportunity
from tests.rooms.profiles.factory import make_profile
from tests.support.entering import enter

OFFICES = "/en/offices"


def text_of(client: Client, page: str, **query: Any) -> str:
    response = client.get(page, query)
    assert response.status_code == 200, page
    return response.content.decode()


def test_whoever_runs_two_offices_chooses_and_of_one_is_led_there(
    client: Client, duke: Organisation, dan: User, nan: User
) -> None:
    page = f"{OFFICES}/"
    assert enter(client, dan).get(page).headers["Location"] == f"{OFFICES}/{duke.pk}/"
    second = make_office(dan, name_en="Second University")
    shown = text_of(client, page)
    assert f"{OFFICES}/{duke.pk}/" in shown
    assert f"{OFFICES}/{second.pk}/" in shown
    assert "Second University" in shown
    assert enter(client, nan).get(page).status_code == 404


def test_a_student_registers_and_ends(client: Client, duke: Organisation, mia: User) -> None:
    words()
    OrganisationDomain.objects.create(organisation=duke, suffix="people.example")
    enter(client, mia)
    page = f"{OFFICES}/{duke.pk}/registration/"
    assert text_of(client, f"{OFFICES}/registrations/new/").count(page) == 2  # suggested, and in the list
    shown = text_of(client, page)
    assert "checked" not in shown
    assert "My career office sees where my applications stand" in shown

    assert client.post(page, {"student_number": "D-17"}).status_code == 422
    assert not StudentRegistration.objects.exists()
    assert client.post(page, {"agrees": "on", "wants_mails": "on"}).status_code == 302
    assert client.post(page).status_code == 422  # registered already
    own = StudentRegistration.objects.get()
    assert "Waiting for the office" in text_of(client, f"{OFFICES}/registrations/")
    assert (
        client.post(f"{OFFICES}/registrations/{own.pk}/mails/", {"wants_mails": "false"}).status_code == 302
    )
    assert StudentRegistration.objects.get().wants_mails is False
    assert client.post(f"{OFFICES}/registrations/{own.pk}/ending/").status_code == 302
    assert client.post(f"{OFFICES}/registrations/{own.pk}/ending/").status_code == 409
    assert not has_consent(mia, "career-office")
    assert "Ended" in text_of(client, f"{OFFICES}/registrations/")


def test_the_office_answers_a_student(
    client: Client, claim: StudentRegistration, dan: User, mia: User
) -> None:
    page = f"{OFFICES}/students/{claim.pk}/"
    enter(client, dan)
    make_profile(mia, headline_en="Engineer", summary_en="For hosts alone.")
    set_audiences(claim.profile, actor=mia, audiences={"headline": "offices"})
    shown = text_of(client, page)
    assert "Is this your student?" in shown
    assert ("Engineer" in shown, "For hosts alone." in shown) == (True, False)

    assert client.post(page, {"decision": "refused"}).status_code == 422
    assert client.post(page, {"decision": "confirmed"}).status_code == 302
    assert client.post(page, {"decision": "refused", "reason": "Late."}).status_code == 422
    assert client.post(f"{page}ending/", {"reason": ""}).status_code == 422
    assert client.post(f"{page}ending/", {"reason": "Graduated."}).status_code == 302
    assert client.get(page).status_code == 404


def test_students_are_searched_decided_and_exported(
    client: Client,
    claim: StudentRegistration,
    student: StudentRegistration,
    duke: Organisation,
    dan: User,
    leo: User,
) -> None:
    make_profile(leo)
    page = f"{OFFICES}/{duke.pk}/students/"
    enter(client, dan)

    assert "mia@people.example" not in text_of(client, page, q="林文")
    assert "leo@people.example" not in text_of(client, page, q="D-17")
    assert "leo@people.example" not in text_of(client, page, state="claimed")
    exported = b"".join(client.get(page, {"export": "csv"}).streaming_content).decode()  # type: ignore[attr-defined]
    assert (exported.count("people.example"), "D-17" in exported) == (3, True)
    assert Activity.objects.filter(action="offices.students.exported").count() == 1
    assert client.post(page, {"decision": "confirmed"}).status_code == 422
    told = client.post(page, {"decision": "confirmed", "rows": [claim.pk, student.pk]}, follow=True)
    assert b"1 decision was made. 1 row was left as it is." in told.content


def test_a_host_asks_many_at_once(
    client: Client, posting: Opportunity, hui: User, duke: Organisation, other: Organisation, dan: User
) -> None:
    OfficeSettings.objects.create(university=duke, note_en="Pay travel costs.", contact="Ann Lee")
    page = f"{OFFICES}/opportunities/{posting.pk}/"
    assert enter(client, dan).get(page).status_code == 404
    enter(client, hui)
    shown = text_of(client, page)
    assert shown.count('name="rows"') == 2
    assert "Pay travel costs." in shown

    assert client.post(page, {"message": "Hello"}).status_code == 422
    asked = client.post(page, {"rows": [duke.pk, other.pk], "message": "Hello"}, follow=True)
    assert b"2 universities were asked." in asked.content
    decide_posting(duke, posting, actor=dan, state=ApprovalState.REFUSED, reason="Not for us.")
    assert "Not for us." in text_of(client, page)
    assert text_of(client, page, unasked="1").count('name="rows"') == 0
    assert "Duke University" in text_of(client, f"{OFFICES}/hosting/")


def test_an_office_works_off_its_queues(
    client: Client, posting: Opportunity, hui: User, duke: Organisation, dan: User, host: Organisation
) -> None:
    ask_approvals(posting, actor=hui, universities=[duke], message="We train engineers.")
    index(host, ["Innovation Centre"])
    enter(client, dan)
    assert client.get(f"{OFFICES}/").headers["Location"] == f"{OFFICES}/{duke.pk}/"
    assert "state=asked" in text_of(client, f"{OFFICES}/{duke.pk}/")
    hosts, postings = f"{OFFICES}/{duke.pk}/hosts/", f"{OFFICES}/{duke.pk}/postings/"
    assert "Innovation Centre" in text_of(client, hosts, state="asked")
    assert "Innovation Centre" in text_of(client, hosts, q="innovation")
    assert "Innovation Centre" not in text_of(client, hosts, q="elsewhere")
    assert "We train engineers." in text_of(client, f"{hosts}{host.pk}/")
    assert "We train engineers." in text_of(client, f"{postings}{posting.pk}/")

    row = PostingApproval.objects.get()
    assert client.post(postings, {"decision": "approved"}).status_code == 422
    assert client.post(postings, {"decision": "refused", "rows": [row.pk]}).status_code == 422
    assert client.post(postings, {"decision": "approved", "rows": [row.pk]}).status_code == 302
    assert client.post(f"{hosts}{host.pk}/", {"decision": "approved"}).status_code == 302
    assert client.post(f"{hosts}{host.pk}/", {"decision": "approved"}).status_code == 422
    assert HostApproval.objects.get().state == "approved"
    assert client.post(f"{postings}{posting.pk}/", {"decision": "revoked"}).status_code == 422


def test_an_office_approves_unasked_and_recommends(
    client: Client,
    posting: Opportunity,
    duke: Organisation,
    dan: User,
    student: StudentRegistration,
    leo: User,
) -> None:
    door = list(of_opportunity(posting, dan))[-1]
    assert str(door.label) == "Approve for our students"
    enter(client, dan)
    assert client.post(f"{door.url}recommendation/", {"note_en": "Good."}).status_code == 422

    assert client.post(door.url, {"decision": "approved", "with_host": "on"}).status_code == 302
    assert client.post(f"{door.url}recommendation/", {"note_en": "Good."}).status_code == 302
    assert "Good." in text_of(client, f"{OFFICES}/{duke.pk}/recommendations/")
    assert "Good." in text_of(client, door.url)
    assert "Good." in text_of(enter(client, leo), f"{OFFICES}/registrations/")
    assert enter(client, dan).post(f"{door.url}recommendation/removal/").status_code == 302
    assert "Good." not in text_of(enter(client, leo), f"{OFFICES}/registrations/")


def test_settings_are_saved(client: Client, duke: Organisation, dan: User, nan: User) -> None:
    page = f"{OFFICES}/{duke.pk}/settings/"
    assert enter(client, nan).get(page).status_code == 404
    enter(client, dan)

    assert client.post(page, {"email": "nothing"}).status_code == 422
    assert client.post(page, {"host_covers_postings": "on", "contact": "Ann Lee"}).status_code == 302
    assert "Ann Lee" in text_of(client, f"{OFFICES}/{duke.pk}/")
    assert OfficeSettings.objects.get().host_covers_postings


def test_strangers_find_nothing(
    client: Client,
    claim: StudentRegistration,
    posting: Opportunity,
    duke: Organisation,
    sam: User,
    nan: User,
    eve: User,
) -> None:
    make_office(eve)
    office = f"{OFFICES}/{duke.pk}"
    pages = ["/", "/hosts/", "/postings/", "/students/", "/recommendations/", "/settings/"]
    pages += [
        f"/postings/{posting.pk}/",
        f"/postings/{posting.pk}/recommendation/",
        f"/hosts/{posting.host_id}/",
    ]
    for user in (sam, nan, eve):
        enter(client, user)
        for page in pages:
            assert client.get(f"{office}{page}").status_code == 404, page
        assert client.get(f"{OFFICES}/students/{claim.pk}/").status_code == 404
        assert client.get(f"{OFFICES}/opportunities/{posting.pk}/").status_code == 404
        assert client.post(f"{OFFICES}/registrations/{claim.pk}/ending/").status_code == 404
    assert enter(client, sam).get(f"{OFFICES}/").status_code == 404
    client.logout()
    assert client.get(f"{office}/").status_code == 302


def test_the_navigation_leads_those_who_run_an_office(
    client: Client, duke: Organisation, dan: User, nan: User
) -> None:
    nav = f'href="{OFFICES}/"'

    assert nav in text_of(enter(client, dan), f"{OFFICES}/registrations/")
    assert nav not in text_of(enter(client, nan), f"{OFFICES}/registrations/")


def test_doors_are_for_whom_they_are(
    posting: Opportunity, hui: User, dan: User, duke: Organisation, sam: User
) -> None:
    def labels(user: User) -> list[str]:
        return [str(door.label) for door in of_opportunity(posting, user)]

    assert labels(hui) == ["Approval by universities"]
    assert labels(dan) == ["Register with your career office", "Approve for our students"]
    assert labels(sam) == ["Register with your career office"]
    make_claim(sam, duke)
    assert labels(sam) == []


def more_students(duke: Organisation, count: int, *, after: int = 0) -> None:
    for number in range(after, after + count):
        make_claim(create_account(f"s{number}@people.example", None, "en"), duke)


def more_postings(duke: Organisation, count: int, *, after: int = 0) -> None:
    for number in range(after, after + count):
        user = create_account(f"h{number}@people.example", None, "en")
        opportunity = make_opportunity(make_host(user), user)
        now = timezone.now()
        for model, what in (
            (HostApproval, {"host": opportunity.host}),
            (PostingApproval, {"opportunity": opportunity}),
        ):
            model.objects.create(university=duke, state="asked", asked_at=now, **what)
        Recommendation.objects.create(university=duke, opportunity=opportunity)


@pytest.mark.parametrize(
    ("part", "more", "mark"),
    [
        ("students", more_students, rb"/offices/students/"),
        ("hosts", more_postings, rb"/hosts/[0-9a-f-]{36}/"),
        ("postings", more_postings, rb"/postings/[0-9a-f-]{36}/"),
        ("recommendations", more_postings, rb"/postings/[0-9a-f-]{36}/"),
    ],
)
def test_lists_ask_as_much_for_many(
    client: Client, duke: Organisation, dan: User, part: str, more: Any, mark: bytes
) -> None:
    page = f"{OFFICES}/{duke.pk}/{part}/"
    enter(client, dan).get(page)
    asked, shown, there = set(), [], 0

    for number in (1, 3, 20):
        more(duke, number - there, after=there)
        there = number
        with CaptureQueriesContext(connection) as queries:
            response = client.get(page)
        asked.add(len(queries))
        shown.append(len(re.findall(mark, response.content)))

    assert shown == [1, 3, 20]
    assert len(asked) == 1


def test_the_hosts_page_and_the_students_page_ask_as_much_for_many(
    client: Client, posting: Opportunity, hui: User, dan: User, leo: User
) -> None:
    asked: dict[str, set[int]] = {"host": set(), "student": set()}
    for number in (1, 3, 20):
        for _each in range(number - len(Organisation.objects.filter(kind="university"))):
            office = make_office(dan)
            approve(office, posting, dan)
            OfficeSettings.objects.create(university=office, note_en="Note")
            make_claim(leo, office)
        pages = {"host": (hui, f"opportunities/{posting.pk}/"), "student": (leo, "registrations/")}
        for name, (user, page) in pages.items():
            enter(client, user).get(f"{OFFICES}/{page}")
            with CaptureQueriesContext(connection) as queries:
                text_of(client, f"{OFFICES}/{page}")
            asked[name].add(len(queries))

    assert {name: len(counts) for name, counts in asked.items()} == {"host": 1, "student": 1}
