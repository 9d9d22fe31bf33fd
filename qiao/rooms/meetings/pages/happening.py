"""A live change in words: what happened, what the timetable that mends it does to whom, and who is told."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from qiao.kit.access import may
from qiao.rooms.meetings.domain.audience import told_with
from qiao.rooms.meetings.domain.comparison import Change, Comparison, compare_timetables
from qiao.rooms.meetings.domain.happening import is_current
from qiao.rooms.meetings.enums import HappeningKind, HappeningState, TimetableState
from qiao.rooms.meetings.models import Happening, Timetable
from qiao.rooms.meetings.pages.worth import quality_of
from qiao.rooms.meetings.planning.words import tell_slots
from qiao.rooms.meetings.workbook.event import Slot

SENTENCES: Mapping[str, Promise] = {
    HappeningKind.CANCELS: gettext_lazy("%(who)s does not come"),
    HappeningKind.LATE: gettext_lazy("%(who)s comes late: from %(when)s"),
    HappeningKind.LEAVES: gettext_lazy("%(who)s leaves early: after %(when)s"),
    HappeningKind.AWAY: gettext_lazy("%(who)s is away: %(when)s"),
    HappeningKind.NO_SHOW: gettext_lazy("%(who)s did not appear: %(when)s"),
    HappeningKind.SWAP: gettext_lazy(
        "The meetings of %(who)s (%(when)s) and of %(whom)s (%(then)s) are swapped"
    ),
    HappeningKind.NEW_WISH: gettext_lazy("%(who)s and %(whom)s are to meet"),
    HappeningKind.DROP: gettext_lazy("%(who)s and %(whom)s do not meet"),
    HappeningKind.WALK_IN: gettext_lazy("%(who)s walks in"),
    HappeningKind.TABLE_LOST: gettext_lazy("%(table)s is lost: %(when)s"),
}


def tell_change(happening: Happening) -> str:
    """In one line; the rows are those of `told()`."""
    always = _("from now on") if happening.kind == HappeningKind.TABLE_LOST else ""
    values = {
        "who": happening.party or "",
        "whom": happening.other or "",
        "when": _slot(happening, "slot") or always,
        "then": _slot(happening, "other_slot"),
        "table": happening.table or "",
    }
    return str(SENTENCES.get(happening.kind, happening.get_kind_display())) % values


def _slot(happening: Happening, name: str) -> str:
    slot = getattr(happening, name)
    if slot is None:
        return ""
    zone = happening.round.zone
    begins, ends = (each.astimezone(zone) for each in (slot.starts_at, slot.ends_at))
    return tell_slots([Slot(str(slot.pk), begins, ends)])


@dataclass(frozen=True)
class Preview:
    """`gained` has meetings without a `before`, `lost` those without an `after`."""

    comparison: Comparison
    moved: list[Change]
    lost: list[Change]
    gained: list[Change]
    reseated: list[Change]

    @property
    def is_empty(self) -> bool:
        return not self.comparison.changes


def preview_of(before: Timetable, after: Timetable, reader: Any) -> Preview:
    found = compare_timetables(before, after, actor=reader)
    changes = sorted(found.changes, key=_when)
    both = [each for each in changes if each.before and each.after]
    return Preview(
        found,
        moved=[each for each in both if each.is_moved],
        lost=[each for each in changes if each.after is None],
        gained=[each for each in changes if each.before is None],
        reseated=[each for each in both if not each.is_moved],
    )


def _when(change: Change) -> Any:
    meeting = change.before or change.after
    return meeting.slot.starts_at if meeting else None


def page_context(happening: Happening, reader: Any) -> dict[str, Any]:
    found, timetable = happening.round, happening.timetable
    plans = may(reader, "meetings.plan_round", found) and happening.is_open
    context: dict[str, Any] = {
        "exchange": found.exchange,
        "round": found,
        "step": "changes",
        "change": happening,
        "what": tell_change(happening),
        "may_settle": plans,
        "timetable": timetable,
    }
    if timetable is not None and timetable.previous is not None:
        timetable.round = timetable.previous.round = found
        context |= _planned(happening, timetable, timetable.previous, reader)
    return context


def _planned(happening: Happening, timetable: Timetable, previous: Timetable, reader: Any) -> dict[str, Any]:
    waits = happening.state == HappeningState.CONFIRMED and timetable.state == TimetableState.ACCEPTED
    return {
        "preview": preview_of(previous, timetable, reader),
        "before": previous,
        "is_current": happening.is_open and is_current(happening, timetable),
        "waits_for_release": waits,
        "told": told_with(timetable) if happening.is_open or waits else None,
        "moves": tell_moves(timetable),
        "quality": quality_of(timetable),
        "more": (timetable.moved or 0) + 2,
    }


def tell_moves(timetable: Timetable) -> str:
    """How many meetings move, and how few could."""
    moved, bound = timetable.moved or 0, timetable.moved_bound
    told = ngettext("%(count)s meeting moves.", "%(count)s meetings move.", moved) % {"count": moved}
    told = told if moved else _("No meeting moves.")
    if bound is not None and moved <= bound:
        return _("%(moves)s Fewest moves: proved.") % {"moves": told}
    if bound is None:
        return told
    return _("%(moves)s No plan that keeps as much moves fewer than %(bound)s.") % {
        "moves": told,
        "bound": bound,
    }
