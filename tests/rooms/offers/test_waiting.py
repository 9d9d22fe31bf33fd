import datetime as dt
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from qiao.kit.errors import NotPermitted
from qiao.kit.jobs.models import Job
from qiao.kit.jobs.start import start_job
from qiao.kit.jobs.worker import run_ready_jobs
from qiao.kit.mail.models import OutboxMail
from qiao.rooms.accounts.models import User
from qiao.rooms.applications.domain.application import withdraw_application
from qiao.rooms.applications.models import Application
from qiao.rooms.offers.domain import mails
from qiao.rooms.offers.domain.giving import give_places, planned
from qiao.rooms.offers.domain.offer import accept_offer, extend_offer, make_offer
from qiao.rooms.offers.domain.time import (
    lapse_offer,
    lapse_offers,
    move_waiting_lists,
    remind_applicant,
    remind_applicants,
)
from qiao.rooms.offers.domain.waiting import (
    move_waiting_place,
    put_on_waiting_list,
    reorder_waiting_list,
    set_settings,
    waiting_line,
)
from qiao.rooms.offers.errors import ListChanged, NobodyToOffer, NoPlaceForOffer
from qiao.rooms.offers.models import Offer, WaitingPlace
from qiao.rooms.offers.pages import waiting_of
from qiao.rooms.offers.tasks import keep_time
from qiao.rooms.opportunities.models import Intake
from tests.rooms.offers.conftest import Apply, add_places, rank, soon, state_of, user_of


def never() -> None:
    """No job to be stopped."""


@pytest.fixture
def line(hana: User, apply: Apply, ann: Application, bo: Application, cy: Application) -> list[WaitingPlace]:
    """Ann has the offer; Bo, Cy and Di wait."""
    make_offer(ann, actor=hana, answer_until=soon())
    return [put_on_waiting_list(each, actor=hana) for each in (bo, cy, apply("di"))]


def names(intake: Intake) -> list[str]:
    return [place.application.profile.name_en for place in waiting_line(intake)]


def test_the_host_orders_the_list(hana: User, sam: User, intake: Intake, line: list[WaitingPlace]) -> None:
    bo, cy, di = line
    reorder_waiting_list(intake, actor=hana, order=[di.pk, bo.pk, cy.pk])
    assert names(intake) == ["Di", "Bo", "Cy"]
    move_waiting_place(cy, actor=hana, by=-1)
    move_waiting_place(di, actor=hana, by=-1)
    assert names(intake) == ["Di", "Cy", "Bo"]

    for wrong in ([di.pk, bo.pk], [di.pk, bo.pk, bo.pk], [di.pk, bo.pk, intake.pk]):
        with pytest.raises(ListChanged):
            reorder_waiting_list(intake, actor=hana, order=wrong)
    with pytest.raises(NotPermitted):
        move_waiting_place(cy, actor=sam, by=1)


def test_who_waits_sees_their_number(line: list[WaitingPlace], cy: Application) -> None:
    assert [(row.application, row.position) for row in waiting_of(user_of(cy))] == [(cy, 2)]


def test_who_withdraws_leaves_the_list(intake: Intake, line: list[WaitingPlace], bo: Application) -> None:
    withdraw_application(bo, actor=user_of(bo))

    assert names(intake) == ["Cy", "Di"]
    assert WaitingPlace.objects.count() == 2


def test_lapsed_offers_go_on_and_only_once(
    hana: User, intake: Intake, line: list[WaitingPlace], ann: Application, bo: Application
) -> None:
    set_settings(intake, actor=hana, values={"hours": 10})
    Offer.objects.update(answer_until=timezone.now())
    first = Offer.objects.get()

    assert [lapse_offers(never), lapse_offers(never), lapse_offer(first.pk)] == [1, 0, 0]

    assert (state_of(ann), state_of(bo)) == ("closed", "offered")
    offer = Offer.objects.get(application=bo)
    assert abs(offer.answer_until - soon(10)) < dt.timedelta(minutes=1)
    assert offer.made_by is None
    told = OutboxMail.objects.filter(subject__contains="lapsed").values_list("recipient", flat=True)
    assert sorted(told) == sorted([user_of(ann).email, hana.email])


def test_who_has_not_answered_hears_of_it_a_day_before_and_once_for_each_deadline(
    hana: User, ann: Application
) -> None:
    offer = make_offer(ann, actor=hana, answer_until=soon(72))

    def reminded_at(hours: int) -> list[int]:
        with time_machine.travel(offer.created_at + dt.timedelta(hours=hours), tick=False):
            return [remind_applicants(never), remind_applicants(never), remind_applicant(offer.pk)]

    assert reminded_at(47) == [0, 0, 0]
    assert reminded_at(49) == [1, 0, 0]
    extend_offer(offer, actor=hana, answer_until=soon(120))
    assert reminded_at(73) == [0, 0, 0]
    assert reminded_at(97) == [1, 0, 0]
    told = OutboxMail.objects.filter(subject__contains="Your answer is due")
    assert set(told.values_list("recipient", flat=True)) == {user_of(ann).email}
    assert (told.count(), told.filter(text__contains="it goes to the next").count()) == (2, 2)


