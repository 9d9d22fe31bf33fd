"""Small rounds with couples, and all of their matchings with the check as judge."""

from itertools import product

from hypothesis import strategies as st

from qiao.engines.matching.check import check
from qiao.engines.matching.problem import Applicant, Couple, Programme, Round, Tiers
from qiao.engines.matching.result import Matching

PLACES = ("p", "q", "r")


@st.composite
def small_rounds(
    draw: st.DrawFn, *, has_ties: bool = False, has_types: bool = False, has_minimums: bool = False
) -> Round:
    """Up to three single applicants and two couples at three programmes, where lists need not be mutual."""
    singles = [f"s{number}" for number in range(draw(st.integers(0, 3)))]
    couples = [f"c{number}" for number in range(draw(st.integers(0 if has_ties else 1, 2)))]
    people = [*singles, *(f"{couple}{side}" for couple in couples for side in "ab")]
    pairs = st.tuples(st.sampled_from((*PLACES, None)), st.sampled_from((*PLACES, None)))
    wishes = st.lists(pairs.filter(lambda pair: pair != (None, None)), max_size=5, unique=True)
    kinds = st.lists(st.sampled_from("xy"), max_size=2, unique=True) if has_types else st.just([])
    return Round(
        "small",
        tuple(
            Applicant(
                name,
                draw(_tiers(PLACES, has_ties)) if name in singles else (),
                tuple(draw(kinds)),
            )
            for name in people
        ),
        tuple(draw(_programmes(name, people, has_ties, has_types, has_minimums)) for name in PLACES),
        couples=tuple(Couple(name, (f"{name}a", f"{name}b"), tuple(draw(wishes))) for name in couples),
        couple_rule=draw(st.sampled_from(("choice", "mm"))),
        lower_quota_rule="must" if has_minimums else "report",
    )


@st.composite
def _programmes(
    draw: st.DrawFn, name: str, people: list[str], has_ties: bool, has_types: bool, has_minimums: bool
) -> Programme:
    capacity = draw(st.integers(0, 3))
    counts = st.dictionaries(st.sampled_from("xy"), st.integers(0, 2), max_size=2)
    reserves = draw(counts) if has_types else {}
    if sum(reserves.values()) > capacity:
        reserves = {}
    caps = {
        kind: max(cap, reserves.get(kind, 0)) for kind, cap in (draw(counts) if has_types else {}).items()
    }
    least = draw(st.integers(0, min(1, capacity))) if has_minimums else 0
    prefs = draw(_tiers(tuple(people), has_ties, is_long=True))
    return Programme(name, capacity, prefs, min=least, reserves=reserves, caps=caps)


@st.composite
def _tiers(draw: st.DrawFn, names: tuple[str, ...], has_ties: bool, is_long: bool = False) -> Tiers:
    order = draw(st.permutations(names))[: draw(st.integers(len(names) // 2 if is_long else 0, len(names)))]
    tiers: list[tuple[str, ...]] = []
    for name in order:
        if has_ties and tiers and draw(st.booleans()):
            tiers[-1] += (name,)
        else:
            tiers.append((name,))
    return tuple(tiers)


def fewest_blocking(instance: Round) -> int | None:
    """Of all matchings that break no rule the fewest that block one; None where there is none."""
    alone = [each for each in instance.applicants if each.id not in instance.couple_of]
    options: list[list[tuple[tuple[str, str | None], ...]]] = [
        [((each.id, place),) for place in (None, *(name for tier in each.prefs for name in tier))]
        for each in alone
    ]
    options += [
        [tuple(zip(each.members, pair, strict=True)) for pair in ((None, None), *each.prefs)]
        for each in instance.couples
    ]
    found: list[int] = []
    for chosen in product(*options):
        match = dict(pair for unit in chosen for pair in unit)
        verdict = check(instance, Matching("small", "stable", match))
        if not verdict.violations:
            found.append(len(verdict.blocking))
            if not verdict.blocking:
                break
    return min(found, default=None)
