"""The register of processing (GDPR article 30), made from the classes of the fields."""

from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from qiao.kit.classification import Classified, Sensitivity, classified
from qiao.rooms.privacy.reasons import Reason, reason_for


def header() -> list[str]:
    return [
        _("Part"),
        _("Records"),
        _("Personal data"),
        _("Sensitive data"),
        pgettext("personal data", "Why"),
        _("Basis"),
        _("Until when"),
        _("Recipients"),
        _("What an erasure does"),
    ]


@dataclass(frozen=True)
class Processing:
    label: str
    part: str | Promise
    records: str | Promise
    personal: list[str]
    sensitive: list[str]
    reason: Reason | None
    at_erasure: str | Promise

    def cells(self) -> list[str]:
        reason = self.reason
        return [
            str(self.part),
            str(self.records),
            ", ".join(self.personal),
            ", ".join(self.sensitive),
            str(reason.why) if reason else "",
            str(reason.basis.label) if reason else "",
            str(reason.until) if reason else "",
            str(reason.recipients) if reason else "",
            str(self.at_erasure),
        ]


def register_of_processing() -> list[Processing]:
    return [_processing(label, entry) for label, entry in classified.items() if entry.is_personal]


def _processing(label: str, entry: Classified) -> Processing:
    meta: Any = entry.model._meta
    return Processing(
        label=label,
        part=apps.get_app_config(meta.app_label).verbose_name,
        records=meta.verbose_name_plural,
        personal=_names(entry, Sensitivity.PERSONAL),
        sensitive=_names(entry, Sensitivity.SENSITIVE),
        reason=reason_for(label),
        at_erasure=entry.kept_because or _("removed, or emptied of the person"),
    )


def _names(entry: Classified, sensitivity: Sensitivity) -> list[str]:
    meta: Any = entry.model._meta
    return [str(meta.get_field(name).verbose_name) for name in entry.named(sensitivity)]
