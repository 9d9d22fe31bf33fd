from django.db.models import QuerySet

from qiao.rooms.meetings.models import Encounter, MeetingParty
from qiao.rooms.meetings.pages.wish import candidates_of


def strangers_of(party: MeetingParty) -> QuerySet[MeetingParty]:
    """Of the other side: those with whom it has no meeting yet that it knows of."""
    mine, theirs = ("guest", "host") if party.delegation_id else ("host", "guest")
    known = Encounter.objects.out().filter(**{mine: party}).values(theirs)
    return candidates_of(party, with_wished=True).exclude(pk__in=known)
