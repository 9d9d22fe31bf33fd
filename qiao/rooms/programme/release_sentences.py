"""What people did with releases and calendars, as the activity log says it."""

from django.utils.translation import gettext_lazy as _

ACTIONS = {
    "programme.release.released": _("released the programme"),
    "programme.feed.opened": _("subscribed a calendar to an itinerary"),
    "programme.feed.revoked": _("ended a subscription of a calendar"),
}
