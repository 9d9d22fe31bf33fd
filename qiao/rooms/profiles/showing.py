"""What each audience sees of a profile, as plain values: for pages, the API and what an application keeps.

    {"name": {"zh": …, "en": …}, "email": …, "education": [{"institution": {"zh": …, "en": …}, …}], …}

What an audience does not see is not there at all; nor is what the person left empty.
"""

import re
from decimal import Decimal
from typing import Any

from qiao.rooms.directory.identifiers.orcid import orcid_with_hyphens
from qiao.rooms.profiles.domain.entry import entries_of
from qiao.rooms.profiles.enums import Audience, PaperKind
from qiao.rooms.profiles.models import Profile, ProfileFile
from qiao.rooms.profiles.sections import SECTIONS, Section

# Without names these go as a whole: they are the person, or lead to the person.
NAMING = ("name", "photo", "email", "phone", "website", "orcid", "files")
OF_A_ROW = ("website", "doi", "authors")
HIDDEN = "…"
_SHORTEST_HIDDEN = 2


def shown(profile: Profile, audience: Audience, *, names: bool = True) -> dict[str, Any]:
    """Exactly what that audience sees. NOBODY stands for the person, who sees everything."""
    whole = _basics(profile) | {name: _rows(profile, section) for name, section in SECTIONS.items()}
    whole |= _files(profile)
    seen = {
        name: value for name, value in whole.items() if value and audience.sees(profile.audience_of(name))
    }
    return seen if names else blinded(seen, of=whole)


def blinded(seen: dict[str, Any], *, of: dict[str, Any] | None = None) -> dict[str, Any]:
    """Without what names the person; where a text repeats the name, an address or a number, it is cut out.

    What to cut out is read from `of`, the same profile with its names; by itself from what is seen.
    """
    hidden = _hiding(of or seen)
    kept = {name: value for name, value in seen.items() if name not in NAMING}
    return {name: _without(value, hidden) for name, value in kept.items()}


def _basics(profile: Profile) -> dict[str, Any]:
    city = _pair(profile, "city")
    residence = ({"country": profile.country} if profile.country else {}) | ({"city": city} if city else {})
    pairs = {name: _pair(profile, name) for name in ("name", "headline", "summary")}
    lines = {name: getattr(profile, name) for name in ("email", "phone", "website", "career_stage")}
    orcid = orcid_with_hyphens(profile.orcid) if profile.orcid else ""
    return pairs | lines | {"residence": residence, "orcid": orcid}


def _rows(profile: Profile, section: Section) -> list[dict[str, Any]]:
    return [row_of(entry, section) for entry in entries_of(profile, section)]


def row_of(entry: Any, section: Section) -> dict[str, Any]:
    in_pairs = {f"{pair}_{language}" for pair in section.pairs for language in ("zh", "en")}
    values = {pair: _pair(entry, pair) for pair in section.pairs}
    for name in section.columns:
        if name not in in_pairs:
            is_row = entry._meta.get_field(name).is_relation
            values[name] = plain(getattr(entry, f"{name}_id" if is_row else name))
    return {name: value for name, value in values.items() if value not in (None, "", {})}


def _files(profile: Profile) -> dict[str, Any]:
    found = list(profile.files.select_related("stored"))
    photos = [_file(file) for file in found if file.kind == PaperKind.PHOTO]
    papers = [_file(file) for file in found if file.kind != PaperKind.PHOTO]
    return {"photo": photos[0] if photos else {}, "files": papers}


def _file(file: ProfileFile) -> dict[str, Any]:
    stored = file.stored
    return {"id": str(file.pk), "kind": file.kind, "name": stored.name, "url": stored.get_absolute_url()}


def _pair(row: Any, name: str) -> dict[str, str]:
    texts = {language: getattr(row, f"{name}_{language}") for language in ("zh", "en")}
    return {language: text for language, text in texts.items() if text}


def plain(value: Any) -> Any:
    """As JSON holds it; 7 and 7.0 are one score."""
    if value is None or isinstance(value, int):
        return value
    return format(value.normalize(), "f") if isinstance(value, Decimal) else str(value)


def _hiding(seen: dict[str, Any]) -> re.Pattern[str] | None:
    names = list(seen.get("name", {}).values())
    turned = [turn.join(reversed(name.split(" "))) for name in names for turn in (" ", ", ") if " " in name]
    others = [seen.get(name, "") for name in ("email", "phone", "website", "orcid")]
    bare = seen.get("orcid", "").replace("-", "")
    texts = {text for text in (*names, *turned, *others, bare) if len(text) >= _SHORTEST_HIDDEN}
    found = sorted(texts, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, found)), re.IGNORECASE) if found else None


def _without(value: Any, hidden: re.Pattern[str] | None) -> Any:
    if isinstance(value, dict):
        return {name: _without(part, hidden) for name, part in value.items() if name not in OF_A_ROW}
    if isinstance(value, list):
        return [_without(part, hidden) for part in value]
    return hidden.sub(HIDDEN, value) if hidden and isinstance(value, str) else value
