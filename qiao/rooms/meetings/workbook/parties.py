"""Organisations, and which of them come as delegations or receive as hosts."""

from collections import Counter
from dataclasses import dataclass, field

from qiao.rooms.meetings.workbook import plans
from qiao.rooms.meetings.workbook.cells import country, kind, name, whole
from qiao.rooms.meetings.workbook.event import Delegate, Host, Organisation, Place, Source
from qiao.rooms.meetings.workbook.lookup import Lookup
from qiao.rooms.meetings.workbook.records import Record

MOST_MEETINGS = 1_000
MOST_TABLES = 10_000


@dataclass
class Parties:
    """What the sheets of organisations, places, delegates and hosts hold; each is read in this order."""

    organisations: dict[str, Organisation] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)
    delegates: list[Delegate] = field(default_factory=list)
    hosts: dict[str, Host] = field(default_factory=dict)
    by_name: Lookup = field(default_factory=lambda: Lookup(plans.ORGANISATIONS.title))
    place_by_name: Lookup = field(default_factory=lambda: Lookup(plans.PLACES.title))
    delegated_at: dict[str, Source] = field(default_factory=dict)
    hosting: dict[str, Record] = field(default_factory=dict)

    def add_organisation(self, record: Record) -> None:
        found = _entered(self.by_name, record)
        most = whole(record, "max_meetings", 0, MOST_MEETINGS)
        daily = whole(record, "max_per_day", 0, MOST_MEETINGS)
        run = whole(record, "max_run", 1, MOST_MEETINGS)
        if found is not None:
            said = {"country": country(record, "country"), "kind": kind(record, "kind")}
            self.organisations[found] = Organisation(found, name(record), most, daily, run, **said)

    def add_place(self, record: Record) -> None:
        found = _entered(self.place_by_name, record)
        capacity = _capacity(record)
        if found is not None:
            self.places[found] = Place(found, name(record), capacity, " ".join(record["zone"].split()))

    def add_delegate(self, record: Record) -> None:
        found = self.by_name.find(record, "organisation")
        if found is not None:
            self.delegated_at.setdefault(found, record.source("organisation"))
            self.delegates.append(Delegate(found, name(record), name(record, "position")))

    def add_host(self, record: Record) -> None:
        found = self.by_name.find(record, "organisation")
        place = self.place_by_name.find(record, "place")
        said = record["organisation"]
        if found is None:
            return
        if found in self.hosting:
            record.fault(
                "host-twice", "organisation", value=said, other=self.hosting[found].source("organisation")
            )
        elif found in self.delegated_at:
            record.fault("both-sides", "organisation", value=said, other=self.delegated_at[found])
        else:
            self.hosting[found] = record
            self.hosts[found] = Host(found, place, name(record, "represented_by"))

    def check_places(self, walk_slots: int) -> None:
        """No more hosts sit at a place than it holds; where ways count, each host has a place."""
        seated = Counter(host.place for host in self.hosts.values())
        for key, host in self.hosts.items():
            place = self.places.get(host.place or "")
            if place is not None and seated[place.key] > place.capacity:
                values = {"value": place.name, "count": seated.pop(place.key), "capacity": place.capacity}
                self.hosting[key].fault("place-crowded", "place", **values)
        has_ways = walk_slots and len({place.zone for place in self.places.values() if place.zone}) > 1
        for key, host in self.hosts.items():
            if has_ways and host.place is None and not self.hosting[key]["place"]:
                self.hosting[key].fault("place-needed", "place")


def _entered(lookup: Lookup, record: Record) -> str | None:
    called = name(record)
    if not called:
        record.fault("nameless", "name_en" if "name_en" in record.letters else "name_zh")
        return None
    return lookup.enter(record, " ".join(record["code"].split()), called, named_at(record))


def named_at(record: Record) -> str:
    return next((each for each in ("code", "name_zh", "name_en") if record[each]), "name_zh")


def _capacity(record: Record) -> int:
    text = record["capacity"].strip()
    if text.lstrip("-").strip("0") == "" or text.startswith("-"):
        record.fault("no-capacity", "capacity", value=text)
        return 1
    return whole(record, "capacity", 1, MOST_TABLES) or 1
