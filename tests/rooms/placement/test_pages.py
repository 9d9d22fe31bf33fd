"""Every page by its reader: those who run the round, a host, a person, a stranger."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from qiao.kit.jobs.start import start_job
from qiao.kit.jobs.worker import run_ready_jobs
from qiao.rooms.accounts.models import User
from qiao.rooms.exchanges.models import Exchange
from qiao.rooms.placement.domain.round import open_round
from qiao.rooms.placement.domain.step import rows
from qiao.rooms.placement.models import (
    MatchingRound,
    MatchingRun,
    Placement,
    RankOrderList,
    RoundPost,
)
from qiao.rooms.placement.tasks import keep_time
from qiao.rooms.profiles.models import Profile
from tests.rooms.placement.factory import ahead, entry, move
from tests.support.entering import enter

ROOT = "/en/placement"
People = dict[str, User]


def moments(days: float = 1) -> dict[str, str]:
    names = ("lists_due_at", "publish_at", "answers_due_at")
    return {name: f"{ahead(days + at):%Y-%m-%dT%H:%M}" for at, name in enumerate(names)}


RULES = {
    "name_en": "PhD places",
    "side": "applicants",
    "objective": "stable",
    "lower_quota_rule": "report",
    "couple_rule": "choice",
    "time_zone": "Atlantic/Reykjavik",
}


def test_a_round_is_prepared_and_opened(
    client: Client, exchange: Exchange, offered: list[Any], applied: Any, fay: User, sam: User
) -> None:
    page = f"{ROOT}/exchanges/{exchange.pk}/new/"
    assert enter(client, sam).get(page).status_code == 404
    enter(client, fay)
    assert client.get(f"{ROOT}/exchanges/{exchange.pk}/").status_code == 200
    assert client.post(page, RULES | moments(-5)).status_code == 422
    made = client.post(page, RULES | moments()).headers["Location"]
    assert client.post(f"{made}opening/").status_code == 409

    intake = offered[0].intakes.get()
    given = {"intake": intake.pk, "quota": 1, "lower_quota": 0, "reserved": 0}
    assert client.post(f"{made}posts/new/", given | {"quota": 9}).status_code == 422
    assert client.post(f"{made}posts/new/", given).status_code == 302
    assert b"Sensors" in client.get(made).content
    post = RoundPost.objects.get()
    assert client.get(f"{ROOT}/posts/{post.pk}/limits/").status_code == 200
    assert client.post(f"{ROOT}/posts/{post.pk}/limits/", given | {"lower_quota": 2}).status_code == 422
    assert client.post(f"{made}rules/", RULES | moments(2) | {"name_en": "Places"}).status_code == 302
    assert client.post(f"{made}opening/").status_code == 302
    assert client.get(f"{made}rules/").status_code == 200
    assert b"Places" in client.get(f"{ROOT}/").content
    assert client.post(f"{made}cancellation/").status_code == 302


def test_an_organisation_prepares_a_round(client: Client, centre: Any, hui: User, sam: User) -> None:
    page = f"{ROOT}/organisations/{centre.pk}/new/"

    assert enter(client, sam).get(page).status_code == 404
    assert page in enter(client, hui).get(f"{ROOT}/").content.decode()
    assert client.post(page, RULES | moments()).status_code == 302
    assert MatchingRound.objects.get().organisation == centre


def test_a_person_ranks_and_certifies(
    client: Client, opened: MatchingRound, people: People, fay: User, hui: User
) -> None:
    own = entry(opened, people["lin"])
    page = f"{ROOT}/lists/{own.pk}/"
    for user in (fay, hui, people["mei"]):
        assert enter(client, user).get(page).status_code == 404
    enter(client, people["lin"])
    assert client.get(f"{ROOT}/{opened.pk}/own/").headers["Location"] == page
    twice = client.post(page, {"rank_p1": "1", "rank_p2": "1"})
    assert (twice.status_code, b"has this number already" in twice.content) == (422, True)
    assert client.post(f"{page}certification/").status_code == 409

    assert client.post(page, {"rank_p1": "2", "rank_p2": "1"}).status_code == 302
    shown = client.get(page).content.decode()
    assert shown.index("<li>Maps</li>") < shown.index("<li>Sensors</li>")
    assert client.post(f"{page}certification/").status_code == 302
    assert RankOrderList.objects.get(pk=own.pk).digest in client.get(page).content.decode()
    assert client.post(page, {"rank_p1": "1"}).status_code == 422
    assert client.post(f"{page}reopening/").status_code == 302


def test_who_applied_later_begins_a_list(
    client: Client, opened: MatchingRound, people: People, sam: User
) -> None:
    RankOrderList.objects.all().delete()
    page = f"{ROOT}/{opened.pk}/own/"

    assert enter(client, sam).get(page).status_code == 404
    assert enter(client, people["lin"]).get(page).status_code == 200
    assert client.post(page).headers["Location"].startswith(f"{ROOT}/lists/")


def test_two_apply_as_a_pair(client: Client, opened: MatchingRound, people: People, sam: User) -> None:
    MatchingRound.objects.update(takes_pairs=True)
    lin, mei = entry(opened, people["lin"]), entry(opened, people["mei"])
    enter(client, people["lin"])
    assert client.post(f"{ROOT}/lists/{lin.pk}/pair/", {"code": "a0"}).status_code == 422
    page = client.post(f"{ROOT}/lists/{lin.pk}/pair/", {"code": mei.code}).headers["Location"]
    assert client.get(page).status_code == 200
    assert enter(client, sam).get(page).status_code == 404

    enter(client, people["mei"])
    assert client.post(f"{page}agreement/").status_code == 302
    assert client.post(page, {"line_0_0": "p2", "line_0_1": "p2"}).status_code == 302
    twice = {"line_0_0": "p2", "line_1_0": "p2"}
    assert client.post(page, twice).status_code == 422
    assert b"To the joint list" in client.get(f"{ROOT}/lists/{mei.pk}/").content
    assert client.post(f"{page}dissolution/").status_code == 302


def test_a_host_ranks_and_certifies(
    client: Client, opened: MatchingRound, posts: list[RoundPost], people: People, hui: User, fay: User
) -> None:
    page = f"{ROOT}/posts/{posts[0].pk}/"
    for user in (fay, people["lin"]):
        assert enter(client, user).get(page).status_code == 404
    codes = [entry(opened, people[name]).code for name in ("lin", "mei")]
    enter(client, hui)
    assert client.post(page, {f"rank_{codes[0]}": "0"}).status_code == 422
    assert client.post(f"{page}certification/").status_code == 409
    assert client.post(page, {f"rank_{code}": "1" for code in codes}).status_code == 302
    assert b" = " in client.get(page).content
    assert client.post(f"{page}certification/").status_code == 302
    assert client.post(f"{page}reopening/").status_code == 302
    assert client.post(f"{page}taking/").status_code == 302
    assert f"{ROOT}/posts/{posts[0].pk}/" in client.get(f"{ROOT}/{opened.pk}/").content.decode()


def test_a_host_waits_for_applicants(
    client: Client, prepared: MatchingRound, posts: list[RoundPost], fay: User, hui: User
) -> None:
    open_round(prepared, actor=fay)
    page = enter(client, hui).get(f"{ROOT}/posts/{posts[0].pk}/").content.decode()
    assert "Nobody to rank yet" in page
    assert "Keep the list" not in page


def test_organisers_see_counts_and_never_a_list(
    client: Client, certified: MatchingRound, people: People, fay: User
) -> None:
    enter(client, fay)

    for page in (f"{ROOT}/{certified.pk}/", f"{ROOT}/{certified.pk}/run/"):
        shown = client.get(page).content.decode()
        assert "Certified lists of people" in shown
        assert [user.email for user in people.values() if user.email in shown] == []
    assert client.get(f"{ROOT}/{certified.pk}/result/").status_code == 404
    assert client.get(f"{ROOT}/{certified.pk}/verification/").status_code == 404


def test_from_the_proposal_to_the_answer(
    client: Client, certified: MatchingRound, people: People, fay: User, ari: User, hui: User, sam: User
) -> None:
    page = f"{ROOT}/{certified.pk}/"
    assert enter(client, sam).get(f"{page}run/").status_code == 404
    assert client.post(f"{page}run/proposal/").status_code == 404
    enter(client, fay)
    assert client.post(f"{page}practice/").status_code == 302
    assert client.post(f"{page}run/proposal/").status_code == 302
    run = MatchingRun.objects.real().get()
    assert client.post(f"{ROOT}/runs/{run.pk}/confirmation/").status_code == 409
    enter(client, ari)
    assert client.get(f"{page}run/").status_code == 200
    assert client.post(f"{ROOT}/runs/{run.pk}/confirmation/").status_code == 302
    assert client.get(f"{page}run/").status_code == 200
    run_ready_jobs(["solve"])

    assert b"Practice with drawn lists" in client.get(f"{page}run/").content
    assert b"Sensors" in client.get(f"{page}result/").content
    assert client.get(f"{page}what-if/", {"choice": "p1", "places": "2"}).status_code == 200
    assert client.get(f"{page}what-if/", {"choice": "p9", "places": "2"}).status_code == 422
    lin = entry(certified, people["lin"])
    assert b"You have Maps" not in enter(client, people["lin"]).get(f"{ROOT}/lists/{lin.pk}/").content

    move(certified, publish_at=ahead(-0.1))
    start_job(None, keep_time, title="x")
    run_ready_jobs(["default"])
    told = client.get(f"{ROOT}/lists/{lin.pk}/").content
    assert b"You have Maps, number 2 on your list." in told
    assert b"<li>Sensors</li><li>Maps</li>" in told
    placement = Placement.objects.get(entry=lin)
    assert (
        enter(client, people["mei"]).post(f"{ROOT}/placements/{placement.pk}/acceptance/").status_code == 404
    )
    enter(client, people["lin"])
    assert client.post(f"{ROOT}/placements/{placement.pk}/acceptance/").status_code == 302
    assert client.post(f"{ROOT}/placements/{placement.pk}/refusal/").status_code == 409
    kept = enter(client, hui).get(f"{ROOT}/posts/{placement.post_id}/").content.decode()
    assert f"Wen Lin ({lin.code})</li>" in kept


def test_anybody_verifies_a_published_result(client: Client, published: MatchingRound) -> None:
    page = f"{ROOT}/{published.pk}/verification/"

    assert client.get(page).status_code == 200
    assert client.get(f"{page}instance/").json()["format"] == "matching-round/1"
    assert client.get(f"{page}result/").json()["status"] == "stable"


def test_a_round_ends_or_goes_on(client: Client, published: MatchingRound, fay: User, people: People) -> None:
    page = f"{ROOT}/{published.pk}/"
    enter(client, fay)
    assert client.post(f"{page}conclusion/").status_code == 409
    assert client.get(f"{page}second/new/").status_code == 200
    assert client.post(f"{page}second/new/", moments(3)).status_code == 422
    move(published, answers_due_at=ahead(-0.01))
    assert client.post(f"{page}conclusion/").status_code == 302
    assert rows().get(pk=published.pk).state == "concluded"


def more(matching_round: MatchingRound, run: MatchingRun, count: int) -> None:
    """People without a place: they need no post."""
    profiles = [Profile(name_en=f"Person {number}") for number in range(count)]
    Profile.objects.bulk_create(profiles)
    entries = [RankOrderList(round=matching_round, profile=each) for each in profiles]
    RankOrderList.objects.bulk_create(entries)
    Placement.objects.bulk_create([Placement(run=run, entry=each) for each in entries])


@pytest.mark.parametrize("path", ["result/", ""])
def test_pages_ask_as_much_for_many(client: Client, published: MatchingRound, fay: User, path: str) -> None:
    run = MatchingRun.objects.real().get(round=published)
    enter(client, fay).get(f"{ROOT}/{published.pk}/{path}")
    asked = set()
    for count in (1, 19):
        more(published, run, count)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(f"{ROOT}/{published.pk}/{path}").status_code == 200
        asked.add(len(queries))

    assert len(asked) == 1


def test_the_list_of_rounds_asks_as_much_for_many(
    client: Client, published: MatchingRound, fay: User
) -> None:
    enter(client, fay).get(f"{ROOT}/")
    asked = set()
    for count in (1, 19):
        values = {name: getattr(published, name) for name in ("lists_due_at", "publish_at", "answers_due_at")}
        MatchingRound.objects.bulk_create(
            MatchingRound(exchange=published.exchange, name_en=f"Round {number}", **values)
            for number in range(count)
        )
        with CaptureQueriesContext(connection) as queries:
            client.get(f"{ROOT}/")
        asked.add(len(queries))

    assert len(asked) == 1
