"""What the public pages of an exchange show, as one short text that changes whenever any of it does."""

import hashlib
from collections.abc import Collection
from typing import Any

from django.db.models import Count, Max, OuterRef, QuerySet, Subquery

import qiao
from qiao.rooms.directory.enums import Visibility
from qiao.rooms.exchanges.enums import ACTIVE_MEMBERS, SEATED
from qiao.rooms.exchanges.models import Delegation, DelegationMember, Exchange, Partner
from qiao.rooms.programme.models import Material, OfflineCopy, Release, Speaker

RENDERING = 1  # counts up when pages or exports are laid out anew
IN_PUBLIC = {"person__visibility": Visibility.PUBLIC}


def with_stamp(exchanges: QuerySet[Exchange]) -> QuerySet[Exchange]:
    """Asks in the same statement for all that `stamp_of` needs."""
    return exchanges.annotate(**{name: Subquery(rows) for name, rows in _parts().items()})


def stamp_of(exchange: Exchange, *, leaving_out: Collection[str] = ()) -> str:
    told = [getattr(exchange, name) for name in _parts() if name not in leaving_out]
    told += [exchange.updated_at, exchange.state, qiao.__version__, RENDERING]
    return hashlib.sha256(repr([str(each) for each in told]).encode()).hexdigest()


def _parts() -> dict[str, QuerySet[Any, Any]]:
    here = OuterRef("pk")
    partners = Partner.objects.filter(exchange=here)
    delegations = Delegation.objects.filter(exchange=here, state__in=SEATED)
    members = DelegationMember.objects.filter(delegation__exchange=here, state__in=ACTIVE_MEMBERS)
    named = members.filter(user__person__visibility=Visibility.PUBLIC)
    latest = Release.objects.filter(exchange=here).order_by("-number")
    speakers = Speaker.objects.filter(item__exchange=here)
    return {
        "last_release": latest.values("number")[:1],
        "last_digest": latest.values("digest")[:1],
        "last_partner": _last(partners, "updated_at"),
        "all_partners": _count(partners),
        "last_partner_entry": _last(partners, "organisation__updated_at"),
        "last_delegation": _last(delegations, "updated_at"),
        "all_delegations": _count(delegations),
        "last_university": _last(delegations, "organisation__updated_at"),
        "last_member": _last(named, "updated_at", "delegation__exchange"),
        "all_members": _count(named, "delegation__exchange"),
        "last_named": _last(named, "user__person__updated_at", "delegation__exchange"),
        "last_speaker": _last(speakers, "person__updated_at", "item__exchange"),
        "all_speakers": _count(speakers.filter(**IN_PUBLIC), "item__exchange"),
        "last_material": _last(Material.objects.filter(exchange=here), "updated_at"),
        "all_materials": _count(Material.objects.filter(exchange=here)),
        "last_offline": _last(OfflineCopy.objects.filter(exchange=here), "made_at"),
    }


def _last(rows: QuerySet[Any], field: str, group: str = "exchange") -> QuerySet[Any, Any]:
    return rows.order_by().values(group).annotate(told=Max(field)).values("told")


def _count(rows: QuerySet[Any], group: str = "exchange") -> QuerySet[Any, Any]:
    return rows.order_by().values(group).annotate(told=Count("pk")).values("told")
