"""An exchange, its days, its partners, its clone."""

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from qiao.kit.access import may
from qiao.kit.bilingual.search import matching, reindex
from qiao.kit.errors import NotPermitted
from qiao.rooms.accounts.models import User
from qiao.rooms.directory.models import Organisation
from qiao.rooms.exchanges.domain.cloning import clone_exchange
from qiao.rooms.exchanges.domain.deadline import clear_deadline, set_deadline
from qiao.rooms.exchanges.domain.decision import propose, set_consents
from qiao.rooms.exchanges.domain.exchange import archive_exchange, change_exchange, create_exchange, move
from qiao.rooms.exchanges.domain.member import accept_place, name_member
from qiao.rooms.exchanges.domain.partner import set_quota
from qiao.rooms.exchanges.enums import DeadlineKind, DecisionKind, ExchangeState
from qiao.rooms.exchanges.errors import WrongState
from qiao.rooms.exchanges.models import Delegation, Exchange, Partner
from tests.rooms.exchanges.conftest import VALUES, fresh

pytestmark = pytest.mark.django_db
S = ExchangeState
ALLOWED = {
    (S.DRAFT, S.PUBLISHED),
    (S.DRAFT, S.ARCHIVED),
    (S.PUBLISHED, S.CONCLUDED),
    (S.CONCLUDED, S.ARCHIVED),
}


def test_who_sets_it_up_is_its_first_organiser(draft: Exchange, federation: Organisation) -> None:
    partner = Partner.objects.get(exchange=draft)

    assert (partner.organisation, partner.role, partner.position) == (federation, "organiser", 1)
    assert draft.state == "draft"


def test_who_may_set_one_up(federation: Organisation, nan: User, sam: User, ari: User) -> None:
    for actor in (nan, sam, ari):
        with pytest.raises(NotPermitted):
            create_exchange(federation, actor=actor, values=VALUES)


def test_nobody_assigns_what_has_verbs_of_its_own(federation: Organisation, fay: User) -> None:
    values = VALUES | {"state": "published", "seats_held": 5, "release_consents": 2}

    made = create_exchange(federation, actor=fay, values=values)

    assert (made.state, made.seats_held, made.release_consents) == ("draft", 0, 1)


@pytest.mark.parametrize("before", S)
@pytest.mark.parametrize("after", S)
def test_steps(draft: Exchange, before: ExchangeState, after: ExchangeState) -> None:
    draft.state = before

    if (before, after) in ALLOWED:
        assert move(draft, after, None).state == after
    else:
        with pytest.raises(WrongState):
            move(draft, after, None)


def test_from_draft_to_archive(draft: Exchange, organiser: Partner, fay: User) -> None:
    for kind in (DecisionKind.RELEASE, DecisionKind.CONCLUDE):
        propose(organiser, actor=fay, kind=kind)

    assert archive_exchange(draft, actor=fay).state == "archived"


def test_owners_change_it_as_equals(
    exchange: Exchange, fay: User, ari: User, hui: User, nan: User, sam: User, opal: User
) -> None:
    for actor in (fay, ari):
        assert (
            change_exchange(exchange, actor=actor, values={"place_en": actor.email}).place_en == actor.email
        )
    for actor in (hui, nan, sam, opal):
        with pytest.raises(NotPermitted):
            change_exchange(exchange, actor=actor, values={"place_en": "Nowhere"})
        with pytest.raises(NotPermitted):
            clone_exchange(exchange, starts_on=dt.date(2100, 1, 1), actor=actor)


