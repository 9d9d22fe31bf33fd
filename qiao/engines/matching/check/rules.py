"""Whether a result is a matching of its round at all."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping

from qiao.engines.matching.check import words as _words  # noqa: F401 (registers the sentences)
from qiao.engines.matching.check.standing import Standing
from qiao.engines.matching.check.verdict import Violation
from qiao.engines.matching.problem import Programme, Round, Supervisor
from qiao.engines.matching.result import Matching
from qiao.engines.shape.words import Sentence


def names_of(instance: Round, result: Matching) -> Iterator[Violation]:
    """Names that the round does not know: nothing else can be judged then."""
    people, programmes = instance.applicant_index, instance.programme_index
    if result.match.keys() <= people.keys() and {*result.match.values()} <= {*programmes, None}:
        return
    for applicant, place in result.match.items():
        if applicant not in people:
            yield _violation("unknown-applicant", {"applicant": applicant}, (applicant,))
        elif place is not None and place not in programmes:
            told = {"applicant": applicant, "programme": place}
            yield _violation("unknown-programme", told, (applicant,))


def violations_of(standing: Standing) -> Iterator[Violation]:
    """Every rule that the result breaks. Linear in the lists of those who have a place."""
    yield from _places(standing)
    yield from _pairs(standing)
    yield from _capacities(standing)
    yield from _minimums(standing)


def _places(standing: Standing) -> Iterator[Violation]:
    couple_of, unlisted = standing.instance.couple_of, set(standing.unlisted)
    for name in _misplaced(standing):
        place = standing.place[name] or ""
        told = {"applicant": name, "programme": place}
        is_listed = name in couple_of or name not in unlisted
        yield _violation("not-ranked" if is_listed else "not-listed", told, (name,), (place,))


def _misplaced(standing: Standing) -> list[str]:
    """Those who did not list their place, or whom it does not rank."""
    index, couple_of = standing.instance.applicant_index, standing.instance.couple_of
    found = set(standing.unlisted) - couple_of.keys()
    for name, people in standing.held.items():
        rank = standing.rank(name)
        found.update(each for each in people if each not in rank)
    return sorted(found, key=index.__getitem__)


def _pairs(standing: Standing) -> Iterator[Violation]:
    for couple in standing.instance.couples:
        first, second = standing.couple_place(couple)
        if (first, second) != (None, None) and (first, second) not in couple.prefs:
            places = tuple(each for each in (first, second) if each is not None)
            told = {"couple": couple.id, "first": placed(first), "second": placed(second)}
            yield _violation("pair-not-listed", told, couple.members, places)


def _capacities(standing: Standing) -> Iterator[Violation]:
    for programme in standing.instance.programmes:
        held = standing.held.get(programme.id, [])
        if len(held) > programme.capacity:
            told = {"programme": programme.id, "held": len(held), "capacity": programme.capacity}
            yield _violation("overfull", told, programmes=(programme.id,))
        for kind, count in _counts(standing, programme).items():
            if count > programme.caps[kind]:
                cap = {"type": kind, "cap": programme.caps[kind]}
                told = {"programme": programme.id, "held": count, **cap}
                yield _violation("type-overfull", told, programmes=(programme.id,))
    for supervisor in standing.instance.supervisors:
        count = len(standing.of_supervisor.get(supervisor.id, []))
        if count > supervisor.capacity:
            told = {"supervisor": supervisor.id, "held": count, "capacity": supervisor.capacity}
            yield _violation("supervisor-overfull", told)
    for region in standing.instance.regions:
        if standing.in_region[region.id] > region.cap:
            told = {"region": region.id, "held": standing.in_region[region.id], "cap": region.cap}
            yield _violation("region-overfull", told)


def _counts(standing: Standing, programme: Programme) -> Counter[str]:
    """How many a programme holds of each type that it caps."""
    if not programme.caps:
        return Counter()
    people = standing.held.get(programme.id, ())
    return Counter(kind for name in people for kind in standing.types[name] if kind in programme.caps)


def _minimums(standing: Standing) -> Iterator[Violation]:
    rule = standing.instance.lower_quota_rule
    if rule == "report":
        return
    for name, missing in shortfalls_of(standing).items():
        held = len(standing.held.get(name, ()))
        if held or rule == "must":
            yield _below(name, held, missing)
    for name, missing in supervisor_shortfalls_of(standing).items():
        yield _below(name, len(standing.of_supervisor.get(name, ())), missing)


def _below(name: str, held: int, missing: int) -> Violation:
    return _violation("below-minimum", {"id": name, "held": held, "least": held + missing})


def shortfalls_of(standing: Standing) -> dict[str, int]:
    """Places missing to the lower quotas of programmes, by id."""
    return _missing(standing.instance.programmes, standing.held)


def supervisor_shortfalls_of(standing: Standing) -> dict[str, int]:
    return _missing(standing.instance.supervisors, standing.of_supervisor)


def _missing(kind: Iterable[Programme | Supervisor], held: Mapping[str, Collection[str]]) -> dict[str, int]:
    short = {each.id: each.min - len(held.get(each.id, ())) for each in kind if each.min}
    return {name: missing for name, missing in short.items() if missing > 0}


def placed(place: str | None) -> object:
    return Sentence("match.nowhere") if place is None else place


def _violation(
    code: str,
    values: Mapping[str, object],
    applicants: tuple[str, ...] = (),
    programmes: tuple[str, ...] = (),
) -> Violation:
    return Violation(Sentence(f"match.{code}", values), applicants, programmes)
