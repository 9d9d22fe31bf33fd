"""The check against brute force: what is legal passes, and every single corruption is rejected."""

import ast
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given, settings

from qiao.engines.timetabling.check import check
from qiao.engines.timetabling.formats import read_problem
from qiao.engines.timetabling.measure import measure
from qiao.engines.timetabling.problem import Participant, Problem, Request
from qiao.engines.timetabling.result import Meeting, Solution
from tests.support.instances import Schedule, brute_force, is_legal, small_problems

PACKAGE = Path(sys.modules["qiao.engines.timetabling.check"].__file__ or "").parent
CACHED = {"day_list", "day_masks", "participant_index", "request_index", "pairs", "available", "domains"}
CACHED |= {"zones", "walk", "is_due", "is_choosing", "mask_of", "slots_of"}


def solution_of(problem: Problem, schedule: Schedule, **changes: Any) -> Solution:
    """What a solver would say of a schedule, as the solvers count."""
    counts = measure(problem, {problem.request_index[each]: slot for each, slot in schedule.items()})
    meetings = {each: Meeting(slot) for each, slot in schedule.items()}
    said = Solution(
        problem.name, "feasible", meetings, counts.weight, counts.breaks, counts.waits, counts.idle
    )
    return replace(said, **changes)


def corruptions_of(problem: Problem, schedule: Schedule) -> Iterator[Schedule]:
    """The schedule with one meeting moved to each other slot, dropped, or added in each slot."""
    for request in problem.requests:
        for slot in {*range(problem.slots), None} - {schedule.get(request.id)}:
            changed = {each: there for each, there in schedule.items() if each != request.id}
            yield changed if slot is None else changed | {request.id: slot}


@settings(deadline=None, max_examples=40)
@given(small_problems(with_previous=True))
def test_best_schedule_is_valid_and_each_corruption_is_judged_as_by_brute_force(problem: Problem) -> None:
    best = brute_force(problem)
    assume(best is not None)
    assert best is not None

    verdict = check(problem, solution_of(problem, best.schedule))

    assert [str(each.sentence) for each in verdict.violations] == []
    assert verdict.is_valid
    for corrupted in corruptions_of(problem, best.schedule):
        judged = check(problem, solution_of(problem, corrupted))
        assert judged.is_valid == is_legal(problem, corrupted), corrupted


@settings(deadline=None, max_examples=40)
@given(small_problems(with_previous=True))
def test_each_changed_number_is_rejected(problem: Problem) -> None:
    best = brute_force(problem)
    assume(best is not None)
    assert best is not None
    said = solution_of(problem, best.schedule)
    changes: list[dict[str, Any]] = [
        {"weight": said.weight + 0.000001},
        {"breaks": said.breaks + 1},
        {"waits": said.waits + 1},
        {"idle": said.idle + 1},
        {"moved": 7},
        {"added": 7},
        {"dropped": 7},
        {"weight_bound": said.weight - 1},
        {"breaks_bound": said.breaks + said.waits + 1},
        {"moved_bound": 7},
        {"instance": "another"},
        {"status": "infeasible"} if said.schedule else {"breaks": 7},
    ]

    judged = [check(problem, replace(said, **change)).is_valid for change in changes]

    assert judged == [False] * len(changes)


TABLES: list[tuple[dict[str, tuple[int, int | None]], list[str]]] = [
    ({"r": (0, 0), "s": (0, 1)}, []),
    ({"r": (0, None), "s": (0, 1)}, []),
    ({"r": (0, 1), "s": (0, 1)}, ["check.table-twice"]),
    ({"r": (0, 0), "s": (0, 2)}, ["check.no-table"]),
    ({"r": (0, -1), "s": (0, 1)}, ["check.no-table"]),
    ({"r": (0, 0), "s": (1, 0)}, []),
    ({"r": (0, 0), "s": (1, 1)}, ["check.no-table"]),
]


@pytest.mark.parametrize(("schedule", "expected"), TABLES)
def test_tables_are_there_and_used_once(
    schedule: dict[str, tuple[int, int | None]], expected: list[str]
) -> None:
    people = tuple(Participant(each) for each in "ABCD")
    problem = Problem(
        "t", "all", 2, people, (Request("r", "A", "B"), Request("s", "C", "D")), capacity=(2, 1)
    )
    meetings = {each: Meeting(*place) for each, place in schedule.items()}

    verdict = check(problem, Solution("t", "unknown", meetings))

    assert [each.sentence.code for each in verdict.violations] == expected


