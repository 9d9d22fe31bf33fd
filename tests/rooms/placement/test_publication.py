"""Everybody learns the result at once and answers it in time; what is left goes into a second round."""

from typing import Any

import pytest

from qiao.kit.errors import NotPermitted
from qiao.kit.jobs.worker import run_ready_jobs
from qiao.kit.mail.models import OutboxMail
from qiao.rooms.accounts.models import User
from qiao.rooms.applications.models import Application
from qiao.rooms.opportunities.models import Intake
from qiao.rooms.placement.domain.answer import accept_placement, decline_placement, lapse_placement
from qiao.rooms.placement.domain.explaining import reasons_of
from qiao.rooms.placement.domain.following import begin_second_round, conclude_round
from qiao.rooms.placement.domain.post import change_post
from qiao.rooms.placement.domain.publication import approve_publication, placement_of, publish
from qiao.rooms.placement.domain.round import cancel_round, change_round, open_round
from qiao.rooms.placement.domain.step import rows
from qiao.rooms.placement.errors import (
    AnswersAreDue,
    AnswersWaited,
    NeedsTwoYes,
    NothingLeft,
    NothingPlaced,
    SamePerson,
    WrongRunState,
)
from qiao.rooms.placement.models import MatchingRound, Placement, RoundPost
from tests.rooms.placement.factory import (
    ahead,
    certify_all,
    entry,
    move,
    places,
    publish_now,
    run_by_two,
    seal,
)

People = dict[str, User]


def own(matching_round: MatchingRound, user: User) -> Placement:
    found = placement_of(entry(matching_round, user))
    assert found is not None
    return found


def test_everybody_is_told_in_one_moment(
    published: MatchingRound, applied: dict[str, list[Any]], people: People
) -> None:
    told = OutboxMail.objects.filter(key__startswith="placement.published:")

    assert {mail.recipient for mail in told} >= {user.email for user in people.values()}
    assert [mail.key for mail in told if "p1" in mail.text or "Sensors" in mail.text] == []
    states = {
        name: [Application.objects.get(pk=each.pk).state for each in both] for name, both in applied.items()
    }
    assert states == {
        "lin": ["complete", "matched"],
        "mei": ["matched", "complete"],
        "bo": ["complete", "matched"],
    }
    assert applied["mei"][0].steps.get(to_state="matched").from_state == "complete"


def test_nobody_sees_a_result_before(certified: MatchingRound, people: People, fay: User, ari: User) -> None:
    run_by_two(certified, fay, ari)

    assert placement_of(entry(certified, people["lin"])) is None


def test_each_person_reads_why(published: MatchingRound, people: People) -> None:
    lin, mei = (reasons_of(own(published, people[name])) for name in ("lin", "mei"))

    assert mei == ["Sensors is your first choice."]
    assert lin == [
        "You have Maps, number 2 on your list.",
        "The place of Sensors went to an applicant it ranked higher; you were number 2.",
    ]


def test_an_accepted_place_ends_the_other_applications(
    published: MatchingRound, applied: dict[str, list[Any]], people: People, sam: User
) -> None:
    placement = own(published, people["lin"])
    with pytest.raises(NotPermitted):
        accept_placement(placement, actor=sam)

    accept_placement(placement, actor=people["lin"])

    states = [Application.objects.get(pk=each.pk) for each in applied["lin"]]
    assert [(each.state, each.closing_reason) for each in states] == [
        ("closed", "placed_elsewhere"),
        ("accepted", ""),
    ]
    assert Intake.objects.get(pk=applied["lin"][1].intake_id).places_taken == 1
    with pytest.raises(NothingPlaced):
        decline_placement(placement, actor=people["lin"])


def test_what_is_not_answered_lapses(
    published: MatchingRound, applied: dict[str, list[Any]], people: People
) -> None:
    placement = own(published, people["mei"])
    assert lapse_placement(placement.pk) is False
    move(published, answers_due_at=ahead(-0.1))

    with pytest.raises(AnswersAreDue):
        accept_placement(placement, actor=people["mei"])
    assert lapse_placement(placement.pk) is True
    assert lapse_placement(placement.pk) is False
    assert Application.objects.get(pk=applied["mei"][0].pk).closing_reason == "offer_lapsed"


def test_a_second_round_waits_for_the_answers(
    published: MatchingRound, people: People, fay: User, sam: User
) -> None:
    moments = {"lists_due_at": ahead(5), "publish_at": ahead(6), "answers_due_at": ahead(7)}
    with pytest.raises(NotPermitted):
        begin_second_round(published, actor=sam, values=moments)
    with pytest.raises(AnswersWaited):
        begin_second_round(published, actor=fay, values=moments)
    for user in people.values():
        accept_placement(own(published, user), actor=user)
    with pytest.raises(NothingLeft):
        begin_second_round(published, actor=fay, values=moments)


