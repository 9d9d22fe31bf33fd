"""What the owners decide together. The exchange's row is the lock: of two last consents one is the last."""

import datetime as dt
from contextlib import suppress
from typing import Any

from django.db import IntegrityError, models, transaction
from django.utils import timezone

from qiao.kit.access import require
from qiao.kit.activity.record import record
from qiao.kit.errors import QiaoError
from qiao.rooms.accounts.models import User
from qiao.rooms.directory.domain.membership import standing
from qiao.rooms.directory.models import Organisation
from qiao.rooms.exchanges.decisions import effects_of
from qiao.rooms.exchanges.domain.locking import locked_exchange, locked_partner
from qiao.rooms.exchanges.domain.owners import owners_of, words_on
from qiao.rooms.exchanges.enums import DecisionKind, DecisionState
from qiao.rooms.exchanges.errors import AlreadyProposed, AlreadySaid, DecisionClosed, TwoOwnersNeeded
from qiao.rooms.exchanges.models import Decision, Exchange, Partner, PartnerConsent

STANDS_FOR = dt.timedelta(days=14)
COUNTED = (DecisionKind.RELEASE, DecisionKind.PUBLISH_REPORT, DecisionKind.CONCLUDE)


@transaction.atomic
def propose(
    partner: Partner,
    *,
    actor: User,
    kind: DecisionKind,
    subject: models.Model | None = None,
    details: dict[str, Any] | None = None,
    note: str = "",
) -> Decision:
    """The partner's own consent comes with it: where one is enough, the decision is taken at once."""
    partner = locked_partner(partner)
    require(actor, "exchanges.decide", partner)
    about = subject or partner.exchange
    decision = Decision(
        exchange=partner.exchange,
        kind=kind,
        subject_type=about._meta.label_lower,
        subject_id=about.pk,
        details=details or {},
        consents_needed=partner.exchange.consents_for(kind),
        proposed_by=actor,
        organisation=partner.organisation,
        expires_at=timezone.now() + STANDS_FOR,
    )
    _store(decision)
    record(actor, "exchanges.decision.proposed", partner.exchange, changes={"kind": [None, kind.value]})
    _say(decision, partner, actor, agrees=True, note=note)
    return decision


@transaction.atomic
def consent(
    decision: Decision, *, partner: Partner, actor: User, agrees: bool = True, note: str = ""
) -> Decision:
    """A yes or a no for one owner. With the last one that is needed the decision is taken and carried out."""
    partner = locked_partner(partner)
    require(actor, "exchanges.decide", partner)
    decision = _open(decision, partner.exchange)
    _say(decision, partner, actor, agrees=agrees, note=note)
    return decision


@transaction.atomic
def withdraw_decision(decision: Decision, *, actor: User) -> Decision:
    require(actor, "exchanges.withdraw_decision", decision)
    decision = _open(decision, locked_exchange(decision.exchange_id))
    _close(decision, DecisionState.WITHDRAWN, actor)
    return decision


def settle_open(exchange: Exchange, actor: Any) -> None:
    """After an owner left: what those who are left have said may be enough, or may never be. What cannot be
    carried out now waits for the next word."""
    for decision in exchange.decisions.filter(state=DecisionState.PROPOSED, expires_at__gt=timezone.now()):
        decision.exchange = exchange
        with suppress(QiaoError), transaction.atomic():
            _settle(decision, actor)


def lapse_decisions() -> int:
    """Those that nobody answered in time. May run twice, or twice at once."""
    due = Decision.objects.filter(state=DecisionState.PROPOSED, expires_at__lte=timezone.now())
    return sum(_lapse(decision) for decision in due)


