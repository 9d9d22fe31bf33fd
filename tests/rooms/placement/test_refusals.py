"""What is wrong is told with its place, and nothing of it is stored."""

from typing import Any

import pytest

from qiao.rooms.accounts.models import User
from qiao.rooms.applications.domain.application import withdraw_application
from qiao.rooms.placement.domain import pair as pairs
from qiao.rooms.placement.domain import run as domain
from qiao.rooms.placement.domain.content import pairings_of, tiers_of
from qiao.rooms.placement.domain.post import change_post
from qiao.rooms.placement.domain.post_list import rank_applicants
from qiao.rooms.placement.domain.round import change_round, open_round
from qiao.rooms.placement.domain.solving import require_checked
from qiao.rooms.placement.errors import ListFaults, PairsOverlap, QuotaBelowLower
from qiao.rooms.placement.models import MatchingRound, Pair, Placement, RoundPost
from tests.rooms.placement.factory import certify_all, entry, run_by_two, seal

People = dict[str, User]


@pytest.fixture
def pairing(prepared: MatchingRound, posts: list[RoundPost], applied: Any, fay: User) -> MatchingRound:
    change_round(prepared, actor=fay, values={"takes_pairs": True})
    return open_round(prepared, actor=fay)


def test_each_line_of_a_bad_joint_list_is_told(
    pairing: MatchingRound, applied: dict[str, list[Any]], people: People
) -> None:
    lin, mei = people["lin"], people["mei"]
    pair = pairs.propose_pair(entry(pairing, lin), entry(pairing, mei).code, actor=lin)
    pairs.agree_pair(Pair.objects.get(pk=pair.pk), actor=mei)
    pair = Pair.objects.select_related("round", "first__profile", "second__profile").get(pk=pair.pk)
    pairs.rank_together(pair, [("p2", "p2")], actor=lin)
    withdraw_application(applied["mei"][0], actor=mei)
    lines: list[Any] = [("p9", "p2"), (None, None), ("p2", "p1"), ("p2", "p2"), ("p2", "p2")]

    with pytest.raises(ListFaults) as refused:
        pairs.rank_together(pair, lines, actor=lin)

    assert [each["place"] for each in refused.value.problems] == ["1", "2", "3", "5"]
    assert pairings_of(Pair.objects.get(pk=pair.pk).content) == [("p2", "p2")]


def test_each_tier_of_a_bad_list_of_a_post_is_told(opened: MatchingRound, people: People, hui: User) -> None:
    post = RoundPost.objects.select_related("round", "intake__opportunity").get(round=opened, number=1)
    mei = entry(opened, people["mei"]).code
    rank_applicants(post, [[mei]], actor=hui)

    with pytest.raises(ListFaults) as refused:
        rank_applicants(post, [[mei], [mei, "a000000000000"]], actor=hui)

    assert [each["place"] for each in refused.value.problems] == ["2", "2"]
    assert tiers_of(RoundPost.objects.get(pk=post.pk).ranking) == [[mei]]


def test_a_quota_below_the_lower_one_changes_nothing(posts: list[RoundPost], fay: User) -> None:
    change_post(posts[1], actor=fay, values={"lower_quota": 2})

    with pytest.raises(QuotaBelowLower) as refused:
        change_post(posts[1], actor=fay, values={"quota": 1, "lower_quota": 2})

    assert str(posts[1]) in str(refused.value)
    found = RoundPost.objects.get(pk=posts[1].pk)
    assert (found.quota, found.lower_quota) == (2, 2)
    assert [option.capacity for option in found.options.all()] == [2]


def test_pairs_that_overlap_leave_the_first(pairing: MatchingRound, people: People) -> None:
    lin, mei, bo = (entry(pairing, people[name]) for name in ("lin", "mei", "bo"))
    pairs.propose_pair(lin, mei.code, actor=people["lin"])

    with pytest.raises(PairsOverlap) as refused:
        pairs.propose_pair(bo, mei.code, actor=people["bo"])

    assert mei.code in str(refused.value)
    assert [str(pair) for pair in Pair.objects.all()] == [f"{lin.code} – {mei.code}"]


def test_who_leaves_during_a_run_by_objects_undoes_all_of_it(
    monkeypatch: pytest.MonkeyPatch,
    prepared: MatchingRound,
    posts: list[RoundPost],
    applied: dict[str, list[Any]],
    people: People,
    fay: User,
    ari: User,
    hui: User,
) -> None:
    change_round(prepared, actor=fay, values={"objective": "max-size"})
    opened = open_round(prepared, actor=fay)
    certify_all(opened, people, hui)

    def leaving(solution: Any) -> None:
        require_checked(solution)
        withdraw_application(applied["mei"][0], actor=people["mei"])

    monkeypatch.setattr(domain, "require_checked", leaving)
    run = run_by_two(seal(opened), fay, ari)

    assert (run.state, run.instance, Placement.objects.count()) == ("failed", None, 0)
    assert "run the round again" in run.problem["en"]
