"""Whose itineraries a reader finds at an exchange: their own, and for its owners everybody's."""

from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from qiao.kit.bilingual.localized import sort_field
from qiao.kit.bilingual.search import matching
from qiao.kit.ui.columns import Column, Sort
from qiao.kit.ui.listing import Listing
from qiao.rooms.accounts.models import User
from qiao.rooms.directory.enums import MembershipRole
from qiao.rooms.directory.models import Organisation
from qiao.rooms.exchanges.entries import entries_of
from qiao.rooms.exchanges.enums import OVER, SEATED
from qiao.rooms.exchanges.models import Delegation, DelegationMember, Exchange
from qiao.rooms.programme.itinerary.addresses import itinerary_path
from qiao.rooms.programme.itinerary.subjects import Subject
from qiao.rooms.programme.releases.difference import Party, PartyKind


def own_subjects(exchange: Exchange, reader: User) -> list[Subject]:
    """First as a member, then as a head, then for a partner."""
    members = DelegationMember.objects.active().filter(user=reader, delegation__exchange=exchange)
    led = exchange.delegations.filter(head=reader).exclude(state__in=OVER)
    partners = exchange.partners.filter(organisation__in=entries_of(reader, list(MembershipRole)))
    return [
        *_subjects(PartyKind.MEMBER, exchange, members.select_related("delegation__organisation")),
        *_subjects(PartyKind.DELEGATION, exchange, led.select_related("organisation")),
        *_subjects(PartyKind.PARTNER, exchange, partners.select_related("organisation")),
    ]


def all_delegations(exchange: Exchange, *, is_owner: bool) -> QuerySet[Delegation]:
    """Nothing for anybody but the owners."""
    rows = exchange.delegations.filter(state__in=SEATED) if is_owner else exchange.delegations.none()
    return rows.select_related("organisation")


def _day_url(row: Delegation) -> str:
    return itinerary_path(Party(PartyKind.DELEGATION, row.pk))


class DelegationDays(Listing[Delegation]):
    """Of `all_delegations(exchange)`."""

    search_label = _("Name of the university")
    file_name = "itineraries"
    sorts = (Sort("title", _("University"), ("organisation__sort_en",)),)
    columns = (
        Column("university", _("University"), "organisation.name", link=_day_url, sort="title"),
        Column("country", _("Country or region"), "organisation.country_name"),
        Column("seats_filled", _("Seats filled"), numeric=True),
    )

    @cached_property
    def order(self) -> tuple[str, ...]:
        return tuple(name.replace("sort_en", sort_field()) for name in super().order)

    def search(self, queryset: QuerySet[Delegation], text: str) -> QuerySet[Delegation]:
        return queryset.filter(organisation__in=matching(Organisation.objects.standing(), text).values("pk"))


def _subjects(kind: PartyKind, exchange: Exchange, rows: Any) -> list[Subject]:
    return [Subject(Party(kind, row.pk), row, exchange) for row in rows]
