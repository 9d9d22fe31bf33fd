"""Several organisations run one exchange as equals: roles, logos, seats, mails."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError

from qiao.kit.activity.models import Activity
from qiao.kit.errors import NotPermitted
from qiao.rooms.accounts.models import User
from qiao.rooms.directory.models import Organisation
from qiao.rooms.exchanges.domain.decision import set_consents
from qiao.rooms.exchanges.domain.partner import (
    add_partner,
    change_role,
    change_sender,
    remove_partner,
    reorder_partners,
    set_approval,
    set_quota,
)
from qiao.rooms.exchanges.enums import DecisionKind, PartnerRole
from qiao.rooms.exchanges.errors import (
    AlreadyPartner,
    DecisionNeeded,
    LastOrganiser,
    NotEnoughSeats,
    OrderIncomplete,
    PartnerInUse,
    TwoOwnersNeeded,
)
from qiao.rooms.exchanges.models import Delegation, Exchange, Partner
from tests.rooms.exchanges.conftest import fresh

pytestmark = pytest.mark.django_db
R = PartnerRole


def order_of(exchange: Exchange) -> list[str]:
    return list(exchange.partners.order_by("position").values_list("organisation__name_en", flat=True))


def test_an_organisation_takes_part_once(
    exchange: Exchange, host: Partner, fay: User, centre: Organisation
) -> None:
    with pytest.raises(AlreadyPartner):
        add_partner(exchange, actor=fay, organisation=centre, role=R.SUPPORTER)


def test_the_order_of_the_logos_changes_at_once(
    exchange: Exchange, organiser: Partner, co_organiser: Partner, host: Partner, fay: User, hui: User
) -> None:
    reorder_partners(exchange, actor=fay, partners=[host, organiser, co_organiser])

    assert order_of(exchange) == ["Innovation Centre", "Federation", "Association"]
    assert list(exchange.partners.order_by("position").values_list("position", flat=True)) == [1, 2, 3]
    with pytest.raises(OrderIncomplete):
        reorder_partners(exchange, actor=fay, partners=[host, organiser])
    with pytest.raises(OrderIncomplete):
        reorder_partners(exchange, actor=fay, partners=[host, host, organiser])
    with pytest.raises(NotPermitted):
        reorder_partners(exchange, actor=hui, partners=[host, organiser, co_organiser])


def test_a_place_that_came_free_breaks_nothing(
    exchange: Exchange,
    organiser: Partner,
    co_organiser: Partner,
    host: Partner,
    fay: User,
    ari: User,
    columbia: Any,
) -> None:
    remove_partner(co_organiser, actor=ari)

    add_partner(exchange, actor=fay, organisation=columbia, role=R.SUPPORTER)

    assert order_of(exchange) == ["Federation", "Innovation Centre", "Columbia University"]


def test_the_last_organiser_stays(exchange: Exchange, organiser: Partner, fay: User) -> None:
    with pytest.raises(LastOrganiser):
        remove_partner(organiser, actor=fay)
    with pytest.raises(LastOrganiser):
        change_role(organiser, actor=fay, role=R.HOST)


def test_an_owner_is_put_out_by_nobody_but_itself(
    exchange: Exchange, organiser: Partner, co_organiser: Partner, fay: User, ari: User, opal: User
) -> None:
    for verb, values in ((remove_partner, {}), (change_role, {"role": R.SUPPORTER})):
        with pytest.raises(NotPermitted):
            verb(co_organiser, actor=fay, **values)

    assert change_role(co_organiser, actor=ari, role=R.SUPPORTER).role == "supporter"


def test_where_two_must_consent_two_owners_stay(
    exchange: Exchange, organiser: Partner, co_organiser: Partner, host: Partner, fay: User, ari: User
) -> None:
    set_consents(organiser, actor=fay, kind=DecisionKind.CONCLUDE, consents=2)

    with pytest.raises(TwoOwnersNeeded):
        remove_partner(co_organiser, actor=ari)
    with pytest.raises(TwoOwnersNeeded):
        change_role(co_organiser, actor=ari, role=R.HOST)
    with pytest.raises(DecisionNeeded):
        change_role(host, actor=fay, role=R.CO_ORGANISER)
    assert change_role(host, actor=fay, role=R.SUPPORTER).role == "supporter"


def test_a_host_leaves_or_is_taken_out(
    exchange: Exchange, host: Partner, fay: User, hui: User, nan: User, sam: User
) -> None:
    for actor in (nan, sam):
        with pytest.raises(NotPermitted):
            remove_partner(host, actor=actor)

    remove_partner(host, actor=hui)

    assert not Partner.objects.filter(pk=host.pk).exists()


def test_who_invited_somebody_stays(
    delegation: Delegation, organiser: Partner, co_organiser: Partner, fay: User, ari: User
) -> None:
    Partner.objects.filter(pk=co_organiser.pk).update(role="organiser")

    with pytest.raises(PartnerInUse):
        remove_partner(organiser, actor=fay)


def test_own_mails(exchange: Exchange, host: Partner, hui: User, sam: User, nan: User) -> None:
    values = {"sender_name_en": "Visitor office", "reply_to": "visits@centre.example", "role": "organiser"}

    changed = change_sender(host, actor=hui, values=values)

    assert (changed.sender_name_en, changed.reply_to, changed.role) == (
        "Visitor office",
        "visits@centre.example",
        "host",
    )
    for actor in (sam, nan):
        with pytest.raises(NotPermitted):
            change_sender(host, actor=actor, values=values)
    with pytest.raises(ValidationError):
        change_sender(host, actor=hui, values={"reply_to": "nobody"})


def test_owners_alone_give_quotas_and_approval(
    exchange: Exchange, host: Partner, fay: User, hui: User
) -> None:
    for verb, values in ((set_quota, {"seat_quota": 9}), (set_approval, {"approves": True})):
        with pytest.raises(NotPermitted):
            verb(host, actor=hui, **values)

    assert set_approval(host, actor=fay, approves=True).approves


def counters(exchange: Exchange) -> tuple[int, int, int]:
    row = fresh(exchange)
    return row.seats_reserved, row.common_held, row.seats_held


def test_quotas_come_out_of_the_common_seats(
    delegation: Delegation, exchange: Exchange, organiser: Partner, host: Partner, fay: User
) -> None:
    told = [counters(exchange)]
    for partner, quota in ((host, 7), (organiser, 3), (organiser, None), (host, None)):
        set_quota(partner, actor=fay, seat_quota=quota)
        told.append(counters(exchange))

    assert told == [(0, 3, 3), (7, 3, 3), (10, 0, 3), (7, 3, 3), (0, 3, 3)]


@pytest.mark.parametrize(("of_host", "quota"), [(True, 8), (False, 2), (False, 11)])
def test_a_quota_takes_no_seat_away_that_is_held(
    delegation: Delegation, organiser: Partner, host: Partner, fay: User, of_host: bool, quota: int
) -> None:
    with pytest.raises(NotEnoughSeats):
        set_quota(host if of_host else organiser, actor=fay, seat_quota=quota)

    assert counters(delegation.exchange) == (0, 3, 3)


def test_what_a_new_partner_was_given_is_told(exchange: Exchange, fay: User, columbia: Organisation) -> None:
    add_partner(exchange, actor=fay, organisation=columbia, role=R.HOST, seat_quota=4, approves=True)

    told = Activity.objects.filter(action__startswith="exchanges.partner.").order_by("-id")[:2]
    changes = {name: change for row in told for name, change in row.changes.items()}
    assert (changes["seat_quota"], changes["approves"]) == ([None, 4], [False, True])
