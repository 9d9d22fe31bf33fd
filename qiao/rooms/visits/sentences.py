"""What people did with visits, as the activity log says it."""

from django.utils.translation import gettext_lazy as _

ACTIONS = {
    "visits.visit.added": _("offered a visit"),
    "visits.visit.changed": _("changed a visit"),
    "visits.visit.removed": _("took a visit back"),
    "visits.run.added": _("set a time of a visit"),
    "visits.run.changed": _("changed a time of a visit"),
    "visits.run.removed": _("removed a time of a visit"),
    "visits.call.set": _("set until when visits can be wished for"),
    "visits.wishes.set": _("wished for visits"),
    "visits.visitor.excluded": _("did not admit somebody to a visit"),
    "visits.visitor.admitted": _("admitted somebody to a visit again"),
    "visits.pin.set": _("set or forbade somebody’s visit group"),
    "visits.pin.removed": _("removed a pin of a visit group"),
    "visits.plan.asked": _("had visit groups formed"),
    "visits.plan.accepted": _("accepted visit groups"),
    "visits.place.taken": _("took a free place on a visit"),
    "visits.place.left": _("gave a place on a visit up"),
    "visits.place.found": _("a free place went to the first on the waiting list"),
    "visits.waiting.joined": _("joined a waiting list of a visit"),
    "visits.waiting.left": _("left a waiting list of a visit"),
}
