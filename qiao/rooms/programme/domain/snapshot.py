"""The working copy as a whole: what stands in every room, who takes part, and the ways between the places."""

from uuid import UUID

from qiao.rooms.exchanges.enums import SEATED
from qiao.rooms.exchanges.models import Delegation, DelegationMember, Exchange
from qiao.rooms.programme.agenda import agenda
from qiao.rooms.programme.models import Place, Release, TransferTime
from qiao.rooms.programme.releases.difference import Agenda
from qiao.rooms.programme.releases.feasible import Map
from qiao.rooms.programme.releases.frozen import People


def working_copy(exchange: Exchange) -> Agenda:
    return Agenda(tuple(agenda(exchange)), people_now(exchange))


def released(release: Release | None) -> Agenda:
    """Of no release at all: nothing, for nobody."""
    return Agenda(release.agenda, release.participants) if release else Agenda()


def people_now(exchange: Exchange) -> People:
    """Delegations that hold their seats, with whoever sits on one."""
    seated = Delegation.objects.filter(exchange=exchange, state__in=SEATED)
    found: dict[UUID, set[UUID]] = {key: set() for key in seated.values_list("pk", flat=True)}
    places = DelegationMember.objects.active().filter(delegation__in=seated)
    for delegation, member in places.values_list("delegation", "pk"):
        found[delegation].add(member)
    delegations = {key: frozenset(members) for key, members in found.items()}
    return People(delegations, frozenset(exchange.partners.values_list("pk", flat=True)))


def map_of(exchange: Exchange) -> Map:
    ways = TransferTime.objects.filter(exchange=exchange).values_list("one", "other", "minutes")
    places = Place.objects.filter(exchange=exchange).values_list("pk", "within", "capacity")
    rows = list(places)
    return Map(
        {frozenset((one, other)): minutes for one, other, minutes in ways},
        {key: within for key, within, _capacity in rows if within},
        {key: capacity for key, _within, capacity in rows if capacity},
    )
