"""What people did with their profiles, as the activity log says it."""

from django.utils.translation import gettext_lazy as _

ACTIONS = {
    "profiles.profile.begun": _("began a profile"),
    "profiles.profile.changed": _("changed a profile"),
    "profiles.profile.audiences_changed": _("changed who sees what of a profile"),
    "profiles.profile.page_changed": _("opened or closed the public page of a profile"),
    "profiles.profile.imported": _("brought a file into a profile"),
    "profiles.entry.added": _("added an entry to a profile"),
    "profiles.entry.changed": _("changed an entry of a profile"),
    "profiles.entry.removed": _("removed an entry of a profile"),
    "profiles.entry.moved": _("put the entries of a profile into another order"),
    "profiles.file.added": _("added a file to a profile"),
    "profiles.file.removed": _("removed a file of a profile"),
}