@pytest.mark.parametrize(
    "values",
    [
        {"ends_on": dt.date(2099, 5, 9)},
        {"time_zone": "Mars/Olympus"},
        {"name_zh": "", "name_en": ""},
        {"offer_hours": 0},
        {"offer_hours": 721},
    ],
)
def test_what_cannot_be_is_refused(exchange: Exchange, fay: User, values: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        change_exchange(exchange, actor=fay, values=values)


def test_seats_are_not_cut_below_what_is_held(delegation: Delegation, exchange: Exchange, fay: User) -> None:
    with pytest.raises(ValidationError):
        change_exchange(exchange, actor=fay, values={"seats": 2})


def test_found_in_both_languages(exchange: Exchange, fay: User) -> None:
    change_exchange(exchange, actor=fay, values={"name_zh": "长三角人才交流会"})

    for text in ("长三角", "overseas talent", "Beijing"):
        assert list(matching(Exchange.objects.all(), text)) == [exchange]
    assert reindex("exchanges.exchange") == 1
    assert list(matching(Exchange.objects.all(), "长三角")) == [exchange]


def test_who_sees_a_draft(
    draft: Exchange, organiser: Partner, host: Partner, fay: User, hui: User, nan: User, sam: User, opal: User
) -> None:
    sees = [user for user in (fay, hui, nan, sam, opal) if Exchange.objects.visible_to(user).exists()]

    assert sees == [fay, hui, nan, opal]


def test_a_member_of_a_delegation_sees_what_is_archived(
    delegation: Delegation, una: User, mia: User, sam: User
) -> None:
    """As it may be read, it is listed."""
    accept_place(name_member(delegation, actor=una, name_en="Mia Lin", email=mia.email), user=mia)
    Exchange.objects.update(state="archived")

    people, exchange = (una, mia, sam), fresh(delegation.exchange)
    assert [Exchange.objects.visible_to(user).exists() for user in people] == [True, True, False]
    assert [may(user, "exchanges.view_exchange", exchange) for user in people] == [True, True, False]


def test_everybody_sees_what_is_published(exchange: Exchange, sam: User) -> None:
    from django.contrib.auth.models import AnonymousUser

    assert Exchange.objects.visible_to(sam).get() == Exchange.objects.visible_to(AnonymousUser()).get()


# Deadlines


def test_a_deadline_is_a_moment_where_the_exchange_is(exchange: Exchange, fay: User) -> None:
    deadline = set_deadline(exchange, actor=fay, kind=DeadlineKind.ANSWER, days_before=30)

    assert deadline.due_at == dt.datetime(2099, 4, 10, 15, 59, tzinfo=dt.UTC)


def test_another_first_day_or_zone_moves_the_deadlines(exchange: Exchange, fay: User) -> None:
    deadline = set_deadline(exchange, actor=fay, kind=DeadlineKind.ANSWER, days_before=30)

    change_exchange(
        exchange,
        actor=fay,
        values={
            "starts_on": dt.date(2099, 6, 10),
            "ends_on": dt.date(2099, 6, 11),
            "time_zone": "Europe/Paris",
        },
    )

    assert fresh(deadline).due_at == dt.datetime(2099, 5, 11, 21, 59, tzinfo=dt.UTC)


def test_a_deadline_is_set_again_and_cleared(exchange: Exchange, fay: User, hui: User) -> None:
    for days in (30, 20):
        deadline = set_deadline(exchange, actor=fay, kind=DeadlineKind.ANSWER, days_before=days)
    assert exchange.deadlines.get().days_before == 20
    with pytest.raises(NotPermitted):
        clear_deadline(deadline, actor=hui)

    clear_deadline(deadline, actor=fay)

    assert exchange.deadlines.count() == 0


# Clones


@pytest.mark.parametrize(
    ("starts_on", "first", "answer"),
    [
        (dt.date(2027, 3, 30), dt.date(2028, 3, 30), dt.date(2028, 2, 29)),  # into a leap year
        (dt.date(2028, 3, 30), dt.date(2029, 3, 30), dt.date(2029, 2, 28)),  # out of one
        (dt.date(2028, 2, 29), dt.date(2029, 1, 15), dt.date(2028, 12, 16)),  # over the turn of a year
    ],
)
def test_a_clone_keeps_its_distances(
    federation: Organisation, fay: User, starts_on: dt.date, first: dt.date, answer: dt.date
) -> None:
    values = VALUES | {"starts_on": starts_on, "ends_on": starts_on + dt.timedelta(days=2)}
    source = create_exchange(federation, actor=fay, values=values)
    set_deadline(source, actor=fay, kind=DeadlineKind.ANSWER, days_before=30, time_of_day=dt.time(18))

    copy = clone_exchange(source, starts_on=first, actor=fay)

    deadline = copy.deadlines.get()
    assert copy.ends_on == first + dt.timedelta(days=2)
    assert (deadline.days_before, deadline.due_at.astimezone(copy.zone).date()) == (30, answer)
    assert deadline.due_at.astimezone(copy.zone).time() == dt.time(18)


def test_a_clone_has_the_partners_and_none_of_the_people(
    exchange: Exchange, organiser: Partner, host: Partner, delegation: Delegation, fay: User
) -> None:
    set_quota(host, actor=fay, seat_quota=4)
    set_consents(organiser, actor=fay, kind=DecisionKind.RELEASE, consents=2)

    copy = clone_exchange(exchange, starts_on=dt.date(2100, 5, 10), actor=fay)

    row = fresh(copy)
    partners = list(row.partners.values_list("organisation__name_en", "role", "position", "seat_quota"))
    assert partners == [
        ("Federation", "organiser", 1, None),
        ("Association", "co_organiser", 2, None),
        ("Innovation Centre", "host", 3, 4),
    ]
    assert (row.state, row.seats, row.seats_reserved, row.seats_held, row.common_held) == (
        "draft",
        10,
        4,
        0,
        0,
    )
    assert (row.release_consents, row.cloned_from, row.delegations.count()) == (2, exchange, 0)
    assert [partner.seats_held for partner in row.partners.all()] == [0, 0, 0]


def test_the_database_refuses_two_logos_in_one_place(exchange: Exchange, host: Partner) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Partner.objects.filter(pk=host.pk).update(position=1)
