"""Why a wish was not granted and what would grant it, as plain values that are put into words when shown.

A reason is `{"code", "who", "when"}`, a change `{"edits", "when", "moves"}`: parties by key, slots by code.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from qiao.rooms.meetings.planning.words import in_a_row, joined

Value = Mapping[str, Any]
Who = Callable[[str], str]
When = Callable[[Sequence[str]], str]
MOST_REASONS = 3
CLOSING = {
    "never",
    "no-table",
    "cap",
    "declined",
    "forbidden",
}  # each closes every slot: nothing else needs saying
AFTERTHOUGHTS = {"common", "price", "weight"}  # said where nothing plainer is in the way

REASONS = {
    "never": gettext_lazy("The two are never available at the same time."),
    "common": gettext_lazy("Both are available only on %(when)s."),
    "no-table": gettext_lazy("No table is open when both are available."),
    "cap": gettext_lazy("%(who)s already holds the most meetings that its limit allows."),
    "busy": gettext_lazy("%(who)s is in other meetings on %(when)s."),
    "tables": gettext_lazy("Every table is taken on %(when)s."),
    "day": gettext_lazy("%(who)s already holds the most meetings a day on %(when)s."),
    "run": gettext_lazy("On %(when)s %(who)s would hold too many meetings without a pause."),
    "walk": gettext_lazy("On %(when)s %(who)s would have no time for the way."),
    "declined": gettext_lazy("%(who)s declined this meeting."),
    "forbidden": gettext_lazy("The organiser does not arrange this meeting."),
    "open": gettext_lazy("Nothing stands in the way on %(when)s; ask the organiser."),
}
OUTWEIGHED = gettext_lazy("Meetings that are wished for as much or more take its place.")
CAUSES = {
    "never": gettext_lazy("never available at the same time"),
    "no-table": gettext_lazy("no table open"),
    "cap": gettext_lazy("limit of meetings reached"),
    "busy": gettext_lazy("in other meetings"),
    "tables": gettext_lazy("tables taken"),
    "day": gettext_lazy("limit of the day reached"),
    "run": gettext_lazy("no pause"),
    "walk": gettext_lazy("no time for the way"),
    "declined": gettext_lazy("declined"),
    "forbidden": gettext_lazy("not arranged by the organiser"),
}
OTHER_CAUSE = gettext_lazy("outweighed by other wishes")
EDITS = {
    "free": gettext_lazy("%(who)s available on %(when)s"),
    "table": gettext_lazy("one more table on %(when)s"),
    "run": gettext_lazy("one more meeting without a pause allowed to %(who)s"),
    "day": gettext_lazy("one more meeting a day allowed to %(who)s"),
    "meetings": gettext_lazy("one more meeting allowed to %(who)s"),
    "give-up": gettext_lazy("the meeting of %(pair)s given up"),
}


def told_first(reasons: Sequence[Value]) -> list[Value]:
    closing = [each for each in reasons if each["code"] in CLOSING]
    plain = [each for each in reasons if each["code"] not in AFTERTHOUGHTS]
    return closing or plain or list(reasons)


def tell_why(reasons: Sequence[Value], who: Who, when: When) -> str:
    found = told_first(reasons)[:MOST_REASONS]
    return in_a_row(dict.fromkeys(_sentence(each, who, when) for each in found))


def tell_cause(reasons: Sequence[Value]) -> str:
    """What stands in the way first, in a few words."""
    return str(CAUSES.get(told_first(reasons)[0]["code"], OTHER_CAUSE))


def tell_remedy(change: Value, who: Who, when: When) -> str:
    """Empty where no change is known."""
    if not change:
        return ""
    edits = joined([_edit(each, who, when) for each in change["edits"]])
    values = {"edits": edits, "when": when(change["when"]), "count": change["moves"]}
    if not change["edits"]:
        return _("It can be held on %(when)s; %(count)s other meetings would move.") % values
    if change["moves"]:
        return _("With %(edits)s on %(when)s; %(count)s other meetings would move.") % values
    return _("With %(edits)s on %(when)s.") % values


def _sentence(reason: Value, who: Who, when: When) -> str:
    text = REASONS.get(reason["code"], OUTWEIGHED)
    return str(text) % {"who": _name(reason["who"], who), "when": when(reason["when"])}


def _edit(edit: Value, who: Who, when: When) -> str:
    pair = " – ".join(map(who, edit["pair"]))
    values = {"who": _name(edit["who"], who), "when": when(edit["when"]), "pair": pair}
    return str(EDITS.get(edit["kind"], OUTWEIGHED)) % values


def _name(key: str | None, who: Who) -> str:
    return who(key) if key else ""
