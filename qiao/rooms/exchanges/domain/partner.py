"""Who runs and carries an exchange. The exchange's row is the lock: two organisers cannot both leave."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.db.models import F, Max, ProtectedError

from qiao.kit.access import require
from qiao.kit.activity.record import record
from qiao.rooms.accounts.models import User
from qiao.rooms.directory.domain.changes import apply
from qiao.rooms.directory.models import Organisation
from qiao.rooms.exchanges.domain.decision import settle_open
from qiao.rooms.exchanges.domain.locking import changing_exchange, changing_partner
from qiao.rooms.exchanges.domain.owners import owners_of
from qiao.rooms.exchanges.domain.waiting import offer_seats
from qiao.rooms.exchanges.enums import PartnerRole
from qiao.rooms.exchanges.errors import (
    AlreadyPartner,
    DecisionNeeded,
    LastOrganiser,
    NotEnoughSeats,
    OrderIncomplete,
    PartnerInUse,
    TwoOwnersNeeded,
)
from qiao.rooms.exchanges.models import Exchange, Partner

SENDER = ("sender_name_zh", "sender_name_en", "reply_to")
ASIDE = 10_000  # places beyond every real one, while the logos change theirs


@transaction.atomic
def add_partner(
    exchange: Exchange,
    *,
    actor: User,
    organisation: Organisation,
    role: PartnerRole,
    seat_quota: int | None = None,
    approves: bool = False,
) -> Partner:
    """Where two must consent to something, another owner comes in by a joint decision only: otherwise one
    owner could bring along the second consent."""
    require(actor, "exchanges.change_partner", exchange)
    require(actor, "directory.view_organisation", organisation)
    exchange = changing_exchange(exchange.pk)
    if role.is_owning and exchange.most_consents > 1:
        raise DecisionNeeded
    partner = admit(exchange, organisation=organisation, role=role, actor=actor)
    if approves:
        _write_approval(partner, approves, actor)
    if seat_quota is not None:
        _write_quota(partner, seat_quota, actor)
    return partner


def admit(exchange: Exchange, *, organisation: Organisation, role: PartnerRole, actor: Any) -> Partner:
    """The caller has asked for permission, or for consent, and holds the lock."""
    if exchange.partners.filter(
        organisation__in=Organisation.objects.with_absorbed([organisation.pk])
    ).exists():
        raise AlreadyPartner
    last = exchange.partners.aggregate(last=Max("position"))["last"] or 0
    partner = Partner(exchange=exchange, organisation=organisation, role=role, position=last + 1)
    partner.full_clean()
    partner.save(force_insert=True)
    _record(actor, "added", partner, {"role": [None, role.value]})
    return partner


@transaction.atomic
def change_role(partner: Partner, *, actor: User, role: PartnerRole) -> Partner:
    """Nobody but itself takes an owner's say away."""
    partner = changing_partner(partner)
    require(actor, "exchanges.remove_partner" if partner.is_owning else "exchanges.change_partner", partner)
    if role.is_owning and not partner.is_owning and partner.exchange.most_consents > 1:
        raise DecisionNeeded
    _keep_owners(partner, role)
    write_role(partner, role, actor)
    settle_open(partner.exchange, actor)
    return partner


def write_role(partner: Partner, role: PartnerRole, actor: Any) -> None:
    """The caller has asked for permission, or for consent, and holds the lock."""
    before, partner.role = partner.role, role
    partner.full_clean()
    partner.save(update_fields=["role", "updated_at"])
    _record(actor, "role_changed", partner, {"role": [str(before), role.value]})


@transaction.atomic
def change_sender(partner: Partner, *, actor: User, values: Mapping[str, Any]) -> Partner:
    require(actor, "exchanges.change_sender", partner)
    partner = changing_partner(partner)
    if changes := apply(partner, {name: values[name] for name in SENDER if name in values}):
        _record(actor, "sender_changed", partner, changes)
    return partner


@transaction.atomic
def set_approval(partner: Partner, *, actor: User, approves: bool) -> Partner:
    require(actor, "exchanges.change_partner", partner)
    partner = changing_partner(partner)
    _write_approval(partner, approves, actor)
    return partner


