"""Small rounds of matching of every kind, and all of their matchings: what the tests of the engine trust."""

from collections.abc import Iterator, Sequence
from itertools import product
from typing import Any

from hypothesis import strategies as st

from qiao.engines.matching.check import check
from qiao.engines.matching.problem import Applicant, Couple, Programme, Region, Round, Supervisor, Tiers
from qiao.engines.matching.result import Matching

Match = dict[str, str | None]
KINDS = ("plain", "supervisors", "types", "regions", "must", "close")


def every_match(instance: Round) -> Iterator[Match]:
    """Each way to give every applicant one of the own choices, or none; also those that break rules."""
    singles = [each for each in instance.applicants if each.id not in instance.couple_of]
    units: list[list[Match]] = [
        [{each.id: None}, *({each.id: name} for tier in each.prefs for name in tier)] for each in singles
    ]
    for couple in instance.couples:
        a, b = couple.members
        units.append([{a: None, b: None}, *({a: first, b: second} for first, second in couple.prefs)])
    for chosen in product(*units):
        yield {name: place for part in chosen for name, place in part.items()}


def stable_matches(instance: Round) -> list[Match]:
    return [match for match in every_match(instance) if judged(instance, match).is_stable]


def judged(instance: Round, match: Match) -> Any:
    return check(instance, Matching(instance.id, "stable", match))


def size_of(match: Match) -> int:
    return sum(place is not None for place in match.values())


def rank_of(instance: Round, applicant: str, place: str | None) -> int:
    """The tier of a place in the applicant's list; after all of them without one."""
    each = instance.applicants[instance.applicant_index[applicant]]
    for number, tier in enumerate(each.prefs):
        if place in tier:
            return number
    return len(each.prefs)


@st.composite
def lists(draw: st.DrawFn, names: Sequence[str], *, ties: bool) -> Tiers:
    """Some of the names in any order, in tiers."""
    order = draw(st.permutations(names))
    order = order[: draw(st.integers(0, len(order)))]
    tiers: list[list[str]] = []
    for name in order:
        if tiers and ties and draw(st.booleans()):
            tiers[-1].append(name)
        else:
            tiers.append([name])
    return tuple(map(tuple, tiers))


@st.composite
def rounds(draw: st.DrawFn, kind: str = "plain", *, ties: bool = False) -> Round:
    """A sound round of up to five applicants and four programmes."""
    people = [f"a{number}" for number in range(draw(st.integers(1, 5)))]
    places = [f"p{number}" for number in range(draw(st.integers(1, 4)))]
    applicants = tuple(
        Applicant(name, draw(lists(places, ties=ties)), _types(draw) if kind == "types" else ())
        for name in people
    )
    supervisors = tuple(
        Supervisor(f"s{number}", draw(st.integers(0, 3)), draw(lists(people, ties=ties)))
        for number in range(draw(st.integers(1, 3)) if kind == "supervisors" else 0)
    )
    regions = tuple(
        Region(f"r{number}", draw(st.integers(0, 3))) for number in range(2 if kind == "regions" else 0)
    )
    programmes = tuple(_programme(draw, name, kind, people, supervisors, regions, ties) for name in places)
    rule: Any = kind if kind in ("must", "close") else "report"
    return Round("small", applicants, programmes, supervisors, regions=regions, lower_quota_rule=rule)


def _programme(
    draw: st.DrawFn,
    name: str,
    kind: str,
    people: Sequence[str],
    supervisors: Sequence[Supervisor],
    regions: Sequence[Region],
    ties: bool,
) -> Programme:
    capacity = draw(st.integers(0, 3))
    fields: dict[str, Any] = {}
    supervisor = draw(st.sampled_from([None, *(each.id for each in supervisors)]))
    if supervisor is None:
        fields["prefs"] = draw(lists(people, ties=ties))
    if kind in ("must", "close"):
        fields["min"] = draw(st.integers(0, capacity))
    if kind == "types":
        fields["reserves"] = {"x": draw(st.integers(0, capacity))}
        fields["caps"] = {"y": draw(st.integers(0, 3))} if draw(st.booleans()) else {}
    region = draw(st.sampled_from([None, *(each.id for each in regions)]))
    return Programme(name, capacity, supervisor=supervisor, region=region, **fields)


def _types(draw: st.DrawFn) -> tuple[str, ...]:
    return draw(st.sampled_from([(), ("x",), ("y",)]))


@st.composite
def rounds_with_couples(draw: st.DrawFn) -> Round:
    """One couple and up to three single applicants."""
    instance = draw(rounds())
    names = [each.id for each in instance.programmes]
    pairs = [(a, b) for a in [*names, None] for b in [*names, None] if (a, b) != (None, None)]
    prefs = draw(st.permutations(pairs))[: draw(st.integers(0, 4))]
    people = [Applicant("c0"), Applicant("c1"), *instance.applicants[:3]]
    programmes = tuple(
        Programme(each.id, each.capacity, draw(lists([person.id for person in people], ties=False)))
        for each in instance.programmes
    )
    couple = Couple("c", ("c0", "c1"), tuple(prefs))
    return Round("couple", tuple(people), programmes, couples=(couple,))
