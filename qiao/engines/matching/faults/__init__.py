"""What is wrong with a round: every fault at once, each with its place and its remedy.

A fault makes a round unreadable or contradicts itself in one place. A round that is sound but has no stable
matching is not faulty: the solver proves that there is none.
"""

from collections.abc import Iterable, Mapping, Sequence

from qiao.engines.matching.faults import words as _words  # noqa: F401 (registers the sentences)
from qiao.engines.matching.problem import Couple, Programme, Round, Supervisor, Tiers
from qiao.engines.shape.fault import BadInstance, Collector, Fault
from qiao.engines.shape.kinds import check_choice, check_text, check_whole
from qiao.engines.shape.naming import add_unknown, shown
from qiao.engines.shape.words import Sentence

__all__ = ["BadInstance", "Fault", "faults_of"]

_SOUND = "is_sound"  # beside the fields of a round, as what it has found out of itself


def faults_of(instance: Round) -> list[Fault]:
    """All faults of a round, in the order of its fields; an empty list for a sound one.

    At most `MOST_FAULTS` are told. Linear in the length of all lists. That a round is sound is found out
    once.

    >>> from qiao.engines.matching.problem import Applicant, strict
    >>> [fault] = faults_of(Round("", (Applicant("a", strict("p")),), ()))
    >>> print(fault)
    applicants[0].prefs[0]: There is no programme “p”. Correct the id, or add what is missing.
    """
    if _SOUND in vars(instance):
        return []
    found = Collector()
    check_text(instance.id, "id", found, may_be_empty=True)
    check_choice(instance.couple_rule, ("choice", "mm"), "couple_rule", found)
    check_choice(instance.lower_quota_rule, ("report", "must", "close"), "lower_quota_rule", found)
    people = _ids("applicants", instance.applicants, found)
    places = _ids("programmes", instance.programmes, found)
    supervisors = _ids("supervisors", instance.supervisors, found)
    regions = _ids("regions", instance.regions, found)
    for number, applicant in enumerate(instance.applicants):
        _check_list(applicant.prefs, f"applicants[{number}].prefs", "no-programme", places, found)
        for position, each in enumerate(applicant.types):
            check_text(each, f"applicants[{number}].types[{position}]", found)
    for number, programme in enumerate(instance.programmes):
        place = f"programmes[{number}]"
        _check_places(programme, place, found)
        _check_programme(programme, place, supervisors, regions, found)
        _check_list(programme.prefs, f"{place}.prefs", "no-applicant", people, found)
    for number, supervisor in enumerate(instance.supervisors):
        _check_places(supervisor, f"supervisors[{number}]", found)
        _check_list(supervisor.prefs, f"supervisors[{number}].prefs", "no-applicant", people, found)
    _check_couples(instance, people, places, found)
    for number, region in enumerate(instance.regions):
        check_whole(region.cap, f"regions[{number}].cap", found)
    _check_reverting(instance, places, found)
    if not found.faults:
        _check_kinds(instance, found)
    if not found.faults:
        vars(instance)[_SOUND] = True
    return found.faults


def _ids(kind: str, rows: Sequence[object], found: Collector) -> dict[str, int]:
    known: dict[str, int] = {}
    for number, each in enumerate(rows):
        name = getattr(each, "id", None)
        if not check_text(name, f"{kind}[{number}].id", found) or not isinstance(name, str):
            continue
        if name in known:
            found.add(f"{kind}[{number}].id", "twice", id=shown(name), where=f"{kind}[{known[name]}]")
        known.setdefault(name, number)
    return known


def _check_list(tiers: Tiers, place: str, unknown: str, known: Mapping[str, int], found: Collector) -> None:
    names = [name for tier in tiers for name in tier]
    try:
        sound = len(set(names)) == len(names) and known.keys() >= set(names) and all(tiers)
    except TypeError:
        sound = False
    if sound:
        return
    seen: set[object] = set()
    for position, tier in enumerate(tiers):
        if not tier:
            found.add(f"{place}[{position}]", "empty-tie")
        for inner, name in enumerate(tier):
            at = f"{place}[{position}]" if len(tier) == 1 else f"{place}[{position}][{inner}]"
            _check_name(name, at, unknown, known, seen, found)


def _check_name(
    name: object, at: str, unknown: str, known: Mapping[str, int], seen: set[object], found: Collector
) -> None:
    if not check_text(name, at, found):
        return
    if name not in known:
        add_unknown(at, unknown, name, known, found)
    elif name in seen:
        found.add(at, "listed-twice", id=shown(name))
    seen.add(name)


def _check_places(each: Programme | Supervisor, place: str, found: Collector) -> None:
    is_sound = check_whole(each.capacity, f"{place}.capacity", found)
    if check_whole(each.min, f"{place}.min", found) and is_sound and each.min > each.capacity:
        found.add(f"{place}.min", "min-above", least=each.min, most=each.capacity)


