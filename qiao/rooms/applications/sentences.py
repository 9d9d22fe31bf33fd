"""What people did with applications, as the activity log says it."""

from django.utils.translation import gettext_lazy as _

ACTIONS = {
    "applications.application.draft": _("began an application, or took it back to change it"),
    "applications.application.changed": _("changed an application"),
    "applications.application.submitted": _("sent an application"),
    "applications.application.complete": _("an application became complete"),
    "applications.application.under_review": _("took an application into review"),
    "applications.application.interview": _("moved an application to the interviews"),
    "applications.application.ranked": _("ranked an application"),
    "applications.application.matched": _("an application was matched"),
    "applications.application.offered": _("offered an applicant a place"),
    "applications.application.waiting": _("put an application on the waiting list"),
    "applications.application.accepted": _("a place was accepted"),
    "applications.application.declined": _("an offer was declined"),
    "applications.application.withdrawn": _("withdrew an application"),
    "applications.application.closed": _("closed an application"),
    "applications.application.moved": _("moved an application to another stage"),
    "applications.document.added": _("added a document to an application"),
    "applications.document.removed": _("removed a document from an application"),
    "applications.letter.asked": _("asked for a reference letter"),
    "applications.letter.reminded": _("a referee was reminded of a letter"),
    "applications.letter.cancelled": _("cancelled the request for a reference letter"),
    "applications.letter.received": _("a reference letter came in"),
    "applications.letter.declined": _("a referee declined to write a letter"),
    "applications.letter.reused": _("used a reference letter again"),
}