def test_nobody_is_reminded_of_what_is_answered_over_or_was_short(
    hana: User, ann: Application, bo: Application, intake: Intake
) -> None:
    add_places(intake, 2)
    answered, short = (make_offer(each, actor=hana, answer_until=soon(49)) for each in (ann, bo))
    accept_offer(answered, actor=user_of(ann))
    Offer.objects.filter(pk=short.pk).update(answer_until=soon(47))

    for hours in (30, 46, 48, 60):
        with time_machine.travel(soon(hours), tick=False):
            assert remind_applicants(never) == 0


def test_a_list_that_does_not_move_by_itself(
    hana: User, intake: Intake, line: list[WaitingPlace], bo: Application
) -> None:
    set_settings(intake, actor=hana, values={"is_automatic": False})
    Offer.objects.update(answer_until=timezone.now())

    lapse_offers(never)
    assert (state_of(bo), move_waiting_lists(never)) == ("waiting", 0)

    set_settings(intake, actor=hana, values={"is_automatic": True})
    assert state_of(bo) == "offered"


def test_added_places_are_offered_on(intake: Intake, line: list[WaitingPlace]) -> None:
    add_places(intake, 3)

    assert [move_waiting_lists(never), move_waiting_lists(never)] == [2, 0]
    assert names(intake) == ["Di"]


def test_settings_are_the_hosts(sam: User, intake: Intake) -> None:
    with pytest.raises(NotPermitted):
        set_settings(intake, actor=sam, values={"hours": 1})


def test_places_are_given_by_the_ranking(
    hana: User, intake: Intake, ann: Application, bo: Application, cy: Application, apply: Apply
) -> None:
    unranked = apply("di")
    rank(intake, [cy], [ann, bo])
    add_places(intake, 2)
    plan = planned(intake, 1)
    assert ([each.pk for each in plan.offered], plan.splits_a_tie) == ([cy.pk], False)
    assert planned(intake, 2).splits_a_tie
    set_settings(intake, actor=hana, values={"is_automatic": False})

    give_places(intake, actor=hana, count=1, answer_until=soon(), seen=plan.fingerprint)

    assert [state_of(each) for each in (cy, ann, bo, unranked)] == [
        "offered",
        "waiting",
        "waiting",
        "complete",
    ]
    assert names(intake) == ["Ann", "Bo"]


def test_places_are_given_as_shown_or_not_at_all(
    hana: User, sam: User, intake: Intake, ann: Application, bo: Application
) -> None:
    nobody = planned(intake, 1)
    with pytest.raises(NobodyToOffer):
        give_places(intake, actor=hana, count=1, answer_until=soon(), seen=nobody.fingerprint)
    rank(intake, [ann], [bo])
    seen = planned(intake, 2).fingerprint
    with pytest.raises(NotPermitted):
        give_places(intake, actor=sam, count=1, answer_until=soon(), seen=seen)
    with pytest.raises(ListChanged):
        give_places(intake, actor=hana, count=1, answer_until=soon(), seen=seen)
    with pytest.raises(NoPlaceForOffer):
        give_places(intake, actor=hana, count=2, answer_until=soon(), seen=seen)

    assert (state_of(ann), state_of(bo)) == ("ranked", "ranked")


def test_who_accepts_leaves_no_place_to_who_waits(
    intake: Intake, line: list[WaitingPlace], ann: Application
) -> None:
    accept_offer(Offer.objects.get(), actor=user_of(ann))

    assert move_waiting_lists(never) == 0


def test_the_standing_job_does_it_once_also_after_a_kill(
    line: list[WaitingPlace], ann: Application, bo: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Killed in the last write of a lapse, nothing of it is left; the next run finishes it."""
    Offer.objects.update(answer_until=timezone.now())
    first = Offer.objects.get()
    with monkeypatch.context() as patch:
        patch.setattr(mails, "tell_host", _killed)
        with pytest.raises(KeyboardInterrupt):
            lapse_offer(first.pk)
    assert (state_of(ann), state_of(bo)) == ("offered", "waiting")

    for _twice in range(2):
        start_job(None, keep_time, title="Keep time of offers")
        run_ready_jobs()

    jobs = Job.objects.filter(title="Keep time of offers").order_by("id")
    assert list(jobs.values_list("result", flat=True)) == [
        {"lapsed": 1, "offered": 0, "reminded": 0},
        {"lapsed": 0, "offered": 0, "reminded": 0},
    ]
    assert (state_of(ann), state_of(bo)) == ("closed", "offered")


def _killed(*_arguments: Any, **_options: Any) -> None:
    raise KeyboardInterrupt
