"""What people did with reviews, as the activity log says it."""

from django.utils.translation import gettext_lazy as _

ACTIONS = {
    "reviews.rubric.taken": _("took the usual criteria for an opportunity"),
    "reviews.criterion.added": _("added a criterion"),
    "reviews.criterion.changed": _("changed a criterion"),
    "reviews.criterion.removed": _("removed a criterion"),
    "reviews.reviewer.added": _("joined a panel, or took somebody into it"),
    "reviews.reviewer.removed": _("took a reviewer off a panel"),
    "reviews.assignment.made": _("gave an application to a reviewer"),
    "reviews.assignment.removed": _("took an application from a reviewer"),
    "reviews.declaration.none": _("declared no conflict of interest"),
    "reviews.declaration.conflict": _("declared a conflict of interest"),
    "reviews.withdrawal.asked": _("asked to have a conflict of interest lifted"),
    "reviews.withdrawal.lifted": _("lifted a conflict of interest that was declared by mistake"),
    "reviews.withdrawal.refused": _("refused to lift a conflict of interest"),
    "reviews.assessment.begun": _("began to assess an application"),
    "reviews.assessment.submitted": _("submitted an assessment, or a new version of it"),
    "reviews.note.written": _("wrote a note for the panel"),
    "reviews.note.removed": _("removed a note for the panel"),
    "reviews.ranking.changed": _("changed a ranking"),
    "reviews.ranking.confirmed": _("confirmed a ranking"),
    "reviews.ranking.reopened": _("opened a ranking again"),
    "reviews.slot.added": _("added times for interviews"),
    "reviews.slot.changed": _("changed the time of an interview"),
    "reviews.slot.cancelled": _("cancelled the time of an interview"),
    "reviews.interview.offered": _("invited an applicant to an interview"),
    "reviews.interview.booked": _("took the time of an interview"),
    "reviews.interview.released": _("the time of an interview was given up"),
}
