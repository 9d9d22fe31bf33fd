"""What bad input gets on the pages: a sentence with the place, and nothing half stored."""

from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from qiao.rooms.accounts.models import User
from qiao.rooms.applications.domain.application import withdraw_application
from qiao.rooms.placement.domain import post_list
from qiao.rooms.placement.domain import ranking as lists
from qiao.rooms.placement.domain import run as runs
from qiao.rooms.placement.domain.plain.solving import require_stable
from qiao.rooms.placement.domain.round import open_round
from qiao.rooms.placement.models import MatchingRound, MatchingRun, Pair, Placement, RoundPost
from tests.rooms.opportunities.factory import make_opportunity
from tests.rooms.placement.factory import add, entry, run_by_two

ROOT = "/en/placement"
People = dict[str, User]


def enter(client: Client, user: User) -> Client:
    client.force_login(user)
    return client


def words(response: Any) -> str:
    assert isinstance(response, HttpResponse)
    return response.content.decode()


@pytest.fixture
def third(
    prepared: MatchingRound, posts: list[RoundPost], applied: Any, centre: Any, hui: User, fay: User
) -> RoundPost:
    """A post to which nobody has applied; the round is open."""
    values: dict[str, Any] = {"filling": "matching", "exchange": prepared.exchange, "places": 1}
    post = add(prepared, make_opportunity(centre, hui, title_en="Third", **values), fay)
    open_round(prepared, actor=fay)
    return RoundPost.objects.get(pk=post.pk)


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ({"rank_p1": "1", "rank_p2": "1"}, "“Sensors” has this number already"),
        ({"rank_p2": "1", "rank_p9": "2"}, "There is no choice p9."),
        ({"rank_p2": "1", "rank_p3": "2"}, "You have not applied to p3."),
        ({"rank_p2": "1", "rank_<b>": "2"}, "There is no choice &lt;b&gt;."),
        ({"rank_p2": "-1"}, "greater than or equal to 1"),
    ],
)
def test_a_bad_list_of_a_person_changes_nothing(
    client: Client, third: RoundPost, people: People, sent: dict[str, str], told: str
) -> None:
    lin = people["lin"]
    own = entry(third.round, lin)
    page = f"{ROOT}/lists/{own.pk}/"
    enter(client, lin)
    assert client.post(page, {"rank_p1": "1", "rank_p2": "2"}).status_code == 302

    refused = client.post(page, sent)

    assert refused.status_code == 422
    assert told in words(refused)
    own.refresh_from_db()
    assert lists.open_list(own, actor=lin) == ["p1", "p2"]


def test_a_choice_that_went_while_the_page_was_open_is_told(
    client: Client, opened: MatchingRound, applied: dict[str, list[Any]], people: People
) -> None:
    lin = people["lin"]
    own = entry(opened, lin)
    withdraw_application(applied["lin"][0], actor=lin)

    refused = enter(client, lin).post(f"{ROOT}/lists/{own.pk}/", {"rank_p1": "1", "rank_p2": "2"})

    assert (refused.status_code, "You have not applied to p1." in words(refused)) == (422, True)
    assert lists.open_list(own, actor=lin) == []


