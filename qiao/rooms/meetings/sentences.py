"""What people did with a round of meetings, as the activity log says it."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

ACTIONS = {
    "meetings.round.created": _("set up a round of meetings"),
    "meetings.round.cloned": _("set up a round of meetings as a clone of another"),
    "meetings.round.changed": _("changed the round of meetings"),
    "meetings.round.closed": _("closed the round of meetings"),
    "meetings.round.opened": _("opened the round of meetings again"),
    "meetings.round.slots_added": _("added slots"),
    "meetings.round.slot_removed": _("removed a slot"),
    "meetings.round.tables_added": _("added tables"),
    "meetings.round.table_changed": _("changed a table"),
    "meetings.round.table_closed": _("set when a table cannot be had"),
    "meetings.round.table_removed": _("removed a table"),
    "meetings.round.party_added": _("took a party into the round"),
    "meetings.round.parties_added": _("took parties into the round"),
    "meetings.round.party_changed": _("changed a party of the round"),
    "meetings.round.party_removed": _("took a party out of the round"),
    "meetings.round.meeting_fixed": pgettext_lazy("activity", "fixed a meeting"),
    "meetings.round.meeting_freed": _("freed a fixed meeting"),
    "meetings.round.pair_forbidden": _("kept two parties apart"),
    "meetings.round.pair_allowed": _("allowed two parties to meet"),
    "meetings.round.plan_asked": _("asked for a timetable"),
    "meetings.round.timetable_accepted": _("accepted a timetable"),
    "meetings.round.timetable_discarded": _("discarded a timetable"),
    "meetings.round.change_reported": _("reported a live change of the meetings"),
    "meetings.round.change_planned": _("had a live change planned"),
    "meetings.round.change_confirmed": _("confirmed a live change"),
    "meetings.round.change_discarded": _("discarded a live change"),
    "meetings.party.availability_set": _("set when a party can meet"),
    "meetings.party.wishes_ranked": _("ranked the wishes of a party"),
    "meetings.party.wish_answered": _("answered a wish"),
}
