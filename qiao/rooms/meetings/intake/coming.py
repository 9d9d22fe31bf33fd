"""Delegations with their seats and members, and the partners that receive."""

from collections import defaultdict

from qiao.kit.access import may
from qiao.kit.imports.enums import RowChoice
from qiao.rooms.directory.models import Organisation
from qiao.rooms.exchanges.domain.delegation import change_seats
from qiao.rooms.exchanges.domain.entering import answer_for_delegation, enter_delegation
from qiao.rooms.exchanges.domain.partner import add_partner
from qiao.rooms.exchanges.enums import SEATED, UNANSWERED, DelegationState, PartnerRole
from qiao.rooms.exchanges.models import Delegation, Partner
from qiao.rooms.exchanges.standing import standing_at
from qiao.rooms.meetings.intake.members import take_members
from qiao.rooms.meetings.intake.taking import Taking
from qiao.rooms.meetings.workbook.event import Delegate
from qiao.rooms.meetings.workbook.records import Record

Rows = list[tuple[Delegate, Record]]
DELEGATIONS = Delegation.objects.select_related("organisation", "exchange", "partner__organisation")


def take_hosts(taking: Taking, organisations: dict[str, Organisation]) -> dict[str, Partner]:
    """Whoever takes part already receives in its own role; anybody else becomes a host."""
    rows = taking.exchange.partners.select_related("organisation", "exchange")
    found = {each.organisation_id: each for each in rows}
    hosts: dict[str, Partner] = {}
    for host, record in taking.rows("hosts"):
        organisation = organisations.get(host.organisation)
        if organisation is None:
            continue
        partner = found.get(organisation.pk) or _new_host(taking, record, organisation)
        if partner is not None:
            hosts[host.organisation] = partner
    return hosts


def _new_host(taking: Taking, record: Record, organisation: Organisation) -> Partner | None:
    made = taking.ledger.attempt(
        record,
        "organisation",
        lambda: add_partner(
            taking.exchange, actor=taking.actor, organisation=organisation, role=PartnerRole.HOST
        ),
    )
    if made is not None:
        taking.ledger.note(record, RowChoice.CREATE, made.pk)
    return made


def take_delegations(taking: Taking, organisations: dict[str, Organisation]) -> dict[str, Delegation]:
    """One a university. One that stands keeps its seats where the workbook names fewer people."""
    rows: dict[str, Rows] = defaultdict(list)
    for delegate, record in taking.rows("delegates"):
        rows[delegate.organisation].append((delegate, record))
    found = {each.organisation_id: each for each in DELEGATIONS.standing().filter(exchange=taking.exchange)}
    coming: dict[str, Delegation] = {}
    for key, own in rows.items():
        organisation = organisations.get(key)
        if organisation is None:
            continue
        before = found.get(organisation.pk)
        held = before.seats_held if before else 0
        if delegation := _delegation(taking, organisation, before, own):
            coming[key] = delegation
            take_members(taking, delegation, own, more=max(0, len(own) - held))
    return coming


def _delegation(
    taking: Taking, organisation: Organisation, found: Delegation | None, rows: Rows
) -> Delegation | None:
    _delegate, record = rows[0]
    if found is None:
        return _entered(taking, organisation, rows)
    if found.state in UNANSWERED:
        found = _answered(taking, found, record)
    elif found.state == DelegationState.WAITING:
        taking.ledger.fault(record, "organisation", "waiting", value=organisation)
        return None
    if found is None or found.state not in SEATED or len(rows) <= found.seats_held:
        return found
    return _with_more_seats(taking, found, rows)


def _entered(taking: Taking, organisation: Organisation, rows: Rows) -> Delegation | None:
    _delegate, record = rows[0]
    if not taking.exchange.is_open:
        taking.ledger.fault(record, "organisation", "exchange-not-open")
        return None
    inviting, *_others = standing_at(taking.exchange, taking.actor).inviting
    made = taking.ledger.attempt(
        record,
        "organisation",
        lambda: enter_delegation(inviting, actor=taking.actor, organisation=organisation, seats=len(rows)),
    )
    if made is not None:
        taking.ledger.note(record, RowChoice.CREATE, made.pk)
    return made


def _answered(taking: Taking, found: Delegation, record: Record) -> Delegation | None:
    answered = taking.ledger.attempt(
        record, "organisation", lambda: answer_for_delegation(found, actor=taking.actor)
    )
    if answered is not None:
        taking.ledger.note(record, RowChoice.UPDATE, answered.pk)
    return answered


def _with_more_seats(taking: Taking, found: Delegation, rows: Rows) -> Delegation | None:
    _delegate, record = rows[found.seats_held]
    if not may(taking.actor, "exchanges.fill_seats", found):
        taking.ledger.fault(record, "organisation", "headed", value=found.organisation)
        return None
    seats = len(rows)
    return taking.ledger.attempt(
        record, "organisation", lambda: change_seats(found, actor=taking.actor, seats=seats)
    )