def test_a_second_round_carries_lists_as_drafts(
    opened: MatchingRound, people: People, hui: User, fay: User, ari: User
) -> None:
    wanted = {"lin": ["p1", "p2"], "mei": ["p1"], "bo": ["p1"]}
    certify_all(
        opened, people, hui, wanted=wanted, ranked={"p1": [["bo"], ["lin"], ["mei"]], "p2": [["lin"]]}
    )
    run_by_two(seal(opened), fay, ari)
    published = publish_now(opened)
    accept_placement(own(published, people["lin"]), actor=people["lin"])
    decline_placement(own(published, people["bo"]), actor=people["bo"])

    second = begin_second_round(
        published,
        actor=fay,
        values={"lists_due_at": ahead(5), "publish_at": ahead(6), "answers_due_at": ahead(7)},
    )

    assert (second.follows, second.state) == (published, "preparing")
    assert list(second.posts.values_list("number", "quota")) == [(1, 1), (2, 1)]
    assert [row.profile.user for row in second.lists.select_related("profile__user")] == [people["mei"]]
    carried = second.lists.get()
    assert (carried.state, bytes(carried.content)) == ("draft", b'["p1"]')
    assert carried.code != entry(published, people["mei"]).code
    assert bytes(second.posts.get(number=1).ranking.content) == f'[["{carried.code}"]]'.encode()


def test_a_round_is_concluded_once_all_have_answered(
    published: MatchingRound, applied: dict[str, list[Any]], people: People, fay: User
) -> None:
    with pytest.raises(AnswersWaited):
        conclude_round(published, actor=fay)
    for user in people.values():
        decline_placement(own(published, user), actor=user)

    conclude_round(published, actor=fay)
    run_ready_jobs(["default"])

    assert rows().get(pk=published.pk).state == "concluded"
    assert Application.objects.get(pk=applied["lin"][0].pk).closing_reason == "not_selected"


def test_places_that_revert_move_to_the_sibling(
    prepared: MatchingRound,
    posts: list[RoundPost],
    applied: dict[str, list[Any]],
    people: People,
    hui: User,
    fay: User,
    ari: User,
) -> None:
    change_post(posts[1], actor=fay, values={"reverts_to": posts[0]})
    opened = open_round(change_round(prepared, actor=fay, values={"reverts": True}), actor=fay)
    wanted = {name: ["p1"] for name in people}
    certify_all(opened, people, hui, wanted=wanted, ranked={"p1": [["bo"], ["lin"], ["mei"]], "p2": [["bo"]]})

    run = run_by_two(seal(opened), fay, ari)
    publish_now(opened)

    assert places(run) == {"lin": "p1", "mei": "p1", "bo": "p1"}
    assert [Intake.objects.get(pk=post.intake_id).places for post in posts] == [3, 0]


def test_a_result_that_is_not_stable_needs_two_yes(
    prepared: MatchingRound,
    posts: list[RoundPost],
    applied: dict[str, list[Any]],
    people: People,
    hui: User,
    fay: User,
    ari: User,
) -> None:
    change_post(posts[1], actor=fay, values={"lower_quota": 2})
    opened = open_round(change_round(prepared, actor=fay, values={"lower_quota_rule": "must"}), actor=fay)
    certify_all(opened, people, hui, wanted={"lin": ["p1", "p2"], "mei": ["p1"], "bo": ["p1"]})

    run = run_by_two(seal(opened), fay, ari)

    assert (run.state, run.status) == ("checked", "none")
    assert "p2" in run.summary["blocking"][0]["en"]
    move(opened, publish_at=ahead(-0.1))
    with pytest.raises(NeedsTwoYes):
        publish(run.pk)
    approve_publication(run, actor=fay)
    with pytest.raises(SamePerson):
        approve_publication(run, actor=fay)
    with pytest.raises(NeedsTwoYes):
        publish(run.pk)
    approve_publication(run, actor=ari)
    assert publish(run.pk) is True


def test_a_stable_result_asks_nobody(certified: MatchingRound, fay: User, ari: User) -> None:
    run = run_by_two(certified, fay, ari)

    with pytest.raises(WrongRunState):
        approve_publication(run, actor=fay)


def test_who_ranks_is_told_when_a_round_is_called_off(certified: MatchingRound, fay: User, sam: User) -> None:
    with pytest.raises(NotPermitted):
        cancel_round(certified, actor=sam)
    cancel_round(certified, actor=fay)

    assert OutboxMail.objects.filter(key__startswith="placement.cancelled:").count() == 3
