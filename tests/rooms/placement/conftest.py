"""Fay and Ari own the exchange and run its round; Hui's centre hosts two posts; Lin, Mei and Bo applied."""

from typing import Any

import pytest

from qiao.rooms.accounts.models import User
from qiao.rooms.directory.models import Organisation
from qiao.rooms.exchanges.models import Exchange
from qiao.rooms.opportunities.enums import Filling
from qiao.rooms.placement.models import MatchingRound, RoundPost
from tests.rooms.applications.factory import make_application
from tests.rooms.exchanges.conftest import (  # noqa: F401 (fixtures)
    account,
    ari,
    association,
    centre,
    co_organiser,
    draft,
    exchange,
    fay,
    federation,
    host,
    hui,
    organiser,
    sam,
)
from tests.rooms.opportunities.factory import make_opportunity
from tests.rooms.placement.factory import add, ahead, make_round


@pytest.fixture
def people(db: None) -> dict[str, User]:
    return {name: account(name) for name in ("lin", "mei", "bo")}


@pytest.fixture
def offered(centre: Organisation, hui: User, exchange: Exchange) -> list[Any]:  # noqa: F811
    """Two opportunities whose places a round gives: one place and two."""
    values: dict[str, Any] = {"filling": Filling.MATCHING, "exchange": exchange}
    return [
        make_opportunity(centre, hui, title_en=title, places=places, **values)
        for title, places in (("Sensors", 1), ("Maps", 2))
    ]


@pytest.fixture
def applied(offered: list[Any], people: dict[str, User]) -> dict[str, list[Any]]:
    """Everybody to both."""
    return {
        name: [make_application(user, each.intakes.get()) for each in offered]
        for name, user in people.items()
    }


@pytest.fixture
def prepared(exchange: Exchange, fay: User) -> MatchingRound:  # noqa: F811
    return make_round(exchange, fay)


@pytest.fixture
def posts(prepared: MatchingRound, offered: list[Any], fay: User) -> list[RoundPost]:  # noqa: F811
    return [add(prepared, each, fay, quota=each.intakes.get().places) for each in offered]


@pytest.fixture
def opened(
    prepared: MatchingRound,
    posts: list[RoundPost],
    applied: dict[str, list[Any]],
    fay: User,  # noqa: F811
) -> MatchingRound:
    from qiao.rooms.placement.domain.round import open_round

    assert posts
    assert applied
    return open_round(prepared, actor=fay)


@pytest.fixture
def certified(opened: MatchingRound, people: dict[str, User], hui: User) -> MatchingRound:  # noqa: F811
    """Lin and Mei want Sensors, Bo wants Maps alone; Sensors wants Mei first. All is sealed."""
    from tests.rooms.placement.factory import certify_all, seal

    certify_all(opened, people, hui)
    return seal(opened)


@pytest.fixture
def published(certified: MatchingRound, fay: User, ari: User) -> MatchingRound:  # noqa: F811
    from tests.rooms.placement.factory import publish_now, run_by_two

    run_by_two(certified, fay, ari)
    return publish_now(certified)


__all__ = ["ahead"]
