"""Whom a party might also wish to meet, and why: out of what it may know of the others, in a fixed order."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from qiao.kit.access import may, require
from qiao.kit.activity.record import record
from qiao.rooms.accounts.models import User
from qiao.rooms.directory.domain.changes import apply
from qiao.rooms.directory.enums import Publication
from qiao.rooms.directory.models import OrganisationField, UnitField
from qiao.rooms.directory.models.field import ResearchField
from qiao.rooms.meetings.domain.locking import locked_party, require_collecting, require_standing
from qiao.rooms.meetings.enums import Answer, Side, Theme
from qiao.rooms.meetings.models import ForbiddenPair, MeetingParty, MeetingWish

Code = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """`wish` is that of the other one for the party, which the party reads anyway."""

    party: MeetingParty
    wish: MeetingWish | None
    themes: tuple[str, ...]
    fields: tuple[str, ...]
    languages: tuple[str, ...]
    country: str

    @property
    def has_reason(self) -> bool:
        return any((self.wish, self.themes, self.fields, self.languages, self.country))

    @property
    def place(self) -> tuple[int, int, int, int, int, str, str]:
        """The most telling first: who asked, themes, fields, a language, the country; then the name."""
        telling = (
            bool(self.wish),
            len(self.themes),
            len(self.fields),
            bool(self.languages),
            bool(self.country),
        )
        asked, themes, fields, languages, country = (-int(each) for each in telling)
        return (
            asked,
            themes,
            fields,
            languages,
            country,
            self.party.organisation.sort_en,
            str(self.party.pk),
        )


@transaction.atomic
def set_themes(party: MeetingParty, *, actor: User, themes: Sequence[str]) -> MeetingParty:
    """What it wants to talk about, for everybody in the round to know."""
    require(actor, "meetings.speak_for_party", party)
    party = locked_party(party)
    require_standing(party)
    if not may(actor, "meetings.change_round", party.round):
        require_collecting(party.round)
    wanted = [each for each in Theme.values if each in themes]
    if changes := apply(party, {"themes": wanted}):
        record(actor, "meetings.party.themes_set", party, changes=changes)
    return party


def suggestions_of(party: MeetingParty) -> list[Suggestion]:
    """In a number of queries that does not grow. Left out: whom it wishes for, whom it declined, who is kept
    apart, and whom nothing speaks for."""
    own = list(party.wishes.all())
    asked = {each.asker_id: each for each in party.wished_by.filter(asker__left_at=None)}
    out = {each.wanted_id for each in own} | _kept_apart(party)
    out |= {key for key, wish in asked.items() if wish.answer == Answer.DECLINE}
    others = [each for each in others_of(party) if each.pk not in out]
    fields = _fields([party, *others])
    wanted = set(party.themes).union(*(each.themes for each in own))
    found = [_suggestion(party, each, asked.get(each.pk), wanted, fields) for each in others]
    return sorted((each for each in found if each.has_reason), key=lambda each: each.place)


def others_of(party: MeetingParty) -> "Iterable[MeetingParty]":
    rows = party.round.parties.standing().named()
    return rows.filter(partner=None) if party.side == Side.HOST else rows.filter(delegation=None)


def _suggestion(
    party: MeetingParty,
    other: MeetingParty,
    wish: MeetingWish | None,
    wanted: set[str],
    fields: dict[UUID, dict[Code, str]],
) -> Suggestion:
    theirs = set(other.themes) | set(wish.themes if wish else ())
    one, two = party.organisation, other.organisation
    mine = fields[one.pk]
    return Suggestion(
        party=other,
        wish=wish,
        themes=tuple(each for each in Theme.values if each in wanted & theirs),
        fields=tuple(name for code, name in sorted(fields[two.pk].items()) if code in mine),
        languages=tuple(sorted(set(party.languages) & set(other.languages))),
        country=two.country_name if one.country == two.country else "",
    )


def _kept_apart(party: MeetingParty) -> set[UUID]:
    mine, theirs = ("guest", "host") if party.delegation_id else ("host", "guest")
    return set(ForbiddenPair.objects.filter(**{mine: party}).values_list(theirs, flat=True))


def _fields(parties: Iterable[MeetingParty]) -> dict[UUID, dict[Code, str]]:
    """Of organisations whose entry in the directory everybody may read, and of their units."""
    entries = [each.organisation for each in parties]
    public = [each.pk for each in entries if each.publication == Publication.PUBLISHED]
    found: dict[UUID, dict[Code, str]] = defaultdict(dict)
    for row in OrganisationField.objects.filter(organisation__in=public):
        _take(found[row.organisation_id], row)
    for unit in UnitField.objects.filter(unit__organisation__in=public).select_related("unit"):
        _take(found[unit.unit.organisation_id], unit)
    return found


def _take(fields: dict[Code, str], row: ResearchField) -> None:
    fields.setdefault((row.scheme, row.code), row.title or row.code)
