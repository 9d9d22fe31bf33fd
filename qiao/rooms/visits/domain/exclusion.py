"""Hosts that do not admit somebody."""

from django.db import transaction

from qiao.kit.access import require
from qiao.kit.activity.record import record
from qiao.rooms.accounts.models import User
from qiao.rooms.exchanges.domain.locking import locked_exchange
from qiao.rooms.exchanges.domain.step import required
from qiao.rooms.exchanges.models import DelegationMember
from qiao.rooms.visits.errors import NotOfThisExchange
from qiao.rooms.visits.models import Visit, VisitExclusion


@transaction.atomic
def exclude_visitor(visit: Visit, member: DelegationMember, *, actor: User, reason: str) -> VisitExclusion:
    """Said twice, the later reason stands. Groups that stand are not changed: form them again."""
    require(actor, "visits.exclude_visitor", visit)
    locked_exchange(visit.exchange_id)
    if member.delegation.exchange_id != visit.exchange_id:
        raise NotOfThisExchange
    known = VisitExclusion.objects.filter(visit=visit, member=member).first()
    row = known or VisitExclusion(visit=visit, member=member)
    row.reason, row.excluded_by = required(reason), actor
    row.full_clean()
    row.save()
    record(actor, "visits.visitor.excluded", visit, changes={"member": None, "reason": None})
    return row


@transaction.atomic
def admit_visitor(exclusion: VisitExclusion, *, actor: User) -> None:
    require(actor, "visits.exclude_visitor", exclusion.visit)
    locked_exchange(exclusion.visit.exchange_id)
    record(actor, "visits.visitor.admitted", exclusion.visit, changes={"member": None})
    exclusion.delete()
