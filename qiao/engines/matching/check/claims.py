"""What a result says of itself: counted again, or proved from its certificate."""

from collections.abc import Iterator, Mapping
from typing import TypeAlias

from qiao.engines.matching.check.side import better_for
from qiao.engines.matching.check.standing import Standing
from qiao.engines.matching.problem import Programme, Round
from qiao.engines.matching.result import Matching
from qiao.engines.shape.claim import Claim, State
from qiao.engines.shape.words import Sentence

Short: TypeAlias = tuple[Mapping[str, int], Mapping[str, int]]  # of programmes, and of supervisors


def claims_of(
    standing: Standing, result: Matching, *, size: int, short: Short, is_stable: bool
) -> Iterator[Claim]:
    """Everything that a result claims. Linear in the lists."""
    instance = standing.instance
    if result.instance not in ("", instance.id):
        told = {"said": result.instance, "value": instance.id}
        yield _claim("instance", "wrong", "other-instance", told)
    yield _claim("size", "verified", "size", {"size": size, "people": len(instance.applicants)})
    if result.status == "none":
        state: State = "wrong" if is_stable else "open"
        yield _claim("none", state, f"none-{state}", {})
    if result.bound is not None and is_stable:
        yield _bound(instance, result, size)
    if result.side is not None and is_stable:
        yield _side(standing, result)
    if result.cutoffs and is_stable:
        yield _cutoffs(standing, result)
    if result.shortfalls or result.supervisor_shortfalls:
        yield _shortfalls(result, short)


def _bound(instance: Round, result: Matching, size: int) -> Claim:
    bound = result.bound or 0
    told = {"bound": bound, "size": size}
    if size > bound:
        return _claim("bound", "wrong", "size-wrong", told)
    if _is_plain(instance) and not instance.has_ties:
        # Roth 1986; Abraham, Irving and Manlove 2007: all stable matchings are of one size.
        return _claim("bound", "verified", "size-proved", told)
    if _covered(instance, result) <= bound:
        return _claim("bound", "verified", "size-proved", told)
    return _claim("bound", "open", "size-open", told)


def _covered(instance: Round, result: Matching) -> int:
    """The most that the certificate's cover lets anybody place: every pair that lists each other has its
    applicant or its programme in the cover. Without a cover, all places and all applicants."""
    certificate = result.certificate or {}
    people = [each.id for each in instance.applicants]
    most = min(len(people), sum(each.capacity for each in instance.programmes))
    if certificate.get("kind") != "cover":
        return most
    applicants, programmes = (_names(certificate.get(name)) for name in ("applicants", "programmes"))
    ranked = {
        each.id: {name for tier in instance.ranking_of(each) for name in tier}
        for each in instance.programmes
        if each.id not in programmes
    }
    for each in instance.applicants:
        for tier in () if each.id in applicants else each.prefs:
            if any(name in ranked and each.id in ranked[name] for name in tier):
                return most
    places = sum(each.capacity for each in instance.programmes if each.id in programmes)
    return min(most, places + len(applicants & set(people)))


def _names(raw: object) -> set[str]:
    return {each for each in raw if isinstance(each, str)} if isinstance(raw, list) else set()


def _is_plain(instance: Round) -> bool:
    """Nothing but lists and capacities, of programmes and of supervisors."""
    has_close = instance.lower_quota_rule == "close" and instance.has_minimums
    return not (instance.couples or instance.has_types or instance.has_regions or has_close)


def _side(standing: Standing, result: Matching) -> Claim:
    instance = standing.instance
    told: dict[str, object] = {"side": Sentence(f"match.side-{result.side}")}
    if not _is_plain(instance) or instance.has_ties or instance.has_supervisors:
        return _claim("side", "open", "side-open", told)
    if (better := better_for(result.side or "applicants", standing)) is not None:
        return _claim("side", "wrong", "side-wrong", {**told, "id": better[0], "programme": better[1]})
    return _claim("side", "verified", "side-proved", told)


def _cutoffs(standing: Standing, result: Matching) -> Claim:
    for each in standing.instance.programmes:
        if each.id not in result.cutoffs:
            continue
        value = _cutoff(standing, each)
        if value != result.cutoffs[each.id]:
            told = {"programme": each.id, "value": _shown(value), "said": _shown(result.cutoffs[each.id])}
            return _claim("cutoffs", "wrong", "cutoffs-wrong", told)
    return _claim("cutoffs", "verified", "cutoffs-right", {})


def _cutoff(standing: Standing, programme: Programme) -> int | None:
    if len(standing.held.get(programme.id, ())) < programme.capacity:
        return None
    worst = standing.worst(programme.id)
    return -1 if worst is None else standing.rank(programme.id)[worst]


def _shown(cutoff: int | None) -> object:
    return "–" if cutoff is None else cutoff + 1


def _shortfalls(result: Matching, short: Short) -> Claim:
    for counted, told in zip(short, (result.shortfalls, result.supervisor_shortfalls), strict=True):
        for name in {**told, **counted}:
            value, said = counted.get(name, 0), told.get(name, 0)
            if value != said:
                values = {"id": name, "value": value, "said": said}
                return _claim("shortfalls", "wrong", "shortfalls-wrong", values)
    return _claim("shortfalls", "verified", "shortfalls-right", {})


def _claim(name: str, state: State, code: str, values: Mapping[str, object]) -> Claim:
    return Claim(name, state, Sentence(f"match.{code}", values))