@transaction.atomic
def set_consents(partner: Partner, *, actor: User, kind: DecisionKind, consents: int) -> Decision | None:
    """How many must agree. More: at once. Fewer: by a joint decision, which is the answer."""
    if kind not in COUNTED or consents not in (1, 2):
        raise ValueError(f"one consent or two, for one of {COUNTED}; got {consents} for {kind!r}")
    partner = locked_partner(partner)
    require(actor, "exchanges.decide", partner)
    exchange = partner.exchange
    before = exchange.consents_for(kind)
    if consents < before:
        details = {"kind": kind.value, "consents": consents}
        return propose(partner, actor=actor, kind=DecisionKind.FEWER_CONSENTS, details=details)
    if len(owners_of(exchange.partners.select_related("organisation"))) < consents:
        raise TwoOwnersNeeded
    write_consents(exchange, kind, consents, actor)
    return None


def write_consents(exchange: Exchange, kind: DecisionKind, consents: int, actor: Any) -> None:
    name = f"{kind.value}_consents"
    before = getattr(exchange, name)
    setattr(exchange, name, consents)
    exchange.full_clean()
    exchange.save(update_fields=[name, "updated_at"])
    record(actor, "exchanges.exchange.consents_changed", exchange, changes={name: [before, consents]})


def _store(decision: Decision) -> None:
    for effect in effects_of(decision.kind):
        if effect.may_propose:
            effect.may_propose(decision)
    same = {"kind": decision.kind, "subject_id": decision.subject_id, "state": DecisionState.PROPOSED}
    for known in decision.exchange.decisions.filter(**same):
        if known.expires_at > timezone.now():
            raise AlreadyProposed
        known.exchange = decision.exchange
        _close(known, DecisionState.LAPSED, None)
    decision.full_clean()
    decision.save(force_insert=True)


def _open(decision: Decision, exchange: Exchange) -> Decision:
    """As it is now. A partner of another exchange has no say."""
    found = Decision.objects.select_related("organisation").filter(pk=decision.pk, exchange=exchange).first()
    if found is None or found.state != DecisionState.PROPOSED or found.expires_at <= timezone.now():
        raise DecisionClosed
    found.exchange = exchange
    return found


def _say(decision: Decision, partner: Partner, actor: User, *, agrees: bool, note: str) -> None:
    said = PartnerConsent(
        decision=decision, organisation=partner.organisation, user=actor, agrees=agrees, note=note
    )
    said.clean_fields()
    same = Organisation.objects.with_absorbed([standing(partner.organisation).pk])
    if decision.consents.filter(organisation__in=same).exists():
        raise AlreadySaid
    try:
        with transaction.atomic():
            said.save(force_insert=True)
    except IntegrityError as error:
        raise AlreadySaid from error
    verb = "agreed" if agrees else "disagreed"
    told = {"kind": [None, decision.kind], "organisation": [None, str(partner.organisation_id)]}
    record(actor, f"exchanges.decision.{verb}", decision.exchange, changes=told)
    _settle(decision, actor)


def _settle(decision: Decision, actor: User) -> None:
    """Only who is an owner now counts: an organisation that left has taken its word with it. Where a merge
    in the directory made one of two owners, its word is all there can be."""
    owners = owners_of(decision.exchange.partners.select_related("organisation"))
    ayes, noes = (len(owners & said) for said in words_on(decision))
    needed = min(decision.consents_needed, len(owners))
    if ayes >= needed:
        _close(decision, DecisionState.TAKEN, actor)
        for effect in effects_of(decision.kind):
            effect.carry_out(decision, actor)
    elif len(owners) - noes < needed:
        _close(decision, DecisionState.REFUSED, actor)


def _close(decision: Decision, state: DecisionState, actor: Any) -> None:
    decision.state, decision.closed_at = state, timezone.now()
    decision.full_clean()
    decision.save(update_fields=["state", "closed_at", "updated_at"])
    record(actor, f"exchanges.decision.{state}", decision.exchange, changes={"kind": [None, decision.kind]})


@transaction.atomic
def _lapse(decision: Decision) -> bool:
    exchange = locked_exchange(decision.exchange_id)
    found = Decision.objects.filter(pk=decision.pk, state=DecisionState.PROPOSED).first()
    if found is None:
        return False
    found.exchange = exchange
    _close(found, DecisionState.LAPSED, None)
    return True
