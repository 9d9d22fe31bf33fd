"""Explanations of small instances against every timetable that there is."""

import re
from dataclasses import replace
from fractions import Fraction

from hypothesis import given, settings

from qiao.engines.shape.words import Sentence, say
from qiao.engines.timetabling.check import check
from qiao.engines.timetabling.choosing import solve_choosing
from qiao.engines.timetabling.explain import Refusal, explain
from qiao.engines.timetabling.problem import Participant, Problem, Request
from qiao.engines.timetabling.result import Conflict, Meeting, Solution
from qiao.engines.timetabling.run import Run
from tests.engines.timetabling.explain.oracle import best_solution, can_hold, every_single_change
from tests.support.instances import (
    brute_force,
    every_timetable,
    is_legal,
    small_problems,
    weight_of,
    without_floor,
)

# Which rules `check` finds broken where a reason says that a slot is closed.
BROKEN = {
    "never": {"unavailable"},
    "common": {"unavailable", "session", "allowed", "fixed", "full"},
    "session": {"session", "unavailable"},
    "allowed": {"session", "allowed", "fixed", "unavailable"},
    "no-table": {"full", "unavailable", "session", "allowed", "fixed"},
    "cap": {"max-meetings"},
    "busy": {"twice-in-slot"},
    "tables": {"full"},
    "day": {"max-per-day"},
    "run": {"max-run"},
    "walk": {"travel"},
    "order": {"after"},
    "fairness": {"fairness"},
    "moved": {"max-moved"},
}
PEOPLE = (Participant("Ana"), Participant("Ben"), Participant("Chen"))
REQUESTS = (Request("ab", "Ana", "Ben"), Request("ac", "Ana", "Chen"))
say({"test.conflict": ("Ana has one slot too few.", "Ana缺一个时段。")})
CONFLICT = Conflict(("ab", "ac"), ("Ana", "Ben", "Chen"), (0,), Sentence("test.conflict"))
CHOOSING = small_problems(modes=["choose"])


def with_meeting(problem: Problem, solution: Solution, request: str, slot: int) -> set[str]:
    """The rules that are broken when one more meeting is put into a slot."""
    schedule = {**solution.schedule, request: Meeting(slot)}
    verdict = check(problem, Solution("", "unknown", schedule))
    return {each.sentence.code.removeprefix("check.") for each in verdict.violations}


def texts(refusal: Refusal) -> list[str]:
    return [*refusal.sentences("en"), *refusal.sentences("zh-hans")]


@given(problem=CHOOSING)
@settings(max_examples=50, deadline=None)
def test_explain_every_refused_request_and_no_other(problem: Problem) -> None:
    solution = best_solution(problem)

    if solution is not None:
        refusals = explain(problem, solution).refusals
        refused = [each.id for each in problem.requests if each.id not in solution.schedule]
        assert [each.request for each in refusals] == refused
        assert all(each.reasons for each in refusals)


@given(problem=CHOOSING)
@settings(max_examples=50, deadline=None)
def test_reasons_close_every_slot_as_the_check_does(problem: Problem) -> None:
    solution = best_solution(problem)

    for refusal in explain(problem, solution).refusals if solution else ():
        broken = {
            slot: with_meeting(problem, solution, refusal.request, slot) for slot in range(problem.slots)
        }
        told = {slot for reason in refusal.reasons for slot in reason.slots}
        assert told >= {slot for slot, codes in broken.items() if "no-day" not in codes}
        for reason in refusal.reasons:
            if reason.code in BROKEN:
                assert all(broken[slot] & BROKEN[reason.code] for slot in reason.slots)
            if reason.code == "open":
                assert not any(broken[slot] for slot in reason.slots)


@given(problem=CHOOSING)
@settings(max_examples=50, deadline=None)
def test_changes_hold_the_request_and_all_that_was_held(problem: Problem) -> None:
    solution = best_solution(problem)

    for refusal in explain(problem, solution).refusals if solution else ():
        for change in refusal.changes:
            changed, found = change.problem(problem), change.solution(solution)
            given_up = {edit.request for edit in change.edits if edit.kind == "give-up"}
            slots = {name: meeting.slot for name, meeting in found.schedule.items()}
            assert check(changed, found).is_valid
            assert is_legal(changed, slots)
            assert set(slots) == {*solution.schedule, refusal.request} - given_up


@given(problem=small_problems(modes=["choose"], most_requests=5, most_slots=4))
@settings(max_examples=40, deadline=None)
def test_no_single_change_is_left_where_that_is_claimed(problem: Problem) -> None:
    solution = best_solution(problem)

    for refusal in explain(problem, solution).refusals if solution else ():
        request = problem.requests[problem.request_index[refusal.request]]
        if not refusal.single_changes and refusal.is_exhaustive:
            tried = every_single_change(problem, solution, request)
            assert not any(can_hold(changed, names) for changed, names in tried)


@given(problem=small_problems(modes=["choose"], without=["fairness"]))
@settings(max_examples=50, deadline=None)
def test_single_change_is_found_or_disproved_in_small_instances(problem: Problem) -> None:
    solution = best_solution(problem)

    for refusal in explain(problem, solution).refusals if solution else ():
        assert refusal.single_changes or refusal.is_exhaustive


