"""What the filters ask for as codes of the index of words, as `opportunities.codes` writes them."""

from collections.abc import Iterable, Mapping
from typing import Any

from qiao.kit.bilingual.search.query import Node, all_of, one_of
from qiao.rooms.finding.filters import NO_VALUE
from qiao.rooms.opportunities.enums import OpportunityState

# By the name of the filter.
CODED = {
    "kind": "kind",
    "country": "country",
    "field": "field",
    "degree": "degree",
    "stage": "career_stage",
    "language": "language",
    "reach": "reach",
    "remote": "is_remote",
}
PUBLISHED = one_of("state", [OpportunityState.PUBLISHED])


def codes(cleaned: Mapping[str, Any], without: str = "", *, with_state: bool) -> Node | None:
    """None, or the state alone, where no coded filter is in use: every other code says it too."""
    chosen = {name: cleaned.get(name) for name in CODED if name != without}
    wanted = [one_of(CODED[name], _values(value)) for name, value in chosen.items() if value]
    if wanted:
        return all_of(wanted)
    return PUBLISHED if with_state else None


def _values(chosen: Any) -> Iterable[str]:
    values = chosen if isinstance(chosen, list) else [chosen]
    return ["" if value == NO_VALUE else value for value in values]
