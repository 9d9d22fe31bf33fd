"""One small instance for each reason and for each change."""

from collections.abc import Callable
from typing import Any

import pytest

from qiao.engines.shape.words import Sentence
from qiao.engines.timetabling.explain import Refusal, everything, explain
from qiao.engines.timetabling.problem import Participant, Problem, Request
from qiao.engines.timetabling.result import Meeting, Solution
from qiao.engines.timetabling.run import Run

ANA, BEN, CHEN, DANA = (Participant(name) for name in ("Ana", "Ben", "Chen", "Dana"))
WISH = Request("wish", "Ana", "Ben", weight=2)


def refusal_in(
    people: tuple[Participant, ...] = (ANA, BEN, CHEN, DANA),
    requests: tuple[Request, ...] = (WISH,),
    held: dict[str, int] | None = None,
    *,
    slots: int = 1,
    may_see: Callable[[str], bool] = everything,
    **rules: Any,
) -> Refusal:
    """The refusal of the wish in a timetable without a bound."""
    problem = Problem("day", "choose", slots, people, requests, **rules)
    schedule = {name: Meeting(slot) for name, slot in (held or {}).items()}
    solution = Solution("day", "feasible", schedule)
    return explain(problem, solution, requests=["wish"], may_see=may_see).refusals[0]


def with_chen(**about: Any) -> Request:
    return Request("chen", "Ana", "Chen", **about)


def test_refusal_without_common_slot() -> None:
    refusal = refusal_in((Participant("Ana", unavailable=frozenset({0})), BEN))

    assert refusal.sentences("en") == [
        "Ana and Ben are never available in the same slot: Ana is not available in slot 0.",
        "With Ana available in slot 0, it can be held in slot 0.",
    ]
    assert refusal.sentences("zh-hans") == [
        "Ana和Ben没有共同的空闲时段：Ana在时段0无空。",
        "如果Ana在时段0有空，即可安排在时段0。",
    ]


def test_refusal_outside_the_session() -> None:
    wish = Request("wish", "Ana", "Ben", session="AM")
    people = (Participant("Ana", unavailable=frozenset({0})), BEN)

    refusal = refusal_in(people, (wish,), slots=2, sessions={"AM": frozenset({0})})

    assert refusal.reasons[0].code == "session"
    assert [change.edits[0].kind for change in refusal.changes] == ["free", "window"]


def test_refusal_outside_the_allowed_slots() -> None:
    wish = Request("wish", "Ana", "Ben", allowed=frozenset({0}))
    people = (ANA, Participant("Ben", unavailable=frozenset({0})))

    refusal = refusal_in(people, (wish,), slots=2)

    assert refusal.reasons[0].code == "allowed"
    assert [change.edits[0].kind for change in refusal.changes] == ["window", "free"]


def test_refusal_without_any_table() -> None:
    refusal = refusal_in(capacity=(0,))

    assert refusal.reasons[0].code == "no-table"
    assert [change.edits[0].kind for change in refusal.changes] == ["table"]


def test_refusal_by_full_tables() -> None:
    other = Request("other", "Chen", "Dana", weight=3)

    refusal = refusal_in(requests=(WISH, other), held={"other": 0}, capacity=(1,))

    assert refusal.sentences("en") == [
        "Every table is taken in slot 0.",
        "With one more table in slot 0, it can be held in slot 0.",
    ]


def test_refusal_by_cap_names_what_fills_it() -> None:
    people = (Participant("Ana", max_meetings=1), BEN, CHEN)

    refusal = refusal_in(people, (WISH, with_chen(weight=3)), {"chen": 0}, slots=2)

    assert refusal.sentences("en") == [
        "Ana already holds 1 meeting, the most allowed: chen (better-rated).",
        "With one more meeting allowed to Ana, it can be held in slot 1.",
    ]


def test_refusal_by_cap_only_counts_what_may_not_be_seen() -> None:
    people = (Participant("Ana", max_meetings=1), BEN, CHEN)

    refusal = refusal_in(
        people, (WISH, with_chen(weight=3)), {"chen": 0}, slots=2, may_see=lambda name: name != "Chen"
    )

    assert (refusal.reasons[0].requests, refusal.reasons[0].hidden) == ((), 1)
    assert refusal.sentences("en")[0] == (
        "Ana already holds 1 meeting, the most allowed: one better-rated wish."
    )
    assert refusal.sentences("zh-hans")[0] == "Ana已安排1场会面，达到上限：1项评分更高的意愿。"


def test_refusal_by_mandatory_meeting_that_cannot_give_way() -> None:
    refusal = refusal_in(requests=(WISH, with_chen(mandatory=True)), held={"chen": 0})

    assert refusal.sentences("en")[:2] == [
        "Ana is in another meeting in slot 0: chen (mandatory).",
        Sentence("explain.none.proved").text(),
    ]
    assert (refusal.changes, refusal.is_exhaustive) == ((), True)


def test_refusal_by_no_better_meeting_offers_to_give_it_up() -> None:
    refusal = refusal_in(requests=(WISH, with_chen(weight=2)), held={"chen": 0})

    assert refusal.sentences("en") == [
        "Ana is in another meeting in slot 0: chen (equally rated).",
        "With chen given up, it can be held in slot 0.",
    ]


