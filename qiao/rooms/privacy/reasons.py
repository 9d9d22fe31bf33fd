"""Why each part of the system holds personal data, on what basis and until when. Rooms above add theirs."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from qiao.kit.registry import Registry
from qiao.rooms.privacy.enums import LegalBasis

NOBODY = _("nobody outside the organisations named here")


@dataclass(frozen=True)
class Reason:
    why: str | Promise
    until: str | Promise
    basis: LegalBasis
    recipients: str | Promise = NOBODY


reasons: Registry[Reason] = Registry("reason for holding data")  # by the label of the app, or of one model

# For rooms above that hold entries about people who take part.
PARTICIPATION = Reason(
    _("to show who takes part, for whom they work and how to reach them"),
    _("until you have your data erased"),
    LegalBasis.CONTRACT,
    _("whoever may see the entry, as it says itself"),
)
_WITH_ACCOUNT = _("until you have the account erased")
BELOW: dict[str, Reason] = {
    "accounts": Reason(
        _("to let you sign in and to keep your account safe"), _WITH_ACCOUNT, LegalBasis.CONTRACT
    ),
    "activity": Reason(
        _("to show who changed what, and from which request"),
        _("as long as the record; your name is taken out when you have your data erased"),
        LegalBasis.RECORD,
    ),
    "bilingual": Reason(
        _("to find entries by name in both languages"), _("as long as the entry itself"), LegalBasis.CONTRACT
    ),
    "files": Reason(_("to show the files you uploaded"), _WITH_ACCOUNT, LegalBasis.CONTRACT),
    "idempotency": Reason(
        _("to answer a repeated request without doing it twice"), _("one day"), LegalBasis.SECURITY
    ),
    "imports": Reason(
        _("to let an import be checked and undone"), _("until the import is removed"), LegalBasis.CONTRACT
    ),
    "jobs": Reason(_("to do work in the background that you asked for"), _WITH_ACCOUNT, LegalBasis.CONTRACT),
    "mail": Reason(
        _("to send you messages, and to know whether they arrived"), _WITH_ACCOUNT, LegalBasis.CONTRACT
    ),
    "privacy": Reason(
        _("to prove what you agreed to, and to answer your requests about your data"),
        _("as long as the proof is needed; your name is taken out when you have your data erased"),
        LegalBasis.DUTY,
    ),
    "sessions": Reason(
        _("to keep you signed in"), _("until you sign out, two weeks at most"), LegalBasis.CONTRACT
    ),
    "account": Reason(
        _("to let you sign in and to keep your account safe"), _WITH_ACCOUNT, LegalBasis.CONTRACT
    ),
    "mfa": Reason(_("to check that it is you who signs in"), _WITH_ACCOUNT, LegalBasis.SECURITY),
    "usersessions": Reason(
        _("to show you where you are signed in"), _("until you sign out there"), LegalBasis.SECURITY
    ),
    "socialaccount": Reason(
        _("to let you sign in with your organisation's account"), _WITH_ACCOUNT, LegalBasis.CONTRACT
    ),
    "django_tasks_database": Reason(
        _("to do work in the background that you asked for"), _("a week after the work"), LegalBasis.CONTRACT
    ),
}


def reason_for(label: str) -> Reason | None:
    """`label` is that of a model, such as accounts.user."""
    known = (name for name in (label, label.split(".")[0]) if name in reasons)
    return next((reasons.get(name) for name in known), None)
