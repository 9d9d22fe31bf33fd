"""The stable matching of a plain round on columns, checked on columns by the engine's other program."""

from dataclasses import dataclass, replace

import numpy as np
from django.utils.translation import gettext as _

from qiao.engines.matching import Matching
from qiao.engines.matching.columns import Columns, Wide, joined
from qiao.engines.matching.deferred.hospitals import applicant_optimal, programme_optimal
from qiao.engines.matching.entries import verify_entries
from qiao.engines.matching.lottery import order, strict_ranks
from qiao.rooms.placement.domain.plain.reading import PlainRound
from qiao.rooms.placement.enums import RoundSide
from qiao.rooms.placement.errors import CheckFailed


@dataclass(frozen=True)
class PlainSolution:
    """`columns` rank with the ties of the posts, `strict` after the lottery; `held` is the entry of each
    person, or -1. The digest of the instance comes with the documents."""

    plain: PlainRound
    columns: Columns
    strict: Columns
    held: Wide
    result: Matching

    @property
    def place(self) -> Wide:
        """(n,) the post of each person, or -1."""
        return np.append(self.columns.programme, -1)[self.held]

    @property
    def count(self) -> Wide:
        """(k,) people whom each post holds."""
        return np.bincount(self.place[self.held >= 0], minlength=self.columns.programmes)

    @property
    def worst(self) -> Wide:
        """(k,) the tier of the last one whom each post holds, or -1."""
        found = np.full(self.columns.programmes, -1, np.int64)
        held = self.held[self.held >= 0]
        np.maximum.at(found, self.columns.programme[held], self.columns.rank[held].astype(np.int64))
        return found


def solve_plain(plain: PlainRound, *, seed: int) -> PlainSolution:
    columns = joined(
        *(plain.start, plain.programme, None, plain.post_start, plain.person, plain.tier, plain.capacity),
        has_ties=plain.has_ties,
    )
    strict = _after_the_lottery(plain, columns, seed) if plain.has_ties else columns
    side = plain.matching_round.side
    propose = applicant_optimal if side == RoundSide.APPLICANTS else programme_optimal
    held = np.asarray(propose(strict), np.int64)
    found = PlainSolution(plain, columns, strict, held, Matching(plain.id, "stable", {}, seed=seed))
    return replace(found, result=_described(found))


def require_stable(solution: PlainSolution) -> None:
    """No post holds too many, and no person and post would rather have each other."""
    if not verify_entries(solution.strict, solution.held):
        raise CheckFailed(violations=_("A person and a post would rather have each other."))


def _after_the_lottery(plain: PlainRound, columns: Columns, seed: int) -> Columns:
    level, lots = np.zeros(len(columns.programme), np.int64), order(list(plain.people), seed)
    ranker = columns.programme.astype(np.int64)
    return replace(columns, rank=strict_ranks(ranker, columns.applicant, columns.rank, level, lots))


def _described(solution: PlainSolution) -> Matching:
    """What the engine's `solve` says of the same round."""
    plain = solution.plain
    names = [*plain.posts, None]
    match = dict(zip(plain.people, map(names.__getitem__, solution.place.tolist()), strict=True))
    found = replace(solution.result, match=match, algorithm="deferred-acceptance", cutoffs=_cutoffs(solution))
    if plain.has_ties:
        return replace(found, algorithm=f"{found.algorithm}, lottery")
    side = plain.matching_round.side
    return replace(found, side=side, bound=found.size, certificate={"kind": "strict-lists"})  # type: ignore[arg-type]  # the values are the engine's


def _cutoffs(solution: PlainSolution) -> dict[str, int | None]:
    is_full = solution.count >= solution.columns.capacity
    told = zip(solution.plain.posts, is_full.tolist(), solution.worst.tolist(), strict=True)
    return {post: worst if full else None for post, full, worst in told}
