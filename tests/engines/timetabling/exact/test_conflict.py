"""Smallest conflicts: each is one, and nothing smaller is."""

import dataclasses
from collections.abc import Collection

from hypothesis import given, settings

from qiao.engines.timetabling.exact import find_conflict
from qiao.engines.timetabling.problem import Participant, Problem, Request
from qiao.engines.timetabling.run import Run
from tests.support.instances import brute_force, small_problems

PEOPLE = tuple(Participant(each) for each in ("host", "ann", "bob", "cao"))
THREE = (Request("A", "host", "ann"), Request("B", "host", "bob"), Request("C", "host", "cao"))


@settings(deadline=None, max_examples=300)
@given(small_problems(modes=["all"], without=["fairness"]))
def test_conflict_cannot_be_held_and_can_without_any_one_of_it(problem: Problem) -> None:
    if brute_force(problem) is not None:
        return

    conflict = find_conflict(problem, Run())

    assert brute_force(only(problem, conflict.requests)) is None
    for each in conflict.requests:
        rest = [other for other in conflict.requests if other != each]
        assert brute_force(only(problem, rest)) is not None
    assert conflict.sentence.text("en") != conflict.sentence.text("zh-hans")


def test_conflict_of_meetings_in_one_slot_is_told_in_both_languages() -> None:
    problem = Problem(
        "", "all", 5, PEOPLE, tuple(dataclasses.replace(each, allowed=frozenset({3})) for each in THREE)
    )

    conflict = find_conflict(problem, Run())

    assert (
        conflict.sentence.text() == "A and B all need slot 3, and host can be in only one meeting at a time."
    )
    assert conflict.sentence.text("zh-hans") == "A和B都只能安排在时段3，而host同一时段只能参加一场会面。"
    assert (conflict.requests, conflict.participants, conflict.slots) == (("A", "B"), ("host",), (3,))


def test_conflict_of_too_few_slots_counts_them() -> None:
    host = Participant("host", unavailable=frozenset({0}))

    conflict = find_conflict(Problem("", "all", 3, (host, *PEOPLE[1:]), THREE), Run())

    assert str(conflict.sentence) == (
        "host must hold 3 meetings and has 2 usable slots (1 and 2): A, B and C."
    )


def test_conflict_of_a_request_without_a_slot_names_it() -> None:
    requests = (dataclasses.replace(THREE[0], allowed=frozenset({0})), *THREE[1:])
    people = (dataclasses.replace(PEOPLE[0], unavailable=frozenset({0})), *PEOPLE[1:])

    conflict = find_conflict(Problem("", "all", 5, people, requests), Run())

    assert str(conflict.sentence) == "A (host and ann) has no slot in which it could be held."


def test_conflict_of_a_chain_names_its_links() -> None:
    people = tuple(Participant(each) for each in "abcdef")
    requests = (
        Request("1", "a", "b"),
        Request("2", "c", "d", after=("1",)),
        Request("3", "e", "f", after=("2",)),
    )

    conflict = find_conflict(Problem("", "all", 2, people, requests), Run())

    assert str(conflict.sentence) == (
        "1, 2 and 3 must follow one another, and their slots (0 and 1) leave no room for that."
    )


def test_conflict_of_tables_counts_them() -> None:
    people = tuple(Participant(each) for each in "abcdef")
    requests = tuple(Request(a + b, a, b, slot=1) for a, b in ("ab", "cd", "ef"))

    conflict = find_conflict(Problem("", "all", 2, people, requests, capacity=(3, 2)), Run())

    assert str(conflict.sentence) == (
        "ab, cd and ef need slots 1, in which 2 tables are there for 3 meetings."
    )


def test_conflict_of_a_cap_names_it() -> None:
    host = Participant("host", max_meetings=2)

    conflict = find_conflict(Problem("", "all", 5, (host, *PEOPLE[1:]), THREE), Run())

    assert str(conflict.sentence) == "host must hold 3 meetings and may hold at most 2: A, B and C."


def test_conflict_of_fairness_alone_names_it() -> None:
    people = (Participant("host", unavailable=frozenset({1})), *PEOPLE[1:])

    conflict = find_conflict(Problem("", "all", 3, people, THREE[:2], fairness=0), Run())

    assert str(conflict.sentence) == (
        "All meetings can be held, but not with breaks of two participants at most 0 apart."
    )


def test_conflict_that_was_not_found_in_the_time_says_so() -> None:
    conflict = find_conflict(Problem("", "all", 2, PEOPLE[:3], THREE[:2]), Run(time_limit=0))

    assert str(conflict.sentence) == (
        "It is proved that not all meetings can be held; which collide was not found in the time."
    )


def only(problem: Problem, requests: Collection[str]) -> Problem:
    """The instance with no other requests."""
    kept = tuple(each for each in problem.requests if each.id in requests)
    return dataclasses.replace(
        problem,
        requests=tuple(
            dataclasses.replace(each, after=tuple(other for other in each.after if other in requests))
            for each in kept
        ),
    )
