from qiao.engines.timetabling.problem import Participant, Problem, Request
from qiao.engines.timetabling.repair import difference
from qiao.engines.timetabling.result import Meeting, Solution

PEOPLE = tuple(map(Participant, ("Duke", "ANU", "Lab")))
REQUESTS = (Request("1", "Duke", "ANU"), Request("2", "Duke", "Lab"), Request("3", "ANU", "Lab"))
PROBLEM = Problem("plan", "choose", 6, PEOPLE, REQUESTS)


def told(before: dict[str, Meeting], after: dict[str, Meeting], language: str) -> list[str]:
    plans = [Solution("plan", "feasible", schedule) for schedule in (before, after)]
    return [each.text(language) for each in difference(PROBLEM, *plans)]  # type: ignore[arg-type]


def test_everybody_hears_of_what_changes_for_them_by_slot() -> None:
    before = {"1": Meeting(3), "2": Meeting(1)}
    after = {"1": Meeting(5), "3": Meeting(0)}

    assert told(before, after, "en") == [
        "Duke: the meeting with Lab in slot 1 is cancelled.",
        "Duke: the meeting with ANU moves from slot 3 to slot 5.",
        "ANU: a new meeting with Lab in slot 0.",
        "ANU: the meeting with Duke moves from slot 3 to slot 5.",
        "Lab: a new meeting with ANU in slot 0.",
        "Lab: the meeting with Duke in slot 1 is cancelled.",
    ]
    assert told(before, after, "zh-hans")[:3] == [
        "Duke：与Lab在第1时段的会面取消。",
        "Duke：与ANU的会面由第3时段改至第5时段。",
        "ANU：新增与Lab在第0时段的会面。",
    ]


def test_another_table_is_told_and_the_same_plan_is_nothing() -> None:
    before, after = {"1": Meeting(2, 0)}, {"1": Meeting(2, 4)}

    assert told(before, after, "en") == [
        "Duke: the meeting with ANU in slot 2 is at table 4 now.",
        "ANU: the meeting with Duke in slot 2 is at table 4 now.",
    ]
    assert told(before, before, "en") == []
    assert told(before, {"1": Meeting(2)}, "en") == []
