"""What the organisers fix before groups are formed."""

from typing import Any

from django.db import transaction

from qiao.kit.access import require
from qiao.kit.activity.record import record
from qiao.kit.bilingual.localized import active_language
from qiao.rooms.accounts.models import User
from qiao.rooms.exchanges.domain.locking import locked_exchange
from qiao.rooms.exchanges.models import DelegationMember
from qiao.rooms.visits.domain.facts import Facts, gather
from qiao.rooms.visits.domain.names import KeptOut, names_of
from qiao.rooms.visits.errors import ImpossiblePin, NotOfThisExchange
from qiao.rooms.visits.models import VisitPin, VisitRun

SECONDS = 5.0


@transaction.atomic
def pin_visitor(run: VisitRun, member: DelegationMember, *, actor: User, forbids: bool = False) -> VisitPin:
    """Refused with the smallest set of what cannot be met together, where it cannot."""
    require(actor, "visits.pin_visitor", run)
    exchange = locked_exchange(run.visit.exchange_id)
    if member.delegation.exchange_id != exchange.pk:
        raise NotOfThisExchange
    known = VisitPin.objects.filter(run=run, member=member).first()
    pin = known or VisitPin(run=run, member=member)
    pin.forbids = forbids
    pin.full_clean()
    pin.save()
    if not forbids:
        _require_possible(gather(exchange), pin)
    record(actor, "visits.pin.set", run.visit, changes={"member": None, "forbids": [None, forbids]})
    return pin


@transaction.atomic
def unpin_visitor(pin: VisitPin, *, actor: User) -> None:
    require(actor, "visits.pin_visitor", pin)
    locked_exchange(pin.run.visit.exchange_id)
    record(actor, "visits.pin.removed", pin.run.visit, changes={"member": None})
    pin.delete()


def _require_possible(facts: Facts, pin: VisitPin) -> None:
    """By what the room forbids, by what is wrong with the instance, by what the engine refutes."""
    from qiao.engines.timetabling.faults import BadInstance  # noqa: PLC0415 (slow import)
    from qiao.rooms.visits.planning.account import named  # noqa: PLC0415 (slow import)
    from qiao.rooms.visits.planning.form import conflict_of  # noqa: PLC0415 (slow import)

    short = active_language()
    language: Any = "en" if short == "en" else "zh-hans"
    if pin.run_id in facts.hindrances.get(pin.member_id, {}):
        said = KeptOut(facts)(str(pin.member_id), str(pin.run_id))
        raise ImpossiblePin(conflict=said[short] if said else "")
    names = names_of(facts)[short]
    try:
        conflict = conflict_of(facts.document, time_limit=SECONDS)
    except BadInstance as bad:
        said_faults = (named(fault.sentence, names).text(language) for fault in bad.faults[:3])
        raise ImpossiblePin(conflict=" ".join(said_faults)) from bad
    if conflict is not None:
        raise ImpossiblePin(conflict=named(conflict, names).text(language))