def test_meeting_that_may_not_be_seen_is_not_offered() -> None:
    refusal = refusal_in(
        requests=(WISH, with_chen(weight=2)), held={"chen": 0}, may_see=lambda name: name != "chen"
    )

    assert refusal.changes == ()
    assert refusal.answer is not None
    assert refusal.answer.code == "explain.none.seen"


def test_refusal_by_full_day() -> None:
    people = (Participant("Ana", max_per_day=1), BEN, CHEN)

    refusal = refusal_in(people, (WISH, with_chen(weight=3)), {"chen": 0}, slots=2)

    assert [reason.code for reason in refusal.reasons] == ["busy", "day"]
    assert [change.edits[0].kind for change in refusal.changes] == ["day"]


def test_refusal_by_run() -> None:
    people = (Participant("Ana", max_run=1), BEN, CHEN)

    refusal = refusal_in(people, (WISH, with_chen(weight=3)), {"chen": 0}, slots=2)

    assert [reason.code for reason in refusal.reasons] == ["busy", "run"]
    assert [change.edits[0].kind for change in refusal.changes] == ["run"]


def test_refusal_by_walk() -> None:
    requests = (Request("wish", "Ana", "Ben", zone="B"), with_chen(weight=3, zone="A", slot=0))

    refusal = refusal_in((ANA, BEN, CHEN), requests, {"chen": 0}, slots=2, travel={("A", "B"): 1})

    assert [reason.code for reason in refusal.reasons] == ["busy", "walk"]
    assert refusal.single_changes == ()


def test_refusal_by_order() -> None:
    wish = Request("wish", "Ana", "Ben", slot=0, after=("chen",))

    refusal = refusal_in(requests=(wish, with_chen(weight=3)), held={"chen": 1}, slots=2)

    assert "order" in [reason.code for reason in refusal.reasons]
    assert refusal.sentences("en")[-1] == (
        "With wish no longer bound to follow chen, it can be held in slot 0."
    )


def test_request_that_nothing_forbids_is_said_to_be_open() -> None:
    refusal = refusal_in(slots=2)

    assert refusal.sentences("en") == [
        "Nothing forbids it in slots 0–1; it was left out of this timetable.",
        "It can be held in slot 0 with nothing else changed.",
    ]


def test_request_without_weight_is_said_to_have_none() -> None:
    refusal = refusal_in(requests=(Request("wish", "Ana", "Ben", weight=0),))

    assert refusal.reasons[0].sentence.code == "explain.why.weightless"


def test_refusal_by_fairness() -> None:
    requests = (WISH, with_chen(slot=0), Request("late", "Ana", "Dana", slot=1))

    refusal = refusal_in(requests=requests, held={"chen": 0, "late": 1}, slots=4, fairness=0)

    assert "fairness" in [reason.code for reason in refusal.reasons]


def test_moves_of_others_grant_a_request_where_no_bound_is_known() -> None:
    chen = with_chen(weight=3)
    people = (ANA, Participant("Ben", unavailable=frozenset({1})), CHEN)

    refusal = refusal_in(people, (WISH, chen), {"chen": 0}, slots=2)

    assert refusal.sentences("en")[-2:] == [
        "It can be held in slot 0 by moving 1 other meeting.",
        "With Ben available in slot 1, it can be held in slot 1.",
    ]


def test_two_changes_are_told_where_one_is_not_enough() -> None:
    people = (Participant("Ana", unavailable=frozenset({0})), Participant("Ben", unavailable=frozenset({0})))

    refusal = refusal_in(people)

    assert refusal.is_exhaustive
    assert refusal.sentences("en")[-1] == (
        "With Ana available in slot 0 and Ben available in slot 0, it can be held in slot 0."
    )


def test_unknown_request_is_an_error() -> None:
    problem = Problem("day", "choose", 1, (ANA, BEN), (WISH,))

    with pytest.raises(KeyError):
        explain(problem, Solution("day", "optimal"), requests=["nobody"])


def test_run_that_is_over_still_gives_every_reason() -> None:
    problem = Problem("day", "choose", 1, (ANA, BEN, CHEN), (WISH, with_chen(mandatory=True)))
    solution = Solution("day", "feasible", {"chen": Meeting(0)})

    [refusal] = explain(problem, solution, run=Run(time_limit=0)).refusals

    assert [reason.code for reason in refusal.reasons] == ["busy"]
    assert refusal.answer is not None
    assert (refusal.answer.code, refusal.is_exhaustive) == ("explain.none.found", False)


def test_timetable_that_was_not_found_is_the_reason_for_all() -> None:
    problem = Problem("day", "choose", 1, (ANA, BEN), (Request("wish", "Ana", "Ben", mandatory=True),))

    [refusal] = explain(problem, Solution("day", "unknown")).refusals

    assert [reason.code for reason in refusal.reasons] == ["unfound"]


def test_empty_handed_are_told_why() -> None:
    problem = Problem("day", "choose", 1, (ANA, BEN, CHEN), (WISH, with_chen(weight=3)))
    solution = Solution("day", "feasible", {"chen": Meeting(0)}, weight=3)

    account = explain(problem, solution)

    [nothing] = account.empty_handed
    assert nothing.sentence.text("en") == "Ben got none of 1 wishes: taken by other meetings (1)."
    assert account.spread is not None
    assert (account.spread.least, account.spread.median, account.spread.most) == (0, 1, 1)
