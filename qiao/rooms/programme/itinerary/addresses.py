"""Where itineraries are, in a reader's language."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

from qiao.rooms.programme.releases.difference import Party, PartyKind

NOUNS = {PartyKind.MEMBER: "members", PartyKind.DELEGATION: "delegations", PartyKind.PARTNER: "partners"}
KINDS = {noun: kind for kind, noun in NOUNS.items()}


def itinerary_path(party: Party) -> str:
    return reverse("programme:itinerary", args=[NOUNS[party.kind], party.id])


def itinerary_url(party: Party, language: str) -> str:
    with override(language):
        return f"{settings.BASE_URL}{itinerary_path(party)}"
