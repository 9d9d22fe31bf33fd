from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from qiao.engines.timetabling.board import NOTHING, Board, Count, Obstacle
from qiao.engines.timetabling.board.obstacles import run_at
from qiao.engines.timetabling.measure import measure
from qiao.engines.timetabling.problem import Participant, Problem, Request, slots_of
from tests.support.instances import is_legal, small_problems

SLOW = (HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much)
people = tuple(map(Participant, "abcd"))


def board_of(*pairs: str, slots: int = 4, **rules: object) -> Board:
    requests = tuple(Request(pair, pair[0], pair[1]) for pair in pairs)
    return Board(Problem("board", "choose", slots, people, requests, **rules))  # type: ignore[arg-type]


def legal_part(problem: Problem) -> Problem:
    """Without what a board leaves to others: what has to be held, and fairness."""
    requests = tuple(replace(each, mandatory=False) for each in problem.requests)
    return replace(problem, mode="choose", requests=requests, fairness=None)


def named(board: Board) -> dict[str, int]:
    return {board.problem.requests[r].id: slot for r, slot in board.slots().items()}


def walked_through(data: st.DataObject, board: Board) -> Iterator[Board]:
    """Legal boards, each one change from the one before."""
    requests = len(board.problem.requests)
    for _ in range(data.draw(st.integers(0, 8))):
        request = data.draw(st.integers(0, requests - 1))
        slot = data.draw(st.integers(0, board.problem.slots - 1))
        if board.can_place(request, slot):
            if board.is_held(request):
                board.move(request, slot)
            else:
                board.place(request, slot)
        yield board


@settings(max_examples=100, deadline=None, suppress_health_check=SLOW)
@given(small_problems(), st.data())
def test_can_place_agrees_with_a_naive_reading_of_the_rules(problem: Problem, data: st.DataObject) -> None:
    assume(problem.requests)
    problem = legal_part(problem)
    board = Board(problem)

    for now in walked_through(data, board):
        for number, request in enumerate(problem.requests):
            for slot in range(problem.slots):
                expected = is_legal(problem, named(now) | {request.id: slot})
                assert now.can_place(number, slot) == expected
                assert (now.obstacles(number, slot) == []) == expected


@settings(max_examples=100, deadline=None, suppress_health_check=SLOW)
@given(small_problems(), st.data())
def test_counts_are_those_of_a_recount_from_scratch(problem: Problem, data: st.DataObject) -> None:
    assume(problem.requests)
    board = Board(legal_part(problem))

    for now in walked_through(data, board):
        found = measure(now.problem, now.slots())
        assert now.count == Count(found.breaks, found.waits, found.idle)
        assert now.breaks == found.counted(now.problem)
        assert tuple(map(now.breaks_of, range(len(problem.participants)))) == found.per_participant
        assert now.weight == pytest.approx(found.weight)
        assert now.used == [list(now.slots().values()).count(slot) for slot in range(problem.slots)]


@settings(max_examples=60, deadline=None, suppress_health_check=SLOW)
@given(small_problems(), st.data())
def test_removed_and_copied_boards_are_as_if_built_anew(problem: Problem, data: st.DataObject) -> None:
    assume(problem.requests)
    board = Board(legal_part(problem))
    for now in walked_through(data, board):
        copied = now.copy()
        for request in list(copied.slots())[::2]:
            copied.remove(request)
        anew = Board(copied.problem, copied.slots())

        assert (copied.count, copied.busy, copied.held) == (anew.count, anew.busy, anew.held)
        assert now.meetings == len(now.slots())


