"""How well an opportunity fits a person, with reasons: plain values in, plain values out.

Hard conditions come first and are told, never used to hide anything. Then parts with points of a hundred:
field 40, words 25, languages 20, place 15. A part about which either side says nothing is left out, and the
rest counts for the whole.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from qiao.kit.bilingual.expansion import segments_of_characters, segments_of_words
from qiao.kit.bilingual.expansion import words_of as stems_of
from qiao.kit.bilingual.folding import fold, is_small, stem
from qiao.kit.bilingual.script import PIECES

CEFR = ("a1", "a2", "b1", "b2", "c1", "c2", "native")
DEGREES = ("bachelor", "master", "doctorate")
STAGES = ("r1", "r2", "r3", "r4")
FIELD, WORDS, LANGUAGE, PLACE = 40, 25, 20, 15
ENOUGH_WORDS = 4  # words in common from which on nothing more is won
MOST_TEXT = 4000


@dataclass(frozen=True, slots=True)
class Need:
    """A language with its level on one of two scales, which are not compared. `name` is for the sentences."""

    language: str
    scale: str
    level: str
    name: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Seeker:
    degree: str = ""
    career_stage: str = ""
    fields: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()
    languages: tuple[Need, ...] = ()
    country: str = ""
    cities: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Offered:
    degree: str = ""
    career_stage: str = ""
    fields: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()
    languages: tuple[Need, ...] = ()
    country: str = ""
    cities: frozenset[str] = frozenset()
    is_remote: bool = False
    closes_at: dt.datetime | None = None
    refusal: str = ""  # the sentence of the career offices' gate, if it is shut


class Verdict(Enum):
    MET = "met"
    MISSED = "missed"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Condition:
    label: str | Promise
    verdict: Verdict
    sentence: str | Promise


@dataclass(frozen=True, slots=True)
class Part:
    label: str | Promise
    points: int
    most: int
    sentence: str | Promise


@dataclass(frozen=True, slots=True)
class Fit:
    conditions: tuple[Condition, ...]
    parts: tuple[Part, ...]

    @property
    def score(self) -> int:
        """0 to 100; without any part to judge by, 0."""
        most = sum(part.most for part in self.parts)
        return round(100 * sum(part.points for part in self.parts) / most) if most else 0

    @property
    def missed(self) -> tuple[Condition, ...]:
        return tuple(each for each in self.conditions if each.verdict == Verdict.MISSED)

    @property
    def is_known(self) -> bool:
        return bool(self.parts)

    @property
    def rank(self) -> tuple[int, int]:
        """What sorts best first: hard conditions before points."""
        return (-len(self.missed), self.score)


def fit(seeker: Seeker, offered: Offered, now: dt.datetime) -> Fit:
    conditions = (
        _degree(seeker, offered),
        _stage(seeker, offered),
        *(_language(seeker, need) for need in offered.languages),
        _reach(offered),
        _deadline(offered, now),
    )
    parts = (
        _field(seeker, offered),
        _skills(seeker, offered),
        _spoken(seeker, offered),
        _place(seeker, offered),
    )
    return Fit(tuple(filter(None, conditions)), tuple(filter(None, parts)))


def words_of(texts: Iterable[str]) -> frozenset[str]:
    """The words by which texts in either language are compared: a term of the glossary counts as one word,
    whatever its language and form."""
    found: set[str] = set()
    for text in texts:
        latin: list[str] = []
        for piece in PIECES.finditer(fold(text[:MOST_TEXT])):
            if run := piece["cjk"]:
                found |= {_one(each.text, each.others) for each in segments_of_characters(run) if each.others}
            else:
                latin.append(piece["word"])
        kept = [stem(word) for word in latin if not is_small(word) and len(word) > 2]
        found |= {_one(each.text, each.others) for each in segments_of_words(kept)}
    return frozenset(found)


def _one(text: str, others: tuple[str, ...]) -> str:
    return min(map(_plain, (text, *others))) if others else text


def _plain(form: str) -> str:
    return " ".join(stems_of(form)) if form.isascii() else fold(form)


# Hard conditions


def _degree(seeker: Seeker, offered: Offered) -> Condition | None:
    if offered.degree not in DEGREES:
        return None
    label = _("Degree")
    if seeker.degree not in DEGREES:
        return Condition(label, Verdict.UNKNOWN, _("A degree is asked for; your profile names none."))
    if DEGREES.index(seeker.degree) >= DEGREES.index(offered.degree):
        return Condition(label, Verdict.MET, _("Your degree is at least the one that is asked for."))
    return Condition(label, Verdict.MISSED, _("A higher degree is asked for than your profile names."))


def _stage(seeker: Seeker, offered: Offered) -> Condition | None:
    if offered.career_stage not in STAGES:
        return None
    label = _("Career stage")
    if seeker.career_stage not in STAGES:
        sentence: Any = _("A career stage is asked for; your profile names none.")
        return Condition(label, Verdict.UNKNOWN, sentence)
    if seeker.career_stage == offered.career_stage:
        return Condition(label, Verdict.MET, _("Your career stage is the one that is asked for."))
    sentence = _("It is for career stage %(wanted)s; your profile says %(own)s.")
    stages = {"wanted": offered.career_stage.upper(), "own": seeker.career_stage.upper()}
    return Condition(label, Verdict.MISSED, sentence % stages)


def _language(seeker: Seeker, need: Need) -> Condition:
    label = _("Language")
    said = {"language": need.name or need.language, "level": f"{need.scale.upper()} {need.level.upper()}"}
    verdict = _speaks(seeker, need)
    sentences: dict[Verdict, Any] = {
        Verdict.MET: _("You have the level that is needed of %(language)s: %(level)s."),
        Verdict.MISSED: _("Needed of %(language)s: %(level)s; your profile says less."),
        Verdict.UNKNOWN: _(
            "Needed of %(language)s: %(level)s; your profile does not say how well you know it."
        ),
    }
    return Condition(label, verdict, sentences[verdict] % said)


def _speaks(seeker: Seeker, need: Need) -> Verdict:
    own = [each for each in seeker.languages if each.language == need.language]
    if any(each.level == "native" for each in own):
        return Verdict.MET
    same = [each for each in own if each.scale == need.scale]
    if not same:
        return Verdict.UNKNOWN
    enough = any(_height(each) >= _height(need) for each in same)
    return Verdict.MET if enough else Verdict.MISSED


def _height(need: Need) -> int:
    if need.scale == "hsk":
        return int(need.level) if need.level.isdigit() else 0
    level = need.level.lower()
    return CEFR.index(level) if level in CEFR else 0


def _reach(offered: Offered) -> Condition | None:
    if not offered.refusal:
        return None
    return Condition(_("Who may apply"), Verdict.MISSED, offered.refusal)


def _deadline(offered: Offered, now: dt.datetime) -> Condition | None:
    if offered.closes_at is None or offered.closes_at > now:
        return None
    return Condition(_("Deadline"), Verdict.MISSED, _("The deadline has passed."))


# Parts


def _field(seeker: Seeker, offered: Offered) -> Part | None:
    if not seeker.fields or not offered.fields:
        return None
    shared = max(_shared(own, other) for own in seeker.fields for other in offered.fields)
    shares: tuple[tuple[float, Any], ...] = (
        (0, _("Your fields of study are other ones.")),
        (0.4, _("Your field of study belongs to the same broad field.")),
        (0.75, _("Your field of study is a neighbour of the field that is asked for.")),
        (1, _("You studied the field that is asked for.")),
    )
    share, sentence = shares[shared]
    return Part(pgettext_lazy("research", "Field"), round(FIELD * share), FIELD, sentence)


def _shared(one: str, other: str) -> int:
    """0 nothing, 1 the broad field, 2 the narrow field, 3 the detailed field, or one that holds the other."""
    for digits, value in ((4, 3), (3, 2), (2, 1)):
        if one[:digits] == other[:digits]:
            is_all = digits >= min(len(one), len(other))
            return 3 if is_all and digits > 2 else value
    return 0


def _skills(seeker: Seeker, offered: Offered) -> Part | None:
    if not seeker.words or not offered.words:
        return None
    common = sorted(seeker.words & offered.words, key=lambda word: (-len(word), word))
    points = round(WORDS * min(len(common), ENOUGH_WORDS) / ENOUGH_WORDS)
    if not common:
        return Part(_("Skills"), 0, WORDS, _("None of your skills is named in the text."))
    named = {"words": ", ".join(common[:5])}
    return Part(_("Skills"), points, WORDS, _("In your profile and in the text: %(words)s.") % named)


def _spoken(seeker: Seeker, offered: Offered) -> Part | None:
    if not seeker.languages or not offered.languages:
        return None
    met = sum(_speaks(seeker, need) == Verdict.MET for need in offered.languages)
    numbers = {"met": met, "all": len(offered.languages)}
    sentence = _("You have %(met)s of %(all)s language levels that are needed.") % numbers
    return Part(_("Languages"), round(LANGUAGE * met / len(offered.languages)), LANGUAGE, sentence)


def _place(seeker: Seeker, offered: Offered) -> Part | None:
    if offered.is_remote:
        return Part(_("Place"), PLACE, PLACE, _("It may be done from where you are."))
    if not seeker.country or not offered.country:
        return None
    if seeker.country != offered.country:
        return Part(_("Place"), 0, PLACE, _("It is in another country or region than where you live."))
    if seeker.cities & offered.cities:
        return Part(_("Place"), PLACE, PLACE, _("It is in the city where you live."))
    return Part(_("Place"), round(PLACE * 0.7), PLACE, _("It is in the country or region where you live."))
