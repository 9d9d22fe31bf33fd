from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Theme(TextChoices):
    """What a meeting is about."""

    TALENT = "talent", _("Introducing international talent")
    CULTIVATION = "cultivation", _("Joint cultivation of talent")
    RESEARCH = "research", _("Research cooperation")


class Side(TextChoices):
    """A meeting joins one party of each side."""

    DELEGATION = "delegation", _("Delegation")
    HOST = "host", _("Host")


class RoundState(TextChoices):
    COLLECTING = "collecting", pgettext_lazy("meeting round", "Collecting wishes")
    CLOSED = "closed", pgettext_lazy("meeting round", "Closed")
    PLANNED = "planned", pgettext_lazy("meeting round", "Planned")
    RELEASED = "released", pgettext_lazy("meeting round", "Released")

    @property
    def has_plan(self) -> bool:
        return self in (RoundState.PLANNED, RoundState.RELEASED)


class Answer(TextChoices):
    """What a party says to a wish for it: it wishes so too, it will come, or it will not."""

    WANT = "want", pgettext_lazy("answer to a wish", "Wanted too")
    ACCEPT = "accept", pgettext_lazy("answer to a wish", "Accepted")
    DECLINE = "decline", pgettext_lazy("answer to a wish", "Declined")


class TimetableState(TextChoices):
    DRAFT = "draft", pgettext_lazy("timetable", "Being solved")
    FAILED = "failed", pgettext_lazy("timetable", "Not found")
    CHECKED = "checked", pgettext_lazy("timetable", "Checked")
    ACCEPTED = "accepted", pgettext_lazy("timetable", "Accepted")
    RELEASED = "released", pgettext_lazy("timetable", "Released")
    SUPERSEDED = "superseded", pgettext_lazy("timetable", "Superseded")


STANDING = (TimetableState.ACCEPTED, TimetableState.RELEASED)


class MeetingState(TextChoices):
    SCHEDULED = "scheduled", pgettext_lazy("meeting", "Scheduled")
    HELD = "held", pgettext_lazy("meeting", "Held")
    MISSED = "missed", pgettext_lazy("meeting", "Missed")
    CANCELLED = "cancelled", pgettext_lazy("meeting", "Cancelled")


class Mark(TextChoices):
    """What the two, or an organiser, say afterwards of a meeting."""

    HELD = "held", pgettext_lazy("meeting", "Held")
    GUEST_MISSED = "guest_missed", _("The delegation did not come")
    HOST_MISSED = "host_missed", _("The host did not come")
    CANCELLED = "cancelled", pgettext_lazy("meeting", "Cancelled")


class HappeningKind(TextChoices):
    """What happens after a timetable stands."""

    CANCELS = "cancels", _("Does not come")
    LATE = "late", _("Comes late")
    LEAVES = "leaves", _("Leaves early")
    AWAY = "away", _("Away in one slot")
    NO_SHOW = "no_show", _("Did not appear")
    SWAP = "swap", _("Two meetings swapped")
    NEW_WISH = "new_wish", _("New meeting")
    DROP = "drop", _("Meeting dropped")
    WALK_IN = "walk_in", _("Walk-in")
    TABLE_LOST = "table_lost", _("Table lost")

    @property
    def needs(self) -> tuple[str, ...]:
        return _NEEDS[self]

    @property
    def takes(self) -> tuple[str, ...]:
        """What may be said beside that."""
        return _TAKES.get(self, ())

    @property
    def is_said_by_parties(self) -> bool:
        """Whether a party may report it, of itself or of whom it waits for."""
        return self in (self.CANCELS, self.LATE, self.LEAVES, self.AWAY, self.NO_SHOW)


_NEEDS: dict[HappeningKind, tuple[str, ...]] = {
    HappeningKind.CANCELS: ("party",),
    HappeningKind.LATE: ("party", "slot"),
    HappeningKind.LEAVES: ("party", "slot"),
    HappeningKind.AWAY: ("party", "slot"),
    HappeningKind.NO_SHOW: ("party", "slot"),
    HappeningKind.SWAP: ("party", "slot", "other", "other_slot"),
    HappeningKind.NEW_WISH: ("party", "other"),
    HappeningKind.DROP: ("party", "other"),
    HappeningKind.WALK_IN: ("party",),
    HappeningKind.TABLE_LOST: ("table",),
}
_TAKES: dict[HappeningKind, tuple[str, ...]] = {
    HappeningKind.NO_SHOW: ("other",),
    HappeningKind.NEW_WISH: ("slot",),
    HappeningKind.WALK_IN: ("other",),
    HappeningKind.TABLE_LOST: ("slot",),
}


class HappeningState(TextChoices):
    PROPOSED = "proposed", pgettext_lazy("live change", "Proposed")
    CONFIRMED = "confirmed", pgettext_lazy("live change", "Confirmed")
    DISCARDED = "discarded", pgettext_lazy("live change", "Discarded")
