"""An organiser's workbook as a whole: each thing in it by the verb that a page uses for it."""

from collections.abc import Mapping

from django.db import transaction

from qiao.kit.access import require
from qiao.kit.imports.books import Outcome
from qiao.kit.imports.enums import RowChoice
from qiao.rooms.accounts.models import User
from qiao.rooms.exchanges.models import Delegation, Exchange, Partner
from qiao.rooms.meetings.domain.locking import locked_round
from qiao.rooms.meetings.domain.round import change_round, create_round
from qiao.rooms.meetings.intake.availability import take_availability
from qiao.rooms.meetings.intake.coming import take_delegations, take_hosts
from qiao.rooms.meetings.intake.ledger import Ledger
from qiao.rooms.meetings.intake.organisations import take_organisations
from qiao.rooms.meetings.intake.parties import take_parties
from qiao.rooms.meetings.intake.places import take_places
from qiao.rooms.meetings.intake.slots import take_slots
from qiao.rooms.meetings.intake.taking import Taking
from qiao.rooms.meetings.intake.wishes import take_wishes
from qiao.rooms.meetings.models import MeetingRound
from qiao.rooms.meetings.workbook.read import Contents

SETTINGS = ("walk_slots", "floor")


@transaction.atomic
def take_workbook(
    exchange: Exchange,
    contents: Contents,
    *,
    actor: User,
    meeting_round: MeetingRound | None = None,
    names: Mapping[str, str] | None = None,
    country: str = "",
) -> Outcome:
    """Into the round, or into a new one of these names. Whatever is refused is told at its cell; the caller
    takes everything back where something is. What the workbook does not name stays as it is."""
    require(actor, "meetings.bring_workbook", exchange)
    ledger = Ledger(record for records in contents.records.values() for record in records)
    found = _round(exchange, contents, ledger, actor, meeting_round, dict(names or {}))
    taking = Taking(found.exchange, found, actor, contents, ledger, country)
    organisations = take_organisations(taking)
    hosts = take_hosts(taking, organisations)
    coming: dict[str, Delegation | Partner] = {**take_delegations(taking, organisations), **hosts}
    spots = take_places(taking)
    slots = take_slots(taking)
    parties = take_parties(taking, coming, spots)
    take_availability(taking, parties, spots)
    take_wishes(taking, parties, slots)
    return ledger.outcome


def _round(
    exchange: Exchange,
    contents: Contents,
    ledger: Ledger,
    actor: User,
    meeting_round: MeetingRound | None,
    names: dict[str, str],
) -> MeetingRound:
    """Cells that say nothing leave the settings as they are."""
    record = next(iter(contents.records["exchange"]), None)
    said = {name: getattr(contents.event, name) for name in SETTINGS if record and record[name]}
    if meeting_round is None:
        made = create_round(exchange, actor=actor, values=names | said)
        if record:
            ledger.note(record, RowChoice.CREATE, made.pk)
        return made
    found = locked_round(meeting_round)
    if record and any(getattr(found, name) != value for name, value in said.items()):
        found = change_round(found, actor=actor, values=said)
        ledger.note(record, RowChoice.UPDATE, found.pk)
    return found
