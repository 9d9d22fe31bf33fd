"""Whom a party wishes to meet, as one list, and what it answers to those who wish to meet it."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from qiao.kit.access import may, require
from qiao.kit.activity.record import record
from qiao.rooms.accounts.models import User
from qiao.rooms.meetings.domain.locking import locked_party, require_collecting, require_standing
from qiao.rooms.meetings.enums import Answer, Theme
from qiao.rooms.meetings.errors import AnswerByTheOther, TooLate, WishesRefused
from qiao.rooms.meetings.models import MeetingParty, MeetingRound, MeetingWish

MOST_WISHES = 200


@dataclass(frozen=True, slots=True)
class WishDraft:
    """`wanted` is the id of a party. A rank of None leaves the order of the list to count."""

    wanted: Any
    themes: Sequence[str] = ()
    note: str = ""
    rank: int | None = None


@transaction.atomic
def rank_wishes(party: MeetingParty, *, actor: User, wishes: Sequence[WishDraft]) -> list[MeetingWish]:
    """The whole list, the dearest first; it takes the place of the earlier one. Answers to wishes that stay
    are kept.

    Raises
    ------
    WishesRefused : with every wish for oneself, for somebody unknown or on the same side, or named twice.
    """
    require(actor, "meetings.speak_for_party", party)
    party = locked_party(party)
    require_standing(party)
    _require_time(party.round, actor, party.round.wishes_due_at)
    rows = write_wishes(party, wishes)
    record(actor, "meetings.party.wishes_ranked", party, changes={"wishes": [None, len(rows)]})
    return rows


def write_wishes(party: MeetingParty, wishes: Sequence[WishDraft]) -> list[MeetingWish]:
    """The caller holds the lock."""
    parties = {each.pk: each for each in party.round.parties.standing().named()}
    problems = list(_problems(party, wishes, parties))
    if problems:
        raise WishesRefused(problems)
    kept = {wish.wanted_id: wish for wish in party.wishes.all()}
    party.wishes.exclude(wanted__in=[each.wanted for each in wishes]).delete()
    rows = []
    for place, each in enumerate(wishes, 1):
        row = kept.get(each.wanted) or MeetingWish(asker=party, wanted=parties[each.wanted])
        row.rank, row.themes, row.note = each.rank or place, list(each.themes), each.note
        row.clean_fields(exclude=("asker", "wanted"))
        rows.append(row)
    _store(rows)
    return rows


def _store(rows: Sequence[MeetingWish]) -> None:
    """At once: hundreds come with a workbook. What is new has been looked at by `_problems`."""
    there = [row for row in rows if not row._state.adding]
    MeetingWish.objects.bulk_create(row for row in rows if row._state.adding)
    for row in there:
        row.save(update_fields=["rank", "themes", "note", "updated_at"])


def _problems(
    party: MeetingParty, wishes: Sequence[WishDraft], parties: dict[Any, MeetingParty]
) -> Iterator[dict[str, str]]:
    first: dict[Any, int] = {}
    if len(wishes) > MOST_WISHES:
        problem = _("There are more than %(count)s wishes. Leave the last ones out.") % {"count": MOST_WISHES}
        yield {"place": "", "problem": problem}
    for place, each in enumerate(wishes, 1):
        where = _("Wish %(number)s") % {"number": place}
        for problem in _wrong(party, each, parties, first):
            yield {"place": where, "problem": problem}
        first.setdefault(each.wanted, place)


def _wrong(
    party: MeetingParty, wish: WishDraft, parties: dict[Any, MeetingParty], first: dict[Any, int]
) -> Iterator[str]:
    wanted = parties.get(wish.wanted)
    if wish.wanted == party.pk:
        yield _("A party cannot wish to meet itself. Choose another one.")
    elif wanted is None:
        yield _("This party is not in the round. Choose one from the list.")
    elif wanted.side == party.side:
        yield _("“%(name)s” is on the same side. A meeting joins a delegation and a host.") % {"name": wanted}
    elif wish.wanted in first:
        values = {"name": wanted, "number": first[wish.wanted]}
        yield _("“%(name)s” is already wish %(number)s. Leave one of the two.") % values
    if not set(wish.themes) <= set(Theme.values):
        yield _("One of the themes is not known. Choose from the three.")


@transaction.atomic
def answer_wish(wish: MeetingWish, *, actor: User, answer: Answer | None, note: str = "") -> MeetingWish:
    """By the party that is wished for; None takes the answer back."""
    require(actor, "meetings.speak_for_party", wish.wanted)
    wanted = locked_party(wish.wanted)
    wish = MeetingWish.objects.get(pk=wish.pk)
    require_standing(wanted)
    if wish.wanted_id != wanted.pk:
        raise AnswerByTheOther
    _require_time(wanted.round, actor, wanted.round.answers_due_at)
    before = wish.answer
    write_answer(wish, answer, note, actor)
    record(actor, "meetings.party.wish_answered", wanted, changes={"answer": [before, wish.answer]})
    return wish


def write_answer(wish: MeetingWish, answer: Answer | None, note: str, actor: Any) -> None:
    wish.answer, wish.answer_note = answer.value if answer else "", note if answer else ""
    wish.answered_at = timezone.now() if answer else None
    wish.answered_by = actor if answer else None
    wish.full_clean()
    wish.save()


def _require_time(meeting_round: MeetingRound, actor: User, due_at: dt.datetime | None) -> None:
    """The owners may write after the deadline and the close, for those who telephone."""
    if may(actor, "meetings.change_round", meeting_round):
        return
    require_collecting(meeting_round)
    if due_at is not None and due_at <= timezone.now():
        raise TooLate
