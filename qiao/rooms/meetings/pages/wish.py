"""The pages on which a party ranks its wishes and answers those of others."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from qiao.kit.access import may
from qiao.rooms.meetings.domain.wish import WishDraft
from qiao.rooms.meetings.enums import RoundState, Side
from qiao.rooms.meetings.forms.wish import AnswerForm, NewWishForm, WishFormSet
from qiao.rooms.meetings.models import MeetingParty


def wishes_context(party: MeetingParty) -> dict[str, Any]:
    found = party.round
    wishes = list(party.wishes.filter(wanted__left_at=None))
    first = [{"wanted": each.wanted_id, "themes": each.themes, "note": each.note} for each in wishes]
    return {
        "exchange": found.exchange,
        "round": found,
        "party": party,
        "rows": WishFormSet(initial=first, prefix="wishes"),
        "new": NewWishForm(prefix="new", candidates=candidates_of(party)),
        "names": {each.pk: each for each in candidates_of(party, with_wished=True)},
        "answers": {each.wanted_id: each for each in wishes},
    }


def candidates_of(party: MeetingParty, *, with_wished: bool = False) -> QuerySet[MeetingParty]:
    """The other side; for a new wish without those who are wished for already."""
    others = party.round.parties.standing().named()
    others = others.filter(partner=None) if party.side == Side.HOST else others.filter(delegation=None)
    return others if with_wished else others.exclude(wished_by__asker=party)


def moved(drafts: list[WishDraft], press: str) -> list[WishDraft]:
    """`press` is the button: "up-2", "down-0", "out-1"; anything else leaves the order."""
    verb, _dash, number = press.partition("-")
    if not number.isdecimal() or int(number) >= len(drafts):
        return drafts
    place, drafts = int(number), list(drafts)
    taken = drafts.pop(place)
    if verb in ("up", "down"):
        drafts.insert(max(0, place + (1 if verb == "down" else -1)), taken)
    return drafts if verb in ("up", "down", "out") else [*drafts[:place], taken, *drafts[place:]]


def answers_context(
    party: MeetingParty, reader: Any, forms: dict[UUID, AnswerForm] | None = None
) -> dict[str, Any]:
    found = party.round
    rows = party.wished_by.filter(asker__left_at=None).select_related(
        "asker__delegation__organisation", "asker__partner__organisation"
    )
    is_open = found.state == RoundState.COLLECTING or may(reader, "meetings.change_round", found)
    return {
        "exchange": found.exchange,
        "round": found,
        "party": party,
        "may_answer": is_open and party.is_standing and may(reader, "meetings.speak_for_party", party),
        "wishes": [(each, (forms or {}).get(each.pk) or _form(each)) for each in rows],
    }


def _form(wish: Any) -> AnswerForm:
    values = {"answer": wish.answer, "answer_note": wish.answer_note}
    return AnswerForm(initial=values, auto_id=f"id_{wish.pk}_%s")
