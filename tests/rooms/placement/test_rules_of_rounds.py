"""Supervisors and reserved places reach the engine as it needs them, and the result passes its check."""

from typing import Any

import pytest

from qiao.rooms.accounts.models import User
from qiao.rooms.exchanges.models import Exchange
from qiao.rooms.placement.domain.explaining import reasons_of
from qiao.rooms.placement.domain.post import change_post
from qiao.rooms.placement.domain.publication import placement_of
from qiao.rooms.placement.domain.reading import read_round
from qiao.rooms.placement.domain.round import open_round
from qiao.rooms.placement.models import MatchingRound, RoundPost
from tests.rooms.applications.factory import make_application
from tests.rooms.offices.factory import make_office, make_student
from tests.rooms.opportunities.factory import make_opportunity, make_two_supervisors
from tests.rooms.placement.factory import add, certify_all, entry, places, publish_now, run_by_two, seal

People = dict[str, User]


@pytest.fixture
def station(prepared: MatchingRound, centre: Any, hui: User, fay: User, exchange: Exchange) -> RoundPost:
    """Three places at most two of which Wang Lin supervises and one Ada Byron."""
    values: dict[str, Any] = {"filling": "matching", "exchange": exchange, "title_en": "Station"}
    opportunity = make_opportunity(centre, hui, kind="postdoc", places=2, **values)
    make_two_supervisors(opportunity, hui)
    return add(prepared, opportunity, fay, quota=2, is_supervised=True)


def test_supervisors_are_chosen_within_the_places_of_the_post(
    prepared: MatchingRound, station: RoundPost, people: People, hui: User, fay: User, ari: User
) -> None:
    for user in people.values():
        make_application(user, station.intake)
    opened = open_round(prepared, actor=fay)
    wanted = {"lin": ["p1.2"], "mei": ["p1.2", "p1.1"], "bo": ["p1.1"]}
    certify_all(opened, people, hui, wanted=wanted, ranked={"p1": [["mei"], ["bo"], ["lin"]]})

    run = run_by_two(seal(opened), fay, ari)

    assert run.status == "stable"
    assert places(run) == {"lin": None, "mei": "p1.2", "bo": "p1.1"}
    publish_now(opened)
    placement = placement_of(entry(opened, people["lin"]))
    assert placement is not None
    assert reasons_of(placement)[0] == "You have no place."
    assert "Ada Byron" in reasons_of(placement)[1]


def test_reserved_places_go_to_confirmed_students_first(
    prepared: MatchingRound,
    posts: list[RoundPost],
    applied: dict[str, list[Any]],
    people: People,
    sam: User,
    hui: User,
    fay: User,
    ari: User,
) -> None:
    university = make_office(sam)
    change_post(posts[0], actor=fay, values={"reserved": 1, "reserved_for": university})
    opened = open_round(prepared, actor=fay)
    make_student(people["lin"], university, sam)
    certify_all(opened, people, hui)

    run = run_by_two(seal(opened), fay, ari)

    [first, _second] = read_round(MatchingRound.objects.get(pk=opened.pk)).instance.programmes
    assert dict(first.reserves) == {"u1": 1}
    assert run.status == "stable"
    assert places(run) == {"lin": "p1", "mei": "p2", "bo": "p2"}
