"""What people did with a form and a registration, as the activity log says it."""

from django.utils.translation import gettext_lazy as _

ACTIONS = {
    "registration.form.changed": _("changed what the registration asks and how long it is kept"),
    "registration.page.added": _("added a page to the registration form"),
    "registration.page.changed": _("changed a page of the registration form"),
    "registration.page.moved": _("moved a page of the registration form"),
    "registration.page.removed": _("removed a page of the registration form"),
    "registration.question.added": _("added a question to the registration form"),
    "registration.question.changed": _("changed a question of the registration form"),
    "registration.question.moved": _("moved a question of the registration form"),
    "registration.question.archived": _("archived a question of the registration form"),
    "registration.question.restored": _("asks a question of the registration form again"),
    "registration.question.removed": _("removed a question of the registration form"),
    "registration.answers.saved": _("saved answers of the registration"),
    "registration.needs.saved": _("saved the needs of a member"),
    "registration.travel.saved": _("saved an arrival or a departure"),
    "registration.stay.saved": _("saved the nights of a member"),
    "registration.stay.assigned": _("assigned a hotel"),
    "registration.hotel.added": _("added a hotel"),
    "registration.hotel.changed": _("changed a hotel"),
    "registration.hotel.removed": _("removed a hotel"),
    "registration.review.accepted": _("accepted a change of the registration"),
    "registration.review.sent_back": _("sent a change of the registration back"),
    "registration.totals.shared": _("made a link to the totals"),
    "registration.totals.revoked": _("took a link to the totals back"),
}
