"""What people did in trainings, as the activity log says it."""

from django.utils.translation import gettext_lazy as _

ACTIONS = {
    "training.cohort.opened": _("opened a cohort"),
    "training.cohort.changed": _("changed a cohort"),
    "training.enrolment.enrolled": _("enrolled an accepted applicant"),
    "training.enrolment.completed": _("completed the training of a participant"),
    "training.enrolment.left": _("a participant left the training"),
    "training.enrolment.removed": _("removed a participant from the training"),
    "training.session.added": _("added a session to a training"),
    "training.session.changed": _("changed a session of a training"),
    "training.session.removed": _("removed a session of a training"),
    "training.session.marked": _("marked the attendance of a session"),
    "training.feed.opened": _("opened a calendar feed of trainings"),
    "training.feed.revoked": _("made a calendar feed of trainings void"),
    "training.milestone.reported": _("said that a milestone is reached"),
    "training.milestone.confirmed": _("confirmed a milestone"),
    "training.certificate.issued": _("issued a certificate"),
    "training.certificate.paper_made": _("the document of a certificate was made"),
    "training.certificate.revoked": _("revoked a certificate"),
}