def _check_programme(
    each: Programme,
    place: str,
    supervisors: Mapping[str, int],
    regions: Mapping[str, int],
    found: Collector,
) -> None:
    if each.supervisor is not None and each.supervisor not in supervisors:
        add_unknown(f"{place}.supervisor", "no-supervisor", each.supervisor, supervisors, found)
    if each.supervisor is not None and each.prefs:
        found.add(f"{place}.prefs", "ranked-twice", id=shown(each.supervisor))
    if each.region is not None and each.region not in regions:
        add_unknown(f"{place}.region", "no-region", each.region, regions, found)
    sound = [
        check_text(kind, f"{place}.{name}", found) and check_whole(count, f"{place}.{name}.{kind}", found)
        for name in ("reserves", "caps")
        for kind, count in getattr(each, name).items()
    ]
    if not all(sound) or type(each.capacity) is not int:
        return
    if (total := sum(each.reserves.values())) > each.capacity:
        found.add(f"{place}.reserves", "reserves-above", total=total, most=each.capacity)
    for kind, count in each.reserves.items():
        if count > each.caps.get(kind, count):
            told = {"total": count, "type": shown(kind), "most": each.caps[kind]}
            found.add(f"{place}.reserves.{kind}", "reserve-above-cap", **told)


def _check_couples(
    instance: Round, people: Mapping[str, int], places: Mapping[str, int], found: Collector
) -> None:
    _ids("couples", instance.couples, found)
    couple_of: dict[str, str] = {}
    for number, couple in enumerate(instance.couples):
        place = f"couples[{number}]"
        if couple.members[0] == couple.members[1]:
            found.add(f"{place}.members[1]", "couple-self")
        for position, member in enumerate(couple.members):
            _check_member(instance, couple, member, f"{place}.members[{position}]", people, couple_of, found)
        _check_pairs(couple, place, places, found)


def _check_member(
    instance: Round,
    couple: Couple,
    member: str,
    at: str,
    people: Mapping[str, int],
    couple_of: dict[str, str],
    found: Collector,
) -> None:
    if member not in people:
        add_unknown(at, "no-applicant", member, people, found)
        return
    if member in couple_of and couple_of[member] != couple.id:
        found.add(at, "couples-overlap", id=shown(member), other=shown(couple_of[member]))
    couple_of.setdefault(member, couple.id)
    if instance.applicants[people[member]].prefs:
        found.add(f"applicants[{people[member]}].prefs", "couple-member-list", id=shown(member))


def _check_pairs(couple: Couple, place: str, places: Mapping[str, int], found: Collector) -> None:
    seen: set[tuple[str | None, str | None]] = set()
    for position, pair in enumerate(couple.prefs):
        at = f"{place}.prefs[{position}]"
        for inner, name in enumerate(pair):
            if name is not None and name not in places:
                add_unknown(f"{at}[{inner}]", "no-programme", name, places, found)
        if pair == (None, None):
            found.add(at, "pair-nowhere")
        elif pair in seen:
            found.add(at, "pair-twice")
        seen.add(pair)


def _check_reverting(instance: Round, places: Mapping[str, int], found: Collector) -> None:
    after: dict[str, str] = {}
    for number, each in enumerate(instance.programmes):
        if each.reverts_to is None:
            continue
        at = f"programmes[{number}].reverts_to"
        if each.reverts_to not in places:
            add_unknown(at, "no-programme", each.reverts_to, places, found)
        elif each.reverts_to == each.id:
            found.add(at, "reverts-itself")
        else:
            after[each.id] = each.reverts_to
    for circle in _circles(after):
        found.add(f"programmes[{places[circle[0]]}].reverts_to", "reverts-cycle", ids=[*map(shown, circle)])


def _circles(after: Mapping[str, str]) -> Iterable[list[str]]:
    """The circles of a graph with at most one arc from each node. Linear."""
    done: set[str] = set()
    for start in after:
        path: dict[str, None] = {}
        node: str | None = start
        while node is not None and node not in done and node not in path:
            path[node] = None
            node = after.get(node)
        if node in path and node not in done:
            names = list(path)
            yield names[names.index(node) :]
        done.update(path)


def _check_kinds(instance: Round, found: Collector) -> None:
    """What no published rule of stability speaks of together."""
    has_close = instance.lower_quota_rule == "close" and instance.has_minimums
    kinds = {
        "couples": bool(instance.couples),
        "supervisors": instance.has_supervisors,
        "types": instance.has_types,
        "regions": instance.has_regions,
        "closing": has_close,
        "supervisor-min": has_close and any(each.min for each in instance.supervisors),
    }
    fields = {"couples": "couples", "supervisors": "supervisors", "closing": "lower_quota_rule"}
    for one, other in _NEVER_TOGETHER:
        if kinds[one] and kinds[other]:
            told = {"one": Sentence(f"fault.a-{one}"), "other": Sentence(f"fault.a-{other}")}
            found.add(fields.get(one, "programmes"), "not-together", **told)


_NEVER_TOGETHER = (
    ("couples", "supervisors"),
    ("couples", "regions"),
    ("couples", "closing"),
    ("supervisors", "types"),
    ("supervisors", "regions"),
    ("closing", "types"),
    ("closing", "regions"),
    ("closing", "supervisor-min"),
)
