"""Why not each higher choice, kept as codes and worded when shown: what one person is told, nobody else's
list."""

import json
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from qiao.engines.matching import Explainer
from qiao.engines.matching.explain import Explanation
from qiao.engines.shape.words import Sentence
from qiao.rooms.placement.domain.solving import Solution, language
from qiao.rooms.placement.models import MatchingRound, Placement, RoundOption

NAMES = ("programme", "place", "first", "second", "supervisor")


def kept_reasons(solution: Solution) -> dict[str, bytes]:
    """Of everybody, by the number of the person."""
    explainer = Explainer(solution.instance, solution.result)
    return {each.id: _packed(explainer.explain(each.id)) for each in solution.instance.applicants}


def reasons_of(placement: Placement) -> list[str]:
    """Sentences in the reader's language, with the names of posts: the outcome, then the higher choices."""
    names = names_in(placement.entry.round)
    return [_worded(each, names) for each in json.loads(placement.reasons)]


def names_in(matching_round: MatchingRound) -> dict[str, str]:
    """What the codes of choices and posts stand for."""
    rows = RoundOption.objects.filter(post__round=matching_round)
    rows = rows.select_related("post__intake__opportunity", "supervisor__person")
    names = {}
    for option in rows:
        names[option.post.code] = str(option.post)
        names[option.code] = str(option)
    return names


def _packed(explanation: Explanation) -> bytes:
    said = [_raw(explanation.outcome), *(_raw(each.sentence) for each in explanation.reasons)]
    return json.dumps(said, separators=(",", ":")).encode()


def _raw(sentence: Sentence) -> list[Any]:
    values = {
        name: _raw(value) if isinstance(value, Sentence) else value for name, value in sentence.values.items()
    }
    return [sentence.code, values]


def _worded(raw: list[Any], names: Mapping[str, str]) -> str:
    code, values = raw
    told = {name: _value(name, value, names) for name, value in values.items()}
    if code == "why.supervisor":  # the engine's supervisor is a post here, and its programme is a person
        return _(
            "The %(places)s places of %(supervisor)s went to applicants ranked as high as you or higher; you"
            " were number %(position)s."
        ) % {name: str(value) for name, value in told.items()}
    return Sentence(code, told).text(language())


def _value(name: str, value: Any, names: Mapping[str, str]) -> Any:
    if isinstance(value, list):
        return _worded(value, names)
    return names.get(value, value) if name in NAMES else value
