from uuid import uuid4

import pytest

from qiao.kit.errors import NotPermitted
from qiao.rooms.accounts.models import User
from qiao.rooms.applications.models import Application
from qiao.rooms.opportunities.models import Intake
from qiao.rooms.reviews.domain.ranking import (
    confirm_ranking,
    ranked,
    reopen_ranking,
    set_tiers,
    shift_application,
)
from qiao.rooms.reviews.enums import Shift
from qiao.rooms.reviews.errors import (
    RankingChanged,
    RankingClosed,
    RankingEmpty,
    RankingInUse,
    RankRefused,
)
from qiao.rooms.reviews.models import Ranking, Reviewer
from qiao.rooms.reviews.tiers import shifted
from tests.rooms.reviews.conftest import applicant, user_of

MOVES = [
    ("a|bc|d", "d", "up", "a|d|bc"),
    ("a|bc|d", "c", "up", "a|c|b|d"),
    ("a|bc|d", "a", "up", "a|bc|d"),
    ("a|bc|d", "a", "down", "bc|a|d"),
    ("a|bc|d", "b", "down", "a|c|b|d"),
    ("a|bc|d", "d", "down", "a|bc|d"),
    ("a|bc|d", "d", "tie", "a|bcd"),
    ("a|bc|d", "b", "tie", "ab|c|d"),
    ("a|bc|d", "b", "split", "a|c|b|d"),
    ("a|bc|d", "d", "remove", "a|bc"),
    ("a|bc|d", "x", "add", "a|bc|d|x"),
    ("a|bc|d", "x", "up", "a|bc|d"),
]


@pytest.mark.parametrize(("before", "one", "shift", "after"), MOVES)
def test_moves(before: str, one: str, shift: str, after: str) -> None:
    tiers = [list(tied) for tied in before.split("|")]

    assert shifted(tiers, one, Shift(shift)) == [list(tied) for tied in after.split("|")]


def names(intake: Intake) -> list[list[str]]:
    return [[str(row.profile.name) for row in tied] for tied in ranked(intake)]


def test_ties_stand_together_and_the_unranked_are_left_out(
    intake: Intake, wen: Application, lea: Application, kai: Application, max_: User
) -> None:
    set_tiers(intake, actor=max_, tiers=[[lea.pk], [wen.pk, kai.pk]], version=0)
    assert names(intake) == [["Lea Li"], ["Wen Lin", "Kai Sun"]]

    shift_application(intake, actor=max_, application_id=lea.pk, shift=Shift.REMOVE, version=1)
    assert names(intake) == [["Wen Lin", "Kai Sun"]]


def test_the_second_editor_hears_what_changed(
    intake: Intake, wen: Application, lea: Application, hui: User, max_: User
) -> None:
    set_tiers(intake, actor=hui, tiers=[[wen.pk], [lea.pk]], version=0)
    shift_application(intake, actor=hui, application_id=lea.pk, shift=Shift.UP, version=1)

    with pytest.raises(RankingChanged) as refusal:
        shift_application(intake, actor=max_, application_id=lea.pk, shift=Shift.TIE, version=1)
    assert "Lea Li went from tier 2 to tier 1." in str(refusal.value)
    assert refusal.value.status == 409
    assert names(intake) == [["Lea Li"], ["Wen Lin"]]


def test_orders_that_cannot_be(intake: Intake, wen: Application, hui: User) -> None:
    early = applicant(intake, "eve", "Eve", "submitted")
    for tiers in ([[wen.pk], [wen.pk]], [[uuid4()]], [[early.pk]]):
        with pytest.raises(RankRefused):
            set_tiers(intake, actor=hui, tiers=tiers, version=0)
    assert not Ranking.objects.exists()
    with pytest.raises(RankingEmpty):
        confirm_ranking(intake, actor=hui, version=0)


def test_a_confirmed_ranking_moves_applications_on(
    intake: Intake, wen: Application, lea: Application, kai: Application, hui: User
) -> None:
    set_tiers(intake, actor=hui, tiers=[[wen.pk, lea.pk]], version=0)
    ranking = confirm_ranking(intake, actor=hui, version=1)

    states = dict(Application.objects.values_list("pk", "state"))
    assert states == {wen.pk: "ranked", lea.pk: "ranked", kai.pk: "complete"}
    assert (ranking.confirmed_by, ranking.steps.count()) == (hui, 2)
    with pytest.raises(RankingClosed):
        set_tiers(intake, actor=hui, tiers=[], version=2)


def test_it_is_opened_again_until_places_are_given(
    intake: Intake, wen: Application, lea: Application, hui: User
) -> None:
    set_tiers(intake, actor=hui, tiers=[[wen.pk], [lea.pk]], version=0)
    confirm_ranking(intake, actor=hui, version=1)
    reopen_ranking(intake, actor=hui)
    assert set(Application.objects.values_list("state", flat=True)) == {"under_review"}

    confirm_ranking(intake, actor=hui, version=3)
    Application.objects.filter(pk=wen.pk).update(state="offered")
    with pytest.raises(RankingInUse):
        reopen_ranking(intake, actor=hui)


def test_who_withdrew_is_left_out(intake: Intake, wen: Application, lea: Application, hui: User) -> None:
    set_tiers(intake, actor=hui, tiers=[[wen.pk], [lea.pk]], version=0)
    Application.objects.filter(pk=wen.pk).update(state="withdrawn")

    assert names(intake) == [["Lea Li"]]
    confirm_ranking(intake, actor=hui, version=1)
    assert [entry.tier for entry in intake.rank_entries.all()] == [1]


def test_only_the_host_ranks(intake: Intake, wen: Application, rex: Reviewer, nan: User, sam: User) -> None:
    for user in (user_of(rex), user_of(wen), nan, sam):
        with pytest.raises(NotPermitted):
            set_tiers(intake, actor=user, tiers=[[wen.pk]], version=0)
