"""Paths through the pages, and what they show to whom."""

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from qiao.rooms.accounts.models import User
from qiao.rooms.applications.models import Application
from qiao.rooms.opportunities.doors import doors_of_opportunity
from qiao.rooms.opportunities.models import Intake, Opportunity
from qiao.rooms.reviews.domain.assignment import assign_application
from qiao.rooms.reviews.domain.interview import invite_to_interview
from qiao.rooms.reviews.domain.ranking import ranked, set_tiers
from qiao.rooms.reviews.domain.rubric import criteria_of, take_standard
from qiao.rooms.reviews.domain.slot import add_slots
from qiao.rooms.reviews.models import (
    Assessment,
    Assignment,
    Criterion,
    Interview,
    InterviewSlot,
    Note,
    Reviewer,
)
from tests.rooms.reviews.conftest import applicant, clear, judge, submit, user_of
from tests.support.entering import enter

ROOT = "/en/reviews"


def typed(moment: dt.datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M")


def test_from_the_panel_to_the_table(
    client: Client, opportunity: Opportunity, wen: Application, nan: User, hui: User, sam: User
) -> None:
    page = f"{ROOT}/opportunities/{opportunity.pk}/"
    assert client.get(page).status_code == 302
    for user in (sam, nan):
        assert enter(client, user).get(page).status_code == 404
    enter(client, hui)
    assert client.get(page).status_code == 200
    assert client.post(f"{page}invitations/", {"email": "no address"}).status_code == 422
    assert client.post(f"{page}invitations/", {"email": "una@people.example"}).status_code == 302
    assert client.post(f"{page}reviewers/", {"user": str(sam.pk)}).status_code == 422
    assert client.post(f"{page}reviewers/", {"user": str(nan.pk)}).status_code == 302

    assert client.get(f"{page}sharing/").status_code == 200
    assert client.post(f"{page}sharing/", {"sharing": "balanced", "each": 0}).status_code == 422
    past = typed(timezone.now() - dt.timedelta(days=3))
    assert client.post(f"{page}sharing/", {"sharing": "all", "each": 1, "due_at": past}).status_code == 422
    shared = client.post(f"{page}sharing/", {"sharing": "balanced", "each": 2})
    assert shared.headers["Location"] == f"{page}applications/"
    assert Assignment.objects.get().application == wen
    table = client.get(f"{page}applications/").content.decode()
    assert "Wen Lin" in table
    assert "0 of 1" in table
    removed = client.post(f"{ROOT}/reviewers/{Reviewer.objects.get().pk}/removal/")
    assert removed.status_code == 302
    assert not Assignment.objects.exists()


def test_the_table_draws_spread_and_is_exported(
    client: Client, wen: Application, rex: Reviewer, rita: Reviewer, hui: User
) -> None:
    judge(wen, rex, hui, 5, 5, 5, 5)
    judge(wen, rita, hui, 1, 1, 1, 1)
    page = f"{ROOT}/opportunities/{wen.opportunity_id}/applications/"

    shown = enter(client, hui).get(page).content.decode()
    assert '<rect class="span" x="20.0%" width="80.0%"' in shown
    assert "20.0–100.0, deviation 40.0" in shown
    for order in ("-mean", "spread", "reviews"):
        assert client.get(page, {"sort": order}).status_code == 200
    file = b"".join(client.get(page, {"export": "csv"}).streaming_content).decode()  # type: ignore[attr-defined]
    assert "60.0" in file
    whole = client.get(f"{ROOT}/applications/{wen.pk}/").content.decode()
    assert whole.count('<th scope="col" role="columnheader" class="numeric">r') == 2
    assert "Sound." in whole


def test_criteria_are_edited_until_points_are_given(
    client: Client, opportunity: Opportunity, wen: Application, rex: Reviewer, hui: User
) -> None:
    page = f"{ROOT}/opportunities/{opportunity.pk}/rubric/"
    enter(client, hui)
    assert b"No criteria yet" in client.get(page).content
    assert client.post(f"{page}standard/").status_code == 302
    given = {"name_en": "Impression", "weight": 2, "max_points": 10}
    assert client.get(f"{page}new/").status_code == 200
    assert client.post(f"{page}new/", given | {"weight": 0}).status_code == 422
    assert client.post(f"{page}new/", given).status_code == 302
    added = Criterion.objects.get(name_en="Impression")
    assert client.post(f"{ROOT}/criteria/{added.pk}/", given | {"name_en": ""}).status_code == 422
    assert client.post(f"{ROOT}/criteria/{added.pk}/", given | {"name_zh": "印象"}).status_code == 302
    assert client.post(f"{ROOT}/criteria/{added.pk}/removal/").status_code == 302

    judge(wen, rex, hui)
    assert b"the criteria stay as they are" in client.get(page).content
    assert client.post(f"{page}new/", given).status_code == 422


def test_a_reviewer_declares_looks_and_submits(
    client: Client, assigned: Assignment, rita: Reviewer, sam: User
) -> None:
    page = f"{ROOT}/assignments/{assigned.pk}/"
    for user in (sam, user_of(rita), user_of(assigned.application)):
        assert enter(client, user).get(page).status_code == 404
    enter(client, user_of(assigned))
    assert "Open the application" not in client.get(page).content.decode()
    assert client.post(f"{page}declaration/", {"verdict": "conflict", "reason": ""}).status_code == 422
    assert client.post(f"{page}assessment/", {}).status_code == 404
    assert client.post(f"{page}declaration/", {"verdict": "none"}).status_code == 302
    assert "Open the application" in client.get(page).content.decode()

    points = {f"points-{row.pk}": "4" for row in criteria_of(assigned.application.opportunity)}
    assert client.post(f"{page}assessment/", {"comment": "So far.", "draft": "1"}).status_code == 302
    assert client.post(f"{page}assessment/", points).status_code == 422
    beyond = points | {next(iter(points)): "6", "recommendation": "yes"}
    assert client.post(f"{page}assessment/", beyond).status_code == 422
    assert client.post(f"{page}assessment/", points | {"recommendation": "yes"}).status_code == 302
    assert Assessment.objects.get().total == 80
    assert b"Version 1 was submitted" in client.get(page).content
    own = client.get(f"{ROOT}/opportunities/{assigned.application.opportunity_id}/assignments/")
    assert b"1 / 1" in own.content
    assert b"1 of 1 assessments submitted" in client.get(f"{ROOT}/").content


def test_a_declared_conflict_hides_the_application(client: Client, assigned: Assignment, hui: User) -> None:
    page, words = f"{ROOT}/assignments/{assigned.pk}/", {"verdict": "conflict", "reason": "My student."}
    enter(client, user_of(assigned))

    assert client.post(f"{page}declaration/", words).status_code == 302
    assert client.get(page).status_code == 404
    assert client.get(f"/en/applications/{assigned.application_id}/").status_code == 404
    panel = enter(client, hui).get(f"{ROOT}/opportunities/{assigned.application.opportunity_id}/")
    assert b"My student." in panel.content


def test_the_application_is_open_after_the_declaration(client: Client, assigned: Assignment) -> None:
    page = f"/en/applications/{assigned.application_id}/"
    enter(client, user_of(assigned))

    assert client.get(page).status_code == 404
    clear(assigned)
    assert f"{ROOT}/assignments/{assigned.pk}/" in client.get(page, follow=True).content.decode()


def test_names_are_hidden_where_the_review_is_blind(client: Client, assigned: Assignment, hui: User) -> None:
    Opportunity.objects.filter(pk=assigned.application.opportunity_id).update(is_blind=True)
    clear(assigned)
    enter(client, user_of(assigned))

    for page in (
        f"{ROOT}/assignments/{assigned.pk}/",
        f"{ROOT}/opportunities/{assigned.application.opportunity_id}/assignments/",
        f"/en/applications/{assigned.application_id}/",
    ):
        shown = client.get(page, follow=True)
        assert shown.status_code == 200
        assert "Wen Lin" not in shown.content.decode()


def test_others_stay_hidden_until_one_s_own_is_there(
    client: Client, cleared: Assignment, rita: Reviewer, hui: User
) -> None:
    submit(clear(assign_application(cleared.application, actor=hui, reviewer=rita)), comment="Remarkable.")
    page = f"{ROOT}/assignments/{cleared.pk}/"

    assert b"Remarkable." not in enter(client, user_of(cleared)).get(page).content
    submit(cleared)
    assert b"Remarkable." in client.get(page).content


def test_the_host_assigns_by_hand_and_notes(
    client: Client, wen: Application, rex: Reviewer, hui: User
) -> None:
    page = f"{ROOT}/applications/{wen.pk}/"
    enter(client, hui)
    assert client.post(page, {"reviewer": ""}).status_code == 422
    assert client.post(page, {"reviewer": str(rex.pk)}).status_code == 302
    assert client.post(f"{page}notes/", {"body": ""}).status_code == 422
    assert client.post(f"{page}notes/", {"body": "Ask about 2024."}).headers["Location"] == page
    assert b"Ask about 2024." in client.get(page).content
    clear(Assignment.objects.get())
    enter(client, user_of(rex))
    own = client.post(f"{page}notes/", {"body": "I will."}).headers["Location"]
    assert own == f"{ROOT}/assignments/{Assignment.objects.get().pk}/"
    assert client.post(f"{ROOT}/notes/{Note.objects.get(body='I will.').pk}/removal/").status_code == 302
    enter(client, hui)
    assert client.post(f"{ROOT}/assignments/{Assignment.objects.get().pk}/removal/").status_code == 302
    applicant_ = enter(client, user_of(wen)).get(f"/en/applications/{wen.pk}/")
    assert b"Ask about 2024." not in applicant_.content


def test_a_ranking_is_made_without_javascript(
    client: Client, intake: Intake, wen: Application, lea: Application, hui: User, sam: User
) -> None:
    page = f"{ROOT}/intakes/{intake.pk}/ranking/"
    assert enter(client, sam).get(page).status_code == 404
    enter(client, hui)
    assert b"Not begun" in client.get(f"{ROOT}/opportunities/{intake.opportunity_id}/rankings/").content
    assert f'value="add:{wen.pk}"' in client.get(page).content.decode()
    for version, move in enumerate([f"add:{wen.pk}", f"add:{lea.pk}", f"tie:{lea.pk}", f"split:{wen.pk}"]):
        assert client.post(f"{page}shifts/", {"move": move, "version": version}).status_code == 302
    assert [[row.pk for row in tied] for tied in ranked(intake)] == [[lea.pk], [wen.pk]]
    assert client.post(f"{page}shifts/", {"move": "dance", "version": 4}).status_code == 422

    assert client.post(f"{page}confirmation/", {"version": 4}).status_code == 302
    assert b"Confirmed on" in client.get(page).content
    assert client.post(f"{page}shifts/", {"move": f"up:{wen.pk}", "version": 5}).status_code == 422
    assert client.post(f"{page}reopening/").status_code == 302


def test_dragging_sends_the_whole_order(
    client: Client, intake: Intake, wen: Application, lea: Application, kai: Application, hui: User
) -> None:
    page, part = f"{ROOT}/intakes/{intake.pk}/ranking/tiers/", {"HX-Request": "true"}
    given = {"tiers": f"{kai.pk}|{wen.pk} {lea.pk}", "version": "0"}

    answer = enter(client, hui).post(page, given, headers=part)
    assert answer.status_code == 200
    assert answer.content.decode().startswith('<div id="ranking"')
    second = client.post(page, given | {"tiers": f"{wen.pk}"}, headers=part)
    assert second.status_code == 409
    assert "Kai Sun was put into tier 1." in second.content.decode()
    assert client.post(page, {"tiers": "x", "version": "1"}).status_code == 422


def test_times_are_offered_and_taken(
    client: Client, opportunity: Opportunity, wen: Application, rex: Reviewer, hui: User, lea: Application
) -> None:
    page = f"{ROOT}/opportunities/{opportunity.pk}/interviews/"
    enter(client, hui)
    given = {"starts_at": "2099-03-02T12:00", "minutes": 30, "count": 2, "pause": 10, "place": "Room 5"}
    assert client.get(f"{page}new/").status_code == 200
    assert client.post(f"{page}new/", given | {"place": ""}).status_code == 422
    assert client.post(f"{page}new/", given | {"interviewers": [str(rex.pk)]}).status_code == 302
    first, second = InterviewSlot.objects.order_by("starts_at")
    assert first.starts_at == dt.datetime(2099, 3, 2, 4, tzinfo=dt.UTC)
    assert client.post(f"{ROOT}/applications/{wen.pk}/interview/").status_code == 302
    own = f"{ROOT}/interviews/{Interview.objects.get().pk}/"
    assert client.get(own).status_code == 404

    User.objects.filter(pk=user_of(wen).pk).update(time_zone="Europe/Berlin")
    assert enter(client, user_of(lea)).get(own).status_code == 404
    enter(client, user_of(wen))
    shown = client.get(own).content.decode()
    assert "Asia/Shanghai" in shown
    assert "Europe/Berlin" in shown
    assert own in client.get(f"/en/applications/{wen.pk}/").content.decode()
    assert client.post(f"{own}booking/", {"slot": str(first.pk)}).status_code == 302
    assert client.post(f"{own}booking/", {"slot": str(first.pk)}).status_code == 422
    assert client.post(f"{own}release/").status_code == 302
    assert client.post(f"{own}booking/", {"slot": str(second.pk)}).status_code == 302

    enter(client, hui)
    assert b"Wen Lin" in client.get(page).content
    changed = given | {"starts_at": "2099-03-02T13:00"}
    assert client.post(f"{ROOT}/slots/{second.pk}/", changed | {"minutes": 1}).status_code == 422
    assert client.post(f"{ROOT}/slots/{second.pk}/", changed).status_code == 302
    assert client.post(f"{ROOT}/slots/{second.pk}/cancellation/").status_code == 302
    assert Interview.objects.get().slot is None


def test_doors_lead_in(assigned: Assignment, hui: User, sam: User) -> None:
    opportunity = assigned.application.opportunity
    inside = f"{ROOT}/opportunities/{opportunity.pk}/"

    def opened(reader: User) -> set[str]:
        return {door.url for door in doors_of_opportunity(opportunity, reader) if door.url.startswith(ROOT)}

    assert opened(hui) == {inside, f"{inside}rankings/", f"{inside}interviews/"}
    assert opened(user_of(assigned)) == {f"{inside}assignments/"}
    assert opened(sam) == set()


@pytest.mark.parametrize("kind", ["table", "own", "ranking", "interviews"])
def test_pages_ask_as_often_for_many_rows(
    client: Client, intake: Intake, rex: Reviewer, hui: User, kind: str
) -> None:
    counts: list[int] = []
    take_standard(intake.opportunity, actor=hui)
    for number in range(6):
        application = applicant(intake, f"a{number}", f"A {number}")
        _fill(kind, intake, application, rex, hui)
        if number in {1, 5}:
            counts.append(_counted(client, kind, intake, rex, hui))

    assert counts[0] == counts[1]


def _fill(kind: str, intake: Intake, application: Application, rex: Reviewer, hui: User) -> None:
    if kind in {"table", "own", "ranking"}:
        judge(application, rex, hui)
    if kind == "ranking":
        tiers = [[row.pk for row in tied] for tied in ranked(intake)]
        set_tiers(intake, actor=hui, tiers=[*tiers, [application.pk]], version=len(tiers))
    if kind == "interviews":
        later = timezone.now() + dt.timedelta(days=3)
        values: Any = {"starts_at": later, "minutes": 30, "place": "Room 5", "interviewers": [rex]}
        add_slots(intake.opportunity, actor=hui, **values)
        invite_to_interview(application, actor=hui)


def _counted(client: Client, kind: str, intake: Intake, rex: Reviewer, hui: User) -> int:
    of_it = f"{ROOT}/opportunities/{intake.opportunity_id}"
    page = {
        "table": f"{of_it}/applications/",
        "own": f"{of_it}/assignments/",
        "ranking": f"{ROOT}/intakes/{intake.pk}/ranking/",
        "interviews": f"{of_it}/interviews/",
    }[kind]
    enter(client, user_of(rex) if kind == "own" else hui)
    client.get(page)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(page).status_code == 200
    return len(asked)
