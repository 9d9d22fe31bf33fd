"""Whose itinerary: a member, a delegation or a partner, with the exchange and the releases that tell it."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from qiao.kit.access import require
from qiao.rooms.exchanges.models import Delegation, DelegationMember, Exchange, Partner
from qiao.rooms.programme.itinerary.itinerary import Itinerary, itinerary_of
from qiao.rooms.programme.models import Release
from qiao.rooms.programme.releases.difference import Agenda, Party, PartyKind

PERMISSIONS = {kind: f"programme.view_itinerary_of_{kind}" for kind in PartyKind}


@dataclass
class Subject:
    """`row` is the member, delegation or partner; two queries tell both releases."""

    party: Party
    row: Any
    exchange: Exchange

    @property
    def name(self) -> str:
        return str(self.row.name if self.party.kind is PartyKind.MEMBER else self.row.organisation.name)

    @property
    def of(self) -> str:
        """Of which university a member is."""
        is_member = self.party.kind is PartyKind.MEMBER
        return str(self.row.delegation.organisation.name) if is_member else ""

    @cached_property
    def release(self) -> Release | None:
        return Release.objects.current(self.exchange)

    @cached_property
    def previous(self) -> Release | None:
        if self.release is None or self.release.number == 1:
            return None
        return Release.objects.filter(exchange=self.exchange, number=self.release.number - 1).first()

    @cached_property
    def itinerary(self) -> Itinerary:
        before = _agenda(self.previous) if self.previous else None
        return itinerary_of(self.party, _agenda(self.release), before)

    @cached_property
    def members(self) -> dict[UUID, str]:
        """The names of a delegation's members, for entries that name only some of them."""
        if self.party.kind is not PartyKind.DELEGATION:
            return {}
        return {member.pk: str(member.name) for member in self.row.members.active()}

    @property
    def title(self) -> str:
        return _("Itinerary of %(name)s") % {"name": self.name}

    def stamp(self) -> str:
        """Says of what state an answer is, without reading what was released."""
        newest = Release.objects.filter(exchange=self.exchange).order_by("-number")
        told = newest.values_list("digest", flat=True).first() or "none"
        return f"{told}-{self.party.id.hex}-{self.row.updated_at.timestamp():.0f}"


def subject_of(kind: PartyKind, pk: UUID) -> Subject:
    """404 where there is none; who may read it, `subject_for` asks."""
    row = get_object_or_404(_rows(kind), pk=pk)
    exchange = row.delegation.exchange if kind is PartyKind.MEMBER else row.exchange
    return Subject(Party(kind, row.pk), row, exchange)


def subject_for(reader: Any, kind: PartyKind, pk: UUID) -> Subject:
    subject = subject_of(kind, pk)
    require(reader, PERMISSIONS[kind], subject.row)
    return subject


def _rows(kind: PartyKind) -> Any:
    if kind is PartyKind.MEMBER:
        return DelegationMember.objects.select_related(
            "delegation__exchange", "delegation__organisation", "delegation__partner__organisation"
        )
    if kind is PartyKind.DELEGATION:
        return Delegation.objects.select_related("exchange", "organisation", "partner__organisation")
    return Partner.objects.select_related("exchange", "organisation")


def _agenda(release: Release | None) -> Agenda:
    return Agenda(release.agenda, release.participants) if release else Agenda()
