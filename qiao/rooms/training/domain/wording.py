"""What stands in a certificate, in one language: the values that the document is set from."""

import datetime as dt
from typing import Any

from babel.dates import format_date
from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from qiao.kit.bilingual.localized import localized
from qiao.rooms.letters.domain.numbering import grouped
from qiao.rooms.training.models import Certificate


class Page:
    """One certificate in one language."""

    def __init__(self, certificate: Certificate, language: str) -> None:
        self.certificate, self.language = certificate, language
        self.short = "en" if language.startswith("en") else "zh"
        self.cohort = certificate.cohort
        self.opportunity = certificate.cohort.intake.opportunity

    def values(self) -> dict[str, Any]:
        with override(self.language):
            return {
                "language": self.short,
                "heading": _("Certificate of Completion"),
                "organisation": self.said(self.opportunity.host, "name"),
                "reference": [pgettext("certificate", "Number"), self.certificate.number],
                "paragraph": self._paragraph(),
                "facts": self._facts(),
                "signed": [self.said(self.opportunity.host, "name"), self._issued_on()],
                "seal": _("(Seal)"),
                "check": self._check(),
            }

    def said(self, row: Any, name: str) -> str:
        return str(localized(getattr(row, f"{name}_zh"), getattr(row, f"{name}_en"), self.short).text)

    def _paragraph(self) -> str:
        return _("This certifies that %(person)s has completed the following training of %(host)s.") % {
            "person": self.said(self.certificate.enrolment.application.profile, "name"),
            "host": self.said(self.opportunity.host, "name"),
        }

    def _facts(self) -> list[list[str]]:
        span = {"first": self.day(self.cohort.starts_on), "last": self.day(self.cohort.ends_on)}
        return [
            [_("Training"), self.said(self.opportunity, "title")],
            [_("Cohort"), self.said(self.cohort, "name")],
            [pgettext("training", "Time"), _("%(first)s to %(last)s") % span],
        ]

    def _issued_on(self) -> str:
        return self.day(self.certificate.issued_at.astimezone(self.cohort.zone).date())

    def _check(self) -> list[str]:
        return [
            _(
                "Whether this certificate is valid can be checked with the square code, or by entering number"
                " and code:"
            ),
            _("Code: %(code)s") % {"code": grouped(self.certificate.code)},
        ]

    def day(self, value: dt.date) -> str:
        locale = {"zh": "zh_Hans_CN", "en": "en_GB"}[self.short]
        return str(format_date(value, "long", locale=locale))
