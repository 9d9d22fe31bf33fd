"""The brute force that all other tests of timetabling trust, on instances whose answer is seen at once."""

from fractions import Fraction

from hypothesis import given, settings

from qiao.engines.timetabling.problem import Participant, Problem, Request
from tests.support.instances import breaks_of, brute_force, every_timetable, is_legal, small_problems

THREE = tuple(Participant(each) for each in "abc")
TRIANGLE = (Request("ab", "a", "b", 3), Request("bc", "b", "c", 2), Request("ca", "c", "a", 1))


def test_brute_force_finds_no_timetable_for_three_pairs_in_two_slots() -> None:
    problem = Problem("", "all", 2, THREE, TRIANGLE)

    assert brute_force(problem) is None


def test_brute_force_chooses_the_two_heaviest_of_three_pairs() -> None:
    problem = Problem("", "choose", 2, THREE, TRIANGLE)

    best = brute_force(problem)

    assert best is not None
    assert (best.weight, best.breaks, set(best.schedule)) == (Fraction(5), 0, {"ab", "bc"})


def test_brute_force_counts_the_one_break_of_a_triangle_in_three_slots() -> None:
    problem = Problem("", "all", 3, THREE, TRIANGLE)

    best = brute_force(problem)

    assert best is not None
    assert (best.breaks, len(list(every_timetable(problem)))) == (1, 6)


def test_break_is_no_wait_where_the_participant_is_unavailable() -> None:
    busy = Participant("a", unavailable=frozenset({1}))
    schedule = {"ab": 0, "ca": 2}

    gap = Problem("", "choose", 3, (busy, *THREE[1:]), TRIANGLE)
    wait = Problem("", "choose", 3, (busy, *THREE[1:]), TRIANGLE, break_rule="wait")

    assert breaks_of(gap, schedule) == {"a": 1, "b": 0, "c": 0}
    assert breaks_of(wait, schedule) == {"a": 0, "b": 0, "c": 0}


@settings(deadline=None, max_examples=50)
@given(small_problems(with_previous=True))
def test_every_timetable_that_is_found_is_legal(problem: Problem) -> None:
    best = brute_force(problem)

    assert best is None or is_legal(problem, best.schedule)
