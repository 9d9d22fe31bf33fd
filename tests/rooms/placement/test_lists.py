"""Lists are the owner's own: judged line by line, certified until the deadline, sealed from everybody."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError

from qiao.kit.activity.models import Activity
from qiao.kit.errors import NotPermitted
from qiao.rooms.accounts.models import User
from qiao.rooms.applications.domain.application import withdraw_application
from qiao.rooms.exchanges.models import Exchange
from qiao.rooms.placement.domain import pair as pairs
from qiao.rooms.placement.domain import post as post_domain
from qiao.rooms.placement.domain import post_list
from qiao.rooms.placement.domain import ranking as domain
from qiao.rooms.placement.domain.round import change_round, create_round, open_round, seal_lists
from qiao.rooms.placement.enums import MatchingRoundState, RoundObjective
from qiao.rooms.placement.errors import (
    ListFaults,
    ListIsCertified,
    ListIsEmpty,
    ListsAreDue,
    NotTogether,
    PairNotAgreed,
    PairsNotHere,
    PairsNotLargest,
    PairsOverlap,
    PairWithOneself,
    PartnerUnknown,
    PostInAnotherRound,
    PostNotForMatching,
    QuotaAboveFree,
    QuotaBelowLower,
    RevertsInACircle,
    RoundIsEmpty,
    WrongRoundState,
)
from qiao.rooms.placement.models import MatchingRound, Pair, RoundPost
from qiao.rooms.reviews.models import RankEntry
from tests.rooms.opportunities.factory import make_opportunity, make_two_supervisors
from tests.rooms.placement.factory import add, ahead, entry, make_round, move, run_by_two, seal

People = dict[str, User]


@pytest.mark.parametrize(
    ("codes", "told"),
    [
        (["p1", "p1"], "2: Sensors stands higher already."),
        (["p9"], "1: There is no choice p9."),
        (["p3"], "1: You have not applied to p3."),
    ],
)
def test_each_line_of_a_bad_list_is_told(
    prepared: MatchingRound,
    posts: list[RoundPost],
    applied: dict[str, list[Any]],
    people: People,
    fay: User,
    hui: User,
    centre: Any,
    codes: list[str],
    told: str,
) -> None:
    other = make_opportunity(
        centre, hui, title_en="Third", filling="matching", exchange=prepared.exchange, places=1
    )
    add(prepared, other, fay)
    opened = open_round(prepared, actor=fay)

    with pytest.raises(ListFaults) as refused:
        domain.rank_choices(entry(opened, people["lin"]), codes, actor=people["lin"])

    assert told in str(refused.value)
    assert domain.open_list(entry(opened, people["lin"]), actor=people["lin"]) == []


def test_nobody_else_opens_a_list(
    opened: MatchingRound, people: People, fay: User, ari: User, hui: User, sam: User
) -> None:
    own = domain.rank_choices(entry(opened, people["lin"]), ["p2", "p1"], actor=people["lin"])

    assert domain.open_list(own, actor=people["lin"]) == ["p2", "p1"]
    for user in (fay, ari, hui, sam, people["mei"]):
        with pytest.raises(NotPermitted):
            domain.open_list(own, actor=user)
        with pytest.raises(NotPermitted):
            domain.rank_choices(own, ["p1"], actor=user)
    assert Activity.objects.get(action="placement.list.changed").changes == {}


def test_a_list_is_certified_and_opened_again(opened: MatchingRound, people: People) -> None:
    lin = people["lin"]
    own = entry(opened, lin)
    with pytest.raises(ListIsEmpty):
        domain.certify_list(own, actor=lin)
    certified = domain.certify_list(domain.rank_choices(own, ["p1"], actor=lin), actor=lin)

    assert len(certified.digest) == 64
    with pytest.raises(ListIsCertified):
        domain.rank_choices(own, ["p2"], actor=lin)
    assert domain.reopen_list(own, actor=lin).digest == ""


def test_what_was_withdrawn_cannot_be_certified(
    opened: MatchingRound, people: People, applied: dict[str, list[Any]]
) -> None:
    lin = people["lin"]
    own = domain.rank_choices(entry(opened, lin), ["p1"], actor=lin)
    withdraw_application(applied["lin"][0], actor=lin)

    with pytest.raises(ListFaults):
        domain.certify_list(own, actor=lin)


def test_after_the_deadline_nothing_changes(
    opened: MatchingRound, posts: list[RoundPost], people: People, hui: User
) -> None:
    lin = people["lin"]
    own = domain.certify_list(domain.rank_choices(entry(opened, lin), ["p1"], actor=lin), actor=lin)
    assert seal_lists(opened.pk) is False
    move(opened, lists_due_at=ahead(-1))

    for act in (domain.certify_list, domain.reopen_list):
        with pytest.raises(ListsAreDue):
            act(own, actor=lin)
    with pytest.raises(ListsAreDue):
        post_list.rank_applicants(posts[0], [], actor=hui)
    assert seal_lists(opened.pk) is True
    assert seal_lists(opened.pk) is False
    with pytest.raises(WrongRoundState):
        domain.reopen_list(own, actor=lin)


def test_a_post_takes_the_order_of_its_reviewers(
    opened: MatchingRound, posts: list[RoundPost], applied: dict[str, list[Any]], people: People, hui: User
) -> None:
    for tier, name in ((1, "mei"), (2, "lin"), (2, "bo")):
        application = applied[name][0]
        RankEntry.objects.create(intake=application.intake, application=application, tier=tier)
    codes = {name: entry(opened, user).code for name, user in people.items()}

    post_list.take_ranking(posts[0], actor=hui)

    tiers = post_list.open_post_list(RoundPost.objects.get(pk=posts[0].pk), actor=hui)
    assert [set(tier) for tier in tiers] == [{codes["mei"]}, {codes["lin"], codes["bo"]}]


def test_only_the_host_ranks_and_only_who_applied(
    opened: MatchingRound, posts: list[RoundPost], people: People, hui: User, fay: User, sam: User
) -> None:
    code = entry(opened, people["lin"]).code
    for user in (fay, sam, people["lin"]):
        with pytest.raises(NotPermitted):
            post_list.rank_applicants(posts[0], [[code]], actor=user)
    with pytest.raises(ListFaults) as refused:
        post_list.rank_applicants(posts[0], [[code], [code, "a0"]], actor=hui)

    assert "stands in it twice" in str(refused.value)
    assert "a0 has no standing application" in str(refused.value)


def test_rounds_are_prepared_by_those_who_run_them(
    exchange: Exchange, fay: User, hui: User, sam: User, centre: Any
) -> None:
    for user in (hui, sam):
        with pytest.raises(NotPermitted):
            make_round(exchange, user)
    assert make_round(centre, hui).organisation == centre
    prepared = make_round(exchange, fay)
    with pytest.raises(RoundIsEmpty):
        open_round(prepared, actor=fay)
    with pytest.raises(NotPermitted):
        change_round(prepared, actor=sam, values={})
    with pytest.raises(ValidationError):
        change_round(prepared, actor=fay, values={"publish_at": ahead(0.5)})
    with pytest.raises(NotPermitted):
        create_round(exchange, actor=sam, values={})


def test_posts_are_judged(
    prepared: MatchingRound, posts: list[RoundPost], centre: Any, exchange: Exchange, hui: User, fay: User
) -> None:
    direct = make_opportunity(centre, hui, title_en="Direct", exchange=exchange)
    with pytest.raises(PostNotForMatching):
        add(prepared, direct, fay)
    with pytest.raises(QuotaAboveFree):
        post_domain.change_post(posts[0], actor=fay, values={"quota": 5})
    with pytest.raises(QuotaBelowLower):
        post_domain.change_post(posts[1], actor=fay, values={"lower_quota": 3})
    with pytest.raises(ValidationError):
        post_domain.change_post(posts[1], actor=fay, values={"reserved": 1})
    post_domain.change_post(posts[0], actor=fay, values={"reverts_to": posts[1]})
    with pytest.raises(RevertsInACircle):
        post_domain.change_post(posts[1], actor=fay, values={"reverts_to": posts[0]})
    with pytest.raises(PostInAnotherRound):
        add(make_round(exchange, fay), posts[0].intake.opportunity, fay)


def test_what_no_rule_joins_is_refused(
    prepared: MatchingRound, centre: Any, hui: User, fay: User, exchange: Exchange
) -> None:
    values: dict[str, Any] = {"filling": "matching", "exchange": exchange, "title_en": "Station"}
    station = make_opportunity(centre, hui, kind="postdoc", places=3, **values)
    make_two_supervisors(station, hui)
    change_round(prepared, actor=fay, values={"takes_pairs": True})
    post = add(prepared, station, fay, quota=3, is_supervised=True)

    assert [(option.code, option.capacity) for option in post.options.all()] == [("p1.1", 2), ("p1.2", 1)]
    with pytest.raises(NotTogether):
        open_round(prepared, actor=fay)


def test_pairs_and_the_largest_matching_are_refused_together(
    prepared: MatchingRound, posts: list[RoundPost], fay: User
) -> None:
    change_round(prepared, actor=fay, values={"takes_pairs": True, "objective": RoundObjective.MAX_SIZE})
    with pytest.raises(PairsNotLargest):
        open_round(prepared, actor=fay)
    assert MatchingRound.objects.get(pk=prepared.pk).state == MatchingRoundState.PREPARING


@pytest.fixture
def pairing(
    prepared: MatchingRound, posts: list[RoundPost], applied: dict[str, list[Any]], fay: User
) -> MatchingRound:
    change_round(prepared, actor=fay, values={"takes_pairs": True})
    return open_round(prepared, actor=fay)


@pytest.fixture
def pair(pairing: MatchingRound, people: People) -> Pair:
    mei = entry(pairing, people["mei"])
    return pairs.propose_pair(entry(pairing, people["lin"]), mei.code, actor=people["lin"])


def test_a_pair_is_of_two_and_of_one_pair_each(pairing: MatchingRound, pair: Pair, people: People) -> None:
    lin, mei, bo = (entry(pairing, people[name]) for name in ("lin", "mei", "bo"))

    with pytest.raises(PairsOverlap):
        pairs.propose_pair(bo, mei.code, actor=people["bo"])
    with pytest.raises(PairsOverlap):
        pairs.propose_pair(lin, bo.code, actor=people["lin"])
    with pytest.raises(PairWithOneself):
        pairs.propose_pair(bo, bo.code, actor=people["bo"])
    with pytest.raises(PartnerUnknown):
        pairs.propose_pair(bo, "a0", actor=people["bo"])
    for name in ("lin", "bo"):
        with pytest.raises(NotPermitted):
            pairs.agree_pair(pair, actor=people[name])


def test_pairs_only_where_the_round_takes_them(opened: MatchingRound, people: People) -> None:
    with pytest.raises(PairsNotHere):
        pairs.propose_pair(
            entry(opened, people["lin"]), entry(opened, people["mei"]).code, actor=people["lin"]
        )


def test_a_pair_ranks_together_and_is_placed_together(
    pairing: MatchingRound, pair: Pair, people: People, hui: User, fay: User, ari: User
) -> None:
    lin, mei = people["lin"], people["mei"]
    with pytest.raises(PairNotAgreed):
        pairs.rank_together(pair, [("p2", "p2")], actor=lin)
    pairs.agree_pair(pair, actor=mei)
    with pytest.raises(ListFaults):
        pairs.rank_together(pair, [(None, None), ("p9", None)], actor=lin)
    pairs.rank_together(pair, [("p2", "p2"), ("p1", "p2")], actor=mei)
    for user in (lin, mei):
        domain.certify_list(entry(pairing, user), actor=user)
    with pytest.raises(ListIsCertified):
        pairs.rank_together(pair, [("p2", None)], actor=lin)
    codes = {name: entry(pairing, user).code for name, user in people.items()}
    for post in pairing.posts.select_related("intake__opportunity", "round"):
        post_list.rank_applicants(post, [[codes["lin"], codes["mei"]]], actor=hui)
        post_list.certify_post_list(post, actor=hui)

    run = run_by_two(seal(pairing), fay, ari)

    assert run.status == "stable"
    found = dict(run.placements.values_list("entry__code", "option__post__number"))
    assert found == {codes["lin"]: 2, codes["mei"]: 2}


def test_one_of_a_pair_alone_is_not_in_the_match(
    pairing: MatchingRound, pair: Pair, people: People, hui: User, fay: User, ari: User
) -> None:
    lin, mei, bo = people["lin"], people["mei"], people["bo"]
    pairs.agree_pair(pair, actor=mei)
    pairs.rank_together(pair, [("p2", "p2")], actor=lin)
    domain.certify_list(entry(pairing, lin), actor=lin)
    domain.certify_list(domain.rank_choices(entry(pairing, bo), ["p2"], actor=bo), actor=bo)

    run = run_by_two(seal(pairing), fay, ari)

    assert (run.people, run.summary["pairs"]) == (1, 0)


def test_a_dissolved_pair_leaves_two_lists(pairing: MatchingRound, pair: Pair, people: People) -> None:
    with pytest.raises(NotPermitted):
        pairs.dissolve_pair(pair, actor=people["bo"])
    pairs.dissolve_pair(pair, actor=people["mei"])

    assert not Pair.objects.exists()
    assert domain.pair_of(entry(pairing, people["lin"])) is None
