"""What people did to a programme, as the activity log says it."""

from django.utils.translation import gettext_lazy as _

ACTIONS = {
    "programme.place.added": _("added a place"),
    "programme.place.changed": _("changed a place"),
    "programme.place.removed": _("removed a place"),
    "programme.transfer.set": _("set a transfer time"),
    "programme.transfer.cleared": _("removed a transfer time"),
    "programme.track.added": _("added a track"),
    "programme.track.changed": _("changed a track"),
    "programme.track.removed": _("removed a track"),
    "programme.item.added": _("added the session"),
    "programme.items.added": _("added sessions"),
    "programme.item.changed": _("changed the session"),
    "programme.item.removed": _("removed a session"),
    "programme.speaker.added": _("named a speaker of the session"),
    "programme.speaker.changed": _("changed a speaker of the session"),
    "programme.speaker.removed": _("took a speaker out of the session"),
}
