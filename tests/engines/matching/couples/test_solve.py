"""Stable matchings with couples, against all matchings of small rounds."""

import dataclasses
import json
import subprocess
import sys

import pytest
from hypothesis import given, settings

from benchmarks.matching_couples import generate
from qiao.engines.matching.check import check
from qiao.engines.matching.couples import solve_couples
from qiao.engines.matching.couples.exact import decide
from qiao.engines.matching.couples.market import market_of
from qiao.engines.matching.couples.rules import blocking_of
from qiao.engines.matching.couples.solve import passes
from qiao.engines.matching.problem import Applicant, Couple, CoupleRule, Programme, Region, Round, strict
from qiao.engines.shape.run import Run
from tests.engines.matching.couples.rounds import fewest_blocking, small_rounds

KLAUS_KLIJN = Round(
    "none",
    (Applicant("f"), Applicant("m"), Applicant("s", strict("h1", "h2"))),
    (Programme("h1", 1, strict("f", "s")), Programme("h2", 1, strict("s", "m"))),
    couples=(Couple("fm", ("f", "m"), (("h1", "h2"),)),),
)


def judge(instance: Round) -> None:
    fewest = fewest_blocking(instance)
    result = solve_couples(instance, Run())
    verdict = check(instance, result)
    assert result.status == ("stable" if fewest == 0 else "none")
    assert result.match.keys() == {each.id for each in instance.applicants}
    assert dict(result.shortfalls) == dict(verdict.shortfalls)
    if fewest is None:
        assert {each.sentence.code for each in verdict.violations} == {"match.below-minimum"}
    else:
        assert not verdict.violations
        assert len(result.blocking) == len(verdict.blocking) == fewest


@settings(max_examples=150, deadline=None)
@given(small_rounds())
def test_strict_lists(instance: Round) -> None:
    judge(instance)


@settings(max_examples=150, deadline=None)
@given(small_rounds(has_ties=True))
def test_ties_on_both_sides(instance: Round) -> None:
    judge(instance)


@settings(max_examples=150, deadline=None)
@given(small_rounds(has_ties=True, has_types=True))
def test_reserves_and_caps(instance: Round) -> None:
    judge(instance)


@settings(max_examples=100, deadline=None)
@given(small_rounds(has_ties=True, has_minimums=True))
def test_lower_quotas_that_must_be_met(instance: Round) -> None:
    judge(instance)


@settings(max_examples=60, deadline=None)
@given(small_rounds(has_ties=True, has_types=True, has_minimums=True))
def test_exact_decision_alone(instance: Round) -> None:
    market = market_of(instance)
    near, _blocking = passes(market, Run()) if not market.typed else (market.start[:-1] * 0 - 1, [])
    found = decide(market, near, Run())
    assert found.is_proved
    assert (found.at is not None) == (fewest_blocking(instance) == 0)
    assert found.at is None or not blocking_of(market, found.at)


@settings(max_examples=60, deadline=None)
@given(small_rounds(has_ties=True, has_types=True))
def test_same_seed_gives_the_same_result(instance: Round) -> None:
    again = dataclasses.replace(instance)
    assert solve_couples(instance, Run(seed=7)) == solve_couples(again, Run(seed=7))


def test_published_round_without_stable_matching() -> None:
    result = solve_couples(KLAUS_KLIJN, Run())

    assert (result.status, len(result.blocking)) == ("none", 1)
    assert len(check(KLAUS_KLIJN, result).blocking) == 1
    assert all(each.text("en") and each.text("zh-hans") for each in result.blocking)


@pytest.mark.parametrize(("rule", "status"), [("choice", "stable"), ("mm", "none")])
def test_rules_differ_where_both_go_to_one_programme(rule: CoupleRule, status: str) -> None:
    """Under ``mm`` the better member takes the place of the single and the other one the free place."""
    instance = Round(
        "rules",
        (Applicant("a"), Applicant("b"), Applicant("s", strict("p"))),
        (Programme("p", 2, strict("a", "s", "b")),),
        couples=(Couple("ab", ("a", "b"), (("p", "p"),)),),
        couple_rule=rule,
    )
    result = solve_couples(instance, Run())

    assert result.status == status
    assert check(instance, result).is_stable == (status == "stable")


@pytest.mark.parametrize("seed", [0, 1])
def test_market_with_many_couples(seed: int) -> None:
    instance = generate(160, 30, 16, seed)
    result = solve_couples(instance, Run(seed=seed))

    assert result.status == "stable"
    assert check(instance, result).is_stable


def test_no_time_leaves_it_open_and_says_what_blocks() -> None:
    result = solve_couples(KLAUS_KLIJN, Run(time_limit=0))

    assert (result.status, len(result.blocking)) == ("open", 1)


def test_compiled_kernels_and_plain_ones_give_the_same_match() -> None:
    """In a process of its own, in which there is no numba."""
    script = (
        "import json, sys\n"
        "sys.modules['numba'] = None\n"
        "from benchmarks.matching_couples import generate\n"
        "from qiao.engines.matching.couples import solve_couples\n"
        "from qiao.engines.shape.run import Run\n"
        "print(json.dumps(solve_couples(generate(400, 40, 40, 2), Run()).match))\n"
    )
    said = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True, text=True).stdout

    assert json.loads(said) == solve_couples(generate(400, 40, 40, 2), Run()).match


def test_rounds_that_no_rule_speaks_of_are_refused() -> None:
    instance = Round("regions", (), (Programme("p", 1, region="r"),), regions=(Region("r", 1),))
    with pytest.raises(ValueError, match="no supervisors, regions"):
        solve_couples(instance, Run())


def test_round_without_anybody() -> None:
    assert solve_couples(Round("empty", (), ()), Run()).status == "stable"
