"""What the rooms ask consent for. Operators add purposes of their own on the page of purposes."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from qiao.kit.registry import Registry
from qiao.rooms.privacy.enums import PurposeKind


@dataclass(frozen=True)
class PurposeDefinition:
    """A higher version publishes the words anew; consents older than `valid_from` then no longer hold."""

    kind: PurposeKind
    title: str | Promise
    body: str | Promise
    version: int = 1
    valid_from: int = 1


purposes: Registry[PurposeDefinition] = Registry("purpose")

PUBLISH_PROFILE = PurposeDefinition(
    PurposeKind.PUBLISH,
    _("Show my profile on public pages"),
    _(
        "My name, my photo, the organisation I work for and my role there may be shown on the public pages of"
        " this site, where search engines can find them."
    ),
)
IMAGES = PurposeDefinition(
    PurposeKind.IMAGES,
    _("Use pictures and recordings of me"),
    _(
        "Photographs, films and sound recordings made of me at an exchange may be kept and shown in reports"
        " about this exchange, on this site and in print."
    ),
)
NEWS = PurposeDefinition(
    PurposeKind.GENERAL,
    _("Send me news about coming exchanges"),
    _("My e-mail address may be used to tell me about coming exchanges, at most once a month."),
)
