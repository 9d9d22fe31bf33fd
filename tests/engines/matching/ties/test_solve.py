import numpy as np
import pytest
from hypothesis import given, settings

from qiao.engines.matching.columns import Columns, columns_of
from qiao.engines.matching.problem import Applicant, Programme, Round, strict
from qiao.engines.matching.ties import Largest, kiraly, solve_largest
from qiao.engines.shape.run import Run
from tests.engines.matching.ties.rounds import hard, is_stable, largest_of, rounds


@given(rounds())
@settings(max_examples=200)
def test_is_the_largest_of_all(instance: Round) -> None:
    columns = columns_of(instance)

    found = solve_largest(columns, Run())

    assert found.is_proved
    assert found.size == found.bound == largest_of(columns)
    assert is_stable(instance, found.place)
    assert covers(columns, found)


def test_places_all_where_the_smallest_stable_matching_places_half() -> None:
    """Two copies of the instance of Manlove et al. (2002) with stable matchings of two sizes."""
    instance = Round(
        "gap",
        tuple(
            applicant
            for n in (0, 2)
            for applicant in (
                Applicant(f"r{n}", strict(f"h{n}", f"h{n + 1}")),
                Applicant(f"r{n + 1}", strict(f"h{n}")),
            )
        ),
        tuple(
            programme
            for n in (0, 2)
            for programme in (
                Programme(f"h{n}", 1, ((f"r{n}", f"r{n + 1}"),)),
                Programme(f"h{n + 1}", 1, strict(f"r{n}")),
            )
        ),
    )

    found = solve_largest(columns_of(instance), Run())

    assert found.place.tolist() == [1, 0, 3, 2]
    assert (found.bound, found.is_proved) == (4, True)
    assert found.cover is not None


@pytest.mark.parametrize(
    ("k", "ties", "share"), [(200, 0.85, 0.0), (200, 0.5, 0.0), (40, 0.6, 0.3), (10, 0.9, 0.5), (100, 0.3, 0)]
)
def test_proves_rounds_with_many_ties(k: int, ties: float, share: float) -> None:
    instance = hard(200, k, ties=ties, applicant_ties=share)
    columns = columns_of(instance)

    found = solve_largest(columns, Run())

    assert found.is_proved
    assert found.size == found.bound >= np.count_nonzero(kiraly(columns) >= 0)
    assert is_stable(instance, found.place)
    assert covers(columns, found)


def test_the_same_seed_gives_the_same_matching() -> None:
    columns = columns_of(hard(150, 50, ties=0.6))

    one, other = (solve_largest(columns, Run(seed=7)) for _ in range(2))

    assert one.place.tobytes() == other.place.tobytes()


def test_what_is_known_at_once_is_given_when_there_is_no_time() -> None:
    instance = hard(200, 100, ties=0.6)

    found = solve_largest(columns_of(instance), Run(time_limit=0.0))

    assert is_stable(instance, found.place)
    assert found.size < found.bound
    assert not found.is_proved


def test_a_run_that_is_stopped_in_between_gives_the_best_so_far() -> None:
    asked = iter(range(1_000))
    instance = hard(200, 100, ties=0.6)

    found = solve_largest(columns_of(instance), Run(should_stop=lambda: next(asked) > 3))

    assert is_stable(instance, found.place)
    assert found.size <= found.bound


def test_too_large_a_formula_is_not_written(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("qiao.engines.matching.ties.solve._MOST_CELLS", 10)
    instance = hard(200, 100, ties=0.6)

    found = solve_largest(columns_of(instance), Run())

    assert found.algorithm == "Király"
    assert is_stable(instance, found.place)


def covers(columns: Columns, found: Largest) -> bool:
    """Whether the cover, if there is one, proves the bound."""
    if found.cover is None:
        return True
    people, places = found.cover
    most = len(people) + int(columns.capacity[list(places)].sum())
    covered = np.isin(columns.applicant, people) | np.isin(columns.programme, places)
    return bool(covered.all()) and most == found.bound
