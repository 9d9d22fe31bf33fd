"""What people did with letters, as the activity log says it."""

from django.utils.translation import gettext_lazy as _

ACTIONS = {
    "letters.settings.changed": _("changed the settings of the letters"),
    "letters.letter.draft": _("began to ask for a letter of invitation"),
    "letters.letter.changed": _("changed the data of a letter of invitation"),
    "letters.letter.submitted": _("asked for a letter of invitation, or put it back into the queue"),
    "letters.letter.under_review": _("took on the review of a letter of invitation"),
    "letters.letter.sent_back": _("sent a letter of invitation back to be corrected"),
    "letters.letter.issued": _("issued a letter of invitation"),
    "letters.letter.refused": _("refused a letter of invitation"),
    "letters.letter.revoked": _("revoked a letter of invitation"),
    "letters.letter.looked_at": _("looked at the passport data of a letter"),
    "letters.letter.previewed": _("looked at the preview of a letter, with its passport data"),
    "letters.letter.paper_made": _("the document of a letter was made"),
    "letters.letter.fetched": _("fetched the document of a letter"),
    "letters.letter.wiped": _("the passport data of a letter were wiped"),
}
