"""The check rejects what is wrong, and counts again what a result says of itself."""

import ast
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qiao.engines.matching import check, solve
from qiao.engines.matching.check import verdict
from qiao.engines.matching.formats import read_result, write_result
from qiao.engines.matching.problem import Applicant, Couple, Programme, Region, Round, Supervisor, strict
from qiao.engines.matching.result import Matching
from tests.support.rounds import KINDS, judged, rank_of, rounds, stable_matches

PACKAGE = Path(verdict.__file__).parent
PAIR = Round(
    "pair",
    (Applicant("a", strict("p", "q")), Applicant("b", strict("p"))),
    (Programme("p", 1, strict("b", "a")), Programme("q", 1, strict("a"))),
)


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=20, deadline=None)
@given(drawn=st.data())
def test_every_change_of_one_place_is_judged_as_by_enumeration(kind: str, drawn: Any) -> None:
    """Whoever is moved elsewhere, listed or not: the result is stable only where it is one of the stable."""
    instance = drawn.draw(rounds(kind))
    stable = stable_matches(instance)
    for match in stable[:1]:
        for name in match:
            for place in [None, *instance.programme_index]:
                changed = match | {name: place}
                assert judged(instance, changed).is_stable == (changed in stable)


@settings(max_examples=30, deadline=None)
@given(rounds())
def test_every_swap_of_a_strict_optimum_is_rejected(instance: Round) -> None:
    """Where only one matching is stable, nothing else passes."""
    stable = stable_matches(instance)
    found = solve(instance)
    for name, place in found.match.items():
        for other, there in found.match.items():
            swapped = {**found.match, name: there, other: place}
            assert check(instance, replace(found, match=swapped)).is_valid == (
                swapped in stable and swapped == dict(found.match)
            )


@pytest.mark.parametrize(
    ("match", "sentence"),
    [
        ({"x": "p"}, "The result places x, whom the round does not know."),
        ({"a": "r"}, "a is placed in r, which the round does not know."),
        ({"a": "p", "b": "q"}, "b is placed in q, which the applicant did not list."),
        ({"a": "p", "b": "p"}, "p holds 2 applicants and has 1 places."),
    ],
)
def test_rules_that_are_broken_are_named(match: dict[str, str | None], sentence: str) -> None:
    found = judged(PAIR, match)

    assert sentence in [each.text() for each in found.violations]
    assert not found.is_stable


def test_blocking_pairs_are_named_in_both_languages() -> None:
    [block] = judged(PAIR, {"a": "p", "b": None}).blocking

    assert (block.applicants, block.programmes) == (("b",), ("p",))
    assert block.text() == "b prefers p to no place, and p ranks b above a."
    assert block.text("zh-hans") == "b更愿去p（现为无名额），而p将b排在a之前。"


def test_caps_of_regions_and_supervisors_and_types_are_kept() -> None:
    people = tuple(Applicant(name, strict("p"), ("x",)) for name in "ab")
    both: dict[str, str | None] = {"a": "p", "b": "p"}
    region = Round("", people, (Programme("p", 2, strict(*"ab"), region="r"),), regions=(Region("r", 1),))
    supervised = Round("", people, (Programme("p", 2, supervisor="s"),), (Supervisor("s", 1, strict(*"ab")),))
    typed = Round("", people, (Programme("p", 2, strict(*"ab"), caps={"x": 1}),))

    told = [judged(each, both).violations[0].text() for each in (region, supervised, typed)]

    assert told == [
        "The programmes of r hold 2 applicants together; the cap is 1.",
        "s has 2 applicants and takes 1.",
        "p holds 2 applicants of type x; at most 1 may be.",
    ]


def test_a_couple_is_placed_as_it_asked_and_blocks_together() -> None:
    instance = Round(
        "",
        (Applicant("a"), Applicant("b")),
        (Programme("p", 1, strict("a")), Programme("q", 1, strict("b"))),
        couples=(Couple("c", ("a", "b"), (("p", "q"),)),),
    )

    assert judged(instance, {"a": "p", "b": None}).violations[0].applicants == ("a", "b")
    assert [each.applicants for each in judged(instance, {}).blocking] == [("a", "b")]
    assert judged(instance, {"a": "p", "b": "q"}).is_stable


@pytest.mark.parametrize(("rule", "blocks"), [("choice", False), ("mm", True)])
def test_the_two_rules_for_couples_differ_where_one_is_there_already(rule: Any, blocks: bool) -> None:
    """One programme of two places holds b, of the couple, and x; it ranks a above x above b."""
    instance = Round(
        "",
        (Applicant("a"), Applicant("b"), Applicant("x", strict("p"))),
        (Programme("p", 2, strict("a", "x", "b")),),
        couples=(Couple("c", ("a", "b"), (("p", "p"), (None, "p"))),),
        couple_rule=rule,
    )

    assert bool(judged(instance, {"b": "p", "x": "p"}).blocking) == blocks


def test_strong_and_super_stability_are_stricter() -> None:
    tied = Round(
        "", (Applicant("a", strict("p")), Applicant("b", strict("p"))), (Programme("p", 1, (("a", "b"),)),)
    )
    result = Matching("", "stable", {"a": "p", "b": None})

    found = [len(check(tied, result, notion=notion).blocking) for notion in ("weak", "strong", "super")]

    assert found == [0, 1, 1]