@given(problem=small_problems(modes=["choose"], with_previous=True))
@settings(max_examples=40, deadline=None)
def test_changes_keep_the_limit_of_moved_meetings(problem: Problem) -> None:
    solution = best_solution(problem)

    for refusal in explain(problem, solution).refusals if solution else ():
        for change in refusal.changes:
            assert check(change.problem(problem), change.solution(solution)).is_valid


def test_share_holds_what_has_to_be_held() -> None:
    """Without the first slot three others could be held, but the mandatory one needs it."""
    people = (Participant("p0"), Participant("p1", max_run=3))
    requests = (
        Request("r0", "p0", "p1"),
        Request("r1", "p0", "p1"),
        Request("r2", "p0", "p1", mandatory=True, slot=0, after=("r0", "r1")),
        Request("r3", "p0", "p1", mandatory=True),
    )
    problem = Problem("small", "choose", 4, people, requests)
    held = Solution("small", "optimal", {"r2": Meeting(0), "r3": Meeting(1)})

    assert [(each.best, each.is_exact) for each in explain(problem, held).shares] == [(2, True), (2, True)]


@given(problem=CHOOSING)
@settings(max_examples=50, deadline=None)
def test_shares_equal_the_best_of_each_participant_alone(problem: Problem) -> None:
    solution = best_solution(problem)

    for share in explain(problem, solution).shares if solution else ():
        mine = tuple(each for each in problem.requests if share.participant in (each.a, each.b))
        best = brute_force(replace(without_floor(problem), requests=mine, fairness=None))
        assert share.is_exact
        assert Fraction(str(share.best)) == best.weight
        assert share.weight == float(sum(Fraction(str(r.weight)) for r in mine if r.id in solution.schedule))


@given(problem=CHOOSING)
@settings(max_examples=40, deadline=None)
def test_names_of_others_are_not_told_to_those_who_may_not_see_them(problem: Problem) -> None:
    solution = best_solution(problem)

    account = explain(problem, solution, may_see=lambda _name: False) if solution else None
    for refusal in account.refusals if account else ():
        request = problem.requests[problem.request_index[refusal.request]]
        named = {name for text in texts(refusal) for name in re.findall(r"[pr]\d+", text)}
        assert named <= {request.id, request.a, request.b}
        assert not any(reason.requests for reason in refusal.reasons)
        assert not any(edit.kind == "give-up" for change in refusal.changes for edit in change.edits)
    for share in account.shares if account else ():
        assert re.findall(r"[pr]\d+", share.sentence.text("en") + share.sentence.text("zh-hans")) == []


@given(problem=small_problems(modes=["choose"], without=["fairness"]))
@settings(max_examples=40, deadline=None)
def test_prices_say_what_holding_the_request_would_cost(problem: Problem) -> None:
    solution = solve_choosing(problem, Run(time_limit=5))

    for refusal in explain(problem, solution).refusals:
        for reason in refusal.reasons:
            if reason.code == "price":
                with_it = [
                    weight_of(problem, each) for each in every_timetable(problem) if refusal.request in each
                ]
                weight = Fraction(str(solution.weight))
                assert all(each <= weight for each in with_it)
                if reason.sentence.code == "explain.why.price.worse":
                    assert all(each < weight for each in with_it)


def test_share_says_how_far_it_is_from_the_floor() -> None:
    people = (replace(PEOPLE[0], min_meetings=1), *PEOPLE[1:])
    problem = Problem("day", "choose", 2, people, REQUESTS, floor=2)

    shares = explain(problem, Solution("day", "unknown", {"ab": Meeting(0)})).shares

    assert [each.floor for each in shares] == [1, 2, 2]
    assert shares[0].sentence.text("en").endswith("for you alone. The floor of 1 is met.")
    assert shares[1].sentence.text("en").endswith("for you alone. That is 1 below the floor of 2.")
    assert shares[2].sentence.text("zh-hans").endswith("最高可达1。距会面下限2场还差2场。")


def test_best_weight_within_the_floor_is_said_as_such() -> None:
    """The heavier wish would leave one more without a meeting."""
    people = tuple(map(Participant, ("Ana", "Ben", "Chen", "Dou")))
    requests = (Request("ab", "Ana", "Ben", 5), Request("ac", "Ana", "Chen"), Request("bd", "Ben", "Dou"))
    problem = Problem("day", "choose", 1, people, requests, floor=1)
    solution = solve_choosing(problem, Run(time_limit=5))

    refusal = explain(problem, solution).refusals[0]

    assert (sorted(solution.schedule), refusal.request) == (["ac", "bd"], "ab")
    assert refusal.reasons[-1].sentence.code == "explain.why.weight.floor"


def test_explain_infeasible_instance_by_its_conflict() -> None:
    problem = Problem("day", "all", 1, PEOPLE, REQUESTS)
    solution = Solution("day", "infeasible", conflict=CONFLICT)

    account = explain(problem, solution)

    assert account.conflict == CONFLICT.sentence
    assert [each.sentences("en") for each in account.refusals] == [
        ["There is no timetable that holds every request that has to be held. Ana has one slot too few."]
    ] * 2


def test_conflict_of_others_is_not_told_to_those_who_may_not_see_them() -> None:
    problem = Problem("day", "all", 1, PEOPLE, REQUESTS)
    solution = Solution("day", "infeasible", conflict=CONFLICT)

    account = explain(problem, solution, requests=["ab"], may_see=lambda name: name != "Chen")

    assert account.conflict == Sentence("explain.why.infeasible")
