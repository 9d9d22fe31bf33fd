"""What people did with offers, as the activity log says it."""

from django.utils.translation import gettext_lazy as _

ACTIONS = {
    "offers.offer.open": _("offered a place"),
    "offers.offer.extended": _("put off the deadline of an offer"),
    "offers.offer.accepted": _("accepted an offer of a place"),
    "offers.offer.declined": _("declined an offer of a place"),
    "offers.offer.lapsed": _("an offer of a place was not answered in time"),
    "offers.offer.withdrawn": _("withdrew an offer of a place"),
    "offers.waiting_place.added": _("put an application on the waiting list"),
    "offers.waiting_list.ordered": _("changed the order of the waiting list"),
    "offers.settings.changed": _("changed the settings of the waiting list"),
}
