"""Who takes part in a round."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.db.models import ProtectedError, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from qiao.kit.access import require
from qiao.kit.activity.record import record
from qiao.rooms.accounts.models import User
from qiao.rooms.directory.domain.changes import apply
from qiao.rooms.exchanges.enums import SEATED, PartnerRole
from qiao.rooms.exchanges.models import Delegation, Partner
from qiao.rooms.meetings.domain.locking import locked_party, locked_round, require_of
from qiao.rooms.meetings.enums import STANDING, MeetingState
from qiao.rooms.meetings.errors import DelegationNotSeated, NotOfTheRound, StandsInTimetable, TableTaken
from qiao.rooms.meetings.models import Meeting, MeetingParty, MeetingRound, MeetingWish, Table
from qiao.rooms.meetings.models.timetable import MeetingQuerySet

SETTINGS = (
    *("max_meetings", "max_per_day", "max_run", "languages", "table"),
    *("office_zh", "office_en"),
)


@transaction.atomic
def add_party(
    meeting_round: MeetingRound,
    of: Delegation | Partner,
    *,
    actor: User,
    values: Mapping[str, Any] | None = None,
) -> MeetingParty:
    """One that had left comes back."""
    require(actor, "meetings.change_round", meeting_round)
    found = locked_round(meeting_round)
    party = write_party(found, of, values or {})
    _record(actor, "party_added", party)
    return party


@transaction.atomic
def add_everyone(meeting_round: MeetingRound, *, actor: User) -> list[MeetingParty]:
    """Every delegation that has its seats and every host that is not in the round yet."""
    require(actor, "meetings.change_round", meeting_round)
    found = locked_round(meeting_round)
    there = found.parties.all()
    delegations = found.exchange.delegations.filter(state__in=SEATED).exclude(meeting_parties__in=there)
    hosts = found.exchange.partners.filter(role=PartnerRole.HOST).exclude(meeting_parties__in=there)
    of: list[Delegation | Partner] = [*delegations.order_by("id"), *hosts]
    parties = [write_party(found, each, {}) for each in of]
    record(actor, "meetings.round.parties_added", found, changes={"parties": [None, len(parties)]})
    return parties


def write_party(
    meeting_round: MeetingRound, of: Delegation | Partner, values: Mapping[str, Any]
) -> MeetingParty:
    """The caller holds the lock."""
    if of.exchange_id != meeting_round.exchange_id:
        raise NotOfTheRound(what=str(of))
    if isinstance(of, Delegation) and of.state not in SEATED:
        raise DelegationNotSeated
    whose = {"delegation" if isinstance(of, Delegation) else "partner": of}
    party = meeting_round.parties.filter(**whose).first() or MeetingParty(round=meeting_round, **whose)
    party.left_at = None
    _set(party, values)
    party.full_clean()
    party.save()
    return party


@transaction.atomic
def change_party(party: MeetingParty, *, actor: User, values: Mapping[str, Any]) -> MeetingParty:
    require(actor, "meetings.change_round", party.round)
    party = locked_party(party)
    require_own(party, values.get("table"))
    if changes := apply(party, {name: values[name] for name in SETTINGS if name in values}):
        _record(actor, "party_changed", party, changes)
    return party


@transaction.atomic
def remove_party(party: MeetingParty, *, actor: User) -> None:
    """What a timetable names stays as having left; anybody else is gone with all wishes."""
    require(actor, "meetings.change_round", party.round)
    party = locked_party(party)
    if standing_meetings(party).exists():
        raise StandsInTimetable(who=str(party))
    take_out([party])
    _record(actor, "party_removed", party)


def take_out(parties: Iterable[MeetingParty]) -> None:
    """The caller holds the lock."""
    for party in parties:
        party.fixed_as_guest.all().delete()
        party.fixed_as_host.all().delete()
        key = party.pk
        try:
            with transaction.atomic():
                party.forbidden_as_guest.all().delete()
                party.forbidden_as_host.all().delete()
                party.delete()
        except ProtectedError:
            MeetingParty.objects.filter(pk=key).update(left_at=timezone.now(), table=None)
        party.pk = key


def standing_meetings(party: MeetingParty) -> MeetingQuerySet:
    due = Meeting.objects.filter(timetable__state__in=STANDING, state=MeetingState.SCHEDULED)
    return due.filter(Q(guest=party) | Q(host=party))


def wishes_of(meeting_round: MeetingRound) -> Any:
    """Between parties that are still there."""
    return MeetingWish.objects.filter(
        asker__round=meeting_round, asker__left_at=None, wanted__left_at=None
    ).order_by("asker", "rank", "id")


def require_own(party: MeetingParty, table: Table | None) -> None:
    """A table of its own is one to which no meeting of another host is fixed."""
    require_of(party.round, table)
    if table is not None and table.fixed.exclude(host=party).exists():
        raise TableTaken(table=str(table), why=_("another meeting is fixed to it."))


def _set(party: MeetingParty, values: Mapping[str, Any]) -> None:
    require_own(party, values.get("table"))
    for name in SETTINGS:
        if name in values:
            setattr(party, name, values[name])


def _record(actor: Any, verb: str, party: MeetingParty, changes: Mapping[str, Any] | None = None) -> None:
    told = {"party": [None, str(party.pk)]} | dict(changes or {})
    record(actor, f"meetings.round.{verb}", party.round, changes=told)
