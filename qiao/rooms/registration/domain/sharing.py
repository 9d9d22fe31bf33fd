"""Links to counts for caterers, drivers and hotels, which end when they are taken back."""

from django.db import transaction
from django.utils import timezone

from qiao.kit.access import require
from qiao.kit.activity.record import record
from qiao.rooms.accounts.models import User
from qiao.rooms.exchanges.models import Exchange
from qiao.rooms.registration.enums import TotalsKind
from qiao.rooms.registration.models import SharedTotals


@transaction.atomic
def share_totals(exchange: Exchange, *, actor: User, kind: TotalsKind, recipient: str) -> SharedTotals:
    require(actor, "registration.share_totals", exchange)
    shared = SharedTotals(exchange=exchange, kind=kind, recipient=recipient, made_by=actor)
    shared.full_clean()
    shared.save(force_insert=True)
    record(actor, "registration.totals.shared", exchange, changes={"kind": [None, kind.value]})
    return shared


@transaction.atomic
def revoke_totals(shared: SharedTotals, *, actor: User) -> SharedTotals:
    """The link stops working at once; taken back twice is taken back."""
    require(actor, "registration.share_totals", shared.exchange)
    shared = SharedTotals.objects.select_for_update().get(pk=shared.pk)
    if shared.revoked_at is None:
        shared.revoked_at, shared.revoked_by = timezone.now(), actor
        shared.save(update_fields=["revoked_at", "revoked_by", "updated_at"])
        record(actor, "registration.totals.revoked", shared.exchange, changes={"kind": [shared.kind, None]})
    return shared
