"""What this room carries out when its owners have agreed."""

from typing import Any

from qiao.kit.access import require
from qiao.rooms.directory.domain.membership import standing
from qiao.rooms.directory.models import Organisation
from qiao.rooms.exchanges.decisions import OnTaken, on_taken
from qiao.rooms.exchanges.domain.decision import write_consents
from qiao.rooms.exchanges.domain.exchange import move, require_step
from qiao.rooms.exchanges.domain.locking import require_running
from qiao.rooms.exchanges.domain.partner import admit, write_role
from qiao.rooms.exchanges.enums import OWNING, DecisionKind, ExchangeState, PartnerRole
from qiao.rooms.exchanges.errors import AlreadyPartner
from qiao.rooms.exchanges.models import Decision, Partner
from qiao.rooms.exchanges.models.partner import PartnerQuerySet


def register() -> None:
    for kind, state in MOVES.items():
        on_taken.register(f"exchanges.{kind}", OnTaken(kind, _move, _can_move))
        assert state in ExchangeState  # noqa: S101 (a table of this file)
    on_taken.register("exchanges.admit", OnTaken(DecisionKind.ADMIT, _admit, _is_new))
    on_taken.register("exchanges.fewer_consents", OnTaken(DecisionKind.FEWER_CONSENTS, _fewer))


MOVES = {DecisionKind.RELEASE: ExchangeState.PUBLISHED, DecisionKind.CONCLUDE: ExchangeState.CONCLUDED}


def _can_move(decision: Decision) -> None:
    require_step(decision.exchange, MOVES[DecisionKind(decision.kind)])


def _move(decision: Decision, actor: Any) -> None:
    move(decision.exchange, MOVES[DecisionKind(decision.kind)], actor)


def _is_new(decision: Decision) -> None:
    """The subject is the organisation that comes in, `details["role"]` one of the owning roles."""
    if decision.details.get("role") not in OWNING:
        raise ValueError(f"an owner is admitted in one of the roles {OWNING}, got {decision.details!r}")
    require_running(decision.exchange)
    require(decision.proposed_by, "directory.view_organisation", _organisation(decision))
    if _rows_of(decision).owning().exists():
        raise AlreadyPartner


def _admit(decision: Decision, actor: Any) -> None:
    """A host that becomes a co-organiser keeps its row, with its seats and delegations; who has become an
    owner in the meantime keeps its role."""
    require_running(decision.exchange)
    role = PartnerRole(decision.details["role"])
    known = _rows_of(decision)
    if not known:
        admit(decision.exchange, organisation=_organisation(decision), role=role, actor=actor)
    elif not any(partner.is_owning for partner in known):
        write_role(known[0], role, actor)


def _rows_of(decision: Decision) -> PartnerQuerySet:
    same = Organisation.objects.with_absorbed([_organisation(decision).pk])
    return Partner.objects.filter(exchange=decision.exchange, organisation__in=same)


def _organisation(decision: Decision) -> Organisation:
    """The entry, or since it was proposed the one that it was merged into."""
    return standing(Organisation.objects.get(pk=decision.subject_id))


def _fewer(decision: Decision, actor: Any) -> None:
    kind = DecisionKind(decision.details["kind"])
    write_consents(decision.exchange, kind, int(decision.details["consents"]), actor)