def test_what_a_result_says_of_itself_is_counted_again() -> None:
    sound = solve(PAIR)
    assert {each.name: each.state for each in check(PAIR, sound).claims} == {
        "size": "verified", "bound": "verified", "side": "verified", "cutoffs": "verified",
    }  # fmt: skip

    for wrong, name in [
        (replace(sound, bound=1), "bound"),
        (replace(sound, cutoffs={"p": 1}), "cutoffs"),
        (replace(sound, shortfalls={"p": 1}), "shortfalls"),
        (replace(sound, instance="other"), "instance"),
        (replace(sound, status="none"), "none"),
    ]:
        found = check(PAIR, wrong)
        assert (found.is_stable, found.is_valid) == (True, False)
        claim = found.claim(name)
        assert claim is not None
        assert claim.state == "wrong"


def test_a_programme_and_a_supervisor_of_one_id_are_short_each_for_itself() -> None:
    instance = Round(
        "namesakes",
        (Applicant("a", strict("x", "y")),),
        (Programme("x", 2, strict("a"), min=2), Programme("y", 3, supervisor="x")),
        (Supervisor("x", 3, strict("a"), min=3),),
    )
    found = solve(instance)
    verdict = check(instance, found)

    assert (found.shortfalls, found.supervisor_shortfalls) == ({"x": 1}, {"x": 3})
    assert (verdict.shortfalls, verdict.supervisor_shortfalls) == ({"x": 1}, {"x": 3})
    assert verdict.is_valid
    assert read_result(write_result(found)) == found
    assert not check(instance, replace(found, supervisor_shortfalls={"x": 1})).is_valid
    strictly = replace(instance, lower_quota_rule="must")
    assert [each.text() for each in check(strictly, found).violations] == [
        "x holds 1 applicants, below its lower quota of 2.",
        "x holds 0 applicants, below its lower quota of 3.",
    ]


def test_the_wrong_side_is_noticed() -> None:
    instance = Round(
        "",
        (Applicant("a", strict("p", "q")), Applicant("b", strict("q", "p"))),
        (Programme("p", 1, strict("b", "a")), Programme("q", 1, strict("a", "b"))),
    )
    worst = solve(instance, side="programmes")

    assert not check(instance, replace(worst, side="applicants")).is_valid
    assert check(instance, worst).is_valid


@settings(max_examples=150, deadline=None)
@given(rounds())
def test_the_side_is_proved_of_the_best_and_of_no_other(instance: Round) -> None:
    """By enumeration: of all stable matchings one is the best for all applicants, and one the worst."""
    stable = stable_matches(instance)
    ranks = [sum(rank_of(instance, *pair) for pair in match.items()) for match in stable]
    extremes = {"applicants": stable[ranks.index(min(ranks))], "programmes": stable[ranks.index(max(ranks))]}

    for match in stable:
        for side, best in extremes.items():
            found = check(instance, Matching("small", "stable", match, side=side)).claim("side")  # type: ignore[arg-type]
            assert found is not None
            assert found.state == ("verified" if match == best else "wrong")
            if match != best:
                name, place = found.sentence.values["id"], found.sentence.values["programme"]
                assert place in [each[str(name)] for each in stable if each != match]


@st.composite
def square_rounds(draw: st.DrawFn) -> Round:
    """Complete lists, where there are several stable matchings more often than not."""
    size = draw(st.integers(3, 4))
    people, places = ([f"{kind}{number}" for number in range(size)] for kind in "ap")
    return Round(
        "small",
        tuple(Applicant(name, strict(*draw(st.permutations(places)))) for name in people),
        tuple(Programme(name, 1, strict(*draw(st.permutations(people)))) for name in places),
    )


@settings(max_examples=60, deadline=None)
@given(square_rounds())
def test_the_side_is_proved_where_many_matchings_are_stable(instance: Round) -> None:
    best, worst = (solve(instance, side=side).match for side in ("applicants", "programmes"))

    for match in stable_matches(instance):
        result = Matching("small", "stable", match)
        told = [check(instance, replace(result, side=side)).is_valid for side in ("applicants", "programmes")]
        assert told == [match == best, match == worst]


def test_a_cover_proves_the_size_and_a_hole_in_it_does_not() -> None:
    instance = Round(
        "ties",
        tuple(Applicant(name, (("p", "q"),)) for name in "abc"),
        (Programme("p", 1, strict(*"abc")), Programme("q", 1, strict(*"abc"))),
    )
    result = replace(solve(instance, objective="max-size"), bound=2)
    whole = replace(result, certificate={"kind": "cover", "applicants": [], "programmes": ["p", "q"]})
    wide = Round("wide", instance.applicants, (*instance.programmes, Programme("r", 5, strict("a"))))
    holed = replace(
        result, instance="wide", certificate={"kind": "cover", "applicants": [], "programmes": ["p"]}
    )

    assert check(instance, whole).claim("bound").state == "verified"  # type: ignore[union-attr]
    assert check(wide, holed).claim("bound").state == "open"  # type: ignore[union-attr]


def test_the_check_shares_nothing_with_the_solvers() -> None:
    imported = {
        (node.module or "").removeprefix("qiao.engines.")
        for path in PACKAGE.glob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("qiao.")
    }

    assert {each for each in imported if not each.startswith("matching.check")} == {
        "matching.problem", "matching.result", "shape.claim", "shape.words",
    }  # fmt: skip
