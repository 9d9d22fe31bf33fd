"""Hosts and opportunities for the tests of this room and of those above it."""

import datetime as dt
from itertools import count
from typing import Any

from django.utils import timezone

from qiao.rooms.accounts.domain.account import create_account
from qiao.rooms.accounts.models import User
from qiao.rooms.directory.enums import MembershipRole, Publication
from qiao.rooms.directory.models import Membership, Organisation
from qiao.rooms.opportunities.domain.intake import add_intake
from qiao.rooms.opportunities.domain.opportunity import create_opportunity, publish_opportunity
from qiao.rooms.opportunities.domain.supervisor import add_supervisor
from qiao.rooms.opportunities.models import Intake, Opportunity

TEXTS = {
    "title_zh": "智能网联汽车算法工程师",
    "title_en": "Engineer for connected vehicles",
    "description_zh": "参与感知算法的研究与道路测试。",
    "description_en": "Research on perception, with tests on the road.",
}
WHOLE: dict[str, dict[str, Any]] = {
    "job": {"employment": "full_time"},
    "internship": {"employment": "intern", "months": 6},
    "camp": {
        "starts_on": dt.date(2099, 7, 1),
        "ends_on": dt.date(2099, 7, 14),
        "curriculum_en": "Two weeks of lectures and tests.",
    },
    "postdoc": {"months": 24, "career_stage": "r2"},
    "master_plan": {"months": 36, "awarded_en": "Master of Engineering", "curriculum_en": "Two terms."},
    "phd_plan": {"months": 48, "awarded_en": "Doctor of Engineering", "curriculum_en": "Four terms."},
    "talent_programme": {"level": "municipal", "benefits_en": "A settling-in grant."},
}
_numbers = count(1)


def make_host(user: User, role: str = MembershipRole.OWNER, **values: Any) -> Organisation:
    """A published innovation centre that the user owns."""
    name = f"Host {next(_numbers)}"
    given = {"kind": "innovation_centre", "country": "CN", "name_en": name, "sort_en": name.lower()}
    given |= {"city_zh": "北京", "city_en": "Beijing", "publication": Publication.PUBLISHED} | values
    host = Organisation.objects.create(**given)
    Membership.objects.create(organisation=host, user=user, role=role)
    return host


def make_opportunity(
    host: Organisation,
    actor: User,
    *,
    kind: str = "job",
    places: int = 2,
    is_published: bool = True,
    **values: Any,
) -> Opportunity:
    """Published, with one intake that is open."""
    opportunity = create_opportunity(host, actor=actor, kind=kind, **TEXTS | WHOLE[kind] | values)
    make_intake(opportunity, actor, places=places)
    return publish_opportunity(opportunity, actor=actor) if is_published else opportunity


def make_intake(
    opportunity: Opportunity, actor: User, *, opens: int = -1, closes: int = 30, places: int = 2, **more: Any
) -> Intake:
    """`opens` and `closes` are days from now."""
    now = timezone.now()
    window = {"opens_at": now + dt.timedelta(days=opens), "closes_at": now + dt.timedelta(days=closes)}
    return add_intake(opportunity, actor=actor, places=places, **window, **more)


def make_draft(host: Organisation, actor: User, kind: str = "job", **values: Any) -> Opportunity:
    """As the first page of the host's makes it: with a title alone."""
    return create_opportunity(host, actor=actor, kind=kind, **{"title_en": "A draft"} | values)


def make_two_supervisors(opportunity: Opportunity, actor: User) -> None:
    """One on either side."""
    add_supervisor(opportunity, actor=actor, side="host", name_zh="王教授", name_en="Wang Lin", capacity=2)
    add_supervisor(opportunity, actor=actor, side="partner", name_en="Ada Byron", topic_en="Perception")


def absorb(host: Organisation, role: str = MembershipRole.MANAGER) -> User:
    """Who speaks for the entry that the host's was merged into; its rows stay, as those that cannot move."""
    kept = create_account(f"kept{next(_numbers)}@hosts.example", None, "en")
    survivor = make_host(kept, role)
    host.memberships.all().delete()
    Organisation.objects.filter(pk=host.pk).update(merged_into=survivor)
    return kept
