"""What this room tells the others, once the models are loaded."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from qiao.kit.activity.record import actions
from qiao.kit.jobs.schedule import StandingSchedule, standing_schedules
from qiao.kit.jobs.timing import Every
from qiao.kit.mail.registry import MailTemplate, mail_templates
from qiao.kit.ui.navigation import NavEntry, Place, navigation
from qiao.rooms.accounts.scopes import Scope, scopes
from qiao.rooms.accounts.sections import Section, account_sections
from qiao.rooms.privacy import classes, rules
from qiao.rooms.privacy.domain.purpose import keep_registered_purposes
from qiao.rooms.privacy.purposes import IMAGES, NEWS, PUBLISH_PROFILE, purposes
from qiao.rooms.privacy.reasons import BELOW, reasons

ACTIONS = {
    "privacy.consent.given": _("agreed to the use of their data"),
    "privacy.consent.withdrawn": _("withdrew their consent"),
    "privacy.export.asked": _("asked for a copy of their data"),
    "privacy.export.made": _("a copy of a person's data was made"),
    "privacy.export.fetched": _("fetched a copy of their data"),
    "privacy.request.made": _("made a request about their data"),
    "privacy.request.confirmed": _("a request about personal data was confirmed"),
    "privacy.request.withdrawn": _("withdrew a request about their data"),
    "privacy.request.approved": _("approved a request about personal data"),
    "privacy.request.refused": _("refused a request about personal data"),
    "privacy.request.completed": _("a request about personal data was completed"),
    "privacy.purpose.created": _("added a purpose that people are asked about"),
    "privacy.purpose.text_published": _("published a new text of a purpose"),
    "privacy.purpose.retired": _("retired a purpose"),
    "privacy.controller.named": _("named a controller of personal data"),
    "privacy.controller.changed": _("changed a controller of personal data"),
}


def register() -> None:
    rules.add_permissions()
    for name, sentence in ACTIONS.items():
        actions.register(name, sentence)
    for app, reason in BELOW.items():
        reasons.register(app, reason)
    purposes.register("publish-profile", PUBLISH_PROFILE)
    purposes.register("images", IMAGES)
    purposes.register("news", NEWS)
    scopes.register("privacy.read", Scope(_("Read your consents and requests about your data")))
    scopes.register("privacy.write", Scope(_("Agree, withdraw and make requests about your data")))
    navigation.register(
        "privacy.desk",
        NavEntry(_("Requests about data"), "privacy:desk", "shield-check", 900, "privacy.list_requests"),
    )
    navigation.register("privacy.notice", NOTICE)
    account_sections.register("privacy.my_data", Section(_("My data"), "privacy:my-data", 60))
    standing_schedules.register("privacy.house", HOUSE)
    for name, template in LETTERS.items():
        mail_templates.register(f"privacy.{name}", template)
    classes.register()


def _letter(name: str, label: Any, *, is_secret: bool) -> MailTemplate:
    sample = {"what": "Erase my data", "url": "https://qiao.example/sample", "answer": "…"}
    return MailTemplate(f"mail/privacy/{name}", sample, label, is_secret=is_secret)


LETTERS = {
    "confirm": _letter("confirm", _("Confirm a request about data"), is_secret=True),
    "refusal": _letter("refusal", _("A request about data was refused"), is_secret=False),
    "answer": _letter("answer", _("Answer to a request about data"), is_secret=False),
    "copy": _letter("copy", _("A copy of the data is ready"), is_secret=True),
    "erasure": _letter("erasure", _("The data are being erased"), is_secret=True),
}
NOTICE = NavEntry(_("How your data are used"), "privacy:notice", "shield-check", 900, place=Place.FOOTER)
HOUSE = StandingSchedule(
    "qiao.rooms.privacy.domain.housekeeping.keep_house", Every(3600), _("Remove what has ended")
)


def keep_purposes(**_migration: Any) -> None:
    keep_registered_purposes()
