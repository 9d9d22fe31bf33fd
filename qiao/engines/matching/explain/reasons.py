"""Why not each higher choice of one person."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from qiao.engines.matching.explain import words as _words  # noqa: F401 (registers the sentences)
from qiao.engines.matching.problem import Programme, Round, tier_numbers
from qiao.engines.matching.result import Matching
from qiao.engines.shape.words import Language, Sentence


@dataclass(frozen=True)
class Reason:
    """Why not one choice. ``position`` is the applicant's own, from 1; None where it was not ranked."""

    programme: str
    sentence: Sentence
    position: int | None = None

    def text(self, language: Language = "en") -> str:
        return self.sentence.text(language)


@dataclass(frozen=True)
class Explanation:
    """What one person is told: what the person has, and why not each higher choice, best first."""

    applicant: str
    outcome: Sentence
    reasons: tuple[Reason, ...]

    def sentences(self, language: Language = "en") -> list[str]:
        return [self.outcome.text(language), *(each.text(language) for each in self.reasons)]


class Explainer:
    """Explains one result to any number of people. Made in one pass over the round; each person then costs
    the own list and, at a programme for the first time, that programme's.

    The result is one that `check` has passed.
    """

    def __init__(self, instance: Round, result: Matching) -> None:
        self._round = instance
        self._match = result.match
        self._programme = {each.id: each for each in instance.programmes}
        self._held: Counter[str] = Counter(place for place in result.match.values() if place is not None)
        self._types = {each.id: each.types for each in instance.applicants}
        self._people: dict[str, list[str]] = {}
        for name, place in result.match.items():
            if place is not None:
                self._people.setdefault(place, []).append(name)
        self._ranks: dict[str, Mapping[str, int]] = {}
        self._positions: dict[str, list[int]] = {}

    def explain(self, applicant: str) -> Explanation:
        """
        Raises
        ------
        KeyError : the round does not know the applicant.
        """
        each = self._round.applicants[self._round.applicant_index[applicant]]
        if (couple := self._round.couple_of.get(applicant)) is not None:
            pairs = list(couple.prefs)
            return self._of_pair(applicant, pairs, couple.members)
        place = self._match.get(applicant)
        listed = tier_numbers(each.prefs)
        limit = listed.get(place, len(listed)) if place is not None else len(listed)
        higher = [name for name, tier in listed.items() if tier < limit and name != place]
        reasons = tuple(self._reason(applicant, name) for name in higher)
        number = 1 + (limit if place is not None else 0)
        return Explanation(applicant, _outcome(place, number, bool(listed)), reasons)

    def _of_pair(
        self, applicant: str, pairs: list[tuple[str | None, str | None]], members: tuple[str, str]
    ) -> Explanation:
        has = (self._match.get(members[0]), self._match.get(members[1]))
        mine = members.index(applicant)
        at = pairs.index(has) if has in pairs else len(pairs)
        reasons = []
        for pair in pairs[:at]:
            told = [
                self._reason(member, name).sentence
                if member == applicant
                else Sentence("why.pair-no", {"programme": name})
                for member, name, other in zip(members, pair, has, strict=True)
                if name is not None and name != other
            ]
            named = [name if name is not None else Sentence("match.nowhere") for name in pair]
            values = {"first": named[0], "second": named[1], "reasons": _joined(told)}
            reasons.append(Reason(pair[mine] or "", Sentence("why.pair", values)))
        return Explanation(applicant, _outcome(has[mine], at + 1, bool(pairs)), tuple(reasons))

    def _reason(self, applicant: str, name: str) -> Reason:
        programme, rank = self._programme[name], self._rank(name)
        if applicant not in rank:
            return Reason(name, Sentence("why.not-ranked", {"programme": name}))
        position = self._position(name, rank[applicant])
        sentence = self._sentence(applicant, programme, rank, position)
        return Reason(name, sentence, position)

    def _sentence(
        self, applicant: str, programme: Programme, rank: Mapping[str, int], position: int
    ) -> Sentence:
        told = {"programme": programme.id, "position": position, "places": programme.capacity}
        held = self._people.get(programme.id, [])
        if not programme.capacity:
            return Sentence("why.no-places", told)
        if not held and programme.min and self._round.lower_quota_rule == "close":
            return Sentence("why.closed", {**told, "least": programme.min})
        if (found := self._of_types(applicant, programme, held, told)) is not None:
            return found
        if len(held) < programme.capacity:
            return self._with_room(programme, told)
        worst = max(rank.get(each, 0) for each in held)
        if worst == rank[applicant]:
            return Sentence("why.tied", told)
        if worst > rank[applicant]:
            return Sentence("why.nearest", told)
        return Sentence("why.higher-one" if programme.capacity == 1 else "why.higher", told)

    def _of_types(
        self, applicant: str, programme: Programme, held: list[str], told: Mapping[str, object]
    ) -> Sentence | None:
        if not programme.reserves and not programme.caps:
            return None
        for kind in self._types[applicant]:
            cap = programme.caps.get(kind)
            if cap is not None and sum(kind in self._types[each] for each in held) >= cap:
                return Sentence("why.capped", {**told, "cap": cap})
        reserved = sum(
            min(places, sum(kind in self._types[each] for each in held))
            for kind, places in programme.reserves.items()
            if kind not in self._types[applicant]
        )
        return Sentence("why.reserved", {**told, "reserved": reserved}) if reserved else None

    def _with_room(self, programme: Programme, told: Mapping[str, object]) -> Sentence:
        if programme.supervisor is not None:
            places = sum(
                self._held[each.id]
                for each in self._round.programmes
                if each.supervisor == programme.supervisor
            )
            return Sentence("why.supervisor", {**told, "supervisor": programme.supervisor, "places": places})
        for region in self._round.regions:
            if region.id == programme.region:
                return Sentence("why.region", {**told, "region": region.id, "cap": region.cap})
        return Sentence("why.nearest", told)

    def _rank(self, name: str) -> Mapping[str, int]:
        programme = self._programme[name]
        key = name if programme.supervisor is None else f"\0{programme.supervisor}"
        if key not in self._ranks:
            tiers = self._round.ranking_of(programme)
            self._ranks[key] = tier_numbers(tiers)
            before = [0]
            for tier in tiers:
                before.append(before[-1] + len(tier))
            self._positions[key] = before
        return self._ranks[key]

    def _position(self, name: str, tier: int) -> int:
        """One more than the applicants that are ranked strictly higher."""
        programme = self._programme[name]
        key = name if programme.supervisor is None else f"\0{programme.supervisor}"
        return self._positions[key][tier] + 1


def _outcome(place: str | None, number: int, has_list: bool) -> Sentence:
    if place is None:
        return Sentence("why.unplaced" if has_list else "why.empty")
    return Sentence("why.first" if number == 1 else "why.placed", {"place": place, "number": number})


def _joined(sentences: list[Sentence]) -> object:
    return (
        sentences[0] if len(sentences) == 1 else Sentence("why.both", dict(zip("ab", sentences, strict=True)))
    )


def explain(instance: Round, result: Matching) -> dict[str, Explanation]:
    """Everybody's explanation. Linear in the lists."""
    explainer = Explainer(instance, result)
    return {each.id: explainer.explain(each.id) for each in instance.applicants}
