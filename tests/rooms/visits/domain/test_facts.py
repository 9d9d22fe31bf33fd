"""What the engine is told is what the rows say: small cases against trying out every way."""

import itertools
import random
from typing import Any

import pytest
from django.utils import timezone

from qiao.kit.errors import NotPermitted
from qiao.rooms.accounts.models import User
from qiao.rooms.exchanges.domain.delegation import accept_delegation, invite_delegation
from qiao.rooms.exchanges.domain.member import name_member
from qiao.rooms.exchanges.models import Delegation, DelegationMember, Exchange, Partner
from qiao.rooms.programme.models import Place, TransferTime
from qiao.rooms.visits.domain.facts import gather
from qiao.rooms.visits.domain.forming import standing_of
from qiao.rooms.visits.domain.times import rounds_of, slots_of, ways_of
from qiao.rooms.visits.domain.visit import add_run, add_visit
from qiao.rooms.visits.domain.wish import set_call, set_wishes
from qiao.rooms.visits.errors import WishedTwice, WishesClosed
from qiao.rooms.visits.models import Visit, Visitor, VisitRun, VisitWish
from tests.rooms.exchanges.conftest import organisation
from tests.rooms.visits.conftest import MakeRun, at, formed

WEIGHTS = (10, 6, 3)
LANGUAGES = ("en", "zh", "de")


@pytest.mark.parametrize("seed", range(2))
def test_groups_are_as_good_as_any(
    seed: int, exchange: Exchange, organiser: Partner, fay: User, una: User
) -> None:
    chance = random.Random(seed)
    runs = [_run(exchange, fay, number, chance) for number in range(3)]
    people = [_person(exchange, organiser, fay, una, number, chance, runs) for number in range(4)]

    plan = formed(exchange, fay)

    told = tuple(each["value"] for each in plan.tiers[:2])
    assert told == max(_value(people, chosen) for chosen in itertools.product([None, *runs], repeat=4))
    assert plan.is_proven


Person = tuple[DelegationMember, list[Any], list[str]]


def _run(exchange: Exchange, fay: User, number: int, chance: random.Random) -> VisitRun:
    values = {"title_en": f"Laboratory {number}", "capacity": chance.randint(1, 2), "least": 1}
    visit = add_visit(exchange, actor=fay, values=values | {"languages": [chance.choice(LANGUAGES)]})
    times = {"starts_at": at(10), "ends_at": at(11), "is_interpreted": chance.random() < 0.3}
    return add_run(visit, actor=fay, values=times)


def _person(
    exchange: Exchange, organiser: Partner, fay: User, una: User, number: int, chance: random.Random,
    runs: list[VisitRun],
) -> Person:  # fmt: skip
    invited = invite_delegation(
        organiser, actor=fay, organisation=organisation(f"University {number}"), head_email=una.email, seats=1
    )
    member = name_member(accept_delegation(invited, head=una), actor=una, name_en=f"Person {number}")
    wishes = chance.sample([run.visit for run in runs], 2)
    languages = chance.sample(LANGUAGES, 2)
    set_wishes(member, actor=una, visits=wishes, languages=languages)
    return member, [wish.pk for wish in wishes], languages


def _value(people: list[Person], chosen: tuple[Any, ...]) -> tuple[int, int]:
    """Visits held and weight of wishes granted; (-1, 0) where a rule is broken."""
    placed = wishes = 0
    for run in set(filter(None, chosen)):
        if chosen.count(run) > run.capacity:
            return -1, 0
    for (_member, wished, languages), run in zip(people, chosen, strict=True):
        if run is None:
            continue
        if not run.is_interpreted and not set(languages) & set(run.visit.languages):
            return -1, 0
        placed += 1
        wishes += WEIGHTS[wished.index(run.visit_id)] if run.visit_id in wished else 0
    return placed, wishes


def test_rounds_follow_sessions_and_overlaps(optics: Visit, battery: Visit, run_of: MakeRun) -> None:
    first, beside = run_of(optics, 10), run_of(battery, 10, ends_at=at(12))
    chained, later = run_of(optics, 11), run_of(battery, 14)

    rounds = rounds_of([first, beside, chained, later])

    assert [rounds[run.pk] for run in (first, beside, chained, later)] == [0, 0, 0, 1]


def test_slots_of_a_run_reach_into_one_that_is_too_far(
    exchange: Exchange, optics: Visit, battery: Visit, run_of: MakeRun
) -> None:
    venue, away = (Place.objects.create(exchange=exchange, name_en=name) for name in ("Venue", "Away"))
    room = Place.objects.create(exchange=exchange, name_en="Room", within=venue)
    one, other = sorted((venue, away), key=lambda place: place.pk)
    TransferTime.objects.create(exchange=exchange, one=one, other=other, minutes=90)
    run_of(optics, 10, place=room)
    run_of(battery, 12, place=away)
    run_of(battery, 14, place=room)
    early, far, near = VisitRun.objects.order_by("starts_at").select_related("visit")

    count, slots = slots_of([early, far, near], ways_of(exchange))

    assert count == 5
    assert (slots[early.pk], slots[far.pk], slots[near.pk]) == ([0, 1, 2], [2, 3, 4], [4])


def test_facts_are_read_in_a_fixed_number_of_queries(
    exchange: Exchange, delegation: Delegation, una: User, member: DelegationMember, optics_run: VisitRun,
    battery: Visit, run_of: MakeRun, django_assert_num_queries: Any,
) -> None:  # fmt: skip
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as few:
        gather(exchange)
    for hour in range(11, 17):
        run_of(battery, hour)
    name_member(delegation, actor=una, name_en="Cal")

    with django_assert_num_queries(len(few)):
        gather(exchange)


def test_wishes_after_the_deadline_are_the_organisers_alone(
    exchange: Exchange, fay: User, una: User, mia: User, member: DelegationMember, battery: Visit
) -> None:
    set_call(exchange, actor=fay, wishes_until=timezone.now(), most_visits=1)

    for actor in (una, mia):
        with pytest.raises(WishesClosed):
            set_wishes(member, actor=actor, visits=[battery])
    set_wishes(member, actor=fay, visits=[battery])

    assert VisitWish.objects.get().rank == 1


def test_wishes_twice_or_by_a_stranger_are_refused(
    mia: User, sam: User, hui: User, member: DelegationMember, battery: Visit
) -> None:
    with pytest.raises(WishedTwice):
        set_wishes(member, actor=mia, visits=[battery, battery])
    for actor in (sam, hui):
        with pytest.raises(NotPermitted):
            set_wishes(member, actor=actor, visits=[battery])


def test_nationality_is_not_kept_where_no_wish_needs_it(
    mia: User, member: DelegationMember, battery: Visit, optics: Visit
) -> None:
    Visit.objects.filter(pk=battery.pk).update(closed_to=["CU"], closed_because="Export control")
    battery.refresh_from_db()
    set_wishes(member, actor=mia, visits=[battery], nationality="US")
    kept = Visitor.objects.get().nationality

    set_wishes(member, actor=mia, visits=[optics], nationality="US")

    assert (kept, Visitor.objects.get().nationality) == ("US", "")


def test_most_visits_of_one_person_are_kept_to(
    exchange: Exchange,
    fay: User,
    member: DelegationMember,
    optics_run: VisitRun,
    battery: Visit,
    run_of: MakeRun,
) -> None:
    run_of(battery, 14)
    set_call(exchange, actor=fay, wishes_until=None, most_visits=1)

    plan = formed(exchange, fay)

    assert [len(runs) for runs in standing_of(plan).values()] == [1]
