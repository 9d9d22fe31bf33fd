"""What people did with materials and questions, as the activity log says it."""

from django.utils.translation import gettext_lazy as _

ACTIONS = {
    "programme.material.added": _("added a material"),
    "programme.material.changed": _("changed a material"),
    "programme.material.removed": _("removed a material"),
    "programme.question_policy.changed": _("changed how questions are taken"),
    "programme.question.asked": _("asked a question"),
    "programme.question.wanted": _("voted for a question"),
    "programme.question.unwanted": _("took back a vote for a question"),
    "programme.question.shown": _("showed a question"),
    "programme.question.hidden": _("hid a question"),
    "programme.question.translated": _("changed the words of a question"),
    "programme.question.answered": _("answered a question"),
    "programme.question.merged": _("merged a question into another"),
    "programme.question.withdrawn": _("withdrew a question"),
    "programme.offline_copy.asked": _("had an offline copy of the public pages made"),
}
