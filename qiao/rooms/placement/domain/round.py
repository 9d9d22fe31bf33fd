"""A round from its preparation to its end. Lists are sealed by the clock; nobody does it by hand."""

import datetime as dt
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from qiao.kit.access import require
from qiao.kit.activity.record import record
from qiao.rooms.accounts.models import User
from qiao.rooms.directory.domain.changes import apply, described
from qiao.rooms.directory.models import Organisation
from qiao.rooms.exchanges.models import Exchange
from qiao.rooms.placement.domain import mails
from qiao.rooms.placement.domain.entering import enter_applicants
from qiao.rooms.placement.domain.lottery import drawn_nonce, seed_of
from qiao.rooms.placement.domain.rules_together import require_together
from qiao.rooms.placement.domain.step import locked, moment_of, note_step, require_state, step
from qiao.rooms.placement.enums import LIVE, MatchingRoundState
from qiao.rooms.placement.errors import DeadlineAhead, MomentPassed, RoundIsEmpty, RulesStand
from qiao.rooms.placement.models import MatchingRound

RULES = (
    *("name_zh", "name_en", "note_zh", "note_en", "side", "objective", "lower_quota_rule", "couple_rule"),
    *("takes_pairs", "reverts", "time_zone", "lists_due_at", "publish_at", "answers_due_at"),
)
MOMENTS = ("note_zh", "note_en", "lists_due_at", "publish_at", "answers_due_at")


@transaction.atomic
def create_round(runner: Organisation | Exchange, *, actor: User, values: Mapping[str, Any]) -> MatchingRound:
    require(actor, "placement.create_round", runner)
    where = "exchange" if isinstance(runner, Exchange) else "organisation"
    wanted = {name: values[name] for name in RULES if name in values}
    return written(MatchingRound(**{where: runner}, **wanted), actor)


def written(made: MatchingRound, actor: Any) -> MatchingRound:
    _require_ahead(made.lists_due_at)
    made.full_clean()
    made.save(force_insert=True)
    note_step(made, None, actor=actor)
    record(actor, "placement.round.created", made, changes=described(made))
    return made


@transaction.atomic
def change_round(matching_round: MatchingRound, *, actor: User, values: Mapping[str, Any]) -> MatchingRound:
    """All rules while it is prepared; once people rank, the moments and the note alone."""
    require(actor, "placement.change_round", matching_round)
    found = locked(matching_round)
    require_state(found, MatchingRoundState.PREPARING, MatchingRoundState.OPEN)
    wanted = {name: values[name] for name in RULES if name in values}
    if found.state == MatchingRoundState.OPEN:
        _require_rules_stand(found, wanted)
    if wanted.get("lists_due_at", found.lists_due_at) != found.lists_due_at:
        _require_ahead(wanted["lists_due_at"])
    if changes := apply(found, wanted):
        record(actor, "placement.round.changed", found, changes=changes)
    return found


def _require_rules_stand(matching_round: MatchingRound, wanted: Mapping[str, Any]) -> None:
    ruled = [name for name in wanted if name not in MOMENTS]
    if any(getattr(matching_round, name) != wanted[name] for name in ruled):
        raise RulesStand


@transaction.atomic
def open_round(matching_round: MatchingRound, *, actor: User) -> MatchingRound:
    """From now on people and posts rank; everybody who has applied is told."""
    require(actor, "placement.change_round", matching_round)
    found = locked(matching_round)
    if not found.posts.exists():
        raise RoundIsEmpty
    _require_ahead(found.lists_due_at)
    require_together(found)
    step(found, MatchingRoundState.OPEN, actor=actor, **drawn_nonce())
    enter_applicants(found)
    mails.tell_people(found, "opened")
    mails.tell_hosts(found, "opened")
    return found


@transaction.atomic
def cancel_round(matching_round: MatchingRound, *, actor: User) -> MatchingRound:
    """Before anything is published. Whoever has ranked is told."""
    require(actor, "placement.change_round", matching_round)
    found = locked(matching_round)
    require_state(found, *LIVE)
    is_known = found.state != MatchingRoundState.PREPARING
    step(found, MatchingRoundState.CANCELLED, actor=actor)
    if is_known:
        mails.tell_people(found, "cancelled")
    return found


@transaction.atomic
def seal_lists(round_id: UUID) -> bool:
    """At the deadline: what is certified is in the match, and the seed comes from all of it and the nonce."""
    found = MatchingRound.objects.select_for_update().get(pk=round_id)
    if found.state != MatchingRoundState.OPEN or timezone.now() < found.lists_due_at:
        return False
    step(found, MatchingRoundState.CERTIFIED, actor=None, seed=seed_of(found))
    return True


def require_due(matching_round: MatchingRound) -> None:
    if timezone.now() < matching_round.lists_due_at:
        raise DeadlineAhead(moment=moment_of(matching_round, matching_round.lists_due_at))


def _require_ahead(moment: dt.datetime) -> None:
    if moment <= timezone.now():
        raise MomentPassed
