"""What blocks a matching, by the letter of the format: each rule is written down once, as it stands there."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Literal

from qiao.engines.matching.check.rules import placed
from qiao.engines.matching.check.standing import NOWHERE, Standing
from qiao.engines.matching.check.verdict import Block
from qiao.engines.matching.problem import Couple, Programme
from qiao.engines.shape.words import Sentence

Notion = Literal["weak", "strong", "super"]


def blocking_of(standing: Standing, notion: Notion = "weak") -> Iterator[Block]:
    """Every blocking pair, couple and coalition of a matching that breaks no rule.

    Each pair that an applicant likes better than the own place is looked at once, and each programme that an
    applicant is compared at is read once: linear in the lists, times the places of a programme where it
    reserves or caps places.

    Parameters
    ----------
    notion : ``weak``: both gain strictly; ``strong``: one strictly and the other loses nothing; ``super``:
        neither loses. The last two are for programmes that rank for themselves, without reserves and regions.
    """
    for applicant in _who_may(standing) if notion == "weak" else _alone(standing):
        yield from _of_applicant(standing, applicant, notion)
    for couple in standing.instance.couples:
        yield from _of_couple(standing, couple)
    if standing.instance.lower_quota_rule == "close":
        yield from _of_closed(standing)


def _alone(standing: Standing) -> list[str]:
    couple_of = standing.instance.couple_of
    return [each.id for each in standing.instance.applicants if each.id not in couple_of]


def _who_may(standing: Standing) -> list[str]:
    """Those who would rather be at a programme that has anything to gain, in the order of the round."""
    wanting = standing.wanting.items()
    found = {each for name, people in wanting if not _is_content(standing, name, people) for each in people}
    return sorted(found, key=standing.instance.applicant_index.__getitem__)


def _is_content(standing: Standing, name: str, people: Sequence[str]) -> bool:
    """Whether ranks and places say at once that a programme would have none of these people."""
    programme, rank = standing.programme[name], standing.rank(name)
    if programme.min and standing.instance.lower_quota_rule == "close":
        return False
    if programme.reserves or programme.caps:
        return not any(standing.takes(programme, (each,)) for each in _foremost(standing, rank, people))
    limit = _limit(standing, programme)
    return all(rank.get(each, NOWHERE) >= limit for each in people) and not (
        programme.supervisor is not None and _may_move(standing, programme, people)
    )


def _limit(standing: Standing, programme: Programme) -> int:
    """The rank before which somebody is taken: any where a place is free, no other than the last one's where
    programme, supervisor or region is full."""
    if len(standing.held.get(programme.id, ())) < programme.capacity:
        supervisor, region = programme.supervisor, programme.region
        if supervisor is not None and standing.is_full(supervisor):
            return standing.lowest(supervisor)
        if region is None or standing.in_region[region] < standing.caps[region]:
            return NOWHERE
    worst = standing.worst(programme.id)
    return -1 if worst is None else standing.rank(programme.id)[worst]


def _may_move(standing: Standing, programme: Programme, people: Sequence[str]) -> bool:
    """Whether a place is free for one who is with the same supervisor already."""
    has_room = len(standing.held.get(programme.id, ())) < programme.capacity
    return has_room and any(standing.is_with(programme.supervisor, each) for each in people)


def _foremost(standing: Standing, rank: Mapping[str, int], people: Sequence[str]) -> Collection[str]:
    """The best of each type: where a programme does not choose one, it does not choose those behind who are
    of the same types."""
    found: dict[tuple[str, ...], str] = {}
    for each in people:
        types = standing.types[each]
        if each in rank and (types not in found or rank[each] < rank[found[types]]):
            found[types] = each
    return found.values()


def _of_applicant(standing: Standing, applicant: str, notion: Notion) -> Iterator[Block]:
    has = standing.has(applicant)
    for name, tier in standing.listed(applicant).items():
        if tier > has or (tier == has and notion == "weak"):
            break
        if name == standing.place[applicant] or not standing.accepts(name, applicant):
            continue
        found = _reason(standing, applicant, standing.programme[name])
        if tier < has and found is not None:
            told = {"applicant": applicant, "programme": name, "place": placed(standing.place[applicant])}
            yield Block(Sentence(found.code, {**told, **found.values}), (applicant,), (name,))
        elif notion != "weak":
            yield from _without_loss(standing, applicant, name, tier < has, found is not None, notion)


def _without_loss(
    standing: Standing, applicant: str, name: str, gains: bool, is_wanted: bool, notion: Notion
) -> Iterator[Block]:
    rank, worst = standing.rank(name), standing.worst(name)
    if not is_wanted and (worst is None or rank[worst] != rank[applicant]):
        return
    if notion == "strong" and not (gains or is_wanted):
        return
    gain = "applicant" if gains else "programme" if is_wanted else "nobody"
    told = {"applicant": applicant, "programme": name}
    values = {**told, "gain": Sentence(f"match.gain-{gain}", told)}
    yield Block(Sentence("match.block-weak", values), (applicant,), (name,))


def _reason(standing: Standing, applicant: str, programme: Programme) -> Sentence | None:
    """Why a programme would gain by an applicant whom it does not hold, or None."""
    if programme.supervisor is not None:
        return _supervised(standing, applicant, programme)
    held = standing.held.get(programme.id, [])
    if not held and programme.min and standing.instance.lower_quota_rule == "close":
        return None  # closed: only as many as open it can block, `_of_closed`
    if programme.reserves or programme.caps:
        is_wanted = standing.takes(programme, (applicant,))
    else:
        is_wanted = len(held) < programme.capacity or _below(standing, applicant, programme) is not None
    if not is_wanted or _is_excused(standing, applicant, programme):
        return None
    if programme.reserves or programme.caps:
        return Sentence("match.block-choice")
    if (other := _below(standing, applicant, programme)) is not None:
        return Sentence("match.block-rank", {"other": other})
    return Sentence("match.block-room")


def _below(standing: Standing, applicant: str, programme: Programme) -> str | None:
    """The lowest of those a programme holds, where that is below the applicant."""
    rank, worst = standing.rank(programme.id), standing.worst(programme.id)
    return worst if worst is not None and rank[worst] > rank[applicant] else None


def _is_excused(standing: Standing, applicant: str, programme: Programme) -> bool:
    """Kamada and Kojima 2015: the region is full, and the programme holds nobody whom it ranks lower."""
    if programme.region is None:
        return False
    is_full = standing.in_region[programme.region] >= standing.caps[programme.region]
    return is_full and _below(standing, applicant, programme) is None


def _supervised(standing: Standing, applicant: str, programme: Programme) -> Sentence | None:
    """Abraham, Irving and Manlove 2007, conditions (i), (ii) and (iii)."""
    supervisor = programme.supervisor or ""
    if len(standing.held.get(programme.id, ())) < programme.capacity:
        is_better = standing.lowest(supervisor) > standing.rank(programme.id)[applicant]
        if not standing.is_full(supervisor) or standing.is_with(supervisor, applicant) or is_better:
            return Sentence("match.block-supervisor", {"supervisor": supervisor})
        return None
    other = _below(standing, applicant, programme)
    return None if other is None else Sentence("match.block-rank", {"other": other})


def _of_couple(standing: Standing, couple: Couple) -> Iterator[Block]:
    has = standing.couple_place(couple)
    for pair in couple.prefs:
        if pair == has:
            return
        if _takes_pair(standing, couple, pair):
            place = [placed(each) for each in has]
            told = {"couple": couple.id, "first": placed(pair[0]), "second": placed(pair[1]), "place": place}
            yield Block(Sentence("match.block-pair", told), couple.members, pair)


def _takes_pair(standing: Standing, couple: Couple, pair: tuple[str | None, str | None]) -> bool:
    (first, second), (one, other) = pair, couple.members
    if first is None or first != second:
        return (first is None or standing.welcomes(first, one)) and (
            second is None or standing.welcomes(second, other)
        )
    if not all(standing.accepts(first, member) for member in couple.members):
        return False
    if standing.instance.couple_rule == "mm":
        return _takes_both_mm(standing, couple, standing.programme[first])
    return standing.takes(standing.programme[first], couple.members)


def _takes_both_mm(standing: Standing, couple: Couple, programme: Programme) -> bool:
    """McDermid and Manlove 2010: both members at one programme."""
    rank, held = standing.rank(programme.id), standing.held.get(programme.id, [])
    here = [name for name in couple.members if name in held]
    come = [name for name in couple.members if name not in held]
    others = [rank[name] for name in held if name not in here]
    free = programme.capacity - len(held)
    if len(come) == 1:
        return free >= 1 or any(each > rank[come[0]] for each in others)
    if free >= 2:
        return True
    if free == 1:
        return any(each > rank[name] for name in come for each in others)
    better = sorted(sum(each > rank[name] for each in others) for name in come)
    return better[0] >= 1 and better[1] >= 2


def _of_closed(standing: Standing) -> Iterator[Block]:
    """Biró, Fleiner, Irving and Manlove 2010: enough applicants to open a closed programme who prefer it."""
    willing: dict[str, list[str]] = {
        each.id: [] for each in standing.instance.programmes if each.min and not standing.held.get(each.id)
    }
    for applicant in standing.instance.applicants:
        has = standing.has(applicant.id)
        for name, tier in standing.listed(applicant.id).items():
            if tier < has and name in willing and standing.accepts(name, applicant.id):
                willing[name].append(applicant.id)
    for name, people in willing.items():
        programme = standing.programme[name]
        if len(people) >= programme.min:
            told = {"applicants": people, "programme": name, "least": programme.min}
            yield Block(Sentence("match.block-opening", told), tuple(people), (name,))
