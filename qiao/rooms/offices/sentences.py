"""What people did with career offices, as the activity log says it."""

from django.utils.translation import gettext_lazy as _

ACTIONS = {
    "offices.settings.changed": _("changed the settings of a career office"),
    "offices.registration.claimed": _("registered with a career office"),
    "offices.registration.confirmed": _("confirmed a student"),
    "offices.registration.refused": _("refused the registration of a student"),
    "offices.registration.ended": _("ended the registration of a student"),
    "offices.registration.changed": _("changed which mails of a career office they get"),
    "offices.students.exported": _("exported the list of registered students"),
    "offices.host.asked": _("asked for the approval of a host"),
    "offices.host.approved": _("approved a host"),
    "offices.host.refused": _("refused a host"),
    "offices.host.revoked": _("revoked the approval of a host"),
    "offices.posting.asked": _("asked for the approval of a posting"),
    "offices.posting.approved": _("approved a posting"),
    "offices.posting.refused": _("refused a posting"),
    "offices.posting.revoked": _("revoked the approval of a posting"),
    "offices.recommendation.made": _("recommended a posting to students"),
    "offices.recommendation.withdrawn": _("withdrew the recommendation of a posting"),
}
