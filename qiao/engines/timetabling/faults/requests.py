"""Faults of requests."""

from qiao.engines.shape.fault import Collector
from qiao.engines.shape.kinds import check_flag, check_text
from qiao.engines.shape.naming import add_unknown, shown
from qiao.engines.timetabling.faults.frame import Frame
from qiao.engines.timetabling.faults.order import cycles_of
from qiao.engines.timetabling.faults.people import People
from qiao.engines.timetabling.faults.slots import check_slots
from qiao.engines.timetabling.problem import Problem, Request

MOST_WEIGHT = 1_000_000
_DECIMALS = 1_000_000


def check_requests(problem: Problem, frame: Frame, people: People, found: Collector) -> None:
    places: dict[str, str] = {}
    sideless: set[str] = set()
    for number, each in enumerate(problem.requests):
        place = f"requests[{number}]"
        if check_text(each.id, f"{place}.id", found):
            if each.id in places:
                found.add(f"{place}.id", "twice", id=shown(each.id), where=places[each.id])
            places.setdefault(each.id, place)
        _check_weight(each.weight, f"{place}.weight", found)
        check_flag(each.mandatory, f"{place}.mandatory", found)
        _check_pair(each, place, people, found)
        if problem.bipartite:
            _check_sides(each, place, people, sideless, found)
        _check_time(each, place, frame, people, found)
        if each.zone is not None:
            check_text(each.zone, f"{place}.zone", found)
    _check_order(problem, places, found)


def _check_weight(weight: object, place: str, found: Collector) -> None:
    """Finite, not negative, within bounds and of six decimals: so that weights can be added exactly."""
    if type(weight) is int:
        if weight < 0:
            found.add(place, "negative", value=shown(weight), least=0)
        elif weight > MOST_WEIGHT:
            found.add(place, "too-large", value=shown(weight), most=MOST_WEIGHT)
    elif type(weight) is not float:
        found.add(place, "number", value=shown(weight))
    elif not abs(weight) < float("inf"):
        found.add(place, "not-finite")
    elif weight < 0:
        found.add(place, "negative", value=shown(weight), least=0)
    elif weight > MOST_WEIGHT:
        found.add(place, "too-large", value=shown(weight), most=MOST_WEIGHT)
    elif round(weight, 6) != weight:
        found.add(place, "decimals", value=shown(weight))


def _check_pair(each: Request, place: str, people: People, found: Collector) -> None:
    is_named = True
    for end in ("a", "b"):
        name = getattr(each, end)
        if not check_text(name, f"{place}.{end}", found):
            is_named = False
        elif name not in people.known:
            add_unknown(f"{place}.{end}", "no-participant", name, people.known, found)
    if is_named and each.a == each.b:
        found.add(f"{place}.b", "oneself", id=shown(each.a))


def _check_sides(each: Request, place: str, people: People, sideless: set[str], found: Collector) -> None:
    sides = {}
    for name in (each.a, each.b):
        person = people.named(name)
        if person is not None and person.side is not None:
            sides[name] = person.side
        elif person is not None and name not in sideless:
            sideless.add(name)
            found.add(f"{people.places[name]}.side", "side-missing", id=shown(name))
    if len(sides) == 2 and len(set(sides.values())) == 1:
        found.add(place, "same-side", a=shown(each.a), b=shown(each.b), side=shown(sides[each.a]))


def _check_time(each: Request, place: str, frame: Frame, people: People, found: Collector) -> None:
    session = None
    if each.session is not None and check_text(each.session, f"{place}.session", found):
        session = frame.sessions.get(each.session)
        if session is None:
            add_unknown(f"{place}.session", "no-session", each.session, frame.sessions, found)
    if each.allowed is not None:
        check_slots(each.allowed, frame.slots, f"{place}.allowed", found)
    if each.slot is None or not check_slots((each.slot,), frame.slots, f"{place}.slot", found):
        return
    place = f"{place}.slot"
    if session is not None and each.slot not in session:
        found.add(place, "fixed-session", slot=each.slot, session=shown(each.session))
    if each.allowed is not None and each.slot not in each.allowed:
        found.add(place, "fixed-allowed", slot=each.slot)
    if each.slot not in frame.in_a_day:
        found.add(place, "fixed-no-day", slot=each.slot)
    for name in dict.fromkeys((each.a, each.b)):
        person = people.named(name)
        if person is not None and each.slot in person.unavailable:
            found.add(place, "fixed-unavailable", slot=each.slot, id=shown(name))


def _check_order(problem: Problem, places: dict[str, str], found: Collector) -> None:
    after: dict[str, list[str]] = {}
    for number, each in enumerate(problem.requests):
        for position, earlier in enumerate(each.after):
            place = f"requests[{number}].after[{position}]"
            if not check_text(earlier, place, found):
                continue
            if earlier not in places:
                add_unknown(place, "no-request", earlier, places, found)
            elif earlier == each.id:
                found.add(place, "after-itself", id=shown(earlier))
            else:
                after.setdefault(each.id, []).append(earlier)
    for cycle in cycles_of(after):
        found.add(f"{places[cycle[0]]}.after", "after-cycle", ids=[shown(each) for each in cycle])