def test_a_host_cannot_rank_who_never_applied(
    client: Client, third: RoundPost, posts: list[RoundPost], people: People, hui: User
) -> None:
    code = entry(third.round, people["lin"]).code
    page = f"{ROOT}/posts/{posts[0].pk}/"
    enter(client, hui)
    assert client.post(page, {f"rank_{code}": "1"}).status_code == 302

    unknown = client.post(page, {f"rank_{code}": "1", "rank_a99": "2"})
    elsewhere = client.post(f"{ROOT}/posts/{third.pk}/", {f"rank_{code}": "1"})

    assert (unknown.status_code, elsewhere.status_code) == (422, 422)
    assert "a99 has no standing application" in words(unknown)
    assert f"{code} has no standing application" in words(elsewhere)
    assert post_list.open_post_list(RoundPost.objects.get(pk=posts[0].pk), actor=hui) == [[code]]
    assert post_list.open_post_list(RoundPost.objects.get(pk=third.pk), actor=hui) == []


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ({"lower_quota": "3"}, "“Maps”: the lower quota 3 is above the 2 places."),
        ({"quota": "5"}, "“Maps” has 2 free places; 5 were asked for."),
        ({"quota": "-1"}, "greater than or equal to 0"),
        ({"reserved": "1"}, "reserved"),
    ],
)
def test_bad_quotas_change_nothing(
    client: Client,
    prepared: MatchingRound,
    posts: list[RoundPost],
    fay: User,
    sent: dict[str, str],
    told: str,
) -> None:
    given = {"quota": "2", "lower_quota": "0", "reserved": "0"}
    before = RoundPost.objects.filter(pk=posts[1].pk).values().get()

    refused = enter(client, fay).post(f"{ROOT}/posts/{posts[1].pk}/limits/", given | sent)

    assert refused.status_code == 422
    assert told in words(refused)
    assert RoundPost.objects.filter(pk=posts[1].pk).values().get() == before


def test_pairs_that_overlap_change_nothing(client: Client, opened: MatchingRound, people: People) -> None:
    MatchingRound.objects.update(takes_pairs=True)
    lin, mei, bo = (entry(opened, people[name]) for name in ("lin", "mei", "bo"))
    assert (
        enter(client, people["lin"]).post(f"{ROOT}/lists/{lin.pk}/pair/", {"code": mei.code}).status_code
        == 302
    )
    enter(client, people["bo"])

    refused = [
        client.post(f"{ROOT}/lists/{bo.pk}/pair/", {"code": code}) for code in (mei.code, bo.code, "a99")
    ]

    assert [each.status_code for each in refused] == [422, 422, 422]
    assert f"{mei.code} belongs to another pair already" in words(refused[0])
    assert "This is your own number" in words(refused[1])
    assert "Nobody in this round has the number a99" in words(refused[2])
    assert Pair.objects.count() == 1


def test_a_joint_list_with_repeats_names_the_line_and_changes_nothing(
    client: Client, opened: MatchingRound, people: People
) -> None:
    MatchingRound.objects.update(takes_pairs=True)
    lin, mei = entry(opened, people["lin"]), entry(opened, people["mei"])
    enter(client, people["lin"])
    page = client.post(f"{ROOT}/lists/{lin.pk}/pair/", {"code": mei.code}).headers["Location"]
    enter(client, people["mei"])
    assert client.post(f"{page}agreement/").status_code == 302
    assert client.post(page, {"line_0_0": "p1", "line_0_1": "p2"}).status_code == 302
    kept = bytes(Pair.objects.get().content or b"")

    twice = client.post(page, {"line_0_0": "p2", "line_0_1": "p2", "line_1_0": "p2", "line_1_1": "p2"})
    unknown = client.post(page, {"line_0_0": "p9", "line_0_1": "p2"})

    assert (twice.status_code, unknown.status_code) == (422, 422)
    assert "2: " in words(twice)
    assert "p9" in words(unknown)
    assert bytes(Pair.objects.get().content or b"") == kept


def test_who_withdraws_on_the_site_during_the_run_undoes_all_of_it(
    monkeypatch: pytest.MonkeyPatch,
    client: Client,
    certified: MatchingRound,
    applied: dict[str, list[Any]],
    people: People,
    fay: User,
    ari: User,
) -> None:
    answered = []

    def leaving(solution: Any) -> None:
        require_stable(solution)
        gone = Client()
        gone.force_login(people["mei"])
        page = f"/en/applications/{applied['mei'][0].pk}/withdrawal/"
        answered.append(gone.post(page, {"reason": ""}).status_code)

    monkeypatch.setattr(runs, "require_stable", leaving)

    run_by_two(certified, fay, ari)

    assert answered == [302]
    assert "run the round again" in words(enter(client, fay).get(f"{ROOT}/{certified.pk}/run/"))
    assert (MatchingRun.objects.get().state, Placement.objects.count()) == ("failed", 0)
    assert client.get(f"{ROOT}/{certified.pk}/result/").status_code == 404
