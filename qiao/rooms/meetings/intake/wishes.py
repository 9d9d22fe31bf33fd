"""Wishes of each party, answers to them, and what has to be held in a slot."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from typing import Any
from uuid import UUID

from qiao.kit.imports.enums import RowChoice
from qiao.rooms.meetings.domain.fixing import fix_meeting
from qiao.rooms.meetings.domain.party import wishes_of
from qiao.rooms.meetings.domain.wish import WishDraft, answer_wish, rank_wishes
from qiao.rooms.meetings.intake.taking import Taking
from qiao.rooms.meetings.models import MeetingParty, MeetingWish, TimeSlot
from qiao.rooms.meetings.workbook.event import Wish
from qiao.rooms.meetings.workbook.records import Record
from qiao.rooms.meetings.workbook.wishes import MOST_RANK

Parties = dict[str, MeetingParty]
Rows = list[tuple[Wish, Record]]


def take_wishes(taking: Taking, parties: Parties, slots: dict[str, TimeSlot]) -> None:
    """Wishes that the workbook does not name stay."""
    rows: dict[str, Rows] = defaultdict(list)
    for wish, record in taking.rows("wishes"):
        if wish.asker in parties and wish.wanted in parties:
            rows[wish.asker].append((wish, record))
    there: dict[UUID, dict[UUID, MeetingWish]] = defaultdict(dict)
    for found in wishes_of(taking.round):
        there[found.asker_id][found.wanted_id] = found
    for asker, own in rows.items():
        _of_party(taking, parties, asker, own, there[parties[asker].pk])
    _fix(taking, parties, slots)


def _of_party(
    taking: Taking, parties: Parties, asker: str, rows: Rows, there: dict[UUID, MeetingWish]
) -> None:
    party = parties[asker]
    wanted = {parties[wish.wanted].pk: (wish, record) for wish, record in rows if not _only_fixes(wish)}
    drafts = {pk: _draft(pk, there.get(pk), wanted.get(pk)) for pk in [*there, *wanted]}
    choices = {pk: _choice(drafts[pk], there.get(pk)) for pk in wanted}
    if any(choice != RowChoice.SKIP for choice in choices.values()):
        ordered = _in_order(drafts.values())
        _first, record = rows[0]
        ranked = taking.ledger.attempt(
            record, "wanted", lambda: rank_wishes(party, actor=taking.actor, wishes=ordered)
        )
        for found in ranked or []:
            there[found.wanted_id] = found
            if found.wanted_id in wanted:
                taking.ledger.note(wanted[found.wanted_id][1], choices[found.wanted_id], found.pk)
    for pk, (wish, record) in wanted.items():
        if wish.answer and pk in there and there[pk].answer != wish.answer:
            _answer(taking, parties, there[pk], wish, record)


def _in_order(drafts: Iterable[WishDraft]) -> list[WishDraft]:
    """Those without a rank come last."""
    drafts = list(drafts)
    last = max((each.rank or 0 for each in drafts), default=0)
    bare = [each for each in drafts if each.rank is None]
    ranked = sorted((each for each in drafts if each.rank is not None), key=lambda each: each.rank or 0)
    return [*ranked, *(replace(each, rank=min(last + n, MOST_RANK)) for n, each in enumerate(bare, 1))]


def _only_fixes(wish: Wish) -> bool:
    """A row with a slot, and neither rank nor theme nor answer, has a meeting held without a wish for it."""
    return bool(wish.pin) and wish.rank is None and not wish.themes and wish.answer is None


def _draft(pk: UUID, found: MeetingWish | None, said: tuple[Wish, Record] | None) -> WishDraft:
    """An empty cell leaves what is there."""
    wish = said[0] if said else None
    rank = (wish.rank if wish else None) or (found.rank if found else None)
    themes = [each.value for each in wish.themes] if wish else []
    return WishDraft(pk, themes or (found.themes if found else []), found.note if found else "", rank)


def _choice(draft: WishDraft, found: MeetingWish | None) -> RowChoice:
    if found is None:
        return RowChoice.CREATE
    same = draft.rank == found.rank and set(draft.themes) == set(found.themes)
    return RowChoice.SKIP if same else RowChoice.UPDATE


def _answer(taking: Taking, parties: Parties, found: MeetingWish, wish: Wish, record: Record) -> None:
    found.wanted = parties[wish.wanted]
    answered = taking.ledger.attempt(
        record, "answer", lambda: answer_wish(found, actor=taking.actor, answer=wish.answer)
    )
    if answered is not None:
        taking.ledger.note(record, RowChoice.UPDATE, answered.pk)


def _fix(taking: Taking, parties: Parties, slots: dict[str, TimeSlot]) -> None:
    fixed = {frozenset((each.guest_id, each.host_id)): each for each in taking.round.fixed_meetings.all()}
    for wish, record in taking.rows("wishes"):
        slot = slots.get(wish.pin or "")
        if slot is None or not {wish.asker, wish.wanted} <= set(parties):
            continue
        one, other = parties[wish.asker], parties[wish.wanted]
        before: Any = fixed.get(frozenset((one.pk, other.pk)))
        if before is None or before.slot_id != slot.pk:
            _fix_one(taking, (one, other), slot, record, is_new=before is None)


def _fix_one(
    taking: Taking, pair: tuple[MeetingParty, MeetingParty], slot: TimeSlot, record: Record, *, is_new: bool
) -> None:
    one, other = pair
    found = taking.ledger.attempt(
        record, "pin", lambda: fix_meeting(one, other, actor=taking.actor, slot=slot)
    )
    if found is not None:
        taking.ledger.note(record, RowChoice.CREATE if is_new else RowChoice.UPDATE, found.pk)
