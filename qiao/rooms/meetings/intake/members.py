"""The people of a delegation: known by a name in either language."""

from collections.abc import Callable, Iterable
from typing import Any

from qiao.kit.access import may
from qiao.kit.bilingual.folding import fold
from qiao.kit.imports.enums import RowChoice
from qiao.rooms.exchanges.domain.member import change_member, name_member
from qiao.rooms.exchanges.models import Delegation, DelegationMember
from qiao.rooms.meetings.intake.taking import Taking
from qiao.rooms.meetings.workbook.event import Delegate
from qiao.rooms.meetings.workbook.records import Record


def take_members(
    taking: Taking, delegation: Delegation, rows: Iterable[tuple[Delegate, Record]], *, more: int
) -> None:
    """`more` seats are new: those that no named person takes are what a row without a name creates."""
    left = list(delegation.members.active())
    nameless = []
    for delegate, record in rows:
        member = next((each for each in left if _is_same(each, delegate)), None)
        if not delegate.name:
            nameless.append(record)
        elif member is None:
            _name(taking, delegation, delegate, record)
            more -= 1
        else:
            left.remove(member)
            _change(taking, delegation, member, delegate, record)
    for record in nameless[: max(0, more)]:
        taking.ledger.note(record, RowChoice.CREATE, delegation.pk)


def _is_same(member: DelegationMember, delegate: Delegate) -> bool:
    pairs = ((member.name_zh, delegate.name.zh), (member.name_en, delegate.name.en))
    return any(own and said and fold(own) == fold(said) for own, said in pairs)


def _said(delegate: Delegate) -> dict[str, Any]:
    """What an empty cell leaves out stays as it is."""
    told = {"name": delegate.name, "position": delegate.position}
    fields = {f"{field}_{side}": getattr(name, side) for field, name in told.items() for side in ("zh", "en")}
    return {field: value for field, value in fields.items() if value}


def _name(taking: Taking, delegation: Delegation, delegate: Delegate, record: Record) -> None:
    _write(
        taking,
        delegation,
        record,
        RowChoice.CREATE,
        lambda: name_member(delegation, actor=taking.actor, **_said(delegate)),
    )


def _change(
    taking: Taking, delegation: Delegation, member: DelegationMember, delegate: Delegate, record: Record
) -> None:
    member.delegation = delegation
    if wanted := {name: value for name, value in _said(delegate).items() if getattr(member, name) != value}:
        _write(
            taking,
            delegation,
            record,
            RowChoice.UPDATE,
            lambda: change_member(member, actor=taking.actor, values=wanted),
        )


def _write(
    taking: Taking,
    delegation: Delegation,
    record: Record,
    choice: RowChoice,
    act: Callable[[], DelegationMember],
) -> None:
    if not may(taking.actor, "exchanges.fill_seats", delegation):
        taking.ledger.fault(record, "organisation", "headed", value=delegation.organisation)
        return
    if (member := taking.ledger.attempt(record, "organisation", act)) is not None:
        taking.ledger.note(record, choice, member.pk)