def test_strangers_and_slots_that_are_not_there_are_violations() -> None:
    problem = Problem("t", "choose", 2, (Participant("A"), Participant("B")), (Request("r", "A", "B"),))

    verdict = check(problem, Solution("t", "unknown", {"x": Meeting(0), "r": Meeting(2)}))

    assert [each.text() for each in verdict.violations] == [
        "The timetable holds x, which the instance does not know.",
        "r lies in slot 2, which there is not.",
    ]


def test_violation_names_whom_it_concerns_in_both_languages() -> None:
    people = tuple(Participant(each) for each in "ABC")
    problem = Problem("t", "all", 1, people, (Request("r", "A", "B"), Request("s", "A", "C")))

    [violation] = check(problem, Solution("t", "unknown", {"r": Meeting(0), "s": Meeting(0)})).violations

    assert (violation.requests, violation.participants, violation.slots) == (("r", "s"), ("A",), (0,))
    assert violation.text("en") == "A is in r and s at once, in slot 0."
    assert violation.text("zh-hans") == "A在时段0同时参加r和s。"


def test_changes_are_not_judged_without_the_earlier_timetable() -> None:
    problem = Problem("t", "choose", 1, (Participant("A"), Participant("B")), (Request("r", "A", "B"),))

    verdict = check(problem, Solution("t", "unknown", {"r": Meeting(0)}, moved=1, added=1, moved_bound=1))

    assert [(each.name, each.state) for each in verdict.claims] == [
        ("moved", "open"),
        ("added", "open"),
        ("moved", "open"),
    ]
    assert verdict.is_valid


def test_sides_are_checked_where_they_matter() -> None:
    people = (Participant("A", side="x"), Participant("B", side="x"))
    problem = Problem("t", "choose", 1, people, (Request("r", "A", "B"),), bipartite=True)

    verdict = check(problem, Solution("t", "unknown", {"r": Meeting(0)}))

    assert [each.sentence.code for each in verdict.violations] == ["check.sides"]


def test_check_imports_plain_fields_only() -> None:
    allowed = {"problem", "result", "qiao.engines.shape.claim", "qiao.engines.shape.words"}
    imported, read = set(), set()
    for path in PACKAGE.glob("**/*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("qiao."):
                imported.add((node.module or "").removeprefix("qiao.engines.timetabling."))
            if isinstance(node, ast.Attribute):
                read.add(node.attr)

    assert {each for each in imported if not each.startswith("check")} == allowed
    assert read & CACHED == set()


@pytest.mark.cases
def test_schedule_of_a_published_case_and_its_corruptions_are_judged(cases: Path) -> None:
    problem = read_problem((cases / "timetabling" / "tic-12.prec25.json").read_bytes())
    schedule = any_schedule(problem)

    verdict = check(problem, solution_of(problem, schedule))
    wrongly_judged = [
        corrupted
        for number, corrupted in enumerate(corruptions_of(problem, schedule))
        if number % 8 == 0
        and check(problem, solution_of(problem, corrupted)).is_valid != is_legal(problem, corrupted)
    ]

    assert verdict.violations == ()
    assert wrongly_judged == []


def any_schedule(problem: Problem) -> Schedule:
    """Any legal timetable of an instance with tables, orders and fairness, by the plainest of models."""
    from ortools.sat.python import cp_model

    model = cp_model.CpModel()
    slot_of = {each.id: model.new_int_var(0, problem.slots - 1, "") for each in problem.requests}
    for person in problem.participants:
        mine = [each for each in problem.requests if person.id in (each.a, each.b)]
        if not mine:
            continue
        model.add_all_different(slot_of[each.id] for each in mine)
        ends = [model.new_int_var(0, problem.slots - 1, "") for _ in range(2)]
        model.add_min_equality(ends[0], [slot_of[each.id] for each in mine])
        model.add_max_equality(ends[1], [slot_of[each.id] for each in mine])
        model.add(ends[1] - ends[0] <= len(mine) + 1)  # at most two slots are left empty: two breaks
    for each in problem.requests:
        for earlier in each.after:
            model.add(slot_of[each.id] > slot_of[earlier])
    tables = max(problem.capacity or (0,))
    spans = [model.new_fixed_size_interval_var(slot_of[each.id], 1, "") for each in problem.requests]
    model.add_cumulative(spans, [1] * len(spans), tables)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    assert solver.solve(model) in (cp_model.OPTIMAL, cp_model.FEASIBLE)
    return {each.id: solver.value(slot_of[each.id]) for each in problem.requests}
