"""Releasing the working copy. It is a joint decision of the owners, on exactly what they were shown: where
one consent is enough, it is taken at once. The exchange's row is the lock: numbers have no gaps."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from qiao.kit.access import require
from qiao.kit.activity.record import record
from qiao.kit.jobs.start import start_job
from qiao.rooms.accounts.models import User
from qiao.rooms.exchanges.decisions import OnTaken
from qiao.rooms.exchanges.domain.decision import propose
from qiao.rooms.exchanges.enums import DecisionKind, DecisionState, ExchangeState
from qiao.rooms.exchanges.models import Decision, Exchange, Partner
from qiao.rooms.programme.agenda import agenda_sources
from qiao.rooms.programme.domain.recipients import Recipient, recipients_of
from qiao.rooms.programme.domain.release_mails import write_release_mails
from qiao.rooms.programme.domain.snapshot import map_of, released, working_copy
from qiao.rooms.programme.models import Release, ReleasedName
from qiao.rooms.programme.release_errors import (
    ExchangeNotRunning,
    NotFeasible,
    NothingToRelease,
    WorkingCopyChanged,
)
from qiao.rooms.programme.releases.difference import Agenda, Change, difference
from qiao.rooms.programme.releases.feasible import Fault, digest_of, faults
from qiao.rooms.programme.releases.frozen import digest, freeze_all, freeze_people
from qiao.rooms.programme.releases.names import named_in
from qiao.rooms.programme.releases.words import tell_fault


@dataclass
class Candidate:
    """What a release would hold now, read once."""

    exchange: Exchange

    @cached_property
    def last(self) -> Release | None:
        return Release.objects.current(self.exchange)

    @cached_property
    def before(self) -> Agenda:
        return released(self.last)

    @cached_property
    def agenda(self) -> Agenda:
        return working_copy(self.exchange)

    @cached_property
    def digest(self) -> str:
        return digest(self.agenda.entries, self.agenda.people)

    @property
    def number(self) -> int:
        return self.last.number + 1 if self.last else 1

    @cached_property
    def changes(self) -> list[Change]:
        return difference(self.before.entries, self.agenda.entries)

    @cached_property
    def faults(self) -> list[Fault]:
        return faults(self.agenda, map_of(self.exchange))

    @cached_property
    def recipients(self) -> list[Recipient]:
        return recipients_of(self.exchange, self.before, self.agenda)

    @property
    def is_new(self) -> bool:
        return bool(self.changes) or self.before.people != self.agenda.people


@transaction.atomic
def propose_release(
    partner: Partner,
    *,
    actor: User,
    shown: str,
    known_faults: str = "",
    note_zh: str = "",
    note_en: str = "",
) -> Decision:
    """`shown` is the digest of what the actor looked at, `known_faults` that of the faults they confirmed."""
    require(actor, "programme.release", partner.exchange)
    details = {"shown": shown, "known_faults": known_faults, "note_zh": note_zh, "note_en": note_en}
    return propose(partner, actor=actor, kind=DecisionKind.RELEASE_PROGRAMME, details=details)


def open_proposal(exchange: Exchange) -> Decision | None:
    """The release that waits for another consent."""
    waiting = exchange.decisions.filter(
        kind=DecisionKind.RELEASE_PROGRAMME, state=DecisionState.PROPOSED, expires_at__gt=timezone.now()
    )
    return waiting.select_related("organisation").first()


def _may_propose(decision: Decision) -> None:
    _draft(decision.exchange, decision, None).clean_fields(exclude=["people", "released_by"])
    _examine(Candidate(decision.exchange), decision)


def _carry_out(decision: Decision, actor: Any) -> None:
    """In the transaction of the last consent, under the lock of the exchange."""
    candidate = Candidate(decision.exchange)
    _examine(candidate, decision)
    release = _store(candidate, decision, actor)
    for source in agenda_sources:
        if source.released:
            source.released(release.exchange, release.number)
    told = _start_mails(release, candidate)
    changes = {"number": [release.number - 1 or None, release.number], "mails": [None, told]}
    record(actor, "programme.release.released", release.exchange, changes=changes)


def _start_mails(release: Release, candidate: Candidate) -> int:
    """How many there will be. The job is in the transaction of the release; the mails follow it."""
    if told := len(candidate.recipients):
        start_job(
            None,
            write_release_mails,
            title=_("Write the mails about a release"),
            args={"release_id": release.pk},
            effect_key=f"programme.release:{release.pk}",
        )
    return told


ON_TAKEN = OnTaken(DecisionKind.RELEASE_PROGRAMME, _carry_out, _may_propose)


def _examine(candidate: Candidate, decision: Decision) -> None:
    if candidate.exchange.state != ExchangeState.PUBLISHED:
        raise ExchangeNotRunning
    for source in agenda_sources:
        if source.may_release:
            source.may_release(candidate.exchange)
    if candidate.digest != decision.details.get("shown"):
        raise WorkingCopyChanged
    if not candidate.is_new and candidate.last:
        raise NothingToRelease
    if candidate.faults and digest_of(candidate.faults) != decision.details.get("known_faults"):
        first = tell_fault(candidate.faults[0], candidate.exchange.zone)
        raise NotFeasible(count=len(candidate.faults), first=first)


def _draft(exchange: Exchange, decision: Decision, actor: Any) -> Release:
    return Release(
        exchange=exchange,
        number=1,
        note_zh=decision.details.get("note_zh", ""),
        note_en=decision.details.get("note_en", ""),
        digest=decision.details.get("shown", ""),
        released_by=actor if getattr(actor, "is_authenticated", False) else None,
    )


def _store(candidate: Candidate, decision: Decision, actor: Any) -> Release:
    release = _draft(candidate.exchange, decision, actor)
    release.number = candidate.number
    release.entries = freeze_all(candidate.agenda.entries)
    release.people = freeze_people(candidate.agenda.people)
    release.full_clean()
    release.save(force_insert=True)
    names = named_in(release.entries)
    ReleasedName.objects.bulk_create(ReleasedName(release=release, person_id=key) for key in names)
    return release
