"""The ways into this room: from an exchange for its owners and for who meets there, from a delegation to its
own meetings."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from qiao.rooms.exchanges.doors import Door
from qiao.rooms.exchanges.enums import ACTIVE_MEMBERS
from qiao.rooms.exchanges.models import Delegation, Exchange
from qiao.rooms.exchanges.standing import Standing, standing_at
from qiao.rooms.meetings.addresses import party_path, rounds_path, workbook_path
from qiao.rooms.meetings.models import MeetingParty

ICON, PLACE = "messages-square", 30


def exchange_door(exchange: Exchange, reader: Any) -> Iterable[Door]:
    standing = standing_at(exchange, reader)
    if standing.owns or standing.is_operator or _meets(exchange, reader, standing):
        yield Door(_("Meetings"), rounds_path(exchange), ICON, PLACE, pages=("meetings:",))
    if standing.owns:
        url, pages = workbook_path(exchange), ("meetings:workbook",)
        yield Door(_("Workbook"), url, "file-spreadsheet", 85, is_for_owners=True, pages=pages)


def delegation_door(delegation: Delegation, reader: Any) -> Iterable[Door]:
    """For the delegation itself and the owners; a page of a delegation has other readers as well."""
    if not _belongs(delegation, reader):
        return
    parties = delegation.meeting_parties.standing().select_related("round")
    for party in parties:
        yield Door(str(party.round), party_path(party), ICON, PLACE)


def _meets(exchange: Exchange, reader: Any, standing: Standing) -> bool:
    """In one query."""
    if not (standing.takes_part or standing.partners):
        return False
    own = Q(delegation__head=reader) | Q(
        delegation__members__user=reader, delegation__members__state__in=ACTIVE_MEMBERS
    )
    parties = MeetingParty.objects.filter(round__exchange=exchange)
    return parties.filter(own | Q(partner__in=[each.pk for each in standing.partners])).exists()


def _belongs(delegation: Delegation, reader: Any) -> bool:
    standing = standing_at(delegation.exchange, reader)
    if standing.owns or standing.is_operator or delegation.head_id == reader.pk:
        return True
    return delegation.members.filter(user=reader, state__in=ACTIVE_MEMBERS).exists()
