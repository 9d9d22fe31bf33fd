"""The entry of a host, or of an owner of the exchange, was merged into another."""

from typing import Any

from django.test import Client

from qiao.kit.access import may
from qiao.kit.mail.models import OutboxMail
from qiao.rooms.accounts.models import User
from qiao.rooms.directory.domain.merge import merge_organisations
from qiao.rooms.directory.models import Organisation
from qiao.rooms.exchanges.domain.partner import add_partner
from qiao.rooms.exchanges.enums import PartnerRole
from qiao.rooms.exchanges.models import Exchange
from qiao.rooms.placement.domain.mails import tell_hosts, tell_runners
from qiao.rooms.placement.listings import rounds_of
from qiao.rooms.placement.models import MatchingRound, RoundPost
from tests.rooms.exchanges.conftest import account, opal, organisation  # noqa: F401 (fixtures)
from tests.rooms.opportunities.factory import absorb


def told(news: str) -> set[Any]:
    found = OutboxMail.objects.filter(key__startswith=f"placement.{news}:")
    return set(found.values_list("user", flat=True))


def test_whoever_speaks_for_the_kept_host_ranks(
    client: Client, opened: MatchingRound, posts: list[RoundPost], centre: Organisation, hui: User
) -> None:
    kept = absorb(centre)

    tell_hosts(opened, "published", occasion=":merged")

    assert [may(each, "placement.rank_applicants", posts[0]) for each in (kept, hui)] == [True, False]
    assert [rounds_of(each).count() for each in (kept, hui)] == [1, 0]
    assert kept.pk in told("published")
    assert hui.pk not in told("published")
    client.force_login(kept)
    page = f"/en/placement/posts/{posts[0].pk}/"
    assert page in client.get(f"/en/placement/{opened.pk}/").content.decode()
    assert page in client.get(f"/en/opportunities/{posts[0].intake.opportunity_id}/").content.decode()
    assert client.get(page).status_code == 200


def test_an_owner_that_took_part_twice_still_runs_its_rounds(
    client: Client,
    prepared: MatchingRound,
    exchange: Exchange,
    federation: Organisation,
    fay: User,
    opal: User,  # noqa: F811
) -> None:
    """Both entries are partners: the row of the organiser cannot move, and stays with the entry that went."""
    kept = organisation("Federation of the district", kind="association", country="CN")
    kim = account("kim", kept)
    add_partner(exchange, actor=fay, organisation=kept, role=PartnerRole.HOST)

    merge_organisations(kept, absorbed=federation, actor=opal)
    tell_runners(prepared, "cancelled")

    assert exchange.partners.filter(organisation=federation).exists()
    assert all(may(User.objects.get(pk=each.pk), "placement.run_round", prepared) for each in (kim, fay))
    assert [list(rounds_of(User.objects.get(pk=each.pk))) for each in (kim, fay)] == [[prepared]] * 2
    assert {kim.pk, fay.pk} <= told("cancelled")
    client.force_login(kim)
    assert "PhD places" in client.get("/en/placement/").content.decode()