@settings(max_examples=60, deadline=None, suppress_health_check=SLOW)
@given(small_problems(), st.data())
def test_flipped_chain_keeps_participants_apart_and_flipped_back_is_nothing(
    problem: Problem, data: st.DataObject
) -> None:
    assume(problem.requests and problem.slots > 1)
    board = Board(legal_part(problem))
    list(walked_through(data, board))
    participant = data.draw(st.integers(0, len(problem.participants) - 1))
    day = slots_of(board.problem.day_masks[0])
    assume(len(day) > 1)
    one, other = data.draw(st.permutations(day))[:2]
    before = board.slots()

    chain = board.kempe_chain(participant, one, other)

    expected = {r for r in (board.who(participant, one), board.who(participant, other)) if r != NOTHING}
    assert expected <= set(chain)
    assert len(set(chain)) == len(chain)
    board.flip(chain, one, other)
    assert {r: s for r, s in board.slots().items() if r not in chain} == {
        r: s for r, s in before.items() if r not in chain
    }
    board.flip(chain, one, other)
    assert board.slots() == before


def test_each_rule_in_the_way_is_named() -> None:
    problem = Problem(
        "rules",
        "choose",
        6,
        (
            Participant("a", unavailable=frozenset({5}), max_meetings=1, zone="north"),
            Participant("b", max_run=1, zone="south"),
            Participant("c", max_per_day=1),
        ),
        (
            Request("ab", "a", "b", session="late"),
            Request("bc", "b", "c", after=("ab",)),
            Request("ca", "c", "a", allowed=frozenset({1, 3})),
        ),
        sessions={"late": frozenset({2, 3, 4, 5})},
        capacity=(1, 1, 1, 1, 1, 1),
        travel={("north", "south"): 1},
    )
    board = Board(problem, {0: 3})

    assert board.obstacles(0, 5) == [Obstacle("unavailable", 0)]
    assert board.obstacles(0, 1) == [Obstacle("session")]
    assert board.obstacles(1, 2) == [
        Obstacle("run", 1),
        Obstacle("travel", 1, 0),
        Obstacle("after", request=0),
    ]
    assert board.obstacles(1, 3) == [
        Obstacle("table full"),
        Obstacle("busy", 1, 0),
        Obstacle("after", request=0),
    ]
    assert board.obstacles(2, 0) == [Obstacle("not allowed"), Obstacle("cap", 0)]
    board.place(1, 5)
    assert board.obstacles(2, 1) == [Obstacle("per-day cap", 2), Obstacle("cap", 0)]


def test_chain_is_the_whole_path_between_two_slots() -> None:
    board = board_of("ab", "bc", "cd")
    for request, slot in enumerate((0, 1, 0)):
        board.place(request, slot)

    assert board.kempe_chain(0, 0, 1) == (0, 1, 2)
    assert board.kempe_chain(1, 0, 1) == (2, 1, 0)
    assert board.kempe_chain(0, 2, 3) == ()


def test_chain_may_be_a_cycle() -> None:
    board = board_of("ab", "bc", "cd", "da")
    for request, slot in enumerate((0, 1, 0, 1)):
        board.place(request, slot)

    chain = board.kempe_chain(2, 0, 1)

    assert chain == (2, 3, 0, 1)


def test_move_that_fails_changes_nothing() -> None:
    board = board_of("ab", "bc")
    board.place(0, 0)
    board.place(1, 1)

    with pytest.raises(ValueError, match="cannot be put into slot 0"):
        board.move(1, 0)

    assert board.slots() == {0: 0, 1: 1}


@pytest.mark.parametrize(
    "act", [lambda b: b.place(0, 1), lambda b: b.remove(1), lambda b: b.kempe_chain(0, 1, 1)]
)
def test_board_refuses_what_makes_no_sense(act: object) -> None:
    board = board_of("ab", "bc")
    board.place(0, 0)

    with pytest.raises(ValueError, match=r"request|slots"):
        act(board)  # type: ignore[operator]


@pytest.mark.parametrize(("busy", "slot", "length"), [(0, 0, 1), (0b1, 1, 2), (0b101, 1, 3), (0b1000, 1, 1)])
def test_run_around_a_slot(busy: int, slot: int, length: int) -> None:
    assert run_at(busy, slot) == length
