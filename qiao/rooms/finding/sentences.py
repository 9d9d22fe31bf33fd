"""What people did in finding, as the activity log says it."""

from django.utils.translation import gettext_lazy as _

ACTIONS = {
    "finding.search.saved": _("saved a search for opportunities"),
    "finding.search.changed": _("changed a saved search"),
    "finding.search.removed": _("removed a saved search"),
    "finding.search.told": _("was told of new opportunities of a saved search"),
    "finding.bookmark.set": _("bookmarked an opportunity"),
    "finding.bookmark.removed": _("removed a bookmark"),
    "finding.bookmark.reminded": _("was reminded of a deadline"),
    "finding.choice.made": _("chose whether to see how well opportunities fit"),
}
