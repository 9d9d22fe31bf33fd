"""What the public pages of an exchange show, as one short text that changes whenever any of it does."""

import hashlib
from collections.abc import Collection
from functools import cache
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Count, Max, OuterRef, QuerySet, Subquery, Value

import qiao
from qiao.rooms.directory.enums import Visibility
from qiao.rooms.directory.models import Person
from qiao.rooms.exchanges.enums import ACTIVE_MEMBERS, SEATED
from qiao.rooms.exchanges.models import Delegation, DelegationMember, Exchange, Partner
from qiao.rooms.programme.models import Material, OfflineCopy, Release, ReleasedName

RENDERING = 1  # counts up when pages or exports are laid out anew
PARTS = (
    *("last_release", "last_digest", "last_partner", "all_partners", "last_partner_entry"),
    *("last_delegation", "all_delegations", "last_university", "last_member", "all_members", "last_named"),
    *("last_speaker", "all_speakers", "last_material", "all_materials", "last_offline"),
)
_ANY = UUID(int=0)


def exchange_with_stamp(pk: UUID) -> Exchange | None:
    """The exchange and all that `stamp_of` needs, in one statement."""
    sql, values = _statement(connection.vendor)
    key = Exchange._meta.pk.get_db_prep_value(pk, connection)
    own = Exchange._meta.pk.get_db_prep_value(_ANY, connection)
    found = list(Exchange.objects.raw(sql, [key if value == own else value for value in values]))
    return found[0] if found else None


def stamp_of(exchange: Exchange, *, leaving_out: Collection[str] = ()) -> str:
    told = [getattr(exchange, name) for name in PARTS if name not in leaving_out]
    told += [exchange.updated_at, exchange.state, qiao.__version__, RENDERING]
    return hashlib.sha256(repr([str(each) for each in told]).encode()).hexdigest()


def offline_stamp(exchange: Exchange) -> str:
    """Without the offline copy itself, which each one would change."""
    told = exchange if hasattr(exchange, PARTS[0]) else exchange_with_stamp(exchange.pk)
    return stamp_of(told or exchange, leaving_out=("last_offline",))


def standing_copy(exchange: Exchange) -> OfflineCopy | None:
    """Of the present state only: an older one may name people who have withdrawn since."""
    found = OfflineCopy.objects.filter(exchange=exchange, made_at__isnull=False).first()
    return found if found is not None and found.stamp == offline_stamp(exchange) else None


@cache
def _statement(_vendor: str) -> tuple[str, tuple[Any, ...]]:
    """Put together once: that takes some ten times as long as asking it."""
    parts = {name: Subquery(rows) for name, rows in _parts().items()}
    found = Exchange.objects.filter(pk=_ANY).order_by().annotate(**parts)
    sql, values = found.query.sql_with_params()
    return sql, tuple(values)


def _parts() -> dict[str, QuerySet[Any, Any]]:
    here = OuterRef("pk")
    latest = Release.objects.filter(exchange=here).order_by("-number")
    partners = Partner.objects.filter(exchange=here)
    delegations = Delegation.objects.filter(exchange=here, state__in=SEATED)
    members = DelegationMember.objects.filter(delegation__exchange=here, state__in=ACTIVE_MEMBERS)
    named = members.filter(user__person__visibility=Visibility.PUBLIC)
    speakers = _speakers()
    rows = (
        latest.values("number")[:1],
        latest.values("digest")[:1],
        _last(partners, "updated_at"),
        _count(partners),
        _last(partners, "organisation__updated_at"),
        _last(delegations, "updated_at"),
        _count(delegations),
        _last(delegations, "organisation__updated_at"),
        _last(named, "updated_at", "delegation__exchange"),
        _count(named, "delegation__exchange"),
        _last(named, "user__person__updated_at", "delegation__exchange"),
        _last(speakers, "updated_at", "all_of_them"),
        _count(speakers.filter(visibility=Visibility.PUBLIC), "all_of_them"),
        _last(Material.objects.filter(exchange=here), "updated_at"),
        _count(Material.objects.filter(exchange=here)),
        _last(OfflineCopy.objects.filter(exchange=here), "made_at"),
    )
    return dict(zip(PARTS, rows, strict=True))


def _speakers() -> QuerySet[Any]:
    """Whom any release names: the working copy may have lost them since."""
    named = ReleasedName.objects.filter(release__exchange=OuterRef(OuterRef("pk"))).values("person_id")
    return Person.objects.filter(pk__in=named).annotate(all_of_them=Value(1))


def _last(rows: QuerySet[Any], field: str, group: str = "exchange") -> QuerySet[Any, Any]:
    told: QuerySet[Any, Any] = rows.order_by().values(group).annotate(told=Max(field)).values("told")
    return told


def _count(rows: QuerySet[Any], group: str = "exchange") -> QuerySet[Any, Any]:
    told: QuerySet[Any, Any] = rows.order_by().values(group).annotate(told=Count("pk")).values("told")
    return told
