"""Generated visits: delegations of skewed sizes, members with wishes and meetings, guided groups. Seeded."""

import random

from qiao.engines.timetabling.groups.problem import Group, GroupProblem, Guest, weigh_ranks

COUNTRIES = {"CZ": "cs", "DE": "de", "FR": "fr", "IT": "it", "PL": "pl", "ES": "es"}
SLOTS = 16


def generate_visits(guests: int, groups: int, *, seed: int = 0, rounds: int = 1) -> GroupProblem:
    """Delegations of 2 to 15; a delegation shares most of its wishes; one person in three has meetings."""
    draw = random.Random(f"{guests}-{groups}-{rounds}-{seed}")
    guided = tuple(make_group(draw, number, guests * rounds / groups, rounds) for number in range(groups))
    labs = sorted({group.destination for group in guided}, key=lambda name: int(name[4:]))
    people: list[Guest] = []
    while len(people) < guests:
        people += make_delegation(draw, len(people), min(guests - len(people), size_of(draw)), labs)
    return GroupProblem(f"visits-{guests}", SLOTS, tuple(people), guided)


def size_of(draw: random.Random) -> int:
    return min(15, 2 + int(draw.paretovariate(1.1)))


def make_group(draw: random.Random, number: int, share: float, rounds: int) -> Group:
    length = draw.choice((1, 2, 2))
    start = draw.randrange(SLOTS // length) * length
    tongues = {"en"} | ({draw.choice(sorted(COUNTRIES.values()))} if draw.random() < 0.4 else set())
    if draw.random() < 0.15:
        tongues = {"zh"}
    return Group(
        f"g{number}",
        f"lab {number // 3}",
        tuple(range(start, start + length)),
        capacity=max(3, round(share * draw.choice((0.7, 1.0, 1.2, 1.5)))),
        min_size=max(2, round(share * 0.4)),
        languages=frozenset(tongues),
        interpreter=tongues == {"zh"} and draw.random() < 0.7,
        provides=frozenset({"step-free"} if draw.random() < 0.6 else ()),
        round=number % rounds,
    )


def make_delegation(draw: random.Random, first: int, size: int, labs: list[str]) -> list[Guest]:
    country = draw.choice(sorted(COUNTRIES))
    shared = skewed(draw, labs, 5)
    return [make_guest(draw, f"v{first + each}", f"d{first}", country, shared, labs) for each in range(size)]


def skewed(draw: random.Random, labs: list[str], number: int) -> list[str]:
    """Some laboratories, the first ones of the list being the popular ones."""
    chosen: list[str] = []
    while len(chosen) < min(number, len(labs)):
        name = labs[min(len(labs) - 1, int(draw.paretovariate(0.6)) - 1)]
        name = name if draw.random() < 0.7 else draw.choice(labs)
        if name not in chosen:
            chosen.append(name)
    return chosen


def make_guest(
    draw: random.Random, name: str, delegation: str, country: str, shared: list[str], labs: list[str]
) -> Guest:
    own = list(shared)
    if draw.random() < 0.5:
        own = list(dict.fromkeys([*skewed(draw, labs, 1), *shared]))[:5]
    languages = {COUNTRIES[country]} | ({"en"} if draw.random() < 0.85 else set())
    meetings = draw.sample(range(SLOTS), draw.randrange(1, 6)) if draw.random() < 0.35 else []
    return Guest(
        name,
        delegation,
        country,
        frozenset(languages),
        weigh_ranks(own),
        meetings=frozenset(meetings),
        needs=frozenset({"step-free"} if draw.random() < 0.03 else ()),
        barred=frozenset([draw.choice(labs)] if draw.random() < 0.1 else ()),
    )
