"""Hana owns the host and Mo manages it, Pia is a plain member; Ann, Bo and Cy applied; Sam is a stranger."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.utils import timezone

from qiao.rooms.accounts.models import User
from qiao.rooms.applications.models import Application
from qiao.rooms.directory.enums import MembershipRole
from qiao.rooms.directory.models import Organisation
from qiao.rooms.opportunities.models import Intake, Opportunity
from qiao.rooms.reviews.models import RankEntry
from tests.rooms.exchanges.conftest import account
from tests.rooms.opportunities.factory import make_host, make_opportunity
from tests.rooms.profiles.factory import make_profile

Apply = Callable[..., Application]


def soon(hours: int = 48) -> dt.datetime:
    return timezone.now() + dt.timedelta(hours=hours)


@pytest.fixture
def hana(db: None) -> User:
    return account("hana")


@pytest.fixture
def host(hana: User) -> Organisation:
    return make_host(hana)


@pytest.fixture
def mo(host: Organisation) -> User:
    return account("mo", host)


@pytest.fixture
def pia(host: Organisation) -> User:
    return account("pia", host, MembershipRole.MEMBER)


@pytest.fixture
def sam(db: None) -> User:
    return account("sam")


@pytest.fixture
def opportunity(host: Organisation, hana: User) -> Opportunity:
    return make_opportunity(host, hana, places=1)


@pytest.fixture
def intake(opportunity: Opportunity) -> Intake:
    return opportunity.intakes.get()


@pytest.fixture
def apply(intake: Intake) -> Apply:
    """An application in selection, written straight: how it came there is the matter of the rooms below."""

    def applied(name: str, state: str = "complete") -> Application:
        profile = make_profile(account(name), name_en=name.title(), name_zh="")
        return Application.objects.create(
            profile=profile,
            opportunity=intake.opportunity,
            intake=intake,
            state=state,
            submitted_at=timezone.now(),
        )

    return applied


@pytest.fixture
def ann(apply: Apply) -> Application:
    return apply("ann")


@pytest.fixture
def bo(apply: Apply) -> Application:
    return apply("bo")


@pytest.fixture
def cy(apply: Apply) -> Application:
    return apply("cy")


def user_of(application: Application) -> User:
    user = application.profile.user
    assert user is not None
    return user


def rank(intake: Intake, *tiers: list[Application]) -> None:
    for tier, applications in enumerate(tiers, 1):
        for application in applications:
            RankEntry.objects.create(intake=intake, application=application, tier=tier)
            Application.objects.filter(pk=application.pk).update(state="ranked")


def state_of(application: Application) -> str:
    return Application.objects.values_list("state", flat=True).get(pk=application.pk)


def add_places(intake: Intake, places: int) -> None:
    Intake.objects.filter(pk=intake.pk).update(places=places)
