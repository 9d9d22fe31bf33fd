"""Fit: conditions and points by hand-made cases, and what holds for all."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from qiao.rooms.finding.fit import Need, Offered, Seeker, Verdict, fit, words_of

NOW = dt.datetime(2027, 5, 1, tzinfo=dt.UTC)
LATER = dt.datetime(2027, 6, 1, tzinfo=dt.UTC)


def verdicts(seeker: Seeker, offered: Offered) -> list[Verdict]:
    return [condition.verdict for condition in fit(seeker, offered, NOW).conditions]


def test_degree_stage_and_deadline_are_conditions() -> None:
    offered = Offered(degree="master", career_stage="r2", closes_at=LATER)

    assert verdicts(Seeker(degree="doctorate", career_stage="r2"), offered) == [Verdict.MET] * 2
    assert verdicts(Seeker(degree="bachelor", career_stage="r1"), offered) == [Verdict.MISSED] * 2
    assert verdicts(Seeker(), offered) == [Verdict.UNKNOWN] * 2
    assert verdicts(Seeker(), Offered(closes_at=NOW)) == [Verdict.MISSED]
    assert verdicts(Seeker(), Offered(refusal="Ask your career office.")) == [Verdict.MISSED]


def test_scales_of_languages_are_not_compared() -> None:
    needs = Offered(languages=(Need("zh", "hsk", "5"), Need("en", "cefr", "B2")))
    seeker = Seeker(languages=(Need("zh", "cefr", "c1"), Need("en", "cefr", "c1")))

    assert verdicts(seeker, needs) == [Verdict.UNKNOWN, Verdict.MET]
    assert verdicts(Seeker(languages=(Need("zh", "hsk", "4"),)), needs) == [Verdict.MISSED, Verdict.UNKNOWN]
    assert verdicts(Seeker(languages=(Need("zh", "cefr", "native"),)), needs)[0] == Verdict.MET


def test_nearer_fields_win_more_points() -> None:
    offered = Offered(fields=frozenset({"0716"}))
    points = [
        fit(Seeker(fields=frozenset({code})), offered, NOW).parts[0].points
        for code in ("0613", "0731", "0714", "0716", "071")
    ]

    assert points == [0, 16, 30, 40, 40]


def test_words_are_compared_over_languages() -> None:
    assert words_of(["汽车"]) & words_of(["Research on automobiles"])
    assert not words_of(["考古学"]) & words_of(["Research on automobiles"])


def test_place_counts_by_city_country_or_not_at_all() -> None:
    here = Seeker(country="CN", cities=frozenset({"beijing"}))

    def points(**values: object) -> list[int]:
        return [part.points for part in fit(here, Offered(**values), NOW).parts]  # type: ignore[arg-type]

    assert points(country="CN", cities=frozenset({"beijing"})) == [15]
    assert points(country="CN") == [10]
    assert points(country="SG") == [0]
    assert points(country="SG", is_remote=True) == [15]
    assert points() == []


codes = st.frozensets(st.sampled_from(["0716", "0714", "0613", "071", "07"]), max_size=3)
words = st.frozensets(st.sampled_from(["a", "b", "c", "d", "e"]))


@given(own=codes, wanted=codes, skills=words, text=words, country=st.sampled_from(["", "CN", "SG"]))
def test_points_stay_within_their_bounds(
    own: frozenset[str], wanted: frozenset[str], skills: frozenset[str], text: frozenset[str], country: str
) -> None:
    seeker = Seeker(fields=own, words=skills, country="CN")

    found = fit(seeker, Offered(fields=wanted, words=text, country=country), NOW)

    assert 0 <= found.score <= 100
    assert all(0 <= part.points <= part.most for part in found.parts)
    same = fit(Seeker(fields=wanted or own, words=text or skills), Offered(fields=wanted, words=text), NOW)
    assert not (wanted and text) or same.parts[0].points == same.parts[0].most
