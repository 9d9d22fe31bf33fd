"""Plain rounds are matched on columns. The engine's objects and the columns give the same bytes."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qiao.engines.matching import check
from qiao.engines.matching.formats import read_result, read_round
from qiao.rooms.accounts.models import User
from qiao.rooms.applications.models import Application
from qiao.rooms.directory.models import Organisation
from qiao.rooms.exchanges.models import Exchange
from qiao.rooms.opportunities.enums import Filling
from qiao.rooms.placement.domain.content import packed
from qiao.rooms.placement.domain.explaining import kept_reasons
from qiao.rooms.placement.domain.keeping import figures_of, summary_of
from qiao.rooms.placement.domain.plain.documents import plain_documents
from qiao.rooms.placement.domain.plain.reading import PlainRound, read_plain
from qiao.rooms.placement.domain.plain.reasons import plain_reasons
from qiao.rooms.placement.domain.plain.solving import require_stable, solve_plain
from qiao.rooms.placement.domain.reading import read_round as read_objects
from qiao.rooms.placement.domain.solving import document_of, kept_documents, solve_round
from qiao.rooms.placement.errors import CheckFailed
from qiao.rooms.placement.models import MatchingRound, PostList, RankOrderList, RoundPost
from tests.rooms.applications.factory import make_application
from tests.rooms.exchanges.conftest import account
from tests.rooms.opportunities.factory import make_opportunity
from tests.rooms.placement.factory import ahead

PEOPLE, POSTS = 6, 3
CODES = [f"p{number}" for number in range(1, POSTS + 1)]
STRAY = "a0000000000ff"  # of somebody who has not certified


@pytest.fixture
def drawn(
    prepared: MatchingRound, offered: list[Any], centre: Organisation, hui: User, exchange: Exchange
) -> MatchingRound:
    """Six people and three posts, all certified."""
    sealed = {"state": "certified", "certified_at": ahead(-1), "digest": "0" * 64}
    third = make_opportunity(centre, hui, title_en="Charts", filling=Filling.MATCHING, exchange=exchange)
    intakes = [each.intakes.get() for each in (*offered, third)]
    for number in range(PEOPLE):
        user = account(f"x{number}")
        made = [make_application(user, intake) for intake in intakes]
        RankOrderList.objects.create(
            round=prepared, profile=made[0].profile, code=f"a{number:012x}", **sealed
        )
    for number, intake in enumerate(intakes, 1):
        post = RoundPost.objects.create(round=prepared, intake=intake, number=number, quota=1)
        post.options.create(capacity=1)
        PostList.objects.create(post=post, **sealed)
    return prepared


@st.composite
def tiers(draw: Any) -> list[list[str]]:
    people = draw(st.permutations([*(f"a{number:012x}" for number in range(PEOPLE)), STRAY]))
    people = people[: draw(st.integers(0, len(people)))]
    found: list[list[str]] = []
    has_ties = draw(st.booleans())
    for code in people:
        if found and has_ties and draw(st.booleans()):
            found[-1].append(code)
        else:
            found.append([code])
    return found


def lists() -> Any:
    return st.permutations(CODES).flatmap(
        lambda codes: st.integers(0, POSTS).map(lambda length: list(codes)[:length])
    )


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    wanted=st.lists(lists(), min_size=PEOPLE, max_size=PEOPLE),
    ranked=st.lists(tiers(), min_size=POSTS, max_size=POSTS),
    quotas=st.lists(st.integers(1, 3), min_size=POSTS, max_size=POSTS),
    gone=st.sets(st.integers(0, POSTS * PEOPLE - 1), max_size=2),
    side=st.sampled_from(["applicants", "programmes"]),
    seed=st.integers(0, 2**31 - 1),
    words=st.sampled_from([{}, {"couple_rule": "mm"}, {"lower_quota_rule": "must"}]),
)
def test_both_ways_give_the_same_bytes(
    drawn: MatchingRound, wanted: Any, ranked: Any, quotas: Any, gone: Any, side: Any, seed: Any, words: Any
) -> None:
    matching_round = _written(drawn, wanted, ranked, quotas, gone, {"side": side} | words)

    plain = read_plain(matching_round)
    assert plain is not None
    fast = solve_plain(plain, seed=seed)
    require_stable(fast)
    reading = read_objects(matching_round)
    slow = solve_round(matching_round, reading.instance, seed=seed, time_limit=5)

    documents, expected = plain_documents(fast), kept_documents(slow)
    assert list(map(document_of, _packed(documents))) == list(map(document_of, _packed(expected)))
    assert documents["input_hash"] == expected["input_hash"]
    told = kept_reasons(slow)
    assert list(plain_reasons(fast)) == [told[code] for code in plain.people]
    capacities = dict(zip(plain.posts, plain.capacity.tolist(), strict=True))
    assert figures_of(fast.result, capacities) == summary_of(slow)
    assert [str(reading.entries[code]).replace("-", "") for code in plain.people] == [
        str(entry).replace("-", "") for entry in plain.entries
    ]
    assert plain.left == reading.left
    instance, result = map(document_of, _packed(documents))
    assert check(read_round(instance), read_result(result)).is_valid


def _packed(documents: Any) -> list[bytes]:
    return [documents["instance"], documents["result"]]


def _written(
    matching_round: MatchingRound, wanted: Any, ranked: Any, quotas: Any, gone: Any, values: Any
) -> MatchingRound:
    usual = {"couple_rule": "choice", "lower_quota_rule": "report"}
    MatchingRound.objects.filter(pk=matching_round.pk).update(**usual | values)
    for entry, choices in zip(matching_round.lists.order_by("code"), wanted, strict=True):
        entry.content = packed(choices)
        entry.save(update_fields=["content"])
    for post, rows, quota in zip(matching_round.posts.order_by("number"), ranked, quotas, strict=True):
        PostList.objects.filter(post=post).update(content=packed(rows))
        RoundPost.objects.filter(pk=post.pk).update(quota=quota)
    rows = Application.objects.order_by("pk")
    rows.update(state="shortlisted")
    rows.filter(pk__in=[list(rows.values_list("pk", flat=True))[number] for number in gone]).update(
        state="withdrawn"
    )
    return MatchingRound.objects.get(pk=matching_round.pk)


def test_a_match_that_is_blocked_is_not_kept(certified: MatchingRound) -> None:
    plain = read_plain(certified)
    assert plain is not None
    solution = solve_plain(plain, seed=1)
    solution.held[:] = -1

    with pytest.raises(CheckFailed):
        require_stable(solution)


def test_what_has_more_than_lists_and_places_goes_by_objects(certified: MatchingRound) -> None:
    assert isinstance(read_plain(certified), PlainRound)

    RoundPost.objects.filter(round=certified, number=1).update(lower_quota=1)
    assert read_plain(certified) is None
    RoundPost.objects.filter(round=certified, number=1).update(lower_quota=0)
    for rule in ({"reverts": True}, {"reverts": False, "objective": "max-size"}):
        MatchingRound.objects.filter(pk=certified.pk).update(**rule)
        assert read_plain(MatchingRound.objects.get(pk=certified.pk)) is None


def test_a_list_that_the_engine_would_refuse_goes_by_objects(
    certified: MatchingRound,
) -> None:
    entry = RankOrderList.objects.filter(round=certified).first()
    assert entry is not None
    for content in (b'["p1","p1"]', b'["p9"]'):
        entry.content = content
        entry.save(update_fields=["content"])
        assert read_plain(certified) is None


def test_a_list_with_what_is_no_code_goes_by_objects(certified: MatchingRound) -> None:
    for content in (b'[["a1"]]', b'[["b000000000001"]]', b'[["a00000000000x"]]'):
        PostList.objects.filter(post__round=certified, post__number=1).update(content=content)

        assert read_plain(certified) is None
    assert len(read_objects(certified).instance.applicants) == 3