@transaction.atomic
def set_quota(partner: Partner, *, actor: User, seat_quota: int | None) -> Partner:
    """None: the partner shares the common seats. Seats that come free go to those who wait."""
    require(actor, "exchanges.change_partner", partner)
    partner = changing_partner(partner)
    _write_quota(partner, seat_quota, actor)
    offer_seats(partner.exchange)
    return partner


@transaction.atomic
def reorder_partners(exchange: Exchange, *, actor: User, partners: Sequence[Partner]) -> None:
    """The whole order at once, as the logos stand."""
    require(actor, "exchanges.change_partner", exchange)
    exchange = changing_exchange(exchange.pk)
    wanted = [partner.pk for partner in partners]
    if sorted(wanted) != sorted(exchange.partners.values_list("pk", flat=True)):
        raise OrderIncomplete
    exchange.partners.update(position=F("position") + ASIDE)
    for position, pk in enumerate(wanted, 1):
        exchange.partners.filter(pk=pk).update(position=position)
    record(
        actor,
        "exchanges.exchange.partners_reordered",
        exchange,
        changes={"order": [None, list(map(str, wanted))]},
    )


@transaction.atomic
def move_partner(partner: Partner, *, actor: User, by: int) -> None:
    """One place forward or back among the logos; at the end it stays."""
    partners = list(partner.exchange.partners.all())
    here = next(place for place, each in enumerate(partners) if each.pk == partner.pk)
    there = min(max(here + by, 0), len(partners) - 1)
    partners.insert(there, partners.pop(here))
    reorder_partners(partner.exchange, actor=actor, partners=partners)


@transaction.atomic
def remove_partner(partner: Partner, *, actor: User) -> None:
    require(actor, "exchanges.remove_partner", partner)
    partner = changing_partner(partner)
    _keep_owners(partner, None)
    if partner.delegations.exists():
        raise PartnerInUse
    _give_quota(partner.exchange, partner, None)
    _record(actor, "removed", partner, {"role": [partner.role, None]})
    try:
        partner.delete()
    except ProtectedError as held:  # by a room above: its visits, letters, meetings
        raise PartnerInUse from held
    settle_open(partner.exchange, actor)
    offer_seats(partner.exchange)


def _keep_owners(partner: Partner, role: PartnerRole | None) -> None:
    others = partner.exchange.partners.exclude(pk=partner.pk)
    if role != PartnerRole.ORGANISER and not others.filter(role=PartnerRole.ORGANISER).exists():
        raise LastOrganiser
    left = owners_of(others.select_related("organisation"))
    before = left | owners_of([partner])
    after = before if role is not None and role.is_owning else left
    if len(after) < min(len(before), partner.exchange.most_consents):
        raise TwoOwnersNeeded


def _write_approval(partner: Partner, approves: bool, actor: Any) -> None:
    if changes := apply(partner, {"approves": approves}):
        _record(actor, "approval_changed", partner, changes)


def _write_quota(partner: Partner, quota: int | None, actor: Any) -> None:
    before = partner.seat_quota
    _give_quota(partner.exchange, partner, quota)
    _record(actor, "quota_changed", partner, {"seat_quota": [before, quota]})


def _give_quota(exchange: Exchange, partner: Partner, quota: int | None) -> None:
    before, held = partner.seat_quota, partner.seats_held
    leaves = held if before is None and quota is not None else 0
    comes = held if before is not None and quota is None else 0
    exchange.seats_reserved += (quota or 0) - (before or 0)
    exchange.common_held += comes - leaves
    if exchange.common_free < 0 or (quota is not None and quota < held):
        raise NotEnoughSeats
    partner.seat_quota = quota
    partner.full_clean()
    partner.save(update_fields=["seat_quota", "updated_at"])
    exchange.save(update_fields=["seats_reserved", "common_held", "updated_at"])


def _record(actor: Any, verb: str, partner: Partner, changes: dict[str, Any]) -> None:
    told = {"organisation": [None, str(partner.organisation_id)]}
    record(actor, f"exchanges.partner.{verb}", partner.exchange, changes=told | changes)
