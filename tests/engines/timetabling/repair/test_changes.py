import pytest

from qiao.engines.timetabling.problem import Participant, Problem, Request
from qiao.engines.timetabling.repair import (
    add_wish,
    after_release,
    arrive_late,
    cancel,
    leave_early,
    lose_tables,
    swap,
)
from qiao.engines.timetabling.result import Meeting, Solution

PEOPLE = tuple(map(Participant, "abc"))
REQUESTS = (Request("ab", "a", "b"), Request("bc", "b", "c", after=("ab",)), Request("ca", "c", "a", slot=3))


def released() -> Problem:
    problem = Problem("release", "choose", 4, PEOPLE, REQUESTS, capacity=(2, 2, 1, 1))
    changed = after_release(problem, Solution("release", "feasible", {"ab": Meeting(0), "bc": Meeting(1)}))
    assert (len(changed.domains), changed.zones) == (3, (None, None, None))  # found out, to be handed on
    return changed


CHANGES = [
    lambda p: cancel(p, "b"),
    lambda p: arrive_late(p, "b", 2),
    lambda p: leave_early(p, "c", 2),
    lambda p: lose_tables(p, 2, 1),
    lambda p: lose_tables(p, 1, 1),
    lambda p: add_wish(p, Request("new", "a", "c", slot=1)),
    lambda p: swap(p, "ab", Request("cb", "c", "b")),
    lambda p: arrive_late(lose_tables(cancel(p, "a"), 0, 5), "c", 1),
]


@pytest.mark.parametrize("change", CHANGES)
def test_changed_instance_knows_what_it_would_find_out_itself(change: object) -> None:
    changed = change(released())  # type: ignore[operator]

    anew = Problem(**{name: getattr(changed, name) for name in Problem.__dataclass_fields__})

    assert changed == anew
    assert changed.available == anew.available
    assert changed.domains == anew.domains
    assert (changed.pairs, changed.zones) == (anew.pairs, anew.zones)
    assert changed.request_index == anew.request_index
    assert changed.previous is not None


def test_change_says_what_happened() -> None:
    assert arrive_late(released(), "b", 2).participants[1].unavailable == {0, 1}
    assert leave_early(released(), "b", 2).participants[1].unavailable == {3}
    assert cancel(released(), "b").domains == (0, 0, 8)
    assert lose_tables(released(), 0, 5).capacity == (0, 2, 1, 1)


def test_swapped_meeting_stays_where_it_was() -> None:
    changed = swap(released(), "ab", Request("cb", "c", "b"))

    assert changed.previous == {"cb": 0, "bc": 1}
    assert [each.id for each in changed.requests] == ["cb", "bc", "ca"]
    assert changed.requests[1].after == ("cb",)


def test_tables_without_a_limit_cannot_be_lost() -> None:
    with pytest.raises(ValueError, match="none can be lost"):
        lose_tables(Problem("free", "choose", 1, PEOPLE, ()), 0, 1)


def test_unknown_request_cannot_be_swapped() -> None:
    with pytest.raises(KeyError):
        swap(released(), "nothing", Request("cb", "c", "b"))
