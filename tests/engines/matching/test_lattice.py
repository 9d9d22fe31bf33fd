"""What all stable matchings have in common."""

import pytest
from hypothesis import given, settings

from qiao.engines.matching.lattice import extremes, unplaced_always
from qiao.engines.matching.problem import Round
from tests.support.rounds import rank_of, rounds, stable_matches


@pytest.mark.parametrize("kind", ["plain", "supervisors"])
def test_every_stable_matching_lies_between_the_extremes(kind: str) -> None:
    @settings(max_examples=30, deadline=None)
    @given(rounds(kind))
    def holds(instance: Round) -> None:
        best, worst = extremes(instance)
        for match in stable_matches(instance):
            for name, place in match.items():
                ranks = [
                    rank_of(instance, name, each) for each in (best.match[name], place, worst.match[name])
                ]
                assert ranks == sorted(ranks)

    holds()


@settings(max_examples=40, deadline=None)
@given(rounds())
def test_the_unplaced_are_those_of_every_stable_matching(instance: Round) -> None:
    for match in stable_matches(instance):
        assert {name for name, place in match.items() if place is None} == unplaced_always(instance)


@settings(max_examples=20, deadline=None)
@given(rounds("types"))
def test_where_it_may_differ_it_is_not_said(instance: Round) -> None:
    if instance.has_types:
        with pytest.raises(ValueError, match="may leave out different people"):
            unplaced_always(instance)
